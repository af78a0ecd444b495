"""What is found in a video, gathered from the pictures of it that are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from alongside.log.kinds import Thing
from alongside.models.model import Seen

CLEAR = 0.5
"""The score from which a thing counts as there."""


@dataclass(slots=True)
class Found:
    """Things where they were seen best, lines of text in the order they came, faces at once."""

    faces: int = 0
    _things: dict[str, Thing] = field(default_factory=dict)
    _lines: dict[str, None] = field(default_factory=dict)

    def take_in(self, things: Iterable[Seen], text: str) -> None:
        """Add what one picture shows, and what is written in it."""
        for seen in things:
            known = self._things.get(seen.label)
            if seen.score >= CLEAR and (known is None or seen.score > known.score):
                self._things[seen.label] = Thing(seen.label, seen.score, seen.box)
        self._lines |= dict.fromkeys(text.splitlines())

    @property
    def things(self) -> tuple[Thing, ...]:
        return tuple(self._things.values())

    @property
    def text(self) -> str:
        """Each line once."""
        return "\n".join(self._lines)
