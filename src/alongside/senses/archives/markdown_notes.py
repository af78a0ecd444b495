"""Notes: Markdown and plain text files, one moment a file.

The time of a note is, in this order, what its front matter says, the date in its file name or its
folders, the date in its heading, and the time the file was last changed. A note with a date and no
time of day lies at the time the file was changed, if that was the same day, and at noon otherwise.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust
from alongside.senses import files, named, text
from alongside.senses.files import File
from alongside.senses.importer import Context, Found, digest
from alongside.senses.outcome import Failure, Skipped

ENDINGS = frozenset({".md", ".markdown", ".mdown", ".txt", ".text", ".org"})
SIZE_LIMIT = 8 << 20
"""The largest note read, in bytes; the longest novels are smaller."""
ABOUT = frozenset({"readme", "license", "licence"})
"""Files that lie in a folder to describe it."""
NOON = time(12)
DATES = ("date", "created", "created_at", "datetime", "날짜")
TITLES = ("title", "제목")
_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(?P<matter>.*?)\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w -]*?)\s*[:=]\s*(.*?)\s*$")
_HEADING = re.compile(r"\A\s*#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Note:
    """A note's parts; `fields` are those of its front matter, by lower-case name."""

    text: str
    heading: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    def first(self, names: tuple[str, ...]) -> str:
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


@dataclass(frozen=True, slots=True)
class Dated:
    """When a note was written, in aware UTC, and the words of the note or its path that say so."""

    at: datetime
    told: str = ""


class MarkdownNotes:
    name = "notes"

    def claims(self, file: File) -> bool:
        return files.suffix(file) in ENDINGS and text.is_text(file.head)

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        yield await asyncio.to_thread(self._read, file, context)

    def _read(self, file: File, context: Context) -> Found:
        if files.stem(file).lower() in ABOUT:
            return Skipped(file.shown, "it is about the folder, not a note")
        if file.size > SIZE_LIMIT:
            reason = f"it is larger than {SIZE_LIMIT >> 20} MB, too long for a note"
            return Failure(doing="reading a note", reason=reason, file=file.shown)
        with file.open() as opened:
            note = parse(text.decode(opened.read()))
        if not note.text and not note.heading:
            return Skipped(file.shown, "it is empty")
        return _draft(file, note, context)


def parse(written: str) -> Note:
    """A note's front matter, its first heading and the rest."""
    fields, body = _front_matter(written)
    heading = _HEADING.match(body)
    if heading:
        return Note(body[heading.end() :].strip(), heading[1], fields)
    return Note(body.strip(), "", fields)


def _front_matter(written: str) -> tuple[dict[str, str], str]:
    front = _FRONT.match(written)
    if not front:
        return {}, written
    found = (_FIELD.match(line) for line in front["matter"].splitlines())
    pairs = [(match[1].lower(), match[2].strip("\"'")) for match in found if match]
    return (dict(pairs), written[front.end() :]) if pairs else ({}, written)


def _draft(file: File, note: Note, context: Context) -> Draft:
    dated = when(file, note, context)
    title = _title(file, note)
    words = _with_fields(note)
    return Draft(
        what=Noted(text=words, title=title),
        at=dated.at,
        zone=context.zone,
        source=MarkdownNotes.name,
        trust=Trust.OWN,
        origin=f"note:{digest(title, words, dated.told)}",
    )


def _title(file: File, note: Note) -> str:
    """What the note calls itself, after what its file name says besides a date."""
    own = note.first(TITLES) or note.heading
    stem = files.stem(file)
    found = named.find(stem)
    rest = found.rest if found else stem
    if not own or found is None:
        return own or rest
    return own if rest.casefold() in own.casefold() else f"{rest}: {own}"


def _with_fields(note: Note) -> str:
    """The text, and what the front matter says besides title and date (tags, people, mood)."""
    others = {k: v for k, v in note.fields.items() if v and k not in (*DATES, *TITLES)}
    lines = "\n".join(f"{key}: {value}" for key, value in others.items())
    heading = note.heading if note.first(TITLES) not in ("", note.heading) else ""
    return "\n\n".join(part for part in (heading, note.text, lines) if part)


def when(file: File, note: Note, context: Context) -> Dated:
    """When the note was written."""
    written = note.first(DATES)
    return (
        _exact(written, context)
        or _named(written, file, context)
        or _named(files.stem(file), file, context)
        or _in_folders(file, context)
        or _named(note.heading, file, context)
        or Dated(file.modified or context.now)
    )


def _exact(written: str, context: Context) -> Dated | None:
    """An ISO 8601 time of day, with its offset or in the person's zone."""
    if len(written) <= len("2008-10-20"):
        return None
    try:
        at = named.plausible(datetime.fromisoformat(written))
        return Dated(at.astimezone(UTC) if at.tzinfo else context.utc(at), told=written)
    except (ValueError, OverflowError):
        return None


def _named(name: str, file: File, context: Context) -> Dated | None:
    found = named.find(name)
    if not found:
        return None
    if found.clock is None:
        return _on(found.day, file, context)
    local = found.at(NOON)
    return Dated(context.utc(local), told=local.isoformat())


def _in_folders(file: File, context: Context) -> Dated | None:
    day = named.in_folders(file.shown)
    return _on(day, file, context) if day else None


def _on(day: date, file: File, context: Context) -> Dated:
    changed = file.modified
    same_day = changed is not None and changed.astimezone(context.here).date() == day
    at = changed if changed and same_day else context.utc(datetime.combine(day, NOON))
    return Dated(at, told=day.isoformat())
