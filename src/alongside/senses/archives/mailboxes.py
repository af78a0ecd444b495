"""Mailboxes (mbox, RFC 4155, as Gmail's Takeout and Thunderbird write them) and single mails."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from typing import BinaryIO

import msgspec

from alongside.log.kinds import Said
from alongside.log.moment import Draft
from alongside.senses import files
from alongside.senses.files import File, because
from alongside.senses.importer import Context, Found, threaded
from alongside.senses.mail import BROKEN, CHANNEL, Mail, mail
from alongside.senses.outcome import Failure

MESSAGE_LIMIT = 64 << 20
"""The largest mail read, in bytes, with all that is attached to it."""
AT_ONCE = 16
"""Mails held in memory with what is attached to them."""
_FROM = re.compile(rb"From \S+.*\d{4}\s*$")
_ESCAPED = re.compile(rb"^>(>*From )")
_HEADER = re.compile(
    rb"^(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Date|Subject):",
    re.IGNORECASE | re.MULTILINE,
)


class Mailboxes:
    name = CHANNEL

    def claims(self, file: File) -> bool:
        if files.suffix(file) == ".eml":
            return bool(_HEADER.search(file.head))
        return file.head.startswith(b"From ") and bool(_HEADER.search(file.head))

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        async for found in threaded(_found(file, context), AT_ONCE):
            if not isinstance(found, Mail):
                yield found
                continue
            yield await with_attachments(found, context)


async def with_attachments(found: Mail, context: Context) -> Draft:
    """The draft of a mail, once what is attached to it is kept."""
    kept = [
        await context.blobs.put(each.payload, type=each.content_type, name=each.filename)
        for each in found.attachments
    ]
    said = found.draft.what
    if not kept or not isinstance(said, Said):
        return found.draft
    return replace(found.draft, what=msgspec.structs.replace(said, media=tuple(kept)))


def _found(file: File, context: Context) -> Iterator[Mail | Failure]:
    with file.open() as opened:
        for number, raw in enumerate(_messages(opened), start=1):
            try:
                if raw is None:
                    raise ValueError(f"it is larger than {MESSAGE_LIMIT >> 20} MB")
                yield mail(raw, context)
            except BROKEN as error:
                where, why = f"mail {number}", because(error)
                yield Failure(doing="reading a mail", reason=why, file=file.shown, position=where)


def _messages(opened: BinaryIO) -> Iterator[bytes | None]:
    """The mails one after another; None in place of one that is too large to hold."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    for line in opened:
        if blank and line.startswith(b"From ") and _FROM.match(line):
            if begun:
                yield _whole(lines, size)
            lines, size, begun = [], 0, True
        elif size <= MESSAGE_LIMIT:
            begun = True
            size += len(line)
            lines.append(_ESCAPED.sub(rb"\1", line))
        blank = not line.strip()
    if begun:
        yield _whole(lines, size)


def _whole(lines: list[bytes], size: int) -> bytes | None:
    return b"".join(lines) if size <= MESSAGE_LIMIT else None
