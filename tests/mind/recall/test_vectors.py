"""Embeddings are kept beside the log, found by their codes, and gone with their moments."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from alongside.log.database import Database
from alongside.log.kinds import Corrected, Noted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall import codes, vectors
from alongside.mind.recall.codes import Codes, sign_codes
from alongside.mind.recall.embedding import Embedding
from alongside.mind.recall.hit import Filters
from alongside.mind.recall.recall import Drawn, Recall
from alongside.mind.recall.vectors import Vectors
from alongside.models.model import Floats, ModelError, Texts
from alongside.views.passages import PASSAGE_BITS
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

NOW = datetime(2008, 10, 22, 12, tzinfo=UTC)
DIMENSION = 64


class Meanings:
    """A scripted `Embed`: texts that share a topic lie near one another, whatever their words."""

    remote = False

    def __init__(self, name: str, *topics: frozenset[str]) -> None:
        self.name = name
        self.given: list[str] = []
        self._topics = topics
        self._axes = np.random.default_rng(5).standard_normal((len(topics) + 1, DIMENSION))

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        self.given += given.texts
        for text in given.texts:
            words = set(text.lower().replace(":", " ").split())
            topic = next((i for i, t in enumerate(self._topics) if t & words), -1)
            row = self._axes[topic] + np.random.default_rng(len(text)).normal(0, 0.1, DIMENSION)
            yield (row / np.linalg.norm(row)).astype(np.float32)[None]


class Interrupted(Recall):
    """Does `meanwhile` once it has drawn the passages that it compares."""

    meanwhile: Callable[[], Awaitable[None]]

    async def _draw(self, question: str, now: datetime, zone: str, filters: Filters) -> Drawn:
        drawn = await super()._draw(question, now, zone, filters)
        await self.meanwhile()
        return drawn


class Broken:
    name = "broken"
    remote = False

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        raise ModelError("no room for the model: close something and try again")
        yield np.empty((0, 0), np.float32)


ANIMALS = frozenset({"cat", "kitten", "pet"})
FOOD = frozenset({"soup", "supper", "meal"})
TEXTS = ("the kitten sleeps", "soup again", "rain all day", "fog", "wind", "snow", "hail", "sun")


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", [Search(), People(), Places()])
        await log.open()
        yield log


async def note(log: SqliteLog, *texts: str) -> tuple[Moment, ...]:
    return await log.append(
        *(
            Draft(what=Noted(text=text), at=NOW, zone="UTC", source="note", trust=Trust.OWN)
            for text in texts
        )
    )


async def embed(log: SqliteLog, recall: Recall) -> list[str]:
    return [step.problem async for step in Embedding(log, recall.meaning).catch_up()]


async def count(log: SqliteLog, table: str) -> int:
    query = f"SELECT count(*) FROM {table}"
    return int(await log.database.read(lambda db: db.execute(query).fetchone()[0]))


async def found(recall: Recall, question: str) -> list[str]:
    hits = await recall.find(question, now=NOW, zone="UTC", limit=1)
    return [hit.moment.what.words for hit in hits]


async def test_meaning_finds_what_words_do_not(log: SqliteLog) -> None:
    await note(log, *TEXTS)
    recall = Recall(log, Meanings("quick", ANIMALS, FOOD))
    await embed(log, recall)
    assert await found(recall, "pet") == ["the kitten sleeps"]
    assert await found(recall, "meal") == ["soup again"]


async def test_the_better_embedding_takes_the_place_of_the_quick_one(log: SqliteLog) -> None:
    await note(log, *TEXTS)
    quick, better = Meanings("quick", FOOD), Meanings("better", ANIMALS)
    recall = Recall(log, quick, better)
    await embed(log, recall)
    assert await count(log, "vectors") == len(TEXTS)
    assert await found(recall, "pet") == ["the kitten sleeps"]
    again = Recall(log, quick, better)
    await embed(log, again)
    assert len([text for text in better.given if "soup" in text]) == 1, "made once, then kept"
    assert await found(again, "pet") == ["the kitten sleeps"]


async def test_what_is_not_in_english_gets_the_multilingual_embedding(log: SqliteLog) -> None:
    await note(log, "the kitten sleeps", "고양이가 잔다")
    english, every = Meanings("english"), Meanings("every")
    await embed(log, Recall(log, None, english, every))
    assert [text.split(": ")[1] for text in english.given] == ["the kitten sleeps"]
    assert [text.split(": ")[1] for text in every.given] == ["고양이가 잔다"]


async def test_forgetting_takes_embeddings_from_the_file_and_from_memory(log: SqliteLog) -> None:
    moments = await note(log, *TEXTS)
    recall = Recall(log, Meanings("quick", ANIMALS))
    await embed(log, recall)
    await log.forget(moments[0].id)
    assert await count(log, "vectors") == len(TEXTS) - 1
    assert await found(recall, "pet") != ["the kitten sleeps"]
    await embed(log, recall)
    assert recall.meaning.quick is not None
    assert len(recall.meaning.quick.vectors) == len(TEXTS) - 1


async def test_words_that_were_compared_leave_memory_when_something_is_forgotten(
    log: SqliteLog,
) -> None:
    moments = await note(log, *TEXTS)
    model = Meanings("quick", ANIMALS)
    recall = Recall(log, model)
    await embed(log, recall)
    await found(recall, "pet")
    assert "soup" in model.given
    model.given.clear()
    await found(recall, "pet")
    assert "soup" not in model.given
    await log.forget(moments[0].id)
    await embed(log, recall)
    await found(recall, "pet")
    assert "soup" in model.given


async def test_a_search_under_way_keeps_no_word_of_what_is_forgotten_meanwhile(
    log: SqliteLog,
) -> None:
    moments = await note(log, *TEXTS)
    model = Meanings("quick", ANIMALS)
    recall = Recall(log, model)
    await embed(log, recall)
    under_way = Interrupted(log)
    under_way.meaning = recall.meaning

    async def forget() -> None:
        await log.forget(moments[1].id)
        recall.meaning.forget([(moments[1].seq, moments[1].seq)])

    under_way.meanwhile = forget
    assert await found(under_way, "pet") == ["the kitten sleeps"]
    model.given.clear()
    await found(recall, "pet")
    assert "kitten" in model.given, "what the first search compared was kept nowhere"


async def test_passages_are_compared_while_their_codes_are_made_anew(log: SqliteLog) -> None:
    (moment,) = await note(log, "the kitten sleeps")
    recall = Recall(log, Meanings("quick", ANIMALS))
    await embed(log, recall)
    assert recall.meaning.quick is not None
    held = recall.meaning.quick.vectors
    held.forget([(moment.seq, moment.seq)])
    query, passage = (await recall.meaning.quick.embed(["pet"]))[0], moment.seq << PASSAGE_BITS
    near = await log.database.read(lambda db: held.similarities(db, query, [passage]))
    assert near[passage] > 0.9


async def test_a_failing_model_is_told_and_words_still_find(log: SqliteLog) -> None:
    await note(log, *TEXTS)
    recall = Recall(log, None, Broken())
    assert "close something" in "".join(await embed(log, recall))
    assert await found(recall, "soup") == ["soup again"]


async def test_codes_are_packed_loaded_and_unpacked_where_something_was_forgotten(
    log: SqliteLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "PACK", 8)
    moments = await note(log, *(f"note {n}" for n in range(20)))
    rows = np.random.default_rng(0).standard_normal((20, DIMENSION)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kept = Vectors(log.database, "me", "some")
    await kept.open()
    for start in range(0, 20, 4):
        some = moments[start : start + 4]
        ids = [moment.seq << PASSAGE_BITS for moment in some]
        await kept.add(ids, [b""] * 4, rows[start : start + 4], some[-1].seq)
    assert await count(log, "vectors_codes") > 0
    await log.forget(moments[3].id)
    again = Vectors(log.database, "me", "some")
    await again.open()
    assert len(again) == 19
    assert await again.done() == 20
    for n in (0, 5, 19):
        near = await log.database.read(partial(again.nearest, query=rows[n], count=1))
        assert near == [moments[n].seq << PASSAGE_BITS]


async def test_what_is_forgotten_while_it_is_embedded_is_not_kept(log: SqliteLog) -> None:
    (moment,) = await note(log, "gone soon")
    kept = Vectors(log.database, "me", "some")
    await kept.open()
    await log.forget(moment.id)
    row = np.full((1, DIMENSION), DIMENSION**-0.5, np.float32)
    await kept.add([moment.seq << PASSAGE_BITS], [b""], row, moment.seq)
    assert len(kept) == await count(log, "vectors") == 0


@pytest.mark.parametrize("engine", [True, False])
def test_the_nearest_code_has_the_fewest_signs_that_differ(
    engine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not engine:
        monkeypatch.setattr(codes, "_numkong", None)
    rows = np.random.default_rng(1).standard_normal((500, DIMENSION))
    held = Codes(DIMENSION // 8)
    held.add(np.arange(250), sign_codes(rows[:250]))
    held.add(np.arange(250, 500), sign_codes(rows[250:]))
    for n in (0, 123, 499):
        assert held.nearest(sign_codes(rows[n : n + 1])[0], 1).tolist() == [n]
    held.drop(np.array([123]))
    held.add(np.array([7]), sign_codes(-rows[7:8]))
    assert len(held) == 499
    assert held.nearest(sign_codes(rows[7:8])[0], 1).tolist() != [7]
    passing = held.nearest(sign_codes(rows[:1])[0], 5, lambda ids: ids >= 498)
    assert sorted(passing.tolist()) == [498, 499]


async def correct(log: SqliteLog, moment: Moment, text: str) -> Moment:
    draft = Draft(
        what=Corrected(text=text), at=NOW, zone="UTC", source="app", trust=moment.trust,
        because=(moment.id,),
    )  # fmt: skip
    return (await log.append(draft))[0]


@pytest.mark.parametrize("lasting", [False, True])
async def test_a_corrected_moment_is_found_by_what_it_means_now(
    log: SqliteLog, lasting: bool
) -> None:
    moments = await note(log, *TEXTS)
    quick, better = Meanings("quick", ANIMALS, FOOD), Meanings("better", ANIMALS, FOOD)
    recall = Recall(log, quick, better if lasting else None)
    await embed(log, recall)
    fix = await correct(log, moments[0], "gravel")
    assert await count(log, "vectors") == len(TEXTS) - 1, "gone at once"
    assert await found(recall, "pet") != ["gravel"]
    await embed(log, recall)
    assert await count(log, "vectors") == len(TEXTS)
    assert await count(log, "vectors_again") == 0
    assert await found(recall, "pet") != ["gravel"]
    await correct(log, moments[2], "a cat all day")
    await embed(log, recall)
    assert await found(recall, "pet") == ["a cat all day"]
    await log.forget(fix.id)
    assert await count(log, "vectors") == len(TEXTS) - 1, "nothing of the correction is left"
    await embed(log, recall)
    assert await count(log, "vectors") == len(TEXTS)
    hits = await recall.find("pet", now=NOW, zone="UTC", limit=2)
    assert {hit.moment.what.words for hit in hits} == {"the kitten sleeps", "a cat all day"}
    await log.forget(moments[0].id)
    assert await count(log, "vectors") == len(TEXTS) - 1


async def test_words_corrected_while_they_are_embedded_are_embedded_again(log: SqliteLog) -> None:
    (moment,) = await note(log, "the kitten sleeps")

    class Corrects(Meanings):
        async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
            if not self.given:
                await correct(log, moment, "soup again")
            async for row in super().run(given):
                yield row

    recall = Recall(log, Corrects("quick", ANIMALS, FOOD))
    await embed(log, recall)
    assert await count(log, "vectors") == 1
    assert recall.meaning.quick is not None
    assert await found(recall, "meal") == ["soup again"]


async def test_a_model_that_comes_later_never_sees_the_words_corrected(log: SqliteLog) -> None:
    (moment,) = await note(log, "the kitten sleeps")
    await correct(log, moment, "soup again")
    model = Meanings("quick", ANIMALS, FOOD)
    await embed(log, Recall(log, model))
    assert [text.split(": ")[1] for text in model.given] == ["soup again"]


def test_the_nearest_codes_are_the_same_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(3).standard_normal((500, DIMENSION))
    held = Codes(DIMENSION // 8)
    held.add(np.arange(500), sign_codes(rows))
    bits = np.unpackbits(sign_codes(rows), axis=1)
    asked = bits[42]
    exact = np.sort((bits != asked).sum(axis=1))[:20]
    monkeypatch.setattr(codes, "_BLOCK", 64)
    found = held.nearest(sign_codes(rows[42:43])[0], 20)
    assert np.sort((bits[found] != asked).sum(axis=1)).tolist() == exact.tolist()
