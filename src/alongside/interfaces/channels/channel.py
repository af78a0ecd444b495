"""What a channel is: one shape for every service by which messages come and go."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any, Protocol, TypeVar, runtime_checkable

import msgspec

from alongside.gate.tool import ToolError

T = TypeVar("T")


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text that came in.

    `id` is its identity in the chat at the service. `private` says that the chat is one of two: us
    and `sender`. `name` and `title` are how the sender and the chat are called there: words of
    others. `mine` says that the account itself wrote it, from another device of the person's.
    """

    id: str
    chat: str
    sender: str
    text: str
    at: datetime
    private: bool
    name: str = ""
    title: str = ""
    mine: bool = False


class Came(msgspec.Struct, frozen=True):
    """Some messages, and the `mark` from which to go on after them: None is as before, empty begins
    anew. The next is asked for only once these are safely kept, so that is when the service may be
    told that they arrived.

    `note` says for the person what can't be read there.
    """

    messages: tuple[Message, ...] = ()
    mark: str | None = None
    note: str = ""


class ChannelError(ToolError):
    """The service can't be reached or answers otherwise than it should.

    The message is for the person and holds no secret.
    """


class Slow(ChannelError):
    """The service asks for patience: so many `seconds`."""

    def __init__(self, service: str, seconds: float) -> None:
        super().__init__(f"{service} asks to wait {seconds:.0f} seconds.")
        self.seconds = seconds


class Refused(ChannelError):
    """The service doesn't let us in; trying again won't help."""


class Channel(Protocol):
    """One service, as one account. Its methods raise `ChannelError`."""

    most: int
    """Characters of one message."""

    def listen(self, mark: str, /) -> AsyncGenerator[Came, None]:
        """What comes from now on; after a `mark`, from there, some perhaps again. Ends or raises
        when the connection is lost."""
        ...

    async def send(self, chat: str, text: str, key: str, /) -> str:
        """Write to a chat; its id there. With the same `key` it is sent once where the service
        can tell."""
        ...

    async def check(self) -> str:
        """Who we are there."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class TakesBack(Protocol):
    """A channel whose messages can be deleted for all after they were sent."""

    async def take_back(self, chat: str, id_: str) -> None: ...


def fitting(told: Any, type_: type[T]) -> T | None:
    """What a service told, as what it should be; None for anything else."""
    try:
        return msgspec.convert(told, type_, strict=True)
    except (msgspec.ValidationError, OverflowError, RecursionError):
        return None


def parsed(text: str | bytes) -> Any:
    """JSON as it came; None for what is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def pieces(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` characters, cut at the end of a line or word."""
    made = []
    while len(text) > most:
        cut = max(text.rfind("\n", 0, most), text.rfind(" ", 0, most))
        cut = cut if cut > most // 2 else most
        made.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*made, text] if text or not made else made
