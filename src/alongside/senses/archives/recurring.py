"""When the events of a calendar take place: zones, whole days, rules and their exceptions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event

from alongside.log.kinds import Occurrence
from alongside.senses.importer import Context
from alongside.senses.named import plausible
from alongside.senses.zones import is_zone

HORIZON = timedelta(days=731)
"""How long past the import a rule is followed."""
MOST = 1000
"""Occurrences of a series at most; of more the last ones are kept, which lie around now."""
SPAN = timedelta(days=3 * 366)
"""How much of a series is worked out at a time, from the horizon backward."""
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, OSError)
"""What icalendar and the recurrence rules raise on values that make no sense."""
NEEDED = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
REPEATS = ("RRULE", "RDATE")
_WITHIN_A_DAY = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)", re.IGNORECASE)
"""Rules of these frequencies keep their first time only: no calendar of a life needs the others."""


def occurrences(events: Sequence[Event], context: Context) -> tuple[Occurrence, ...]:
    """The times of one series, sorted; `events` are its main one and its exceptions.

    Raises one of `BROKEN`.
    """
    for event in events:
        plausible(start(event))
    if len(events) > 1 or any(name in events[0] for name in REPEATS):
        found = _repeated(events, context)
    else:
        found = [_occurrence(event, context) for event in events if _stands(event)]
    return tuple(sorted(set(found), key=lambda one: (one.start, one.end))[-MOST:])


def start(event: Event) -> date:
    """When an event first starts, as written: a date, or a time with or without a zone."""
    value: Any = event["DTSTART"]
    when: date = value.dt
    return when


def instant(when: date, context: Context) -> datetime:
    """A date or time of a calendar in UTC; one without a zone is in the person's."""
    if not isinstance(when, datetime):
        return context.utc(datetime.combine(when, time()))
    return when.astimezone(UTC) if when.tzinfo else context.utc(when)


def day(when: date) -> str:
    """The day of a date or time, as the calendar has it."""
    return (when.date() if isinstance(when, datetime) else when).isoformat()


def zone(event: Event, context: Context) -> str:
    """The IANA zone in which the event was put down."""
    key = str(getattr(getattr(start(event), "tzinfo", None), "key", ""))
    return key if key not in ("", "UTC") and is_zone(key) else context.zone


def rule(event: Event) -> str:
    """The recurrence rule as written."""
    written: Any = event.get("RRULE")
    if written is None:
        return ""
    rules = written if isinstance(written, list) else [written]
    return "\n".join(one.to_ical().decode() for one in rules)


def _repeated(events: Sequence[Event], context: Context) -> list[Occurrence]:
    if any(_too_often(event) for event in events):
        return [_occurrence(events[0], context)]
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    first = min(instant(start(event), context) for event in events) - timedelta(days=2)
    until = context.now + HORIZON
    query = recurring_ical_events.of(calendar)
    found: list[Occurrence] = []
    while until > first and len(found) < MOST:
        since = max(first, until - SPAN)
        within = query.between(since, until)
        found.extend(_occurrence(event, context) for event in within if _stands(event))
        until = since
    return found


def _stands(event: Event) -> bool:
    return str(event.get("STATUS", "")).upper() != "CANCELLED"


def _too_often(event: Event) -> bool:
    """Whether a rule repeats within the day."""
    return bool(_WITHIN_A_DAY.search(rule(event)))


def _occurrence(event: Event, context: Context) -> Occurrence:
    begins = start(event)
    return Occurrence(start=instant(begins, context), end=instant(_end(event, begins), context))


def _end(event: Event, begins: date) -> date:
    """When it ends: as told, or after its duration, or a day later or at once (RFC 5545 3.6.1)."""
    usual = begins if isinstance(begins, datetime) else begins + timedelta(days=1)
    told: Any = event.get("DTEND")
    lasts: Any = event.get("DURATION")
    if told is None and lasts is None:
        return usual
    end: date = told.dt if told is not None else begins + lasts.dt
    if isinstance(end, datetime) is not isinstance(begins, datetime):
        return usual
    return end if _comparable(end) >= _comparable(begins) else usual


def _comparable(when: date) -> datetime:
    """A date or time to compare with others of the same event."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time(), UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)
