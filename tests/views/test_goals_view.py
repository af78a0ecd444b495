"""The view of goals: lived and replayed it is the same, whatever is said and forgotten."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.database import Database
from alongside.log.kinds import (
    Aimed,
    Counted,
    Flashcard,
    Graded,
    Habit,
    IfThen,
    Reflected,
    Slotted,
    Steered,
    Step,
    Ticked,
    Valued,
    What,
)
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.goals import book
from alongside.views.goals import Goals

AssertReplays = Callable[..., Awaitable[None]]
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)

roots: st.SearchStrategy[What] = st.sampled_from(
    [Aimed(outcome="Run"), Aimed(outcome="Read", found=True), Valued(values=("x",)),
     Reflected(question="?", text="!"), Flashcard(front="a", back="b")]
)  # fmt: skip
parts: st.SearchStrategy[What] = st.one_of(
    st.builds(lambda how: Steered(how=how), st.sampled_from(["confirmed", "resting", "reached"])),
    st.builds(lambda minutes: Step(text="s", minutes=minutes), st.integers(5, 60)),
    st.just(Habit(text="h", weekly=2)),
    st.just(IfThen(obstacle="o", then="t")),
    st.builds(lambda why: Slotted(start=NOON, end=LATER, why=why),
              st.sampled_from(["new", "missed", "again"])),
    st.builds(lambda how: Ticked(how=how), st.sampled_from(["done", "undone", "dropped"])),
    st.just(Counted(counts=True, text="x")),
    st.just(Graded(grade="good")),
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(roots | parts, st.integers(0, 20)), max_size=16),
    st.sets(st.integers(0, 15), max_size=3),
)
async def test_lived_and_replayed_are_equal(
    assert_replays: AssertReplays, lived: list[tuple[What, int]], forgotten: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with Database(Path(folder) / "life.db", bytes(32)) as database:
            log = SqliteLog(database, "ada", (Goals(),))
            await log.open()
            ids: list[str] = []
            for number, (what, cause) in enumerate(lived):
                root = isinstance(what, Aimed | Valued | Reflected | Flashcard)
                because = () if root or not ids else (ids[cause % len(ids)],)
                (kept,) = await log.append(
                    Draft(what=what, at=NOON + timedelta(hours=number), zone="Asia/Seoul",
                          source="test", trust=Trust.OWN, because=because)
                )  # fmt: skip
                ids.append(kept.id)
                if number in forgotten:
                    await log.forget(ids[number % len(ids)])
                    ids = [each.id for each in await log.get(*ids)]
            await assert_replays(log, Goals())
            found = await database.read(lambda db: book.read(db, "ada"))
            assert {each.id for each in found.all} <= set(ids)
