"""The recovery code: a key that fits on a slip of paper.

160 random bits and a 20-bit checksum as nine groups of four Crockford base32 characters, which has
no I, L, O or U; what people mistake for one another reads as the same.
"""

from __future__ import annotations

import hashlib
import secrets

from alongside.log.errors import WrongKey

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISTAKEN = str.maketrans("ILO", "110")
_SECRET = 32
_CHECK = 4


def new_code() -> str:
    secret = "".join(secrets.choice(_ALPHABET) for _ in range(_SECRET))
    whole = secret + _checksum(secret)
    return "-".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def secret_of(code: str) -> bytes:
    """The secret in a code as a person typed it. Raises `WrongKey` where it has a slip."""
    plain = "".join(code.upper().split()).replace("-", "").translate(_MISTAKEN)
    secret, check = plain[:_SECRET], plain[_SECRET:]
    if len(plain) != _SECRET + _CHECK or check != _checksum(secret):
        raise WrongKey(
            "This is not a recovery code: it has nine groups of four characters, and the last "
            "group checks the others. Nothing was changed. Look for a slip and type it again."
        )
    return secret.encode()


def _checksum(secret: str) -> str:
    bits = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:3], "big") >> 4
    return "".join(_ALPHABET[bits >> shift & 31] for shift in (15, 10, 5, 0))
