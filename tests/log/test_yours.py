"""What is the person's own: exported, brought in again, backed up, verified, under a fresh key."""

import asyncio
import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.log import change_key as changing
from alongside.log import database, folds, rows, sealed
from alongside.log.backup import backup, restore
from alongside.log.change_key import change_key
from alongside.log.derive import derive
from alongside.log.errors import (
    DamagedBlob,
    DamagedExport,
    LifeExists,
    MissingBlob,
    NoKey,
    NoLife,
    WrongKey,
)
from alongside.log.export import export
from alongside.log.import_export import import_export, whose
from alongside.log.keys import Keys
from alongside.log.kinds import Forgotten, Media, Noted, Place, Recorded, Said, Saw
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.log.verify import verify

Drafts = Callable[..., Draft]
HOSTILE = "<script>alert('hi')</script> & \"quotes\""


class Titles:
    """A view: the words of each moment."""

    name = "titles"
    version = 1
    schema = "CREATE TABLE titles (seq INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;"

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            for span in moment.what.spans:
                db.execute("DELETE FROM titles WHERE seq BETWEEN ? AND ?", span)
        db.execute("INSERT INTO titles VALUES (?, ?)", (moment.seq, moment.what.words))


VIEWS = (Titles(),)


@pytest.fixture
async def life(tmp_path: Path, key: bytes, draft: Drafts) -> AsyncIterator[Store]:
    """A life with media, causes, origins, a gap in its chain, and words that would be markup."""
    async with await open_store(tmp_path / "life", key, "me", VIEWS) as store:
        photo = await store.blobs.put(b"\xff\xd8photo" * 20_000, type="image/jpeg", name="a.jpg")
        sound = await store.blobs.put(b"RIFF", type="audio/wav", name="b.wav")
        page = await store.blobs.put(HOSTILE.encode(), type="text/html", name="../../evil.html")
        saw = draft(Saw(media=photo, caption="Lucca", place=Place(name=HOSTILE)), origin="o:1")
        answer = Said(text=HOSTILE, by="<b>Ann</b>", to=("me",))
        kept = await store.log.append(
            saw,
            draft(answer, saw, trust=Trust.OUTSIDE),
            draft("to be forgotten"),
            draft(Recorded(media=sound, duration=1.5)),
            draft(Noted(text="x", media=(page,)), hours=20),
        )
        late = Draft(
            what=Noted(text="late in Auckland"),
            at=datetime(2008, 10, 22, 12, tzinfo=UTC),
            zone="Pacific/Auckland",
            source="test",
            trust=Trust.PERSON,
        )
        await store.log.append(late, replace(late, zone="Nowhere/Else"))
        await store.log.forget(kept[2].id)
        yield store


def held(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All that the file holds."""
    tables = ("moments", "causes", "media", "chain", *folds.tables(db, "titles"))
    return {table: sorted(db.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


async def assert_equal(one: Store, other: Store) -> None:
    assert await one.database.read(held) == await other.database.read(held)
    hashes = await one.blobs.hashes()
    assert hashes == await other.blobs.hashes()
    for hash_ in hashes:
        assert await one.blobs.read(hash_) == await other.blobs.read(hash_)
    assert await verify(one, VIEWS) == await verify(other, VIEWS)


async def test_what_jobs_are_done_with_comes_along(tmp_path: Path, life: Store) -> None:
    query = "SELECT seq, job, model FROM jobs_done ORDER BY seq, job, model"

    def told(db: sqlite3.Connection) -> list[tuple[int, str, str]]:
        return db.execute(query).fetchall()

    marks = [(2, (("hear", "one"), ("hear", "two"))), (1, (("look", ""),))]
    await life.database.write(lambda db: rows.mark_done(db, life.log.person, marks))
    await export(life, tmp_path / "export")
    async with await open_store(tmp_path / "new", bytes(32), life.log.person, VIEWS) as other:
        await import_export(tmp_path / "export", other)
        found = await other.database.read(told)
    assert found == [(1, "look", ""), (2, "hear", "one"), (2, "hear", "two")]


@pytest.mark.parametrize("name", ["out", "out.zip"])
async def test_an_export_brought_in_gives_an_equal_life(
    life: Store, tmp_path: Path, name: str
) -> None:
    done = await export(life, tmp_path / name)
    assert (done.moments, done.media, done.missing) == (7, 3, ())
    assert await whose(tmp_path / name) == "me"
    async with await open_store(tmp_path / "other", bytes(32), "me", VIEWS) as other:
        await import_export(tmp_path / name, other)
        await assert_equal(life, other)
        (more,) = await other.log.append(late_note())
        assert more.seq == 9
        with pytest.raises(LifeExists):
            await import_export(tmp_path / name, other)


def late_note() -> Draft:
    at = datetime(2008, 10, 22, tzinfo=UTC)
    return Draft(what=Noted(text="more"), at=at, zone="UTC", source="t", trust=Trust.OWN)


async def test_an_export_is_read_with_public_tools(life: Store, tmp_path: Path) -> None:
    await export(life, tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out/moments.jsonl").read_text().splitlines()]
    assert lines[0]["moment"]["what"]["kind"] == "saw"
    assert lines[1]["moment"]["because"] == [lines[0]["moment"]["id"]]
    assert "moment" not in lines[2]
    hash_ = lines[0]["moment"]["what"]["media"]["hash"]
    assert (tmp_path / "out/media" / f"{hash_}.jpg").read_bytes().startswith(b"\xff\xd8photo")
    with pytest.raises(LifeExists):
        await export(life, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["life", "out"]


async def test_the_archive_can_be_read_and_runs_nothing(life: Store, tmp_path: Path) -> None:
    await export(life, tmp_path / "out")
    pages = {path.name: path.read_text() for path in (tmp_path / "out").rglob("*.html")}
    assert set(pages) == {"index.html", "2008-10-22.html", "2008-10-23.html"}
    assert "late in Auckland" in pages["2008-10-23.html"]
    day = pages["2008-10-22.html"]
    assert "Lucca" in day
    assert "08:00" in day
    assert "<script" not in day
    assert "<b>Ann" not in day
    assert "&lt;script&gt;" in day
    assert 'href="days/2008-10-22.html"' in pages["index.html"]
    for path in ("src", "href"):
        for part in day.split(f'{path}="')[1:]:
            assert (tmp_path / "out/days" / part.split('"')[0]).exists()
    assert not [path for path in (tmp_path / "out/media").iterdir() if path.suffix == ".html"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lucca", "Pisa"),
        ('"trust":"outside"', '"trust":"person"'),
        ('"seq":2', '"seq":3'),
        ('"zone":"Europe/Rome"', '"zone":"Europe/Pa"'),
        ('{"commitment":"', '{"commitment":"zz'),
        ('"salt"', '"pepper"'),
    ],
)
async def test_a_changed_export_is_not_brought_in(
    life: Store, tmp_path: Path, old: str, new: str
) -> None:
    await export(life, tmp_path / "out")
    path = tmp_path / "out/moments.jsonl"
    path.write_text(path.read_text().replace(old, new, 1))
    await refused(tmp_path)


@pytest.mark.parametrize("dropped", [0, 2, 7])
async def test_an_export_that_misses_a_line_is_not_brought_in(
    life: Store, tmp_path: Path, dropped: int
) -> None:
    await export(life, tmp_path / "out")
    path = tmp_path / "out/moments.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:dropped] + lines[dropped + 1 :]))
    await refused(tmp_path)


async def test_changed_media_is_not_brought_in(life: Store, tmp_path: Path) -> None:
    await export(life, tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / "kept")
    path = next((tmp_path / "out/media").glob("*.wav"))
    path.write_bytes(b"another sound")
    await refused(tmp_path)
    path.rename(path.with_name("evil"))
    await refused(tmp_path)


async def test_what_is_no_export_is_not_brought_in(tmp_path: Path) -> None:
    for content in (b"", b"PK\x03\x04"):
        (tmp_path / "out").write_bytes(content)
        with pytest.raises(DamagedExport):
            await whose(tmp_path / "out")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DamagedExport):
        await whose(tmp_path / "folder")
    (tmp_path / "folder/life.json").write_text(
        '{"format": 99, "person": "me", "positions": 0, "head": ""}'
    )
    with pytest.raises(DamagedExport, match="newer"):
        await whose(tmp_path / "folder")


async def test_another_persons_export_is_not_brought_in(life: Store, tmp_path: Path) -> None:
    await export(life, tmp_path / "out")
    async with await open_store(tmp_path / "other", bytes(32), "you", VIEWS) as other:
        with pytest.raises(DamagedExport, match="life of me"):
            await import_export(tmp_path / "out", other)


async def refused(tmp_path: Path) -> None:
    """The export is refused, and the life it should have gone into stays empty."""
    async with await open_store(tmp_path / "other", bytes(32), "me", VIEWS) as other:
        with pytest.raises(DamagedExport):
            await import_export(tmp_path / "out", other)
        assert [m async for m in other.log.read()] == []
        assert await other.blobs.hashes() == frozenset()


async def test_an_export_without_a_lost_media_file_says_so(life: Store, tmp_path: Path) -> None:
    (hash_, *_) = await life.blobs.hashes()
    life.blobs.path(hash_).unlink()
    done = await export(life, tmp_path / "out.zip")
    assert [media.hash for media in done.missing] == [hash_]
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None


class Slow(Titles):
    """Waits with the first moment until it is let go."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        self.reached.set()
        self.go_on.wait()
        super().apply(db, moment)


async def test_an_import_broken_off_while_it_is_written_keeps_its_media(
    life: Store, tmp_path: Path, key: bytes
) -> None:
    await export(life, tmp_path / "out")
    slow = Slow()
    async with await open_store(tmp_path / "again", key, "me", (slow,)) as again:
        importing = asyncio.create_task(import_export(tmp_path / "out", again))
        await asyncio.to_thread(slow.reached.wait)
        importing.cancel()
        await asyncio.sleep(0)
        slow.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await importing
        assert (await verify(again)).problems == ()
        assert await again.blobs.hashes() == await life.blobs.hashes()


async def test_a_backup_is_consistent_while_the_life_goes_on(
    life: Store, tmp_path: Path, draft: Drafts
) -> None:
    async def go_on() -> None:
        for number in range(200):
            content = f"photo {number}".encode()
            media = await life.blobs.put(content, type="image/png", name="a.png")
            (kept,) = await life.log.append(draft(Saw(media=media)))
            if number % 50 == 9:
                await life.log.forget(kept.id)

    before = [m.id async for m in life.log.read()]
    going = asyncio.create_task(go_on())
    await asyncio.sleep(0)
    assert await backup(life, tmp_path / "backup") == ()
    await going
    async with await open_store(tmp_path / "backup", bytes(range(32)), "me", VIEWS) as copied:
        assert [m.id async for m in copied.log.read()][: len(before)] == before
        assert (await verify(copied, VIEWS)).problems == ()


async def test_a_restored_life_equals_the_one_backed_up(tmp_path: Path, draft: Drafts) -> None:
    keys = Keys(tmp_path / "life")
    key = (await keys.create("correct horse")).key
    async with await open_store(tmp_path / "life", key, "me", VIEWS) as life:
        media = await life.blobs.put(b"png", type="image/png", name="a.png")
        await life.log.append(draft(Saw(media=media)), draft("two"))
        (life.folder / "servers.sealed").write_bytes(b"sealed")
        await backup(life, tmp_path / "backup")
        with pytest.raises(LifeExists):
            await backup(life, tmp_path / "backup")
        await restore(tmp_path / "backup", tmp_path / "again")
        opened = await Keys(tmp_path / "again").unlock("correct horse")
        async with await open_store(tmp_path / "again", opened.key, "me", VIEWS) as again:
            await assert_equal(life, again)
        assert (tmp_path / "again" / "servers.sealed").read_bytes() == b"sealed"
        with pytest.raises(LifeExists):
            await restore(tmp_path / "backup", tmp_path / "life")
    with pytest.raises(NoLife):
        await restore(tmp_path / "nowhere", tmp_path / "third")
    assert not (tmp_path / "third").exists()


async def test_a_sound_life_is_found_sound(life: Store) -> None:
    verdict = await verify(life, VIEWS)
    assert verdict.sound
    assert (verdict.moments, verdict.forgotten, verdict.blobs) == (7, 1, 3)
    assert len(bytes.fromhex(verdict.head)) == 32


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        ("UPDATE moments SET body = replace(body, 'Lucca', 'Pisa') WHERE seq = 1", "moment 1"),
        ("UPDATE moments SET body = '{}' WHERE seq = 1", "moment 1"),
        ("UPDATE moments SET trust = 2 WHERE seq = 2", "moment 2"),
        ("UPDATE chain SET link = zeroblob(32) WHERE seq = 4", "moment 4"),
        ("DELETE FROM chain WHERE seq = 1", "moment 1"),
        ("DELETE FROM moments WHERE seq = 5", "moment 5"),
        ("DELETE FROM causes", "moment 2"),
        ("UPDATE causes SET cause = 99", "moment 2"),
        ("UPDATE titles SET words = 'Pisa' WHERE seq = 1", "table titles"),
        ("INSERT INTO titles VALUES (99, 'made up')", "table titles"),
    ],
)
async def test_what_was_changed_is_found_where_it_is(life: Store, harm: str, where: str) -> None:
    await life.database.write(lambda db: db.execute(harm))
    assert where in {problem.where for problem in (await verify(life, VIEWS)).problems}


async def test_lost_and_damaged_blobs_are_found(life: Store) -> None:
    lost, damaged, _ = sorted(await life.blobs.hashes())
    life.blobs.path(lost).unlink()
    path = life.blobs.path(damaged)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    found = {problem.where for problem in (await verify(life, VIEWS)).problems}
    assert found == {f"blob {lost}", f"blob {damaged}"}
    assert not list(life.folder.glob("*.verify*"))


async def test_a_damaged_page_is_found(life: Store) -> None:
    await life.database.write(lambda db: None)
    await life.database.rewrite()
    with life.database.path.open("r+b") as file:
        file.seek(4096 * 3 + 50)
        file.write(b"damage")
    verdict = await verify(life, VIEWS)
    assert not verdict.sound


async def opened_with(folder: Path, key: bytes, words: list[str], media: Media) -> None:
    async with await open_store(folder, key, "me") as store:
        assert [m.what.words async for m in store.log.read()] == words
        assert await store.blobs.read(media.hash) == b"png" * 50_000
        assert (await verify(store)).sound
    assert sealed.load(folder / "connections.sealed", derive(key, "connections")) == b"a password"


async def keyed_life(folder: Path, draft: Drafts) -> tuple[Keys, bytes, Media]:
    keys = Keys(folder)
    key = (await keys.create("correct horse")).key
    async with await open_store(folder, key, "me") as store:
        media = await store.blobs.put(b"png" * 50_000, type="image/png", name="a.png")
        await store.log.append(draft(Saw(media=media, caption="one")), draft("two"))
    sealed.save(folder / "connections.sealed", derive(key, "connections"), b"a password")
    return keys, key, media


async def test_after_a_change_of_key_only_the_fresh_one_opens(
    tmp_path: Path, draft: Drafts
) -> None:
    keys, key, media = await keyed_life(tmp_path, draft)
    with pytest.raises(NoKey, match="passphrase"):
        await change_key(keys, key)
    with pytest.raises(WrongKey):
        await change_key(keys, key, "battery staple")
    await opened_with(tmp_path, key, ["one", "two"], media)
    names = {path.name for path in (tmp_path / "blobs").iterdir()}
    fresh, code = await change_key(keys, key, "correct horse")
    assert (await keys.unlock("correct horse")).key == fresh != key
    assert (await keys.unlock(recovery=code)).key == fresh
    with pytest.raises(WrongKey):
        await open_store(tmp_path, key, "me")
    await opened_with(tmp_path, fresh, ["one", "two"], media)
    assert not names & {path.name for path in (tmp_path / "blobs").iterdir()}
    assert {path.name for path in tmp_path.iterdir()} == {
        "blobs", "connections.sealed", "keys.json", "life.db", "life.lock",
    }  # fmt: skip
    with pytest.raises(Exception, match="file is not a database"):
        database.connect(tmp_path / "life.db", derive(key, "database"))


@pytest.mark.parametrize(
    "step", ["_write_anew", "files.replace", "shutil.rmtree", "files.sync_folder"]
)
async def test_a_change_of_key_cut_off_anywhere_leaves_one_whole_life(
    tmp_path: Path, draft: Drafts, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    keys, key, media = await keyed_life(tmp_path, draft)

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"{changing.__name__}.{step}", cut)
        with pytest.raises(KeyboardInterrupt):
            await change_key(keys, key, "correct horse")
    opened = await keys.unlock("correct horse")
    await opened_with(tmp_path, opened.key, ["one", "two"], media)
    assert not [path for path in tmp_path.iterdir() if "fresh" in path.name]


async def test_a_sealed_file_that_cannot_be_opened_stays_and_stops_no_change_of_key(
    tmp_path: Path, draft: Drafts
) -> None:
    keys, key, media = await keyed_life(tmp_path, draft)
    (tmp_path / "outbox.sealed").write_bytes(b"not ours")
    fresh, _ = await change_key(keys, key, "correct horse")
    await opened_with(tmp_path, fresh, ["one", "two"], media)
    assert (tmp_path / "outbox.sealed").read_bytes() == b"not ours"


async def test_a_damaged_blob_stops_a_change_of_key_before_anything_changed(
    tmp_path: Path, draft: Drafts
) -> None:
    keys, key, media = await keyed_life(tmp_path, draft)
    (path,) = (tmp_path / "blobs").iterdir()
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    with pytest.raises((DamagedBlob, MissingBlob)):
        await change_key(keys, key, "correct horse")
    path.write_bytes(content)
    await opened_with(tmp_path, key, ["one", "two"], media)
