"""Calendars (iCalendar, RFC 5545): one moment a series, with every time it takes place.

A calendar is cut into its components before it is parsed, so a broken event costs only itself. A
rule without an end is followed for two years past the import. An event that someone else called,
and every invitation, is `OUTSIDE`.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icalendar import Calendar, Event

from alongside.log.kinds import Occurrence, Place, Planned
from alongside.log.moment import Draft, Trust
from alongside.senses import files, text
from alongside.senses.archives import recurring
from alongside.senses.files import File, because
from alongside.senses.importer import Context, Found, digest, threaded
from alongside.senses.outcome import Failure, Skipped

SIZE_LIMIT = 256 << 20
"""The largest calendar read, in bytes."""
_COMPONENT = re.compile(r"^(BEGIN|END):([A-Z-]+)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FOLD = re.compile(r"\n[ \t]")
_UNSTABLE = re.compile(
    r"^(?:DTSTAMP|LAST-MODIFIED|SEQUENCE|CREATED|X-[^:;]*)[;:].*\n?", re.MULTILINE | re.IGNORECASE
)
"""Lines that change from export to export though the event stays the same."""
TOP = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VTIMEZONE", "VFREEBUSY"})
"""Components that lie in none but the calendar."""
_PUBLISHED = frozenset({"", "PUBLISH"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A component: its kind, the line it begins at, its unfolded text; `is_whole` with its end."""

    kind: str
    line: int
    content: str
    is_whole: bool = True

    def value(self, name: str) -> str:
        pattern = rf"^{name}(?:;[^:\n]*)?:(.*)$"
        match = re.search(pattern, self.content, re.MULTILINE | re.IGNORECASE)
        return match[1].strip() if match else ""


@dataclass(frozen=True, slots=True)
class Source:
    """The calendar around the pieces: its name in messages, its zones, whether it invites."""

    shown: str
    zones: str
    invites: bool


class Calendars:
    name = "calendar"

    def claims(self, file: File) -> bool:
        begins = file.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"
        return begins or files.suffix(file) in (".ics", ".ical", ".ifb")

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        async for found in threaded(_found(file, context)):
            yield found


def _found(file: File, context: Context) -> Iterator[Found]:
    if file.size > SIZE_LIMIT:
        reason = f"it is larger than {SIZE_LIMIT >> 20} MB"
        yield Failure(doing="reading a calendar", reason=reason, file=file.shown)
        return
    with file.open() as opened:
        written = text.decode(opened.read())
    yield from events(written, file.shown, context)


def events(written: str, shown: str, context: Context) -> Iterator[Found]:
    """What a calendar holds; `shown` is what it is called."""
    pieces = list(split(written))
    if not pieces:
        yield Skipped(shown, "there are no events in it")
    method = re.search(r"^METHOD:(\w+)", written, re.MULTILINE | re.IGNORECASE)
    source = Source(
        shown=shown,
        zones="".join(piece.content for piece in pieces if piece.kind == "VTIMEZONE"),
        invites=method is not None and method[1].upper() not in _PUBLISHED,
    )
    series: dict[str, list[Piece]] = {}
    for number, piece in enumerate(pieces):
        if piece.kind == "VEVENT":
            series.setdefault(piece.value("UID") or f"no uid {number}", []).append(piece)
        elif piece.kind != "VTIMEZONE":
            yield Skipped(f"{shown}, line {piece.line}", f"{piece.kind} is not read")
    for events in series.values():
        yield from _series(events, source, context)


def split(written: str) -> Iterator[Piece]:
    """The components right under the calendar; one in which another begins is not whole."""
    opened: re.Match[str] | None = None
    lines = _LineNumbers(written)
    for mark in _COMPONENT.finditer(written):
        begins, kind = mark[1].upper() == "BEGIN", mark[2].upper()
        if kind == "VCALENDAR":
            continue
        if opened is None:
            opened = mark if begins else None
        elif begins and kind in TOP:
            yield lines.piece(opened, mark.start(), is_whole=False)
            opened = mark
        elif not begins and kind == opened[2].upper():
            yield lines.piece(opened, mark.end())
            opened = None
    if opened is not None:
        yield lines.piece(opened, len(written), is_whole=False)


class _LineNumbers:
    """Counts the lines of a text once, in passing."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._line, self._counted = 1, 0

    def piece(self, opened: re.Match[str], end: int, *, is_whole: bool = True) -> Piece:
        start = opened.start()
        self._line += self._written.count("\n", self._counted, start)
        self._counted = start
        content = _FOLD.sub("", self._written[start:end]) + "\n"
        return Piece(opened[2].upper(), self._line, content, is_whole)


def _series(pieces: Sequence[Piece], source: Source, context: Context) -> Iterator[Found]:
    """The one moment of a series, and a failure for each of its events that is broken."""
    events: list[tuple[Piece, Event]] = []
    for piece in pieces:
        try:
            events.append((piece, _event(piece, source)))
        except recurring.BROKEN as error:
            yield _failure(piece, source, error)
    if not events:
        return
    try:
        yield _draft(events, source, context)
    except recurring.BROKEN as error:
        yield _failure(events[0][0], source, error)


def _event(piece: Piece, source: Source) -> Event:
    """The event parsed. Raises one of `BROKEN`, for a missing start too."""
    calendar = Calendar.from_ical(f"BEGIN:VCALENDAR\n{source.zones}{piece.content}END:VCALENDAR\n")
    events = calendar.events
    if not events or not piece.is_whole:
        raise ValueError("it has no end" if not piece.is_whole else "it can't be read")
    event = events[0]
    wrong = [f"{name}: {reason}" for name, reason in event.errors if name in recurring.NEEDED]
    if wrong or "DTSTART" not in event:
        raise ValueError("; ".join(wrong) or "it has no start")
    return event


def _draft(events: Sequence[tuple[Piece, Event]], source: Source, context: Context) -> Draft:
    first = next((event for _, event in events if "RECURRENCE-ID" not in event), events[0][1])
    occurrences = recurring.occurrences([event for _, event in events], context)
    start = recurring.start(first)
    is_cancelled = _text(first, "STATUS").upper() == "CANCELLED"
    title = _text(first, "SUMMARY")
    uid = _text(first, "UID")
    stable = sorted(_UNSTABLE.sub("", piece.content) for piece, _ in events)
    what = Planned(
        title=f"Cancelled: {title}" if is_cancelled else title,
        occurrences=() if is_cancelled else occurrences,
        all_day=not isinstance(start, datetime),
        place=_place(first),
        notes=_notes(first, [event for _, event in events]),
        people=_people(first, context),
        rule=recurring.rule(first),
        uid=uid,
    )
    return Draft(
        what=what,
        at=_first(occurrences, recurring.instant(start, context)),
        zone=recurring.zone(first, context),
        source=Calendars.name,
        trust=_trust(first, source, context),
        origin=f"ics:{digest(uid, *stable)}",
    )


def _first(occurrences: Sequence[Occurrence], start: datetime) -> datetime:
    """When a series first takes place; `start` where that is not among the occurrences kept."""
    return occurrences[0].start if 0 < len(occurrences) < recurring.MOST else start


def _text(event: Event, name: str) -> str:
    value: Any = event.get(name, "")
    value = value[0] if isinstance(value, list) and value else value
    return str(value).strip()


def _place(event: Event) -> Place | None:
    name = " ".join(_text(event, "LOCATION").split())
    geo: Any = event.get("GEO")
    latitude, longitude = getattr(geo, "latitude", None), getattr(geo, "longitude", None)
    known = latitude is not None and longitude is not None
    return Place(name=name, latitude=latitude, longitude=longitude) if name or known else None


def _notes(first: Event, events: Sequence[Event]) -> str:
    """The description, and what differs on single days of a series."""
    usual = {name: _text(first, name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")}
    parts = [usual["DESCRIPTION"]]
    for event in events:
        day: Any = event.get("RECURRENCE-ID")
        told = {name: _text(event, name) for name in usual}
        other = [value for name, value in told.items() if value not in ("", usual[name])]
        if day is not None and other:
            parts.append(f"{recurring.day(day.dt)}: {', '.join(other)}")
    return "\n".join(part for part in parts if part)


def _people(event: Event, context: Context) -> tuple[str, ...]:
    """Who asks and who is asked, besides the person."""
    entries = (*_entries(event, "ORGANIZER"), *_entries(event, "ATTENDEE"))
    called = [_called(entry) for entry in entries]
    others = (name for name, mail in called if name and not context.is_me(name, mail))
    return tuple(dict.fromkeys(others))


def _entries(event: Event, name: str) -> list[Any]:
    value: Any = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _called(entry: Any) -> tuple[str, str]:
    """The name of an attendee, or else their address, and the address."""
    mail = re.sub(r"^mailto:", "", str(entry), flags=re.IGNORECASE)
    name = str(getattr(entry, "params", {}).get("CN", "")).strip().strip('"')
    return name or mail, mail


def _trust(event: Event, source: Source, context: Context) -> Trust:
    callers = [_called(entry) for entry in _entries(event, "ORGANIZER")]
    is_theirs = any(not context.is_me(*caller) for caller in callers)
    return Trust.OUTSIDE if source.invites or is_theirs else Trust.OWN


def _failure(piece: Piece, source: Source, error: BaseException) -> Failure:
    return Failure(
        doing="reading an event",
        reason=because(error),
        file=source.shown,
        position=f"line {piece.line}",
    )
