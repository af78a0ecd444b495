"""What the person's devices measured: days in numbers, and what was done for exercise."""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.parts import Place
from alongside.log.kinds.what import What

Measure = Literal[
    "steps", "distance", "energy", "sleep", "weight", "heart_rate", "resting_heart_rate"
]
"""Steps, kilometres on foot, kilocalories in motion, hours asleep, kilograms, beats a minute."""
_SAID: dict[Measure, str] = {
    "steps": "{:,.0f} steps",
    "distance": "{:,.1f} km on foot",
    "energy": "{:,.0f} kcal in motion",
    "sleep": "{:,.1f} hours of sleep",
    "weight": "weight {:,.1f} kg",
    "heart_rate": "heart rate {:,.0f} bpm",
    "resting_heart_rate": "resting heart rate {:,.0f} bpm",
}


class Quantity(msgspec.Struct, frozen=True):
    """How much of one measure, in its unit."""

    measure: Measure
    value: float


def said(quantity: Quantity) -> str:
    """ "9,412 steps"."""
    return _SAID[quantity.measure].format(quantity.value)


class Measured(What, frozen=True, kw_only=True, tag="measured"):
    """A whole day in numbers, summed or averaged from what devices counted; `day` is ISO 8601.

    A night's sleep is of the day one wakes on.
    """

    day: str
    quantities: tuple[Quantity, ...]

    @property
    def words(self) -> str:
        return "; ".join(map(said, self.quantities))


class Exercised(What, frozen=True, kw_only=True, tag="exercised"):
    """One workout: `duration` in seconds, `distance` in km, `energy` in kcal, 0 where untold.

    `sport` is a word such as "run"; "workout" where none was told. `place` is where it began.
    """

    sport: str
    duration: float
    distance: float = 0.0
    energy: float = 0.0
    heart_rate: float = 0.0
    title: str = ""
    place: Place | None = None

    @property
    def words(self) -> str:
        length = f"{self.distance:.1f} km in " if self.distance else ""
        parts = (
            f"{self.sport.capitalize()}, {length}{self.duration / 60:.0f} min",
            self.title,
            str(self.place or ""),
        )
        return "\n".join(part for part in parts if part)

    @property
    def where(self) -> Place | None:
        return self.place
