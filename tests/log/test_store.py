"""Opening a life: what goes wrong is said in words, and nothing is overwritten."""

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.log import database as databases
from alongside.log import schema
from alongside.log.backup import backup
from alongside.log.derive import derive
from alongside.log.errors import (
    DamagedLife,
    DiskFailed,
    DiskFull,
    LifeInUse,
    MissingBlob,
    NewerSchema,
    StoreError,
    WrongKey,
)
from alongside.log.export import export
from alongside.log.files import workplace
from alongside.log.keys import Keys
from alongside.log.kinds import Media, Saw
from alongside.log.layout import Layout
from alongside.log.moment import Draft
from alongside.log.store import Store, open_store

Drafts = Callable[..., Draft]


def digest(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and path.name != "life.lock"
    }


async def made(folder: Path, key: bytes, *drafts: Draft) -> None:
    async with await open_store(folder, key, "me") as store:
        await store.log.append(*drafts)


def told_to_a_person(error: pytest.ExceptionInfo[StoreError]) -> bool:
    """Says what happened, what was kept and what to do: at least three sentences."""
    return str(error.value).count(". ") >= 2 or str(error.value).count(".") >= 3


async def test_a_life_is_there_again(tmp_path: Path, key: bytes, draft: Drafts) -> None:
    await made(tmp_path / "life", key, draft("one"), draft("two"))
    async with await open_store(tmp_path / "life", key, "me") as store:
        assert [m.what.words async for m in store.log.read()] == ["one", "two"]


async def test_nothing_on_the_disk_can_be_read_without_the_key(
    tmp_path: Path, key: bytes, draft: Drafts
) -> None:
    async with await open_store(tmp_path / "life", key, "me") as store:
        await store.log.append(draft("the pink house"))
        await store.blobs.put(b"the pink house", type="text/plain", name="house.txt")
        for path in (tmp_path / "life").rglob("*"):
            assert path.is_dir() or b"pink" not in path.read_bytes()


async def test_what_a_crash_left_readable_goes_at_the_next_open(tmp_path: Path, key: bytes) -> None:
    passing = Layout(tmp_path / "life").passing
    async with await open_store(tmp_path / "life", key, "me"):
        folder = workplace(passing)
        (folder / "note.md").write_text("the pink house")
        assert folder.stat().st_mode & 0o777 == passing.stat().st_mode & 0o777 == 0o700
    async with await open_store(tmp_path / "life", key, "me"):
        assert not passing.exists()


async def test_media_that_no_moment_came_to_stand_on_goes_at_the_next_open(
    tmp_path: Path, key: bytes, draft: Drafts
) -> None:
    async with await open_store(tmp_path / "life", key, "me") as store:
        lost = await store.blobs.put(b"put before a crash", type="text/plain", name="a.txt")
    async with await open_store(tmp_path / "life", key, "me") as store:
        assert store.blobs.holds(lost.hash), "with no moments, the database may be what is lost"
        kept = await store.blobs.put(b"kept", type="image/png", name="b.png")
        await store.log.append(draft(Saw(media=kept)))
    async with await open_store(tmp_path / "life", key, "me") as store:
        assert await store.blobs.hashes() == {kept.hash}


async def test_only_the_owner_may_read_what_is_in_the_folder(tmp_path: Path, draft: Drafts) -> None:
    before = os.umask(0o022)
    try:
        key = (await Keys(tmp_path / "life").create("correct horse")).key
        async with await open_store(tmp_path / "life", key, "me") as store:
            media = await store.blobs.put(b"png", type="image/png", name="a.png")
            moment, _ = await store.log.append(draft("one"), draft(Saw(media=media)))
            await store.log.forget(moment.id)
            await export(store, tmp_path / "out.zip")
            await backup(store, tmp_path / "backup")
            for folder in (tmp_path / "life", tmp_path / "backup"):
                assert folder.stat().st_mode & 0o077 == 0
                assert [p.name for p in folder.rglob("*") if p.stat().st_mode & 0o077] == []
            assert (tmp_path / "out.zip").stat().st_mode & 0o077 == 0
    finally:
        os.umask(before)


async def test_a_second_process_is_told_that_the_life_is_open(store: Store, key: bytes) -> None:
    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from alongside.log.store import open_store\n"
        "asyncio.run(open_store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), 'me'))\n"
    )
    ran = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", code, str(store.folder), key.hex()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert "LifeInUse" in ran.stderr
    with pytest.raises(LifeInUse) as error:
        await open_store(store.folder, key, "me")
    assert told_to_a_person(error)


async def test_a_life_can_be_opened_again_after_it_is_closed(tmp_path: Path, key: bytes) -> None:
    for _ in range(2):
        await (await open_store(tmp_path / "life", key, "me")).close()


async def test_a_wrong_key_opens_nothing_and_changes_nothing(
    tmp_path: Path, key: bytes, draft: Drafts
) -> None:
    await made(tmp_path, key, draft("one"))
    before = digest(tmp_path)
    with pytest.raises(WrongKey):
        await open_store(tmp_path, bytes(32), "me")
    assert digest(tmp_path) == before
    await made(tmp_path, key)


async def test_a_wrong_key_is_known_by_the_slots(tmp_path: Path) -> None:
    created = await Keys(tmp_path).create("correct horse")
    await made(tmp_path, created.key)
    with pytest.raises(WrongKey, match="does not open the life"):
        await open_store(tmp_path, bytes(32), "me")


@pytest.mark.parametrize("first", [0, 1])
async def test_a_damaged_file_is_left_as_it_is(tmp_path: Path, draft: Drafts, first: int) -> None:
    key = (await Keys(tmp_path).create("correct horse")).key
    await made(tmp_path, key, *(draft(f"note {number}" * 50) for number in range(200)))
    with (tmp_path / "life.db").open("r+b") as file:
        for page in range(first, 40):
            file.seek(page * 4096 + 100)
            file.write(b"damage")
    before = digest(tmp_path)
    with pytest.raises(DamagedLife) as error:
        async with await open_store(tmp_path, key, "me") as store:
            assert [m async for m in store.log.read()]
    assert told_to_a_person(error)
    assert digest(tmp_path) == before


async def test_a_newer_schema_is_left_as_it_is(tmp_path: Path, key: bytes, draft: Drafts) -> None:
    await made(tmp_path, key, draft("one"))
    db = databases.connect(tmp_path / "life.db", derive(key, "database"))
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = digest(tmp_path)
    with pytest.raises(NewerSchema, match="schema 99") as error:
        await open_store(tmp_path, key, "me")
    assert told_to_a_person(error)
    assert digest(tmp_path) == before


async def test_a_full_disk_undoes_the_last_step_and_keeps_the_rest(
    store: Store, draft: Drafts
) -> None:
    (kept,) = await store.log.append(draft("kept"))
    pages = await store.database.write(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await store.database.write(
        lambda db: db.execute(f"PRAGMA max_page_count = {pages + 5}").fetchall()
    )
    with pytest.raises(DiskFull) as error:
        await store.log.append(*(draft("too much " * 100) for _ in range(200)))
    assert told_to_a_person(error)
    assert [m async for m in store.log.read()] == [kept]
    await store.database.write(lambda db: db.execute("PRAGMA max_page_count = 1000000").fetchall())
    await store.log.append(draft("room again"))


SMALL_DISK = """
mount -t tmpfs -o size=700k tmpfs {folder} && exec {python} - <<'END'
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from alongside.log.errors import DiskFull
from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust
from alongside.log.store import open_store

def draft(text):
    at = datetime.now(UTC)
    return Draft(what=Noted(text=text), at=at, zone="UTC", source="t", trust=Trust.OWN)

async def main():
    kept = 0
    async with await open_store(Path("{folder}/life"), bytes(32), "me") as store:
        for work in (lambda: store.log.append(draft("x" * 20_000)),
                     lambda: store.blobs.put(bytes(900_000), type="a/b", name="c")):
            try:
                for _ in range(200):
                    await work()
                    kept += 1
                print("never full")
            except DiskFull as error:
                print("full:", error)
            held = [m async for m in store.log.read()]
            assert len(held) == kept, (len(held), kept)
        assert not list(store.blobs.folder.iterdir())
    async with await open_store(Path("{folder}/life"), bytes(32), "me") as store:
        assert len([m async for m in store.log.read()]) == kept > 0
    print("opened again")

asyncio.run(main())
END
"""


def test_on_a_disk_without_room_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare to mount a small disk")
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    script = SMALL_DISK.format(folder=tmp_path, python=sys.executable)
    ran = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("full:") == 2
    assert "opened again" in ran.stdout


async def test_a_folder_that_cannot_hold_a_database_is_told(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "life.db").mkdir()
    with pytest.raises(DiskFailed):
        await open_store(tmp_path, key, "me")


async def test_media_must_be_kept_before_the_moment(store: Store, draft: Drafts) -> None:
    with pytest.raises(MissingBlob):
        await store.log.append(draft(Saw(media=Media("0" * 64, "image/png", "a.png", 3))))
    media = await store.blobs.put(b"png", type="image/png", name="a.png")
    await store.log.append(draft(Saw(media=media)))


def test_a_step_is_run_once_and_all_of_it(tmp_path: Path, key: bytes) -> None:
    db = databases.connect(tmp_path / "life.db", key)
    steps = ("CREATE TABLE a (x);", "ALTER TABLE a ADD COLUMN y;\nCREATE TABLE b (z)")
    schema.migrate(db, steps[:1])
    schema.migrate(db, steps)
    schema.migrate(db, steps)
    assert schema.version(db) == 2
    db.execute("INSERT INTO a (x, y) VALUES (1, 2)")
    db.execute("BEGIN")
    with pytest.raises(Exception, match="no such table"):
        schema.migrate(db, (*steps, "CREATE TABLE c (x);\nDROP TABLE nowhere;"))
    db.execute("ROLLBACK")
    assert schema.version(db) == 2
    schema.check(db, tmp_path, steps)
    db.close()
