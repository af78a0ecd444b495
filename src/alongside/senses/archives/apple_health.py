"""Apple Health's `export.xml`: millions of samples, streamed, summed by day; and workouts.

The document type that stands at its head is cut off: it says nothing of the data, some versions of
iOS write it wrongly, and no entity can be declared without it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from alongside.log.kinds import Exercised, Place
from alongside.log.kinds.health import Measure
from alongside.log.moment import Draft
from alongside.senses import places
from alongside.senses.archives.health import SOURCE, Days, exercised
from alongside.senses.files import File, because
from alongside.senses.importer import Context, Found, threaded
from alongside.senses.named import plausible
from alongside.senses.outcome import Failure

HEAD = 1 << 16
"""Bytes at the start within which the document type ends."""
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+\w+\s*(?:\[.*?\]\s*)?>", re.DOTALL)
_QUANTITY = "HKQuantityTypeIdentifier"
_MEASURES: dict[str, Measure] = {
    f"{_QUANTITY}StepCount": "steps",
    f"{_QUANTITY}DistanceWalkingRunning": "distance",
    f"{_QUANTITY}ActiveEnergyBurned": "energy",
    f"{_QUANTITY}HeartRate": "heart_rate",
    f"{_QUANTITY}RestingHeartRate": "resting_heart_rate",
    f"{_QUANTITY}BodyMass": "weight",
}
_SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
_FACTORS = {
    "m": 0.001, "km": 1.0, "mi": 1.609344, "ft": 0.0003048, "yd": 0.0009144,
    "kJ": 1 / 4.184, "cal": 0.001, "J": 1 / 4184,
    "g": 0.001, "kg": 1.0, "lb": 0.45359237, "st": 6.35029318,
    "s": 1.0, "sec": 1.0, "min": 60.0, "hr": 3600.0,
}  # fmt: skip
"""To km, kcal, kg and seconds; other units are in these already."""
_ACTIVITY = "HKWorkoutActivityType"
_SPORTS = {
    "Running": "run", "Walking": "walk", "Hiking": "hike", "Cycling": "ride", "Swimming": "swim",
    "TraditionalStrengthTraining": "strength training", "Climbing": "climb", "Soccer": "football",
    "FunctionalStrengthTraining": "strength training", "SocialDance": "dance",
    "CardioDance": "dance", "DownhillSkiing": "skiing", "CrossCountrySkiing": "skiing",
    "Other": "workout",
}  # fmt: skip
_POINT = re.compile(rb'<trkpt\s+(?=[^>]*lat="(-?[\d.]+)")(?=[^>]*lon="(-?[\d.]+)")')
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


class AppleHealth:
    name = SOURCE

    def claims(self, file: File) -> bool:
        return b"<HealthData" in file.head or b"<!DOCTYPE HealthData" in file.head

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        async for found in threaded(_Reading(file, context).found()):
            yield found


@dataclass(slots=True)
class _Reading:
    """One export being read. `until` is the day on which it was made: that day wasn't over."""

    file: File
    context: Context
    days: Days = field(default_factory=Days)
    until: date = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.context.now.astimezone(self.context.here).date()

    def found(self) -> Iterator[Found]:
        with self.file.open() as opened:
            for number, element in _elements(opened):
                if isinstance(element, Exception):
                    yield self._failure("reading health records", number, element)
                    break
                try:
                    draft = self._take(element)
                except (ValueError, OverflowError, KeyError) as error:
                    yield self._failure("reading a health record", number, error)
                    continue
                if draft:
                    yield draft
        yield from self.days.drafts(self.context, self.until)

    def _failure(self, doing: str, number: int, error: Exception) -> Failure:
        missing = isinstance(error, KeyError)
        why = f"it has no {error.args[0]}" if missing else because(error)
        where = f"record {number}"
        return Failure(doing=doing, reason=why, file=self.file.shown, position=where)

    def _take(self, element: Element) -> Draft | None:
        if element.tag == "Record":
            self._sample(element)
        elif element.tag == "Workout":
            return self._workout(element)
        elif element.tag == "ExportDate":
            self.until = min(self.until, self._local(element.attrib["value"]).date())
        return None

    def _sample(self, record: Element) -> None:
        told = record.attrib
        measure = _MEASURES.get(told["type"])
        if measure:
            value = _amount(told["value"], told.get("unit", ""))
            self.days.add(
                measure, self._local(told["startDate"]), value, told.get("sourceName", "")
            )
        elif told["type"] == _SLEEP and "Asleep" in told["value"]:
            self.days.sleep(self._local(told["startDate"]), self._local(told["endDate"]))

    def _local(self, written: str) -> datetime:
        """A time as the person's clock shows it, without its zone."""
        return _instant(written).astimezone(self.context.here).replace(tzinfo=None)

    def _workout(self, element: Element) -> Draft:
        told = element.attrib
        start, end = _instant(told["startDate"]), _instant(told["endDate"])
        lasted = _amount(told.get("duration", "0"), told.get("durationUnit", "min"))
        place = self._place(element)
        what = Exercised(
            sport=_sport(told["workoutActivityType"]),
            duration=round(lasted or (end - start).total_seconds()),
            distance=round(_total(element, "Distance"), 3),
            energy=round(_total(element, "ActiveEnergyBurned", "EnergyBurned")),
            heart_rate=round(_statistic(element, "HeartRate", "average")),
            place=place,
        )
        zone = (places.zone(place) if place else None) or self.context.zone
        return exercised(what, start, zone)

    def _place(self, workout: Element) -> Place | None:
        """Where its route begins, which lies in a file beside."""
        reference = workout.find("WorkoutRoute/FileReference")
        path = reference.get("path", "").lstrip("/") if reference is not None else ""
        route = self.file.beside(path) if path else None
        point = _POINT.search(route.head) if route else None
        return places.place(float(point[1]), float(point[2])) if point else None


def _elements(opened: BinaryIO) -> Iterator[tuple[int, Element | Exception]]:
    """Every record with its number; last what ended the file early. Nothing is held."""
    root, number, depth = None, 0, 0
    try:
        for event, element in iterparse(Undeclared(opened), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if root is None:
                root = element
            elif event == "end" and depth == 1:
                number += 1
                yield number, element
                root.clear()
    except (ParseError, DefusedXmlException, UnicodeError) as error:
        yield number + 1, error


class Undeclared:
    """An XML file without its document type."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened
        self._head = _DOCTYPE.sub(b"", opened.read(HEAD), count=1)

    def read(self, size: int = -1) -> bytes:
        head, self._head = self._head, b""
        return head or self._opened.read(size)


def _instant(written: str) -> datetime:
    """An aware time, such as `2026-03-01 07:12:33 +0100`."""
    at = plausible(datetime.fromisoformat(f"{written[:19]}{written[20:]}"))
    if at.tzinfo is None:
        raise ValueError("its time has no zone")
    return at


def _amount(written: str, unit: str) -> float:
    value = float(written) * _FACTORS.get(unit, 1.0)
    if not 0 <= value < 1e7:
        raise ValueError(f"{written} {unit} can't be right")
    return value


def _sport(written: str) -> str:
    name = written.removeprefix(_ACTIVITY)
    return _SPORTS.get(name) or _WORDS.sub(" ", name).lower() or "workout"


def _total(workout: Element, *names: str) -> float:
    """A sum as newer exports tell it within, else as older ones do on the workout."""
    older = names[-1]
    told = next((value for name in names if (value := _statistic(workout, name, "sum"))), 0.0)
    return told or _amount(workout.get(f"total{older}", "0"), workout.get(f"total{older}Unit", ""))


def _statistic(workout: Element, name: str, what: str) -> float:
    for each in workout.iterfind("WorkoutStatistics"):
        if each.get("type", "").startswith(f"{_QUANTITY}{name}"):
            return _amount(each.get(what, "0"), each.get("unit", ""))
    return 0.0
