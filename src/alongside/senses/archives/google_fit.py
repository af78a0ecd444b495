"""Google Fit's days, as Takeout gives them: `Daily activity metrics.csv`, a line a day.

The last day may not have been over, so it is left for a later export.
"""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncGenerator, Iterator, Mapping
from datetime import date

from alongside.log.kinds.health import Measure
from alongside.senses import files, text
from alongside.senses.archives.health import DIGITS, SOURCE, measured
from alongside.senses.files import File, because
from alongside.senses.importer import Context, Found, threaded
from alongside.senses.named import plausible
from alongside.senses.outcome import Failure

SIZE_LIMIT = 64 << 20
_COLUMNS: dict[str, tuple[Measure, float]] = {
    "step count": ("steps", 1.0),
    "distance (m)": ("distance", 0.001),
    "average weight (kg)": ("weight", 1.0),
    "average heart rate (bpm)": ("heart_rate", 1.0),
    "sleep duration (ms)": ("sleep", 1 / 3_600_000),
}
"""What each column tells, and how many of the measure's unit one of its own is."""


class GoogleFit:
    name = SOURCE

    def claims(self, file: File) -> bool:
        head = file.head.removeprefix(b"\xef\xbb\xbf")
        return files.suffix(file) == ".csv" and head.startswith(b"Date,") and b"Step count" in head

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        async for found in threaded(_found(file, context)):
            yield found


def _found(file: File, context: Context) -> Iterator[Found]:
    if file.size > SIZE_LIMIT:
        reason = f"it is larger than {SIZE_LIMIT >> 20} MB"
        yield Failure(doing="reading health records", reason=reason, file=file.shown)
        return
    with file.open() as opened:
        rows = csv.DictReader(io.StringIO(text.decode(opened.read())))
    days: dict[date, dict[Measure, float]] = {}
    for number, row in enumerate(rows, start=2):
        try:
            day = plausible(date.fromisoformat((row.get("Date") or "").strip()))
            days[day] = _told(row)
        except ValueError as error:
            where, why = f"line {number}", because(error)
            doing = "reading a day's health"
            yield Failure(doing=doing, reason=why, file=file.shown, position=where)
    for day in sorted(days)[:-1]:
        if days[day]:
            yield measured(day, days[day], context)


def _told(row: Mapping[str, str]) -> dict[Measure, float]:
    told: dict[Measure, float] = {}
    for column, written in row.items():
        measure, factor = _COLUMNS.get((column or "").casefold(), (None, 1.0))
        if measure and written:
            value = round(float(written) * factor, DIGITS.get(measure, 0))
            if not 0 <= value < 1e7:
                raise ValueError(f"{written} can't be right")
            if value:
                told[measure] = value
    return told
