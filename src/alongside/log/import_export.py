"""Bringing an export in: a life that equals the one it came from, or none at all."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import zipfile
from collections.abc import Collection, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from alongside.log import appending, chain, chained, rows
from alongside.log.errors import DamagedExport, LifeExists
from alongside.log.export import FORMAT, LIFE, MOMENTS, About, Line, Told
from alongside.log.kinds import AnyWhat
from alongside.log.log import UnknownCause, View
from alongside.log.moment import Moment, Trust
from alongside.log.outlet import MEDIA
from alongside.log.store import Store

BATCH = 1000
_HASH = re.compile(r"[0-9a-f]{64}")
_about = msgspec.json.Decoder(About).decode
_line = msgspec.json.Decoder(Line).decode
_what = msgspec.json.Decoder(AnyWhat).decode


async def whose(source: Path) -> str:
    """The person whose life an export holds; open the store it shall go into as theirs.

    Raises `DamagedExport`.
    """
    return (await asyncio.to_thread(_read_about, source)).person


async def import_export(source: Path, store: Store) -> None:
    """Make an empty life equal the one exported to `source`: ids, positions, chain and views.

    Everything is checked against the chain. Raises `LifeExists` where the life is not empty,
    `DamagedExport` (the life then stays empty), `DiskFull`.
    """
    about = await asyncio.to_thread(_read_about, source)
    if about.person != store.log.person:
        raise DamagedExport(source, f"it is the life of {about.person}, not {store.log.person}")
    await store.database.read(lambda db: _require_empty(db, store))
    held = await store.blobs.hashes()
    try:
        await _put_media(source, store)
        await store.log.rebuild(lambda db, views: _fill(db, views, source, about))
    except BaseException:
        added = await store.blobs.hashes() - held
        await store.database.write(lambda db: _take_back(db, store, added))
        raise


def _require_empty(db: sqlite3.Connection, store: Store) -> None:
    if rows.last_link(db, store.log.person)[0]:
        raise LifeExists(store.folder)


def _root(source: Path) -> Path | zipfile.Path:
    try:
        return source if source.is_dir() else zipfile.Path(source)
    except (OSError, zipfile.BadZipFile) as error:
        raise DamagedExport(source, "it is neither a folder nor a .zip that can be read") from error


def _read_about(source: Path) -> About:
    try:
        about = _about((_root(source) / LIFE).read_bytes())
    except (OSError, KeyError, msgspec.MsgspecError) as error:
        raise DamagedExport(source, f"{LIFE} can't be read") from error
    if about.format > FORMAT:
        raise DamagedExport(source, "a newer version wrote it")
    return about


async def _put_media(source: Path, store: Store) -> None:
    folder = _root(source) / MEDIA
    entries: list[Path | zipfile.Path] = [*folder.iterdir()] if folder.is_dir() else []
    for file in entries:
        named = _HASH.match(file.name)
        if named is None:
            raise DamagedExport(source, f"{MEDIA}/{file.name} is no media file of it")
        kept = await store.blobs.put(file, type="", name=file.name)
        if kept.hash != named.group():
            raise DamagedExport(source, f"{MEDIA}/{file.name} was changed")


def _take_back(db: sqlite3.Connection, store: Store, added: Collection[str]) -> None:
    """Delete the media brought in, unless the moments came in after all: whoever is broken off
    while they are written gets here when they are."""
    if not rows.last_link(db, store.log.person)[0]:
        store.blobs.remove(*added)


def _fill(db: sqlite3.Connection, views: Sequence[View], source: Path, about: About) -> int:
    seq, head = 0, chain.GENESIS
    with (_root(source) / MOMENTS).open("rb") as file:
        lines = enumerate(file, 1)
        while batch := list(islice(lines, BATCH)):
            read = [_read(source, number, line, about.person) for number, line in batch]
            links = list(chain.links(seq, head, (commitment for commitment, *_ in read)))
            rows.insert_links(db, about.person, links)
            _adopt(db, views, source, about.person, [kept for _, kept, _ in read if kept])
            rows.mark_done(db, about.person, [(k.moment.seq, d) for _, k, d in read if k])
            seq, head = links[-1].seq, links[-1].link
    found = chained.check(db, about.person)
    if (seq, head.hex()) != (about.positions, about.head):
        raise DamagedExport(source, f"{MOMENTS} is not the whole log, or lines of it were changed")
    if found.problems:
        raise DamagedExport(source, f"{found.problems[0].where}: {found.problems[0].what}")
    return seq


def _adopt(
    db: sqlite3.Connection,
    views: Sequence[View],
    source: Path,
    person: str,
    kept: Sequence[rows.Kept],
) -> None:
    try:
        appending.adopt(db, kept, person, views)
    except UnknownCause as error:
        raise DamagedExport(source, str(error)) from error


def _read(
    source: Path, number: int, text: bytes, person: str
) -> tuple[bytes, rows.Kept | None, rows.Done]:
    """A line's commitment, its moment if there is one, and which jobs are done with that.

    `number` is its position.
    """
    try:
        line = _line(text)
        commitment, salt = bytes.fromhex(line.commitment), bytes.fromhex(line.salt)
        if line.moment is None:
            return commitment, None, ()
        moment, body = _moment(line.moment, person), bytes(line.moment.what)
    except (ValueError, KeyError) as error:
        raise DamagedExport(source, f"line {number} of {MOMENTS}: {error}") from error
    if moment.seq != number or chain.commitment(salt, rows.content(moment, body)) != commitment:
        raise DamagedExport(source, f"line {number} of {MOMENTS} was changed")
    return commitment, rows.Kept(moment, body, salt, commitment), line.done


def _moment(told: Told, person: str) -> Moment:
    return Moment(
        id=told.id,
        seq=told.seq,
        person=person,
        at=told.at,
        zone=told.zone,
        recorded=told.recorded,
        what=_what(told.what),
        source=told.source,
        trust=Trust[told.trust.upper()],
        because=told.because,
        origin=told.origin,
    )
