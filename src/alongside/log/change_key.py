"""Change of key: the whole life written anew under a fresh key, or left as it was.

The database, the blobs and the small sealed files are written anew beside the old ones. Then
`keys.json` is replaced: from that moment the fresh key is the life's. Then the fresh files take the
place of the old ones. If the process ends before, the fresh files are thrown away at the next open;
after, they are put in place.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
from contextlib import closing, suppress
from pathlib import Path

import sqlcipher3

from alongside.log import database, files, keys, sealed
from alongside.log.blobs import Blobs
from alongside.log.derive import KEY_BYTES, derive
from alongside.log.layout import Layout
from alongside.log.lock import Lock


async def change_key(slots: keys.Keys, key: bytes, passphrase: str = "") -> tuple[bytes, str]:
    """Give a closed life a fresh key; gives it and a fresh recovery code, as the old one is void.

    Takes room for a second copy of the life. Raises `LifeInUse`, `WrongKey`, `NoKey`, `DiskFull`,
    `DiskFailed`, `DamagedLife`, `DamagedBlob`.
    """
    folder, fresh = slots.folder, secrets.token_bytes(KEY_BYTES)
    lock = await asyncio.to_thread(Lock, folder)
    try:
        await asyncio.to_thread(settle, folder, key)
        await asyncio.to_thread(_write_anew, Layout(folder), key, fresh)
        code = await slots.renew(key, fresh, passphrase)
        await asyncio.to_thread(settle, folder, fresh)
    finally:
        lock.release()
    return fresh, code


def settle(folder: Path, key: bytes) -> None:
    """Finish a change of key that `key` is the outcome of, or clear away one that never was.

    Raises `WrongKey` where the key is not the life's, and touches nothing.
    """
    life = Layout(folder)
    keys.check_key(keys.load(folder), key, folder)
    if _opens(life.fresh_database, key):
        if life.fresh_blobs.exists():
            shutil.rmtree(life.blobs, ignore_errors=True)
            life.fresh_blobs.replace(life.blobs)
            # Else a power cut could keep the rename of the database alone.
            files.sync_folder(folder)
        for file in life.fresh_sealed_files:
            file.replace(file.with_suffix(""))
        for journal in life.journals:
            journal.unlink(missing_ok=True)
        life.fresh_database.replace(life.database)
        files.sync_folder(folder)
    for leftover in (*folder.glob(f"{life.fresh_database.name}*"), *life.fresh_sealed_files):
        leftover.unlink()
    shutil.rmtree(life.fresh_blobs, ignore_errors=True)


def _write_anew(life: Layout, key: bytes, fresh: bytes) -> None:
    try:
        if life.database.exists():
            _rekeyed(life, derive(key, "database"), derive(fresh, "database"))
    except sqlcipher3.DatabaseError as error:
        raise database.told(error, life.database) from error
    others = Blobs(life.fresh_blobs, derive(fresh, "blobs"))
    Blobs(life.blobs, derive(key, "blobs")).reseal(others)
    for file in life.sealed_files:
        _resealed(file, key, fresh)


def _resealed(file: Path, key: bytes, fresh: bytes) -> None:
    """One that can't be opened stays as it is: it couldn't be before."""
    with suppress(sealed.NotAuthentic):
        content = sealed.load(file, derive(key, file.stem))
        sealed.save(Path(f"{file}.fresh"), derive(fresh, file.stem), content)


def _rekeyed(life: Layout, key: bytes, fresh: bytes) -> None:
    with closing(database.connect(life.database, key)) as db:
        files.private(life.fresh_database)
        db.execute("VACUUM INTO ?", (str(life.fresh_database),))
    with closing(database.unlocked(life.fresh_database, key)) as db:
        db.execute(f"PRAGMA rekey = \"x'{fresh.hex()}'\"")
    files.sync(life.fresh_database)


def _opens(path: Path, key: bytes) -> bool:
    if not path.exists():
        return False
    try:
        with closing(database.unlocked(path, derive(key, "database"))) as db:
            db.execute("SELECT count(*) FROM sqlite_master")
    except sqlcipher3.DatabaseError:
        return False
    return True
