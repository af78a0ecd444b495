"""What is done with a message that came in: the person's is answered, one of a chosen chat is kept
as the words of others, a code may pair, and everything else is dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.config import Config
from alongside.interfaces.channels.channel import Message
from alongside.interfaces.channels.pairing import is_person, tried
from alongside.interfaces.settings import called
from alongside.log.corrections import AsCorrected
from alongside.log.errors import StoreError
from alongside.log.kinds import Said
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.discreet import Asks
from alongside.mind.converse.events import Answered
from alongside.mind.converse.halting import says_stop
from alongside.mind.converse.manner import Manner
from alongside.mind.converse.telling import Teller
from alongside.models.model import ModelError
from alongside.tools.channels import Linked
from alongside.tools.connections import Connections
from alongside.views.words import fold

MOST_TEXT = 8000
MOST_QUOTED = 160
HELLO = {
    "en": "This chat is paired with your Alongside now. Ask it anything; “stop” halts all it does.",
    "ko": "이 대화가 얼롱사이드와 연결됐어요. 무엇이든 물어보세요. “멈춰”라고 쓰면 하던 일을 모두 "
    "멈춰요.",
}


@dataclass(frozen=True, slots=True)
class Hearing:
    """Deals with messages, for one life."""

    connections: Connections
    log: SqliteLog
    converse: Asks
    config: Callable[[], Config]
    zone: Callable[[], str]

    def halts(self, name: str, message: Message) -> bool:
        """Whether it is the person's “stop”, which waits for nothing."""
        linked = self.connections.now.channels.get(name)
        return linked is not None and is_person(linked, message) and says_stop(message.text)

    async def heard(self, name: str, message: Message) -> str:
        """What to say back, if anything. The same message again does nothing but answer again."""
        linked = self.connections.now.channels.get(name)
        if linked is None:
            return ""
        if is_person(linked, message):
            return await self._answer(name, message)
        if any(one.chat == message.chat for one in linked.chosen):
            await self._keep(name, linked, message)
            return ""
        return await self._pair(name, message)

    async def _pair(self, name: str, message: Message) -> str:
        await self.connections.relink(name, lambda now: tried(now, message) if now else None)
        now = self.connections.now.channels.get(name)
        paired = now is not None and is_person(now, message)
        return HELLO["ko" if self.config().language == "ko" else "en"] if paired else ""

    async def _keep(self, name: str, linked: Linked, message: Message) -> None:
        """As someone's words, in whoever's name they are; the account's own are the person's."""
        config = self.config()
        me = config.name or "me"
        mine = message.mine or any(one.sender == message.sender for one in linked.paired)
        title = next(one.name for one in linked.chosen if one.chat == message.chat)
        what = Said(
            text=message.text[:MOST_TEXT],
            by=me if mine else _other(message, config),
            to=(me,) if message.private and not mine else (),
            thread=title,
            channel=name,
        )
        draft = Draft(
            what=what, at=_at(message), zone=self.zone(), source=name,
            trust=Trust.OWN if mine else Trust.OUTSIDE, origin=origin_of(name, message),
        )  # fmt: skip
        await self.log.append(draft)

    async def _answer(self, name: str, message: Message) -> str:
        """The answer from the life, with what it cites in lines below it."""
        now, thread = datetime.now(UTC), f"{name}-{message.chat}"
        manner = Manner(origin=origin_of(name, message))
        try:
            asked = self.converse.ask(message.text[:MOST_TEXT], thread, now, self.zone(), manner)
            async with aclosing(asked) as events:
                async for event in events:
                    if isinstance(event, Answered) and isinstance(event.moment.what, Said):
                        return await self._in_text(event.moment.what)
        except (ModelError, StoreError) as error:
            return str(error)
        return ""

    async def _in_text(self, said: Said) -> str:
        numbers = {cite.moment: cite.number for cite in said.cites}
        cited = await AsCorrected(self.log).get(*numbers)
        config = self.config()
        teller = await asyncio.to_thread(Teller, called(config), config.language or "en")
        lines = [f"[{numbers[one.id]}] {await asyncio.to_thread(_line, one, teller)}"
                 for one in cited]  # fmt: skip
        return "\n\n".join(part for part in (said.text, "\n".join(lines)) if part)


def origin_of(name: str, message: Message) -> str:
    """The identity of a message at its service."""
    return f"{name}:{message.chat}:{message.id}"


def _line(moment: Moment, teller: Teller) -> str:
    told = teller.line(moment, " ".join(teller.words(moment).split()))
    return told if len(told) <= MOST_QUOTED else f"{told[: MOST_QUOTED - 1].rstrip()}…"


def _other(message: Message, config: Config) -> str:
    """Whoever wrote it; one who took a name of the person's keeps a mark on it."""
    name = " ".join((message.name or message.sender).split())[:100]
    return f"~{name}" if fold(name) in called(config) else name


def _at(message: Message) -> datetime:
    """When it was written, as far as that can be."""
    now = datetime.now(UTC)
    return message.at if datetime(1990, 1, 1, tzinfo=UTC) < message.at < now else now
