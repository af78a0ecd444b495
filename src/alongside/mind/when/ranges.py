"""From one thing to another, and before, after, since and until."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from alongside.mind.when import calendar
from alongside.mind.when.context import Context
from alongside.mind.when.days import in_year
from alongside.mind.when.nodes import Clock, ClockSpan, Day, Instant, Period, Stretch
from alongside.mind.when.periods import PIECE, month_in, piece_in

Side = Literal["before", "after", "since", "until"]
Dates = Day | Period
Anything = Day | Period | Clock | ClockSpan | Instant | Stretch


@dataclass(frozen=True, slots=True)
class _Mark:
    """A bound: the day a range begins or ends with, and the day that takes in all of it."""

    day: date
    through: date


def between(first: Dates, last: Dates) -> Period | None:
    """From one date or range to another; what one leaves open (year, month) the other gives."""
    first, last = _same_month(first, last)
    first, last = _same_week(first, last)
    first, last = _same_year(first, last)
    begins, ends = _marks(first), _marks(last)
    if not begins or not ends:
        return None
    pairs = dict.fromkeys(_near(b, e, last) for b, e in _paired(begins, ends))
    kept = [(b, e) for b, e in pairs if b.day < e.through]
    if not kept:
        return None
    return Period(tuple((b.day, e.day) for b, e in kept), through=tuple(e.through for _, e in kept))


def _paired(begins: list[_Mark], ends: list[_Mark]) -> Iterable[tuple[_Mark, _Mark]]:
    """The past and the future range; a bound that lies on the wrong side takes the other's."""
    begin, end = begins[0], ends[0]
    later_begin, later_end = begins[-1], ends[-1]
    if later_begin.day > later_end.day:
        later_begin = begin
    if end.day < begin.day:
        end = later_end
    return (begin, end), (later_begin, later_end)


def _near(begin: _Mark, end: _Mark, last: Dates) -> tuple[_Mark, _Mark]:
    """An end without a year lies within a year of the beginning."""
    if isinstance(last, Day) and last.rule and (end.day - begin.day).days > 366:
        day = last.rule(begin.day.year)
        if day and day > begin.day:
            return begin, _Mark(day, day + timedelta(days=1))
    return begin, end


def _marks(known: Dates) -> list[_Mark]:
    if isinstance(known, Day):
        return [_Mark(d, d + timedelta(days=1)) for d in known.options if d.year < 9999]
    if known.edges:
        return [_Mark(d, d) for d in known.edges]
    return [_Mark(since, until) for since, until in known.options if since and until]


def _same_month(first: Dates, last: Dates) -> tuple[Dates, Dates]:
    """ "April 9th to 17th", "the 9th and 17th of April"."""
    if not (isinstance(first, Day) and isinstance(last, Day)):
        return first, last
    if last.dom and not first.dom:
        found = tuple(_on_or_after(d, last.dom) for d in first.options)
        return first, Day(tuple(d for d in found if d))
    if first.dom and not last.dom and (last.rule or last.dated):
        dom = first.dom
        days = [_on_or_before(d, dom, same_month=not last.dated) for d in last.options]
        known = tuple(d for d in days if d)
        return (Day(known) if known else first), last
    return first, last


def _same_week(first: Dates, last: Dates) -> tuple[Dates, Dates]:
    """ "Next Monday to Friday": the bare weekday is the nearest one to the other day."""
    if not (isinstance(first, Day) and isinstance(last, Day)):
        return first, last
    if last.weekday is not None and first.weekday is None:
        index = last.weekday
        ahead = [calendar.shifted(d, (index - d.weekday()) % 7) for d in first.options]
        return first, Day(tuple(d for d in ahead if d))
    if first.weekday is not None and last.weekday is None:
        index = first.weekday
        behind = [calendar.shifted(d, -((d.weekday() - index) % 7)) for d in last.options]
        return Day(tuple(d for d in behind if d)), last
    return first, last


def _on_or_after(day: date, dom: int) -> date | None:
    there = calendar.day_of(day.year, day.month, dom)
    if there and there > day:
        return there
    following = calendar.add_months(day.replace(day=1), 1)
    return following and calendar.day_of(following.year, following.month, dom)


def _on_or_before(day: date, dom: int, *, same_month: bool) -> date | None:
    if dom < day.day:
        return calendar.day_of(day.year, day.month, dom)
    before = None if same_month else calendar.add_months(day.replace(day=1), -1)
    return before and calendar.day_of(before.year, before.month, dom)


def _same_year(first: Dates, last: Dates) -> tuple[Dates, Dates]:
    if last.dated and (moved := _in_year_of(first, last, 0)):
        fits = _starts(moved) <= _starts(last)
        return (moved if fits else _in_year_of(first, last, -1)) or first, last
    if first.dated and (moved := _in_year_of(last, first, 0)):
        fits = _starts(moved) >= _starts(first)
        return first, (moved if fits else _in_year_of(last, first, 1)) or last
    return first, last


def _in_year_of(known: Dates, dated: Dates, offset: int) -> Dates | None:
    """A date without a year put into the year of one that has it."""
    if known.dated:
        return None
    year = _starts(dated).year + offset
    if isinstance(known, Day):
        day = in_year(known, year)
        return day if day and day.options else None
    if known.unit == PIECE and known.options:
        return piece_in(year, known)
    if known.month and not known.edges and not known.current:
        return month_in(year, known.month)
    return None


def _starts(known: Dates) -> date:
    marks = _marks(known)
    return marks[0].day if marks else date.min


def bounded(side: Side, known: Anything) -> Anything | None:
    """Open on one side: "before" and "until" end where it begins, "after" begins where it ends."""
    if isinstance(known, Day):
        return _open_days(side, known)
    if isinstance(known, Period):
        return _open_period(side, known)
    if isinstance(known, Clock):
        low = side in ("after", "since")
        return ClockSpan(tuple((t, None) if low else (None, t) for t in known.options))
    if isinstance(known, Instant):
        if not known.options:
            return None
        low = side in ("after", "since")
        return Stretch(tuple((t, None) if low else (None, t) for t in known.options))
    return _open_span(side, known)


def _open_days(side: Side, known: Day) -> Period | None:
    if not known.options:
        return None
    if side in ("after", "since"):
        return Period(tuple((d, None) for d in known.options))
    through = tuple(calendar.shifted(d, 1) or d for d in known.options)
    return Period(
        tuple((None, d) for d in known.options), through=through if side == "until" else ()
    )


def _open_period(side: Side, known: Period) -> Period | None:
    whole = [(since, until) for since, until in known.options if since and until]
    if not whole:
        return None
    if side == "after":
        edges = known.edges or tuple(until for _, until in whole)
        pairs = zip(whole, edges, strict=True)
        return Period(
            tuple((edge if edge in bounds else bounds[1], None) for bounds, edge in pairs)
        )
    if side == "since":
        return Period(tuple((since, None) for since in known.edges or (s for s, _ in whole)))
    ends = known.edges or tuple(since for since, _ in whole)
    through = tuple(until for _, until in whole) if side == "until" else ()
    return Period(tuple((None, end) for end in ends), through=through)


def _open_span(side: Side, known: ClockSpan | Stretch) -> ClockSpan | Stretch:
    low, place = side in ("after", "since"), 1 if side == "after" else 0
    if isinstance(known, ClockSpan):
        hours = [option[place] for option in known.options]
        return ClockSpan(tuple((h, None) if low else (None, h) for h in hours), known.part)
    instants = [option[place] for option in known.options]
    return Stretch(tuple((i, None) if low else (None, i) for i in instants))


def stretch(first: Instant, last: Instant | None) -> Stretch | None:
    """From one instant to another, the nearest later one of several."""
    if last is None:
        return None
    found = [(a, b) for a in first.options for b in _later(a, last.options)[:1]]
    return Stretch(tuple(dict.fromkeys(found))) if found else None


def _later(since: datetime, options: tuple[datetime, ...]) -> list[datetime]:
    return sorted(o for o in options if o > since)


def joined(first: Stretch, last: Stretch) -> Stretch | None:
    """From the beginning of one part of a day to the end of another, the nearest later one."""
    found = []
    for since, _ in first.options:
        ends = [
            until for begin, until in last.options if since and begin and begin > since and until
        ]
        if since and ends:
            found.append((since, min(ends)))
    return Stretch(tuple(dict.fromkeys(found))) if found else None


def until_instant(context: Context, first: Clock, last: Instant, day: Day | None) -> Stretch | None:
    """From a time of today or of a day to an instant."""
    base = day.options if day else (context.today,)
    begins = Instant(tuple(datetime.combine(d, t) for d in base for t in first.options))
    return stretch(begins, last)
