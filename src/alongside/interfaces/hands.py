"""The tools of one life, made from its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from alongside.config import Config
from alongside.log.blobs import Blobs
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.recall import Recall
from alongside.mind.when import resolve
from alongside.tools.calendar.reading import FindTime, ListEvents
from alongside.tools.calendar.writing import AddEvent, DraftInvitation
from alongside.tools.clock import Clock
from alongside.tools.files.folders import Folders
from alongside.tools.files.reading import ListFiles, ReadFile
from alongside.tools.files.writing import WriteFile
from alongside.tools.memory import Find, RecallTool
from alongside.tools.note import Note
from alongside.tools.reminders import AddReminder, CompleteReminder, ListReminders, SetTimer
from alongside.tools.times import Span, Times
from alongside.tools.tool import Tool


def built_in(
    log: SqliteLog, blobs: Blobs, find: Find, times: Times, config: Callable[[], Config]
) -> list[Tool]:
    """Every tool that needs nothing but the life itself."""
    folders = Folders(lambda: config().folders)
    files: list[Tool] = [ListFiles(folders), ReadFile(folders), WriteFile(folders)]
    return [
        Clock(lambda: times.zone.key),
        Note(log),
        RecallTool(find, times),
        ListEvents(log, times),
        FindTime(log, times),
        AddEvent(log, times),
        DraftInvitation(log, blobs, times),
        AddReminder(log, times),
        SetTimer(log, times),
        ListReminders(log, times),
        CompleteReminder(log, times),
        *(files if config().folders else ()),
    ]


def finding(recall: Recall, times: Times) -> Find:
    """Recall, as a tool asks it."""

    async def find(query: str, limit: int) -> Sequence[Moment]:
        hits = await recall.find(query, now=times.now(), zone=times.zone.key, limit=limit)
        return [hit.moment for hit in hits]

    return find


def in_words(words: str, now: datetime, zone: str) -> Span | None:
    """The stretch that words mean, the next one where there are several."""
    for found in resolve(words, now=now, zone=zone):
        span = found.span("future")
        if span is not None:
            return span
    return None
