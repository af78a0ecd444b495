"""Files dropped on the page: streamed to a private folder of the life, brought in, deleted.

A multipart body (RFC 7578) is written part by part as it comes, so its size is bounded by the disk
and not by memory. A part's name is only ever a name inside that folder: what would lead out of it
is dropped. A part called `changed-` and milliseconds since 1970 keeps that time of change, which
tells when a photo or a note without a date is of.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import Running
from alongside.interfaces.api.shapes import ImportEvent, Skipped
from alongside.log.files import workplace
from alongside.senses.files import is_hidden
from alongside.senses.progress import Progress

log = logging.getLogger(__name__)

MOST_FILES = 100_000
MOST_HEADER = 8192
MOST_SKIPPED = 200
SPARE = 500 << 20
"""Bytes left free on the disk; the files come in once more, encrypted."""
LOOK_EVERY = 64 << 20
_CHANGED = re.compile(rb"changed-(\d{1,14})")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


@dataclass(slots=True)
class Received:
    """Files received into `folder`, whose last part names the import."""

    folder: Path
    files: list[Path] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.folder.name

    async def delete(self) -> None:
        await asyncio.to_thread(shutil.rmtree, self.folder, ignore_errors=True)


async def receive(request: Request, passing: Path) -> Received:
    """The files of a multipart request, in a folder of their own inside `passing`.

    Raises `Trouble`; then nothing is left of them.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise Trouble(415, "Send the files as multipart/form-data.")
    folder = await asyncio.to_thread(workplace, passing)
    received = Received(folder)
    try:
        await _write(request, _Parts(received, boundary))
    except BaseException:
        await received.delete()
        raise
    return received


async def bring_in(server: Running, received: Received) -> None:
    """Bring the files in and tell how far it has come; then delete them."""
    event = ImportEvent(upload=received.name, total=len(received.files))
    try:
        server.hub.publish(event)
        paths = await asyncio.to_thread(lambda: sorted(received.folder.iterdir()))
        life = server.life
        import_paths = await asyncio.to_thread(_importing)
        async with aclosing(import_paths(life.log, life.blobs, paths, life.config)) as steps:
            async for step in steps:
                event = _told(received.name, step)
                server.hub.publish(event)
    except asyncio.CancelledError:
        stopped = {"finished": True, "problem": "Stopped. What is in stays."}
        server.hub.publish(event.model_copy(update=stopped))
        raise
    except FORESEEN as error:
        server.hub.publish(event.model_copy(update={"finished": True, "problem": str(error)}))
    except Exception:
        log.exception("an import failed")
        server.hub.publish(event.model_copy(update={"finished": True, "problem": UNKNOWN}))
    finally:
        await received.delete()


def _importing() -> Callable[..., AsyncGenerator[Progress, None]]:
    """The importers, loaded when first needed: they take half a second."""
    from alongside.senses.importing import import_paths

    return import_paths


def _told(upload: str, step: Progress) -> ImportEvent:
    return ImportEvent(
        upload=upload,
        id=step.act.id if step.act else "",
        file=step.file,
        done=step.files_done,
        total=step.files_total,
        added=step.added,
        known=step.known,
        failed=step.failed,
        skipped=tuple(Skipped.model_validate(one) for one in step.skipped[:MOST_SKIPPED]),
        finished=step.done,
    )


async def _write(request: Request, parts: _Parts) -> None:
    unchecked = LOOK_EVERY
    try:
        async for chunk in request.stream():
            unchecked += len(chunk)
            if unchecked >= LOOK_EVERY:
                await asyncio.to_thread(_check_room, parts.received.folder)
                unchecked = 0
            await asyncio.to_thread(parts.feed, chunk)
        parts.finish()
    except MultipartParseError as error:
        raise Trouble(400, "The files didn't arrive whole. Nothing was brought in.") from error
    except ClientDisconnect as error:
        raise Trouble(400, "The page left before all was sent. Nothing was brought in.") from error
    finally:
        parts.close()


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < SPARE:
        raise Trouble(507, "The disk is too full for these files. Nothing was brought in.")


class _Parts:
    """Writes each part that has a file name under that name, unless it only serves a system."""

    def __init__(self, received: Received, boundary: bytes) -> None:
        self.received = received
        self._file: BinaryIO | None = None
        self._changed: float | None = None
        self._header = b""
        self._value = b""
        self._disposition = b""
        self._ended = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_field,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._open,
                "on_part_data": self._on_data,
                "on_part_end": self.close,
                "on_end": self._on_end,
            },
        )

    def feed(self, chunk: bytes) -> None:
        self._parser.write(chunk)

    def finish(self) -> None:
        """Raises `MultipartParseError` where the last part is cut off."""
        self._parser.finalize()
        if not self._ended:
            raise MultipartParseError("cut off")
        if not self.received.files:
            raise Trouble(400, "There was no file in this.")

    def close(self) -> None:
        if self._file is None:
            return
        self._file.close()
        self._file = None
        if self._changed is not None:
            os.utime(self.received.files[-1], (self._changed, self._changed))

    def _begin(self) -> None:
        self._header = self._value = self._disposition = b""

    def _on_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]
        self._bound()

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._bound()

    def _bound(self) -> None:
        if len(self._header) + len(self._value) > MOST_HEADER:
            raise MultipartParseError("a header is too long")

    def _on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._disposition)
        given = options.get(b"filename")
        if given is None:
            return
        name = given.decode("utf-8", "replace")
        if is_hidden(PurePosixPath(name)):
            return
        if len(self.received.files) >= MOST_FILES:
            raise Trouble(413, f"That is more than {MOST_FILES:,} files; bring in fewer at once.")
        path = place(self.received.folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        named = _CHANGED.fullmatch(options.get(b"name", b""))
        self._changed = int(named[1]) / 1000 if named else None
        self.received.files.append(path)

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])

    def _on_end(self) -> None:
        self._ended = True


def place(folder: Path, name: str) -> Path:
    """A free path inside `folder` for a file that is called `name` elsewhere."""
    named = PurePosixPath(name.replace("\\", "/")).parts
    plain = [_UNSAFE.sub("_", part).strip(" .")[:120] for part in named]
    parts = [part for part in plain if part][-16:] or ["file"]
    path = folder.joinpath(*parts)
    free, number = path, 1
    while free.exists() or any(above.is_file() for above in free.parents):
        number += 1
        free = folder / f"{number}" / path.name
    return free
