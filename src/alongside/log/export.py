"""Export: a life as files that any public tool reads.

A folder or a .zip with `life.json`, `moments.jsonl`, `media/`, and web pages for reading:
`index.html` and one for each day. A line of `moments.jsonl` is one position of the log: its
`commitment`, and unless it was forgotten the `moment` and its `salt`. The hash chain needs no more,
so whoever brings it in again can check every line.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from alongside.log import rows
from alongside.log.archive import write_pages
from alongside.log.errors import DamagedBlob, MissingBlob
from alongside.log.kinds import Media
from alongside.log.moment import Moment
from alongside.log.outlet import MEDIA, Outlet, media_name, outlet
from alongside.log.store import Store

FORMAT = 1
LIFE, MOMENTS = "life.json", "moments.jsonl"


class About(msgspec.Struct, frozen=True):
    """What `life.json` holds: whose life it is, and the chain's last position and link in hex."""

    format: int
    person: str
    positions: int
    head: str


class Told(msgspec.Struct, frozen=True):
    """A moment in `moments.jsonl`: `what` as the log stores it, `trust` by its name."""

    seq: int
    id: str
    at: datetime
    zone: str
    recorded: datetime
    source: str
    trust: str
    because: tuple[str, ...]
    origin: str | None
    what: msgspec.Raw


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of `moments.jsonl`; `commitment` and `salt` in hex, no moment if it was forgotten.

    `done` is which jobs are done with it, each with its model: what they drew and was forgotten
    is not to be drawn again.
    """

    commitment: str
    salt: str = ""
    moment: Told | None = None
    done: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How much was written, and the media files that could not be."""

    moments: int
    media: int
    missing: tuple[Media, ...]


async def export(store: Store, target: Path) -> Exported:
    """Write an open life to the folder or .zip `target` as it is at this moment, unencrypted.

    It is there whole or not at all. Raises `LifeExists` where `target` holds something, `DiskFull`.
    """
    out = await asyncio.to_thread(outlet, target)
    try:
        async with store.log.keeping:
            return await store.database.read(lambda db: _export(db, store, out))
    finally:
        await asyncio.to_thread(out.abandon)


def _export(db: sqlite3.Connection, store: Store, out: Outlet) -> Exported:
    person, files = store.log.person, dict[str, Media]()
    positions, head = rows.last_link(db, person)
    about = About(FORMAT, person, positions, head.hex())
    with out.open(LIFE) as file:
        file.write(msgspec.json.format(msgspec.json.encode(about)))
    with out.open(MOMENTS) as file:
        moments = _write_moments(db, person, file, files)
    missing = [one for one in files.values() if not _write_media(store, out, one)]
    write_pages(db, person, out)
    out.finish()
    return Exported(moments=moments, media=len(files) - len(missing), missing=tuple(missing))


def _write_moments(
    db: sqlite3.Connection, person: str, file: BinaryIO, files: dict[str, Media]
) -> int:
    moments = 0
    for line, moment in _lines(db, person):
        file.write(msgspec.json.encode(line) + b"\n")
        if moment is not None:
            moments += 1
            files.update((one.hash, one) for one in moment.what.files)
    return moments


def _lines(db: sqlite3.Connection, person: str) -> Iterator[tuple[Line, Moment | None]]:
    with closing(rows.positions_of(db, person)) as walked:
        for _, commitment, _, row in walked:
            if row is None:
                yield Line(commitment.hex()), None
            else:
                *stored, salt = row
                moment = rows.moment_of(stored)
                told = _told(moment, rows.body_of(stored))
                done = rows.done_with(db, person, moment.seq)
                yield Line(commitment.hex(), salt.hex(), told, done), moment


def _told(moment: Moment, body: bytes) -> Told:
    return Told(
        seq=moment.seq,
        id=moment.id,
        at=moment.at,
        zone=moment.zone,
        recorded=moment.recorded,
        source=moment.source,
        trust=moment.trust.name.lower(),
        because=moment.because,
        origin=moment.origin,
        what=msgspec.Raw(body),
    )


def _write_media(store: Store, out: Outlet, media: Media) -> bool:
    """Whether the media file could be written."""
    try:
        with out.open(f"{MEDIA}/{media_name(media)}") as file:
            for piece in store.blobs.pieces(media.hash):
                file.write(piece)
    except (MissingBlob, DamagedBlob):
        return False
    return True
