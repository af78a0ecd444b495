"""Meaning is compared with what a question asks beside whom it names."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from alongside.log.database import Database
from alongside.log.kinds import Said
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.meaning import Meaning
from alongside.mind.recall.nameless import nameless
from alongside.models.model import Floats, Texts
from alongside.views.passages import PASSAGE_BITS
from alongside.views.people import People
from alongside.views.search import Search


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", (Search(), People()))
        await log.open()
        said = (
            Draft(
                what=Said(text="Hello", by=by, thread="chat"),
                at=datetime(2024, 5, 1, tzinfo=UTC),
                zone="UTC",
                source="test",
                trust=Trust.OUTSIDE,
            )
            for by in ("Robin Park", "수진")
        )
        await log.append(*said)
        yield log


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What has Robin painted?", "What has painted?"),
        ("What is robin's job?", "What is job?"),
        ("What does Robinson paint?", "What does Robinson paint?"),
        ("수진이는 어디서 일해?", "어디서 일해?"),
        ("Who is Robin?", "Who is"),
        ("Robin", ""),
    ],
)
async def test_who_is_known_is_left_out(log: SqliteLog, question: str, left: str) -> None:
    assert await log.database.read(lambda db: nameless(db, question)) == left


class Axes:
    """An `Embed` that lies the question along one axis, and its nameless form along the other."""

    name = "axes"
    remote = False

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        yield np.array([[1.0, 0.0] if "Robin" in one else [0.0, 1.0] for one in given.texts])


async def test_a_question_lies_between_itself_and_its_nameless_form(log: SqliteLog) -> None:
    meaning = Meaning(log, Axes())
    await meaning.open()
    (quick,) = meaning.spaces
    await quick.vectors.add([1 << PASSAGE_BITS], [b""], np.ones((1, 8), np.float32))
    (between,) = await meaning.ask("What has Robin painted?", "What has painted?")
    assert between.vector == pytest.approx([0.5**0.5, 0.5**0.5])
    (alone,) = await meaning.ask("What has Robin painted?")
    assert alone.vector == pytest.approx([1.0, 0.0])
