"""Putting what a device sends in order: each number once, none left out."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.senses.live.captured import Captured

MOST_AHEAD = 256
"""How many that came too early are held; the device sends others again."""


class Order:
    """Takes what was captured as it comes, gives it in order and once.

    `after` is the last number given. `missing` is true from when a number was left out until it
    has come; what lies behind it is held meanwhile.
    """

    def __init__(self, after: int = 0) -> None:
        self.after = after
        self._ahead: dict[int, Captured] = {}

    @property
    def missing(self) -> bool:
        return bool(self._ahead)

    def put(self, captured: Captured) -> Iterator[Captured]:
        """What can be given now."""
        room = len(self._ahead) < MOST_AHEAD or captured.seq == self.after + 1
        if captured.seq > self.after and room:
            self._ahead[captured.seq] = captured
        yield from self._given()

    def skip(self, last: int) -> Iterator[Captured]:
        """Numbers up to `last` will never come."""
        self.after = max(self.after, last)
        self._ahead = {seq: held for seq, held in self._ahead.items() if seq > self.after}
        yield from self._given()

    def _given(self) -> Iterator[Captured]:
        while (found := self._ahead.pop(self.after + 1, None)) is not None:
            self.after += 1
            yield found
