"""A few lines to somebody in the person's own voice, for them to change and send themselves.

A chat model that writes the language is shown how the person writes to them; without one it is a
plain greeting as the person usually begins. Nothing is sent, and nothing is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from alongside.log.corrections import AsCorrected
from alongside.log.kinds import Said
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.people.circle import Person
from alongside.models.model import Chat, Message, ModelError, Prompt
from alongside.views.words import fold

LOOKED_AT = 4000
"""The newest messages that are looked through for the person's own to somebody."""
EXAMPLES = 8
_GREETING = re.compile(
    r"^(hi|hey|hello|hiya|dear|oi|olá|good (?:morning|evening)|안녕\w*|야|언니|오빠|누나|형)\b",
    re.IGNORECASE,
)
_SYSTEM = (
    "Write a short message, two sentences at most, from the user to {name}. Write as the user "
    "writes in the examples: the same language, warmth and length. Say only what is asked. Give "
    "the message alone."
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The words, who wrote them (empty: code), and the moments they lean on."""

    text: str
    model: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts from the person to somebody. `chat` gives the model that serves, `speaks` whether it
    writes a language."""

    log: AsCorrected
    chat: Callable[[], Chat | None]
    speaks: Callable[[str, str], bool]

    async def to(self, person: Person, about: str, language: str, *because: str) -> Drafted:
        """A message to somebody: `birthday`, or asking after words of theirs in `because`."""
        mine = await self._mine(person)
        language = _written_in(mine) or language
        quotes = [each.what.words for each in await self.log.get(*because)]
        chat = self.chat()
        if chat is not None and self.speaks(chat.name, language):
            text = await self._by_model(chat, person, about, mine, quotes)
            if text:
                leans = (*because, *(each.id for each in mine))
                return Drafted(text, chat.name, tuple(dict.fromkeys(leans)))
        return Drafted(_plainly(person, about, language, mine, quotes), "", because)

    async def _mine(self, person: Person) -> list[Moment]:
        """The person's own latest messages to somebody, the latest first."""
        found = []
        wanted = Wanted(kinds=["said"], newest_first=True, limit=LOOKED_AT)
        async for each in self.log.read(wanted):
            if _from_me(each, person):
                found.append(each)
                if len(found) == 40:
                    break
        return found

    async def _by_model(
        self, chat: Chat, person: Person, about: str, mine: Sequence[Moment], quotes: Sequence[str]
    ) -> str:
        examples = "\n".join(f"- {each.what.words[:200]}" for each in mine[:EXAMPLES])
        asked = _asked(person, about, quotes)
        prompt = Prompt(
            messages=(
                Message("system", _SYSTEM.format(name=person.called)),
                Message("user", f"How the user writes:\n{examples}\n\n{asked}"),
            ),
            max_tokens=120,
            temperature=0.4,
        )
        text = ""
        try:
            async with aclosing(chat.run(prompt)) as writing:
                async for piece in writing:
                    text += piece
        except ModelError:
            return ""
        return text.strip().strip('"“”')


def _asked(person: Person, about: str, quotes: Sequence[str]) -> str:
    if about == "birthday":
        return f"Wish {person.called} a happy birthday."
    if quotes:
        return f"{person.called} said: “{quotes[0][:300]}” Ask how that went."
    return f"Say hello to {person.called} and ask how they are."


def _plainly(
    person: Person, about: str, language: str, mine: Sequence[Moment], quotes: Sequence[str]
) -> str:
    """A plain message, beginning as the person usually does."""
    first = familiar(person)
    openings = Counter(
        found[1].casefold() for each in mine if (found := _GREETING.match(each.what.words))
    )
    usual = openings.most_common(1)
    if language == "ko":
        hello = usual[0][0] if usual else "안녕"
        if about == "birthday":
            return f"{hello}! 생일 축하해. 좋은 하루 보내!"
        told = _clipped(quotes, 60)
        return (
            f"{hello}! “{told}” 그 뒤로 어떻게 됐어?"
            if told
            else f"{hello}! 잘 지내? 문득 생각나서."
        )
    hello = usual[0][0].capitalize() if usual else "Hi"
    if about == "birthday":
        return f"{hello} {first}, happy birthday! I hope it’s a lovely day."
    told = _clipped(quotes, 90)
    if told:
        return f"{hello} {first}, you wrote “{told}” – how did it go?"
    return f"{hello} {first}, I was just thinking of you. How are you?"


def familiar(person: Person) -> str:
    """What to call somebody in passing: a nickname that is part of their name, else a first name,
    without a title."""
    words = person.called.split()
    nicknames = (name for contact in person.contacts for name in contact.nicknames)
    first = next((word for word in words if not word.endswith(".")), person.called)
    return next((name for name in nicknames if name in words), first)


def _clipped(quotes: Sequence[str], most: int) -> str:
    quote = quotes[0] if quotes else ""
    return quote if len(quote) <= most else f"{quote[: most - 1].rstrip()}…"


def _from_me(moment: Moment, person: Person) -> bool:
    what = moment.what
    return (
        isinstance(what, Said)
        and moment.trust >= Trust.OWN
        and any(fold(name) in person.names for name in what.to)
    )


def _written_in(mine: Sequence[Moment]) -> str:
    """The language that the person writes to somebody in: "ko", "en", or none known."""
    if not mine:
        return ""
    korean = sum(any("가" <= letter <= "힣" for letter in each.what.words) for each in mine)
    return "ko" if 2 * korean > len(mine) else "en"
