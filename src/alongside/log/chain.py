"""The hash chain: tamper evidence that survives forgetting.

Each moment is committed to through a salt of its own; a link commits to the link before and to the
moment's commitment. Forgetting deletes content and salt: the chain still verifies, and without the
salt nothing can be guessed back from a commitment (a hiding commitment in the random-oracle model).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SALT_BYTES = 16
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Link:
    """One link: the position it stands for, the moment's commitment, and the link itself."""

    seq: int
    commitment: bytes
    link: bytes


def commitment(salt: bytes, content: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of a moment's content under its salt: 32 bytes."""
    return hmac.digest(salt, content, "sha256")


def link(before: bytes, commitment: bytes) -> bytes:
    """SHA-256 of the link before and this commitment: 32 bytes."""
    return hashlib.sha256(before + commitment).digest()


def links(seq: int, before: bytes, commitments: Iterable[bytes]) -> Iterator[Link]:
    """The links that go on from position `seq`, whose link is `before`."""
    for number, committed in enumerate(commitments, seq + 1):
        before = link(before, committed)
        yield Link(number, committed, before)
