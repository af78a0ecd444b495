"""What a conversation streams while it answers."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.log.moment import Moment
from alongside.mind.recall.hit import Hit


@dataclass(frozen=True, slots=True)
class Asked:
    """The person's words are kept."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class Found:
    """What recall found to answer from."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """The next piece of the answer's text, as it is written; `Answered` has the checked whole."""

    text: str


@dataclass(frozen=True, slots=True)
class Aloud:
    """A clause of the answer that stands on its records: it can be said. Only where asked aloud."""

    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is kept: its text, citations and the model that wrote it lie in the moment."""

    moment: Moment


Shown = Asked | Found | Token | Answered
"""What a screen shows of an answer."""
Event = Shown | Aloud
