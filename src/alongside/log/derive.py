"""Keys drawn from one key, each for one purpose."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def derive(key: bytes, purpose: str, salt: bytes | None = None) -> bytes:
    """32 bytes that tell nothing of `key` or of any other purpose's (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt, f"alongside {purpose}".encode()).derive(key)
