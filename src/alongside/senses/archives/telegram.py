"""Telegram Desktop's export as JSON: one chat, or all of them.

Every record is read on its own, so a broken one costs only itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from alongside.senses import files, named
from alongside.senses.archives import chat
from alongside.senses.archives.chat import Chat, ChatReader, Message
from alongside.senses.files import File

CHANNEL = "telegram"
SAVED = "saved_messages"
"""The kind of the chat that one keeps with oneself."""
_SENT = ("photo", "file")
"""Where a message names the file that was sent along."""


class _Chat(msgspec.Struct, frozen=True):
    messages: list[msgspec.Raw]
    name: str | None = None
    type: str = ""
    id: int = 0


class _Chats(msgspec.Struct, frozen=True, rename={"all": "list"}):
    all: list[_Chat] = []


class _Me(msgspec.Struct, frozen=True):
    first_name: str = ""
    last_name: str = ""


class _Export(msgspec.Struct, frozen=True):
    chats: _Chats = _Chats()
    left_chats: _Chats = _Chats()
    personal_information: _Me = _Me()


class _Record(msgspec.Struct, frozen=True, rename={"by": "from"}):
    """One message. Notices have an `actor` in place of a sender."""

    id: int
    type: str
    date: str
    date_unixtime: str = ""
    by: str | None = None
    text: str | list[str | dict[str, Any]] = ""
    photo: str | None = None
    file: str | None = None
    sticker_emoji: str = ""


_record = msgspec.json.Decoder(_Record).decode
_one = msgspec.json.Decoder(_Chat).decode
_export = msgspec.json.Decoder(_Export).decode


class Telegram(ChatReader):
    name = CHANNEL

    def claims(self, file: File) -> bool:
        if files.suffix(file) != ".json":
            return False
        head = file.head
        one = b'"messages"' in head and b'"type"' in head and b'"date_unixtime"' in head
        return one or (b'"about"' in head and b"Telegram" in head)

    def chats(self, written: str, file: File) -> Iterator[Chat]:
        if _is_one(written):
            yield _read(_one(written), file, "")
            return
        export = _export(written)
        owner = export.personal_information
        me = f"{owner.first_name} {owner.last_name}".strip()
        for one in (*export.chats.all, *export.left_chats.all):
            yield _read(one, file, me)


def _is_one(written: str) -> bool:
    """Whether it is the export of one chat, which has its messages at the top."""
    return '"chats"' not in written.split('"messages"', 1)[0]


def _read(one: _Chat, file: File, me: str) -> Chat:
    title = one.name or me or files.stem(file)
    messages, failures = chat.each(
        one.messages, lambda raw: _message(raw, one.type, me), file, f"{title}, message"
    )
    return Chat(CHANNEL, title, messages, failures, me)


def _message(raw: msgspec.Raw, kind: str, me: str) -> Message | None:
    """The message; nothing for a notice. Raises `ValueError` for what is none."""
    record = _record(raw)
    if record.type != "message":
        return None
    caption = _words(record.text)
    sent = next((path for name in _SENT if (path := getattr(record, name))), "")
    kept = "" if sent.startswith("(") else sent
    by = record.by or (me if kind == SAVED else "") or "?"
    text = caption or (files.within(kept).name if kept else "") or record.sticker_emoji
    return Message(_at(record), by, text, kept, caption)


def _at(record: _Record) -> datetime:
    if record.date_unixtime:
        at = datetime.fromtimestamp(int(record.date_unixtime), UTC)
    else:
        at = datetime.fromisoformat(record.date)
    return named.plausible(at)


def _words(text: str | Sequence[str | dict[str, Any]]) -> str:
    """The words of a text that may be cut into parts: links, names, bold words."""
    if isinstance(text, str):
        return text
    return "".join(each if isinstance(each, str) else str(each.get("text", "")) for each in text)
