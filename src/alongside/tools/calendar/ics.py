"""An entry as an iCalendar file (RFC 5545), which every calendar takes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alongside.gate.tool import ToolError
from alongside.log.kinds import Planned

if TYPE_CHECKING:
    from icalendar import Calendar, Component

SERIES = "It takes place again and again. Change it in your calendar, where you say which of them."
INVITED = "Others are invited to it, and would be written to. Change it in your calendar."
BROKEN = "What the server keeps of it can't be read. Change it in your calendar."


def ics(what: Planned, made: datetime) -> bytes:
    """The file of one entry; `made` is when it was."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//EN")
    calendar.add("version", "2.0")
    for place, each in enumerate(what.occurrences):
        event = Event()
        event.add("uid", what.uid if place == 0 else f"{what.uid}-{place}")
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", each.start.date() if what.all_day else each.start)
        event.add("dtend", each.end.date() if what.all_day else each.end)
        event.add("summary", what.title)
        if what.notes:
            event.add("description", what.notes)
        if what.place:
            event.add("location", str(what.place))
        calendar.add_component(event)
    made_of: bytes = calendar.to_ical()
    return made_of


def moved(text: str, start: datetime, end: datetime, made: datetime) -> str:
    """The same file with its one event at another time; all else stays. Raises `ToolError`."""
    calendar, event = alone(text)
    for name in ("DTSTART", "DTEND", "DURATION", "DTSTAMP", "LAST-MODIFIED"):
        event.pop(name, None)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("dtstamp", made.astimezone(UTC))
    event.add("last-modified", made.astimezone(UTC))
    sequence = int(event.pop("SEQUENCE", 0))
    event.add("sequence", sequence + 1)
    written: bytes = calendar.to_ical()
    return written.decode()


def alone(text: str) -> tuple[Calendar, Component]:
    """A file of one event that takes place once and to which nobody is invited. Raises
    `ToolError`."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(text)
    except ValueError as error:
        raise ToolError(BROKEN, ours=True) from error
    events = calendar.walk("VEVENT")
    if len(events) != 1 or any(name in events[0] for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        raise ToolError(SERIES, ours=True)
    if "ATTENDEE" in events[0]:
        raise ToolError(INVITED, ours=True)
    return calendar, events[0]
