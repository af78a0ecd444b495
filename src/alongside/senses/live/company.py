"""What a microphone needs: models that hear, and whoever talks with the person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alongside.log.moment import Trust
from alongside.models.hear.captions import Words
from alongside.models.model import Floats, Hear, Turns
from alongside.models.vad import Steps
from alongside.senses.live.captured import Play
from alongside.senses.live.sense import Connected
from alongside.senses.live.told import Told

Tell = Callable[[Told], None]


class Wakes(Protocol):
    """Hears a wake word."""

    def said(self, samples: Floats) -> bool: ...


class Ears(Protocol):
    """The models that hear as somebody speaks; each gives None while it can't run."""

    def steps(self) -> Steps: ...
    def turns(self) -> Turns | None: ...
    def hear_quickly(self) -> Hear | None: ...
    def wake(self) -> Wakes | None: ...
    async def who(self, samples: Floats) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was said to us: its words, their language (ISO 639-1), and where they come from.

    `last` are the words that were said last, where they were said in more than one go.
    """

    text: str
    last: str
    language: str
    trust: Trust
    at: datetime
    origin: str | None = None


class Talks(Protocol):
    """Who talks with the person over one device."""

    @property
    def busy(self) -> bool:
        """Whether it thinks or speaks."""
        ...

    @property
    def attends(self) -> bool:
        """Whether what is said now is said to it, though it wasn't called."""
        ...

    def called(self) -> None:
        """The wake word was said: what comes next is said to it."""
        ...

    def hold(self, *, deaf: bool = False) -> None:
        """Somebody begins to speak, or where `deaf` nobody can be heard: silence means nothing."""
        ...

    def interrupt(self) -> None:
        """Be silent and think no further."""
        ...

    def addressed(self) -> None:
        """Somebody begins to say something to it."""
        ...

    def hears(self, words: Words) -> None:
        """Somebody is saying this to it."""
        ...

    def ended(self) -> None:
        """They have finished; the words follow."""
        ...

    async def answer(self, asked: Asked) -> None:
        """Answer, in a task of its own; gives once what was asked is kept."""
        ...

    async def nothing(self) -> None:
        """What was said was no words, a cough perhaps: go on with what it interrupted."""
        ...

    def give_way(self) -> None:
        """Somebody spoke to others: let go of what that interrupted."""
        ...

    def stops(self, text: str) -> bool:
        """Whether the words are an order to stop, and nothing else."""
        ...

    async def finish(self) -> None:
        """Nothing more will be said: give once what was asked is answered."""
        ...

    async def close(self) -> None: ...


Translate = Callable[[str, str], Awaitable[str]]
Talker = Callable[[Connected, Tell, Play | None], Talks]
"""Who talks over a device: about the whole life, or in a play."""
