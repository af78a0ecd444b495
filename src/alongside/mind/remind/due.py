"""When a reminder is due: pure, from what it says, what was told of it, and a clock.

A wall time is due when the wall clock shows it wherever the person is then. One that a change of
clocks skips is due as if they hadn't changed, one that comes twice is due the first time. Of a
reminder that comes back, only the latest time that has passed is told; none is told twice, however
the clock jumps, as an occasion has one origin in the log.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.log.kinds.reminding import Every
from alongside.mind.when.expression import to_utc
from alongside.views.agenda import Kept

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Occasion:
    """A time at which a reminder is due (aware UTC), and the key that tells it from others."""

    key: str
    due: datetime


def occasions(kept: Kept, now: datetime, zone: str, told: Collection[str]) -> Iterator[Occasion]:
    """The occasions of an open reminder that are due or next; `told` has the keys told already."""
    base = f"reminder:{kept.id}"
    put_off = next((mark for mark in reversed(kept.marks) if mark.mark == "snoozed"), None)
    if put_off is not None and put_off.until is not None:
        yield Occasion(f"{base}:again:{put_off.id}", put_off.until)
    if kept.what.every and kept.what.wall:
        yield from _repeated(kept, base, now, zone, told)
    elif put_off is None and kept.what.due is not None:
        yield Occasion(base, kept.what.due)
    elif put_off is None and kept.what.wall:
        yield Occasion(base, to_utc(datetime.fromisoformat(kept.what.wall), zone))


def _repeated(
    kept: Kept, base: str, now: datetime, zone: str, told: Collection[str]
) -> Iterator[Occasion]:
    """The latest time that has passed and wasn't told, and the next."""
    first = datetime.fromisoformat(kept.what.wall)
    mark = f"{base}:at:"
    last = max((key.removeprefix(mark) for key in told if key.startswith(mark)), default="")
    passed: Occasion | None = None
    for wall in _walls(first, kept.what.every, last):
        written = wall.isoformat(timespec="minutes")
        one = Occasion(f"{mark}{written}", to_utc(wall, zone))
        if one.due > now:
            yield from (each for each in (passed, one) if each)
            return
        passed = one


def _walls(first: datetime, every: Every, last: str) -> Iterator[datetime]:
    """The wall times after the last one told, from the first on."""
    step = _STEPS[every]
    number = 0
    if last:
        number = max(0, _near(first, datetime.fromisoformat(last), every) - 1)
    while True:
        wall = step(first, number)
        if not last or wall.isoformat(timespec="minutes") > last:
            yield wall
        number += 1


def _near(first: datetime, wall: datetime, every: Every) -> int:
    """A number of steps that doesn't lead past `wall`."""
    days = (wall - first) // DAY
    return {"week": days // 7, "weekday": days * 5 // 7 - 2, "month": days // 31,
            "year": days // 366}.get(every, days)  # fmt: skip


def _months_on(first: datetime, months: int) -> datetime:
    """The same day of a later month, its last day where that month is shorter."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first.replace(
        year=year, month=month + 1, day=min(first.day, monthrange(year, month + 1)[1])
    )


def _weekdays_on(first: datetime, number: int) -> datetime:
    """The workday so many workdays after the first one on or after `first`."""
    while first.weekday() >= SATURDAY:
        first += DAY
    weeks, rest = divmod(first.weekday() + number, 5)
    return first - first.weekday() * DAY + (7 * weeks + rest) * DAY


_STEPS: dict[Every, Callable[[datetime, int], datetime]] = {
    "day": lambda first, number: first + number * DAY,
    "week": lambda first, number: first + number * 7 * DAY,
    "weekday": _weekdays_on,
    "month": _months_on,
    "year": lambda first, number: _months_on(first, 12 * number),
}
