"""Whose life files come from, and in which zone, where the person didn't say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from alongside.config import Config
from alongside.senses import files
from alongside.senses.archives.chat import ChatReader
from alongside.senses.files import UNREADABLE, File
from alongside.senses.importer import Blobs, Context, Importer
from alongside.senses.zones import is_zone, local_zone

CALENDAR_READ = 1 << 20
"""Bytes of a calendar that are read for its zones."""
_ZONE = re.compile(rb"(?:;TZID=\"?|^X-WR-TIMEZONE:)([A-Za-z_+-]+/[A-Za-z_/+-]+)", re.MULTILINE)


def guessed(
    config: Config, claimed: Sequence[tuple[Importer, File]], blobs: Blobs, now: datetime
) -> Context:
    """The context of an import. Blocks.

    The zone is the one the person set, else the one their calendars use most, else this machine's.
    """
    said = tuple(dict.fromkeys(name for name in (config.name, *config.aliases) if name))
    names = said or _names(claimed)
    read = [file for _, file in claimed]
    zone = config.zone if is_zone(config.zone) else _zone(read)
    return Context(blobs=blobs, now=now, names=names, zone=zone or local_zone())


def _names(claimed: Sequence[tuple[Importer, File]]) -> tuple[str, ...]:
    """The name of the one who is in most chats that are named after the other."""
    found: Counter[str] = Counter()
    for importer, file in claimed:
        if isinstance(importer, ChatReader):
            found.update(_not_the_other(importer, file))
    return tuple(name for name, _ in found.most_common(1))


def _not_the_other(importer: ChatReader, file: File) -> list[str]:
    """Who writes in a chat of two besides the one it is named after, by its start."""
    try:
        start = importer.start(file)
    except UNREADABLE:
        return []
    if start is None:
        return []
    if start.me:
        return [start.me]
    senders = {message.by for message in start.messages}
    return list(senders - {start.title}) if len(senders) == 2 and start.title in senders else []


def _zone(read: Sequence[File]) -> str:
    """The zone that the calendars use most."""
    used: Counter[str] = Counter()
    for file in read:
        if files.suffix(file) == ".ics":
            used.update(_zones(file))
    return next((zone for zone, _ in used.most_common() if is_zone(zone)), "")


def _zones(file: File) -> list[str]:
    try:
        with file.open() as opened:
            found = _ZONE.findall(opened.read(CALENDAR_READ))
    except UNREADABLE:
        return []
    return [name.decode() for name in found]
