"""Gives steps their time: pure, from what is to be done, what the calendar holds, and when.

Nothing is put where something else is, on a day of rest, in quiet hours, beyond what a day can
carry, or past its deadline: what finds no room is said to find none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from alongside.mind.goals.book import Slot
from alongside.mind.when.expression import to_utc
from alongside.views.local import zone_info

Why = Literal["past", "long", "full", "far"]
Span = tuple[datetime, datetime]
DAY, GRAIN = timedelta(days=1), timedelta(minutes=15)
MARGIN = timedelta(minutes=10)
"""Kept free before and after what the calendar holds."""
HORIZON = 28
"""Days ahead that times are given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When there is time for goals: between two hours of the wall clock, so many minutes a day.

    `rest` are weekdays (0 for Monday) and `off` days on which there is none.
    """

    zone: str
    since: time
    until: time
    minutes: int
    rest: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()

    def open(self, day: date) -> Span | None:
        """The span of that day (aware UTC); None for a day of rest."""
        if day.weekday() in self.rest or day in self.off:
            return None
        since = to_utc(datetime.combine(day, self.since), self.zone)
        until = to_utc(datetime.combine(day, self.until), self.zone)
        return (since, until) if since < until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something of `minutes` that wants a time, by the day `due`; `standing` is the one it has.

    Of one `goal`, what comes first is done first. `days` are the only ones it may be on, if given.
    """

    id: str
    goal: str
    minutes: int
    due: date | None = None
    standing: Slot | None = None
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The times given, by the id of the work, and why the rest has none."""

    slots: Mapping[str, Slot] = field(default_factory=dict)
    without: Mapping[str, Why] = field(default_factory=dict)


class _Days:
    """What each day still has room for."""

    def __init__(self, busy: Iterable[Span], hours: Hours, now: datetime) -> None:
        self._busy = sorted((since - MARGIN, until + MARGIN) for since, until in busy)
        self._hours = hours
        self._now = now
        self._taken: dict[date, list[tuple[Span, str]]] = {}

    def keeps(self, work: Work, slot: Slot) -> bool:
        """Whether a time that was given before can stay: nothing has come in between."""
        day = _day(slot.start, self._hours.zone)
        span = (slot.start, slot.end)
        here = self._hours.open(day)
        long = slot.end - slot.start != timedelta(minutes=work.minutes)
        if here is None or long or slot.end <= self._now or (work.due and day > work.due):
            return False
        inside = here[0] <= slot.start and slot.end <= here[1]
        return inside and self._free(span, day) and self._carries(day, work)

    def take(self, work: Work, span: Span) -> None:
        self._taken.setdefault(_day(span[0], self._hours.zone), []).append((span, work.goal))

    def find(self, work: Work, day: date, after: datetime) -> Span | None:
        """The first room that day."""
        here = self._hours.open(day)
        if here is None or not self._carries(day, work):
            return None
        length = timedelta(minutes=work.minutes)
        start = _on_grain(max(here[0], self._now, after))
        while start + length <= here[1]:
            span = (start, start + length)
            blocking = self._blocking(span, day)
            if blocking is None:
                return span
            start = _on_grain(max(blocking, start + GRAIN))
        return None

    def has(self, goal: str, day: date) -> bool:
        return any(of == goal for _, of in self._taken.get(day, ()))

    def _carries(self, day: date, work: Work) -> bool:
        taken = sum((until - since for (since, until), _ in self._taken.get(day, ())), timedelta())
        return taken + timedelta(minutes=work.minutes) <= timedelta(minutes=self._hours.minutes)

    def _free(self, span: Span, day: date) -> bool:
        return self._blocking(span, day) is None

    def _blocking(self, span: Span, day: date) -> datetime | None:
        """The end of what is in the way; None where nothing is."""
        taken = [span for span, _ in self._taken.get(day, ())]
        start, end = span
        return max(
            (until for since, until in (*self._busy, *taken) if since < end and start < until),
            default=None,
        )


def schedule(
    work: Sequence[Work], busy: Iterable[Span], hours: Hours, now: datetime, horizon: int = HORIZON
) -> Plan:
    """A time for each, the nearest deadline first; times given before stay where they can."""
    days = _Days(busy, hours, now)
    slots: dict[str, Slot] = {}
    for each in work:
        if each.standing is not None and days.keeps(each, each.standing):
            slots[each.id] = each.standing
            days.take(each, (each.standing.start, each.standing.end))
    without: dict[str, Why] = {}
    last: dict[str, datetime] = {}
    for _, each in sorted(enumerate(work), key=lambda one: (one[1].due or date.max, one[0])):
        slot = slots.get(each.id) or _placed(each, days, hours, now, last, horizon)
        if slot is None:
            without[each.id] = _why(each, hours, now, horizon)
            continue
        if each.id not in slots:
            days.take(each, (slot.start, slot.end))
        slots[each.id] = slot
        last[each.goal] = max(slot.end, last.get(each.goal, slot.end))
    return Plan(slots, without)


def _placed(
    work: Work, days: _Days, hours: Hours, now: datetime, last: Mapping[str, datetime], horizon: int
) -> Slot | None:
    """The first room, on a day of its own for the goal where there is one."""
    after = last.get(work.goal, now)
    why = _moved(work, now)
    for alone in (True, False):
        for day in _candidates(work, hours, now, horizon):
            if alone and days.has(work.goal, day):
                continue
            span = days.find(work, day, after)
            if span is not None:
                return Slot(*span, why)
    return None


def _candidates(work: Work, hours: Hours, now: datetime, horizon: int) -> Iterator[date]:
    today = _day(now, hours.zone)
    last = min(today + horizon * DAY, work.due or date.max)
    if work.days:
        yield from (day for day in work.days if today <= day <= last)
        return
    day = today
    while day <= last:
        yield day
        day += DAY


def _moved(work: Work, now: datetime) -> Literal["new", "missed", "clash"]:
    if work.standing is None:
        return "new"
    return "missed" if work.standing.end <= now else "clash"


def _why(work: Work, hours: Hours, now: datetime, horizon: int) -> Why:
    today = _day(now, hours.zone)
    if work.due is not None and work.due < today:
        return "past"
    if work.minutes > hours.minutes:
        return "long"
    return "full" if work.due is not None and work.due <= today + horizon * DAY else "far"


def _on_grain(at: datetime) -> datetime:
    """The first quarter of an hour from then on."""
    beyond = (at - datetime.min.replace(tzinfo=at.tzinfo)) % GRAIN
    return at if not beyond else at + GRAIN - beyond


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(zone_info(zone)).date()


def spread(days: Sequence[date], count: int) -> tuple[date, ...]:
    """So many of these days, as evenly apart as they go."""
    if count <= 0 or not days:
        return ()
    count = min(count, len(days))
    if count == 1:
        return (days[0],)
    return tuple(days[round(place * (len(days) - 1) / (count - 1))] for place in range(count))
