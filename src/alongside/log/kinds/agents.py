"""What an agent of the person takes on, and how it ended; its steps are acts."""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.what import What

Taken = Literal[
    "text", "name", "email", "phone", "account", "link", "date", "amount", "number", "yes_no"
]
"""What a value is that was taken from words of others."""
How = Literal["done", "failed", "stopped", "spent", "stuck"]


class Tasked(What, frozen=True, kw_only=True, tag="tasked"):
    """Something to be done for the person, in their words, with at most so many `steps`.

    All that the agent does for it exists because of this moment. `tokens` bounds what models may
    read and write for it, about; 0 is no bound. `day` (ISO 8601) is set where nobody asked: an
    agent of the team began it by itself, as its file says.
    """

    goal: str
    steps: int = 12
    agent: str = "alongside"
    tokens: int = 0
    day: str = ""

    @property
    def words(self) -> str:
        return self.goal


class Finished(What, frozen=True, kw_only=True, tag="finished"):
    """How the task in `because` ended, in the words of `model` (empty: of code).

    `spent` is out of budget, `stuck` an agent that only repeats itself. `tokens` are what it took
    of models, about.
    """

    how: How
    text: str = ""
    model: str = ""
    tokens: int = 0

    @property
    def words(self) -> str:
        return self.text


class Value(msgspec.Struct, frozen=True):
    """A value that was taken from words of others, under the name it goes by.

    `wanted` says what was looked for, in words of an agent that doesn't see what others wrote;
    empty where nobody asked.
    """

    name: str
    type: Taken
    text: str
    wanted: str = ""


class Gleaned(What, frozen=True, kw_only=True, tag="gleaned"):
    """What was taken from words of others for a task: typed values, and nothing else.

    Its first cause is what was read; `model` is empty where code alone looked. It has no words to
    be found by: where its values stand is told by what was read.
    """

    values: tuple[Value, ...]
    model: str = ""
