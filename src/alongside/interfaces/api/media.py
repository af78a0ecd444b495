"""Media as a browser can be trusted with it: typed by its own bytes, in ranges, or as a picture.

A file's given name and type come from elsewhere, so they are never sent: what a file is, its first
bytes tell, and whatever a browser could run is only ever downloaded. The page that offers a
file says what it is called when it is saved.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping

from starlette.responses import Response, StreamingResponse

from alongside.log.blobs import Blobs

SHOWN = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
)
"""Types that a page shows: where in the file their mark stands, the mark, the type."""
HEAD = 16
OTHER = "application/octet-stream"
MOST_PIXELS = 200_000_000
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
SHARE = "private, max-age=31536000, immutable"


def type_of(head: bytes) -> str:
    """The type of a file that starts with these bytes."""
    return next((kind for at, mark, kind in SHOWN if head[at : at + len(mark)] == mark), OTHER)


async def answer(blobs: Blobs, digest: str, asked: Mapping[str, str]) -> Response:
    """The file, or the range of it that the headers ask for. Raises `MissingBlob`."""
    size = await blobs.size(digest)
    head = b"".join([piece async for piece in blobs.stream(digest, 0, HEAD)])
    kind, tag = type_of(head), f'"{digest}"'
    place = "attachment" if kind == OTHER else "inline"
    headers = {
        "ETag": tag,
        "Cache-Control": SHARE,
        "Accept-Ranges": "bytes",
        "Content-Disposition": place,
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if asked.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    wanted = asked.get("range", "") if asked.get("if-range", tag) == tag else ""
    span = _span(wanted, size)
    if span is None:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    start, end = span
    headers["Content-Length"] = str(end - start)
    if not wanted:
        return StreamingResponse(blobs.stream(digest), headers=headers, media_type=kind)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(blobs.stream(digest, start, end), 206, headers, kind)


def _span(wanted: str, size: int) -> tuple[int, int] | None:
    """Start and end of one range (RFC 9110, section 14), none where it can't be satisfied."""
    if not wanted:
        return 0, size
    match = RANGE.fullmatch(wanted.strip())
    if match is None or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    start, end = int(first), min(int(last) + 1, size) if last else size
    return (start, end) if start < end else None


class Pictures:
    """Pictures made small, kept in memory only: nothing of a life lies readable on the disk."""

    def __init__(self, most_bytes: int = 64 << 20, at_once: int = 2) -> None:
        self._most = most_bytes
        self._size = 0
        self._made: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._turns = asyncio.Semaphore(at_once)

    async def get(
        self, digest: str, size: int, read: Callable[[], Awaitable[bytes]]
    ) -> bytes | None:
        """The picture at most `size` pixels wide and high; none where it isn't a picture."""
        key = (digest, size)
        async with self._turns:
            if key not in self._made:
                content = await read()
                made = await asyncio.to_thread(shrunk, content, size)
                if made is None:
                    return None
                self._keep(key, made)
            self._made.move_to_end(key)
            return self._made[key]

    def clear(self) -> None:
        """Drop them all, as after something was forgotten."""
        self._made.clear()
        self._size = 0

    def _keep(self, key: tuple[str, int], made: bytes) -> None:
        self._made[key] = made
        self._size += len(made)
        while self._size > self._most and len(self._made) > 1:
            _, oldest = self._made.popitem(last=False)
            self._size -= len(oldest)


def shrunk(content: bytes, size: int) -> bytes | None:
    """The picture upright, in sRGB, without metadata, as WebP."""
    import pillow_heif
    from PIL import Image, ImageOps

    pillow_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (size, size))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((size, size))
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    written = io.BytesIO()
    plain.save(written, "WEBP", quality=80, method=4)
    return written.getvalue()
