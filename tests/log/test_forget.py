"""Forgetting: what goes is told before, and afterwards no byte of it is left."""

import asyncio
import random
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from alongside.log import forget, sealed
from alongside.log.derive import derive
from alongside.log.errors import DiskFull, NotYetGone
from alongside.log.kinds import Forgotten, Heard, Imported, Noted, Said, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment
from alongside.log.preview import matching, preview, words_of
from alongside.log.store import Store, open_store

Drafts = Callable[..., Draft]
SECRET = "Zanzibar"


class Words:
    """A view with a word index and a table, as the views of the product have."""

    name = "words"
    version = 1
    schema = """
CREATE TABLE words (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE INDEX words_text ON words (text);
CREATE VIRTUAL TABLE words_index USING fts5(text);
INSERT INTO words_index (words_index, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE words_bare USING fts5(text, content='');
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        row = moment.seq, moment.what.words
        if not isinstance(moment.what, Forgotten):
            db.execute("INSERT INTO words VALUES (?, ?)", row)
            db.execute("INSERT INTO words_index (rowid, text) VALUES (?, ?)", row)
            db.execute("INSERT INTO words_bare (rowid, text) VALUES (?, ?)", row)
            return
        for span in moment.what.spans:
            gone = "SELECT seq, text FROM words WHERE seq BETWEEN ? AND ?"
            db.executemany(
                "INSERT INTO words_bare (words_bare, rowid, text) VALUES ('delete', ?, ?)",
                db.execute(gone, span).fetchall(),
            )
            db.execute("DELETE FROM words WHERE seq BETWEEN ? AND ?", span)
            db.execute("DELETE FROM words_index WHERE rowid BETWEEN ? AND ?", span)


Traces = Callable[[Store, str], list[str]]


@pytest.fixture
def traces(raw_pages: Callable[[Path, bytes], Iterator[bytes]], key: bytes) -> Traces:
    """Where a word still stands: in a page, a WAL frame, a blob, or a file beside them."""

    def look(store: Store, word: str) -> list[str]:
        wanted = word.lower().encode()
        texts = {
            f"page {number}": page
            for number, page in enumerate(raw_pages(store.database.path, derive(key, "database")))
        }
        texts |= {
            str(path): path.read_bytes() for path in store.folder.rglob("*") if path.is_file()
        }
        texts |= {f"blob {n}": blob for n, blob in enumerate(plain_blobs(store, key))}
        return [where for where, text in texts.items() if wanted in text.lower()]

    return look


def plain_blobs(store: Store, key: bytes) -> Iterator[bytes]:
    for path in store.blobs.folder.iterdir():
        with path.open("rb") as file:
            reader = sealed.Reader(file, derive(derive(key, "blobs"), "blob content"))
            yield reader.read(0, reader.header.size)


@pytest.fixture
async def life(tmp_path: Path, key: bytes) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", key, "me", [Words()]) as store:
        yield store


async def lived(store: Store, draft: Drafts) -> tuple[Moment, ...]:
    """A life in which the secret is said now and then, in rows that move between pages."""
    chance = random.Random(7)
    letters = "abcdefghij"
    drafts = []
    for number in range(3000):
        filler = " ".join(letters[: chance.randint(2, 9)] * 2 for _ in range(chance.randint(3, 40)))
        said = f"{SECRET}{number}x " if number % 50 == 0 else ""
        text = f"{chance.random():.9f} {said}{filler}"
        drafts.append(draft(text, origin=f"{number}:{said}", source=f"source{number % 3}"))
    kept: list[Moment] = []
    for start in range(0, len(drafts), 100):
        kept += await store.log.append(*drafts[start : start + 100])
    return tuple(kept)


async def test_no_byte_of_what_is_forgotten_stays(
    life: Store, draft: Drafts, traces: Traces
) -> None:
    moments = await lived(life, draft)
    secret = [moment.id for moment in moments if SECRET in moment.what.words]
    assert traces(life, SECRET)
    forgotten = await life.log.forget(*secret)
    assert isinstance(forgotten.what, Forgotten)
    assert forgotten.what.count == len(secret) == 60
    assert traces(life, SECRET) == []
    assert len([m async for m in life.log.read()]) == 3000 - 60 + 1


async def test_what_was_drawn_from_it_goes_with_its_media(
    life: Store, draft: Drafts, traces: Traces
) -> None:
    media = await life.blobs.put(f"a photo of {SECRET}".encode(), type="image/png", name="z.png")
    shared = await life.blobs.put(b"a photo of a house", type="image/png", name="h.png")
    act, other = await life.log.append(draft(Imported(paths=(SECRET,))), draft(Saw(media=shared)))
    photo, note = await life.log.append(
        draft(Saw(media=media, caption=SECRET), act.id),
        draft(Noted(text=SECRET, title="trip", media=(shared,)), act.id),
    )
    (answer,) = await life.log.append(draft(f"you were in {SECRET}", photo.id))
    told = await preview(life.log, act.id)
    assert told.ids == (act.id, photo.id, note.id, answer.id)
    assert (told.drawn, told.kinds) == (3, {"imported": 1, "saw": 1, "noted": 2})
    assert (told.media, told.shared, told.bytes) == ((media,), (shared,), media.size)
    await life.log.forget(act.id)
    assert [m.id async for m in life.log.read()][:-1] == [other.id]
    assert await life.blobs.hashes() == {shared.hash}
    assert traces(life, SECRET) == []
    assert (await preview(life.log, act.id)).ids == ()


async def test_a_forgotten_word_does_not_stay_as_a_separator_of_the_word_index(
    life: Store, draft: Drafts
) -> None:
    """FTS5 keeps the shortest prefix that tells two pages apart: of `x` and `xs` the whole word."""
    words = [f"{number:05d}" * 6 for number in range(4000)]
    moments = await life.log.append(*(draft(f"{word} {word}s") for word in words))
    gone = {index for index in range(len(words)) if index % 4 == 0}
    await life.log.forget(*(moments[index].id for index in gone))
    terms = await life.database.read(
        lambda db: b"".join(bytes(row[0]) for row in db.execute("SELECT term FROM words_index_idx"))
    )
    assert [words[index] for index in gone if words[index].encode() in terms] == []


async def test_a_person_a_time_and_a_source_can_be_chosen(store: Store, draft: Drafts) -> None:
    ann, bob, heard, late = await store.log.append(
        draft(Said(text="hi", by="Ann"), source="chat"),
        draft(Said(text="hello Ann", by="Bob", to=("Ann",)), source="chat"),
        draft(Heard(text="hey", start=0, end=1, speaker="ANN"), source="recording"),
        draft("a note", hours=5),
    )
    assert await words_of(store.log, "ann") == (ann.id, heard.id)
    assert await matching(store.log, Wanted(since=late.at)) == (late.id,)
    assert await matching(store.log, Wanted(sources=["chat"])) == (ann.id, bob.id)
    await store.log.forget(*await words_of(store.log, "Ann"))
    assert await matching(store.log, Wanted()) == (bob.id, late.id)


async def test_that_something_was_forgotten_can_not_be_forgotten(
    store: Store, draft: Drafts
) -> None:
    (moment,) = await store.log.append(draft("one"))
    first = await store.log.forget(moment.id)
    second = await store.log.forget(first.id, moment.id)
    assert [m async for m in store.log.read()] == [first, second]
    assert second.what == Forgotten(spans=(), count=0)


@pytest.mark.parametrize("step", ["_clean_blobs", "_clean_word_indexes"])
async def test_an_interrupted_forgetting_is_finished_at_the_next_open(
    tmp_path: Path,
    key: bytes,
    draft: Drafts,
    traces: Traces,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    async with await open_store(tmp_path, key, "me", [Words()]) as life:
        media = await life.blobs.put(SECRET.encode(), type="image/png", name="z.png")
        (photo,) = await life.log.append(draft(Saw(media=media, caption=SECRET)))
        with monkeypatch.context() as patch:
            patch.setattr(forget, step, cut)
            with pytest.raises(KeyboardInterrupt):
                await life.log.forget(photo.id)
        assert await life.log.get(photo.id) == ()
        assert traces(life, SECRET)
    async with await open_store(tmp_path, key, "me", [Words()]) as life:
        assert traces(life, SECRET) == []
        assert await life.blobs.hashes() == frozenset()


async def test_without_room_to_write_anew_the_person_is_told_and_it_is_done_later(
    life: Store, draft: Drafts, traces: Traces, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = await lived(life, draft)
    secret = [moment.id for moment in moments if SECRET in moment.what.words]

    async def full() -> None:
        raise DiskFull(life.database.path)

    with monkeypatch.context() as patch:
        patch.setattr(life.database, "rewrite", full)
        with pytest.raises(NotYetGone, match="forgotten"):
            await life.log.forget(*secret)
    await life.log.open()
    assert traces(life, SECRET) == []


async def test_media_kept_again_meanwhile_stays(life: Store, draft: Drafts) -> None:
    media = await life.blobs.put(b"png", type="image/png", name="a.png")
    one, two = await life.log.append(draft(Saw(media=media)), draft(Saw(media=media)))
    await life.log.forget(one.id)
    assert await life.blobs.read(media.hash) == b"png"
    await life.log.forget(two.id)
    assert await life.blobs.hashes() == frozenset()


async def test_reading_goes_on_while_the_file_is_written_anew(life: Store, draft: Drafts) -> None:
    moments = await lived(life, draft)
    forgetting = asyncio.create_task(life.log.forget(moments[0].id))
    while not forgetting.done():
        assert await life.log.get(moments[1].id) == (moments[1],)
    await forgetting
    await life.log.append(draft("after"))
