"""The hash chain: tamper evidence that survives forgetting.

Each moment is committed to through a salt of its own; a link commits to the link before and to the
moment's commitment. Forgetting deletes content and salt: the chain still verifies, and without the
salt nothing can be guessed back from a commitment (a hiding commitment in the random-oracle model).
"""

from __future__ import annotations

import hashlib
import hmac

SALT_BYTES = 16
GENESIS = bytes(32)


def commitment(salt: bytes, content: bytes) -> bytes:
    """HMAC-SHA-256 (RFC 2104) of a moment's content under its salt: 32 bytes."""
    return hmac.digest(salt, content, "sha256")


def link(before: bytes, commitment: bytes) -> bytes:
    """SHA-256 of the link before and this commitment: 32 bytes."""
    return hashlib.sha256(before + commitment).digest()
