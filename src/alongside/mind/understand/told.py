"""What a reader makes of one moment's words, before code has checked and kept it."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.log.kinds import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that the person tells of themselves in characters [start, end) of the words.

    The other fields are those of `Believed`. `since` and `until` say how the words of time in it
    are to be read; `when` is the part of the words that may hold them.
    """

    category: Category
    about: str
    value: str
    start: int
    end: int
    subject: str = ""
    over: bool = False
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """A promise in characters [start, end): `text` is what is to be done.

    `mine` says whether the one who speaks owes it; else `by` names who does, as written.
    """

    text: str
    start: int
    end: int
    by: str = ""
    to: str = ""
    confidence: float = 0.8
