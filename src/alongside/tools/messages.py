"""Messages through the connected channels: drafted, or sent after a while to think again."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

from alongside.gate.tool import Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.channels import KINDS, Linked
from alongside.tools.mail.outbox import WINDOW, Outbox, Waiting

BY_NUMBER = frozenset({"signal", "whatsapp"})
"""Channels in which whoever has a phone number can be written to."""
NO_ADDRESS = "email"
"""Mails have a tool of their own."""
_NUMBER = re.compile(r"\+[0-9][0-9 ()/.-]{5,30}")
_PARAMETERS = {
    "type": "object",
    "properties": {
        "via": {"type": "string", "enum": [kind for kind in KINDS if kind != NO_ADDRESS]},
        "to": {"type": "string", "minLength": 1, "maxLength": 200,
               "description": "a chat as list_chats calls it, a contact, or a +number"},
        "body": {"type": "string", "minLength": 1, "maxLength": 8000},
    },
    "required": ["via", "to", "body"],
    "additionalProperties": False,
}  # fmt: skip

Phones = Callable[[str], Awaitable[Sequence[str]]]
"""The phone numbers of whoever is called so in the person's contacts."""


class Sends(Protocol):
    """What goes out, and is taken back, by channel."""

    @property
    def linked(self) -> Mapping[str, Linked]: ...

    async def take_back(self, name: str, key: str) -> bool:
        """Whether it was deleted there, too. Raises `ToolError`."""
        ...


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a message can be for: chats that the person chose, and their contacts."""

    sends: Sends
    phones: Phones

    async def chat(self, via: str, to: str) -> str:
        """The chat at the service. Raises `ToolError` where it isn't one alone."""
        linked = self.sends.linked.get(via)
        if linked is None:
            raise ToolError(f"No {via} is connected. Connect it in the settings, under Channels.")
        name = to.strip().casefold()
        found = {one.chat for one in linked.chosen if one.name.strip().casefold() == name}
        if not found and via in BY_NUMBER:
            given = [to] if _NUMBER.fullmatch(to.strip()) else await self.phones(to)
            found = {_plain(number, via) for number in given}
        if len(found) > 1:
            raise ToolError(f"More than one is called {to} there. Rename one, or give a +number.")
        if not found:
            raise ToolError(
                f"There is no {to} in {via} among the chats that you chose. Choose the chat in the "
                "settings, under Channels, once somebody wrote in it."
            )
        return found.pop()


def _plain(number: str, via: str) -> str:
    """A number as the service writes it."""
    digits = re.sub(r"[^0-9]", "", number)
    return digits if via == "whatsapp" else f"+{digits}"


class ListChats:
    """The chats that can be written to."""

    spec = ToolSpec(
        name="list_chats",
        description="List the chats in the person's messengers that can be written to.",
        parameters={"type": "object", "properties": {}, "additionalProperties": False},
        hints=Hints(
            read_only=True, destructive=False, idempotent=True, open_world=False, pays=False
        ),
    )

    def __init__(self, sends: Sends) -> None:
        self._sends = sends

    async def run(self, _arguments: Mapping[str, Any], /) -> Result:
        lines = [f"- {via}: {one.name}" for via, linked in self._sends.linked.items()
                 for one in linked.chosen if via != NO_ADDRESS]  # fmt: skip
        return Result(text="\n".join(lines) or "No chat was chosen yet.", trust=Trust.OUTSIDE)


class DraftMessage:
    """Writes a message down. It isn't sent."""

    spec = ToolSpec(
        name="draft_message",
        description="Draft a chat message in the person's messenger. It isn't sent.",
        parameters=_PARAMETERS,
        hints=Hints(read_only=False, destructive=False, open_world=False, pays=False),
    )

    def __init__(self, recipients: Recipients) -> None:
        self._recipients = recipients

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        via, to = arguments["via"], arguments["to"]
        await self._recipients.chat(via, to)
        said = f"Drafted, not sent, to {to} by {via}:\n{arguments['body']}"
        return Result(text=said, trust=Trust.OWN)


class SendMessage:
    """Sends a message, after a while in which it can be taken back; later it is deleted there,
    where the service can do that."""

    spec = ToolSpec(
        name="send_message",
        description="Send a chat message by a messenger. It goes out after half a minute, until "
        "then it can be undone.",
        parameters=_PARAMETERS,
        hints=Hints(read_only=False, destructive=False, open_world=True, pays=False),
    )

    def __init__(self, sends: Sends, recipients: Recipients, outbox: Outbox) -> None:
        self._sends = sends
        self._recipients = recipients
        self._outbox = outbox

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        via, to = arguments["via"], arguments["to"]
        chat = await self._recipients.chat(via, to)
        waiting = Waiting(
            id=uuid4().hex, due=datetime.now(UTC) + WINDOW, to=to,
            message=arguments["body"].encode(), via=via, chat=chat,
        )  # fmt: skip
        await self._outbox.add(waiting)
        said = (
            f"It goes out to {to} by {via} in {WINDOW.seconds} seconds, while Alongside runs; "
            "until then it can be taken back."
        )
        return Result(text=said, trust=Trust.OWN, undo=f"{via}:{waiting.id}")

    async def undo(self, undo: str) -> None:
        via, _, id_ = undo.partition(":")
        try:
            await self._outbox.take_back(id_)
        except ToolError:
            if not await self._sends.take_back(via, id_):
                raise
