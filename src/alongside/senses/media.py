"""Pictures, recordings and videos as files: their types, and how they are kept."""

from __future__ import annotations

import asyncio

from alongside.log.kinds import Media
from alongside.senses import files
from alongside.senses.files import File
from alongside.senses.importer import Blobs

PICTURES = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".heic": "image/heic", ".heif": "image/heif",
}  # fmt: skip
RECORDINGS = {
    ".flac": "audio/flac", ".wav": "audio/wav", ".mp3": "audio/mpeg", ".m4a": "audio/mp4",
    ".aac": "audio/aac", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg",
}  # fmt: skip
VIDEOS = {
    ".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".3gp": "video/3gpp",
    ".webm": "video/webm",
}  # fmt: skip
OTHERS = {
    ".gif": "image/gif", ".pdf": "application/pdf", ".vcf": "text/vcard", ".txt": "text/plain",
}  # fmt: skip
TYPES = PICTURES | RECORDINGS | VIDEOS | OTHERS


def type_of(file: File) -> str:
    """The MIME type, by the file's ending."""
    return TYPES.get(files.suffix(file), "application/octet-stream")


async def keep(file: File, blobs: Blobs) -> Media:
    """Keep a file's content as it is. Raises one of `UNREADABLE`, `StoreError`."""
    content = await asyncio.to_thread(file.content)
    return await blobs.put(content, type=type_of(file), name=files.name(file))
