"""A computed answer, and what all that compute one share."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.log.kinds import Said
from alongside.log.moment import Moment

SHOWN = 12
"""At most so many records stand behind a computed answer as its citations."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A computed answer in words, and the moments that it stands on."""

    text: str
    moments: tuple[Moment, ...]


def ours(moment: Moment) -> bool:
    """Whether it was said in a conversation with us, which is no record of the person's days."""
    return isinstance(moment.what, Said) and moment.source == "talk"
