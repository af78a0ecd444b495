"""What all health records share: samples summed by day, and workouts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from alongside.log.kinds import Exercised, Measured
from alongside.log.kinds.health import Measure, Quantity
from alongside.log.moment import Draft, Trust
from alongside.senses.importer import Context, digest

SOURCE = "health"
NOON = time(12)
EVENING = timedelta(hours=6)
"""Who falls asleep within so long before midnight sleeps the night of the next day."""
LONGEST = timedelta(days=3)
"""A workout or a sleep that lasts longer is an error of its clock."""
ORDER: tuple[Measure, ...] = (
    "steps", "distance", "energy", "sleep", "weight", "resting_heart_rate", "heart_rate",
)  # fmt: skip
SUMMED = frozenset[Measure]({"steps", "distance", "energy"})
DIGITS: dict[Measure, int] = {"distance": 2, "sleep": 2, "weight": 1}


@dataclass(slots=True)
class _Mean:
    total: float = 0.0
    count: int = 0


@dataclass(slots=True)
class Days:
    """Samples gathered by local day.

    A phone and a watch count the same steps: of each hour, the one that counted most is believed.
    Sleep is the time that any of them saw the person asleep. What isn't summed is averaged.
    """

    _hours: dict[tuple[Measure, date, int], dict[str, float]] = field(default_factory=dict)
    _means: dict[tuple[Measure, date], _Mean] = field(default_factory=lambda: defaultdict(_Mean))
    _asleep: dict[date, list[tuple[datetime, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, measure: Measure, at: datetime, value: float, device: str) -> None:
        """A sample at a local time, in the measure's unit."""
        if measure in SUMMED:
            told = self._hours.setdefault((measure, at.date(), at.hour), {})
            told[device] = told.get(device, 0.0) + value
        else:
            mean = self._means[measure, at.date()]
            mean.total += value
            mean.count += 1

    def sleep(self, start: datetime, end: datetime) -> None:
        """Asleep from one local time to another. Raises `ValueError` where that can't be."""
        if not timedelta(0) <= end - start <= LONGEST:
            raise ValueError("it ends before it begins, or days later")
        self._asleep[(start + EVENING).date()].append((start, end))

    def drafts(self, context: Context, before: date) -> Iterator[Draft]:
        """A moment for each day that was over: the rest comes with a later export."""
        days: dict[date, dict[Measure, float]] = defaultdict(dict)
        for measure, day, value in self._values():
            if day < before and value > 0:
                days[day][measure] = round(value, DIGITS.get(measure, 0))
        for day, told in sorted(days.items()):
            yield measured(day, told, context)

    def _values(self) -> Iterator[tuple[Measure, date, float]]:
        sums: dict[tuple[Measure, date], float] = defaultdict(float)
        for (measure, day, _), told in self._hours.items():
            sums[measure, day] += max(told.values())
        for (measure, day), value in sums.items():
            yield measure, day, value
        for (measure, day), mean in self._means.items():
            yield measure, day, mean.total / mean.count
        for day, spans in self._asleep.items():
            yield "sleep", day, _hours(spans)


def measured(day: date, told: dict[Measure, float], context: Context) -> Draft:
    """The moment of a day; the same numbers from anywhere have the same origin."""
    quantities = tuple(Quantity(name, told[name]) for name in ORDER if name in told)
    return Draft(
        what=Measured(day=day.isoformat(), quantities=quantities),
        at=context.utc(datetime.combine(day, NOON)),
        zone=context.zone,
        source=SOURCE,
        trust=Trust.OWN,
        origin=f"measured:{day}:{digest(*((one.measure, one.value) for one in quantities))}",
    )


def exercised(what: Exercised, start: datetime, zone: str) -> Draft:
    """The moment of a workout that began at an aware time. Raises `ValueError` for nonsense."""
    if not 0 < what.duration <= LONGEST.total_seconds():
        raise ValueError("it has no duration, or one of days")
    at = start.astimezone(UTC)
    told = digest(what.sport, at.isoformat(), round(what.duration), round(what.distance, 2))
    return Draft(
        what=what, at=at, zone=zone, source=SOURCE, trust=Trust.OWN, origin=f"exercised:{told}"
    )


def _hours(spans: list[tuple[datetime, datetime]]) -> float:
    """Hours covered by spans that may overlap."""
    covered, reached = timedelta(0), spans[0][0]
    for start, end in sorted(spans):
        covered += max(timedelta(0), end - max(start, reached))
        reached = max(reached, end)
    return covered.total_seconds() / 3600
