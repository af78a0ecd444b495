"""What the tests of the log share."""

import hashlib
import hmac
import struct
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from alongside.log.kinds import Noted, What
from alongside.log.moment import Draft, Trust
from alongside.log.store import Store, open_store

KEY = bytes(range(32))


def draft(
    what: What | str,
    *because: str | Draft,
    trust: Trust = Trust.OWN,
    hours: int = 0,
    origin: str | None = None,
    source: str = "test",
) -> Draft:
    """A note (or anything else) so many hours into a day in Rome."""
    return Draft(
        what=Noted(text=what) if isinstance(what, str) else what,
        at=datetime(2008, 10, 22, 6, tzinfo=UTC) + timedelta(hours=hours),
        zone="Europe/Rome",
        source=source,
        trust=trust,
        because=because,
        origin=origin,
    )


@pytest.fixture(name="draft")
def draft_fixture() -> Callable[..., Draft]:
    return draft


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", KEY, "me") as store:
        yield store


@pytest.fixture
def raw_pages() -> Callable[[Path, bytes], Iterator[bytes]]:
    return pages


PAGE, RESERVED = 4096, 80
SALT = 16


def pages(path: Path, key: bytes) -> Iterator[bytes]:
    """The plain content of all pages of a SQLCipher 4 file, free ones too, and of its WAL's frames.

    Pages are 4096 bytes with 80 reserved: AES-256-CBC, a 16-byte IV and an HMAC-SHA-512 of the
    page, its IV and its number. The first page begins with the salt of the HMAC key.
    """
    content = path.read_bytes()
    salt = bytes(byte ^ 0x3A for byte in content[:SALT])
    hmac_key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
    for number, start in enumerate(range(0, len(content), PAGE), 1):
        yield _plain(content[start : start + PAGE], number, key, hmac_key)
    wal = path.with_name(path.name + "-wal")
    frames = wal.read_bytes()[32:] if wal.exists() else b""
    for start in range(0, len(frames), 24 + PAGE):
        (number,) = struct.unpack(">I", frames[start : start + 4])
        yield _plain(frames[start + 24 : start + 24 + PAGE], number, key, hmac_key)


def _plain(page: bytes, number: int, key: bytes, hmac_key: bytes) -> bytes:
    start = SALT if number == 1 else 0
    iv, code = page[-RESERVED : -RESERVED + 16], page[-RESERVED + 16 :]
    signed = page[start : -RESERVED + 16] + struct.pack("<I", number)
    assert hmac.digest(hmac_key, signed, "sha512") == code, f"page {number} is not what it seems"
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(page[start:-RESERVED]) + decryptor.finalize()
