"""Meetings: where one begins and ends, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from alongside.log.kinds.what import What


class Bounded(What, frozen=True, kw_only=True, tag="bounded"):
    """The person marked, or said, that a meeting begins or ends here."""

    what: Literal["meeting"] = "meeting"
    begins: bool
    title: str = ""

    @property
    def words(self) -> str:
        return self.title


class Uttered(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing said in a meeting, `second` seconds after it began, `at` that time (aware UTC).

    `moment` is the `Heard` that holds it; `speaker` is empty where nobody knows.
    """

    text: str
    moment: str
    at: datetime
    second: float
    speaker: str = ""


class Minuted(What, frozen=True, kw_only=True, tag="minuted"):
    """What came of a meeting: what it was about, what was decided and promised in it.

    The first cause is the mark, or the recording, with which it begins; the latest of each stands.
    `model` is empty where code drew the summary.
    """

    title: str = ""
    begun: datetime
    ended: datetime
    summary: tuple[Uttered, ...] = ()
    decisions: tuple[Uttered, ...] = ()
    promises: tuple[Uttered, ...] = ()
    speakers: tuple[str, ...] = ()
    model: str = ""

    @property
    def words(self) -> str:
        points = (*self.summary, *self.decisions, *self.promises)
        said = dict.fromkeys(point.text for point in points)
        return "\n".join(part for part in (self.title, *said) if part)

    @property
    def names(self) -> tuple[str, ...]:
        return self.speakers
