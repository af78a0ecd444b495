"""Pairing: a code that the app shows once proves, written in a chat of two, that this is the
person."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta

import msgspec

from alongside.interfaces.channels.channel import Message
from alongside.tools.channels import Linked, Paired

LASTS = timedelta(minutes=15)
LENGTH = 8
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_TRIES = 5
_LOOKS = re.compile(r"[0-9A-Za-z]{8}")


def with_code(linked: Linked) -> Linked:
    """With a fresh code; the one before is void."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return msgspec.structs.replace(linked, code=code, until=datetime.now(UTC) + LASTS, tries=0)


def tried(linked: Linked, message: Message) -> Linked:
    """After what a stranger wrote: with them paired where it is the code. Each wrong one counts,
    whoever wrote it, and after a few the code is void; what doesn't look like one doesn't count."""
    given = message.text.strip()
    open_ = linked.code and linked.until is not None and datetime.now(UTC) < linked.until
    if not open_ or not message.private or not _LOOKS.fullmatch(given):
        return linked
    if hmac.compare_digest(linked.code.encode(), given.upper().encode()):
        who = Paired(message.sender, message.chat, message.name[:100])
        return msgspec.structs.replace(linked, paired=(*linked.paired, who), code="", until=None)
    tries = linked.tries + 1
    left = linked.code if tries < MOST_TRIES else ""
    return msgspec.structs.replace(linked, tries=tries, code=left)


def is_person(linked: Linked, message: Message) -> bool:
    """Whether the person wrote it: who was paired, in the very chat."""
    return message.private and any(
        one.sender == message.sender and one.chat == message.chat for one in linked.paired
    )
