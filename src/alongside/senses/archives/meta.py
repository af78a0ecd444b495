"""Instagram's and Facebook's messages, as "Download your information" gives them in JSON.

Both write UTF-8 as if each byte were a character of Latin-1, so names and words are mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath

import msgspec

from alongside.senses import files, named
from alongside.senses.archives import chat
from alongside.senses.archives.chat import Chat, ChatReader, Message
from alongside.senses.files import File


class _Sent(msgspec.Struct, frozen=True):
    uri: str = ""


class _Shared(msgspec.Struct, frozen=True):
    link: str = ""


class _Record(msgspec.Struct, frozen=True):
    sender_name: str
    timestamp_ms: int
    content: str = ""
    photos: list[_Sent] = []
    videos: list[_Sent] = []
    audio_files: list[_Sent] = []
    share: _Shared = _Shared()


class _Export(msgspec.Struct, frozen=True):
    messages: list[msgspec.Raw]
    title: str = ""


_record = msgspec.json.Decoder(_Record).decode
_export = msgspec.json.Decoder(_Export).decode


class Meta(ChatReader):
    name = "meta"

    def claims(self, file: File) -> bool:
        head = file.head
        keys = b'"participants"' in head and b'"sender_name"' in head and b'"timestamp_ms"' in head
        return files.suffix(file) == ".json" and keys

    def chats(self, written: str, file: File) -> Iterator[Chat]:
        export = _export(written)
        messages, failures = chat.each(export.messages, _message, file)
        channel = "instagram" if "instagram" in file.shown.lower() else "facebook"
        title = mended(export.title) or PurePosixPath(file.shown).parent.name
        yield Chat(channel, title, sorted(messages, key=lambda one: one.at), failures)


def _message(raw: msgspec.Raw) -> Message:
    record = _record(raw)
    at = named.plausible(datetime.fromtimestamp(record.timestamp_ms / 1000, UTC))
    caption = "\n".join(part for part in (mended(record.content), record.share.link) if part)
    sent = [one.uri for one in (*record.photos, *record.audio_files, *record.videos)]
    path = "/".join(PurePosixPath(sent[0]).parts[-2:]) if sent else ""
    text = caption or PurePosixPath(path).name
    return Message(at, mended(record.sender_name) or "?", text, path, caption)


def mended(text: str) -> str:
    """Text whose bytes were taken for characters; as it is where it wasn't."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text
