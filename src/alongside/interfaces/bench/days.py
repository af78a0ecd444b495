"""Labelled days: what happens in a life, and what is right to say unasked, when, and when not.

A file is JSON or YAML with a list of days. Times are of the wall clock of the day's zone,
`2026-11-26T09:00`. `life` holds what happens, each with its `at` and one of the things below; what
lies before `since` was there before the day. From `since` until `until` the day is watched.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from alongside.config import Proactive

TIMES = frozenset({"at", "since", "until", "start", "end"})
About = Literal["reminder", "promise", "birthday", "meeting", "followup", "reach"]


class Knew(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A contact; `birthday` is ISO 8601, `--MM-DD` without a year."""

    name: str
    nicknames: tuple[str, ...] = ()
    birthday: str = ""
    notes: str = ""


class Spoke(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message: `by` is a name, or `me`; `to` whom it went to, the person where it is left out."""

    by: str
    text: str
    to: tuple[str, ...] = ()
    group: bool = False


class Planning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar entry from `start` to `end`."""

    title: str
    start: datetime
    end: datetime
    people: tuple[str, ...] = ()
    place: str = ""
    all_day: bool = False


class Promising(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A promise as it was understood: by and to whom, each left out where it is the person.

    `due` is the last day (`2026-11-27`), or the hour (`2026-11-27T15:00`), by which it is to be
    kept; left out where none was named.
    """

    text: str
    by: str = ""
    to: str = ""
    due: str = ""


class Choosing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person chose about somebody; `every` is a rhythm in days."""

    name: str
    relation: str = ""
    closeness: Literal["", "close", "friend", "known"] = ""
    every: int = 0


class Answering(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The person's answer to the latest nudge of a sort."""

    about: About
    how: Literal["useful", "not_now", "never"]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something happens `at` a time: exactly one of the rest.

    `remind` are words that set a reminder, `done` is the text of a promise or reminder that is
    settled, `place` a place where the person is seen to be, `zone` one they have travelled to.
    """

    at: datetime
    contact: Knew | None = None
    said: Spoke | None = None
    planned: Planning | None = None
    promised: Promising | None = None
    related: Choosing | None = None
    remind: str = ""
    noted: str = ""
    done: str = ""
    place: str = ""
    zone: str = ""
    answered: Answering | None = None


class Right(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is right to be said once, from `since` until `until`.

    `about` are the sorts that it may be; any sort where it is empty. One of `words`, if there are
    any, must stand in what is said, case aside.
    """

    since: datetime
    until: datetime
    about: tuple[About, ...] = ()
    words: tuple[str, ...] = ()


class Wrong(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch in which nothing is right to be said but what the person asked for."""

    since: datetime
    until: datetime
    why: str = ""


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled day. Without anything `right` there is nothing that needs saying."""

    name: str
    since: datetime
    until: datetime
    zone: str = "UTC"
    language: Literal["en", "ko"] = "en"
    me: str = "me"
    settings: Proactive = Proactive()
    life: tuple[Event, ...] = ()
    right: tuple[Right, ...] = ()
    wrong: tuple[Wrong, ...] = ()


class Days(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    days: tuple[Day, ...]


class NotDays(ValueError):
    """The file can't be read as labelled days; the message names the file, place and reason."""


def load(path: Path) -> tuple[Day, ...]:
    """The days in a file (`.json`, else YAML). Raises OSError, `NotDays`."""
    content = path.read_bytes()
    decode = msgspec.json.decode if path.suffix == ".json" else msgspec.yaml.decode
    try:
        days = msgspec.convert(_timed(decode(content)), Days).days
    except (msgspec.DecodeError, ValueError) as error:
        raise NotDays(f"{path}: {error}") from error
    for day in days:
        for wrong in _wrong(day):
            raise NotDays(f"{path}: {day.name}: {wrong}")
    return days


def _timed(value: Any, key: str = "") -> Any:
    """The value with times as times, which YAML and JSON only know with their seconds, and with
    dates as they were written."""
    if isinstance(value, dict):
        return {name: _timed(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_timed(each) for each in value]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if key in TIMES and isinstance(value, str):
        return datetime.fromisoformat(value)
    if key == "due" and isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value


def _wrong(day: Day) -> Iterator[str]:
    """What can't be so in a day."""
    times = [day.since, day.until, *(each.at for each in day.life)]
    for each in day.right:
        times += [each.since, each.until]
    for stretch in day.wrong:
        times += [stretch.since, stretch.until]
    if any(each.tzinfo for each in times):
        yield "times are of the wall clock, without an offset"
    if day.since >= day.until:
        yield "it ends before it begins"
    for event in day.life:
        given = [name for name in Event.__struct_fields__[1:] if getattr(event, name)]
        if len(given) != 1:
            yield f"{event.at}: one thing happens at a time, not {given}"
