"""An entry as an iCalendar file (RFC 5545), which every calendar takes."""

from __future__ import annotations

from datetime import UTC, datetime

from alongside.log.kinds import Planned


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
