"""How welcome a nudge is: learned from what the person thought of those before, and explained.

Each sort, each person and each part of the day starts as neutral. "Useful" adds to it, "not now"
takes away (from the part of the day most), and "never" ends that sort, for that person where it is
about one. The counts are the person's own answers, so they can be looked at and taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alongside.views.agenda import Told

PRIOR = 4.0
"""How many answers it takes to move a weight half of the way."""
PARTS = ((5, "night"), (11, "morning"), (14, "noon"), (18, "afternoon"), (22, "evening"))


@dataclass(frozen=True, slots=True)
class Weights:
    """The answers to nudges so far."""

    told: tuple[Told, ...]

    def muted(self, about: str, person: str) -> bool:
        """Whether the person said never to a nudge like this."""
        return any(
            each.weighed == "never" and each.what.about == about and each.what.person == person
            for each in self.told
        )

    def of(self, about: str, person: str, here: datetime) -> float:
        """A factor around 1: how welcome this would be at this time of the wall clock."""
        sort = _factor(each for each in self.told if each.what.about == about)
        who = _factor(each for each in self.told if person and each.what.person == person)
        part = part_of_day(here)
        when = _factor(each for each in self.told if _part(each) == part)
        return sort * who * when


def part_of_day(here: datetime) -> str:
    return next((name for hour, name in PARTS if here.hour < hour), "night")


def _part(told: Told) -> str:
    return part_of_day(told.at.astimezone(ZoneInfo(told.zone)))


def _factor(told: Iterable[Told]) -> float:
    answers = [each.weighed for each in told]
    useful, not_now = answers.count("useful"), answers.count("not_now")
    return (PRIOR + 1.5 * useful) / (PRIOR + useful + not_now)
