"""The entries of the calendar, out of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.log.corrections import AsCorrected
from alongside.log.kinds import Planned
from alongside.log.log import Wanted
from alongside.log.moment import Trust
from alongside.log.sqlite import SqliteLog
from alongside.tools.calendar.free import Slot


@dataclass(frozen=True, slots=True)
class Entry:
    """One time that a plan takes place, and whose words it is in."""

    id: str
    slot: Slot
    what: Planned
    trust: Trust


async def entries(log: SqliteLog, since: datetime, until: datetime) -> list[Entry]:
    """What takes place in a stretch of time, in its order."""
    found = [
        Entry(moment.id, Slot(each.start, each.end), moment.what, moment.trust)
        async for moment in AsCorrected(log).read(Wanted(kinds=("planned",)))
        if isinstance(moment.what, Planned)
        for each in moment.what.occurrences
        if each.start < until and (each.end > since or each.start >= since)
    ]
    return sorted(found, key=lambda entry: entry.slot.start)


def busy(found: list[Entry]) -> list[Slot]:
    """What takes the person's time: what lasts all day (a birthday, a holiday) doesn't."""
    return [entry.slot for entry in found if not entry.what.all_day]
