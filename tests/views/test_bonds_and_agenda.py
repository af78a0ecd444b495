"""Who the person knows and what they want to be reminded of: folded alike live and replayed."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.database import Database
from alongside.log.kinds import (
    Briefed,
    Contact,
    Corrected,
    Joined,
    Nudged,
    Occurrence,
    Parted,
    Planned,
    Related,
    Reminder,
    Said,
    Settled,
    Snoozed,
    Weighed,
    What,
)
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import agenda
from alongside.views.agenda import Agenda
from alongside.views.bonds import Bonds
from alongside.views.told import told

AssertReplays = Callable[..., Awaitable[None]]
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
NAMES = ("Ana Reis", "Ana", "Mateo", "지훈")
names = st.sampled_from(NAMES)
WISH = "I'd love a tile. My exam is on Friday."
TIMES = (Occurrence(NOON, NOON + timedelta(hours=1)),)

whats: st.SearchStrategy[What] = st.one_of(
    st.builds(lambda by: Said(text=WISH, by=by, to=("me",), channel="chat"), names),
    st.builds(
        lambda by: Said(text=WISH, by=by, to=("me",), channel="mail", address=f"{by}@a.org"), names
    ),
    st.builds(lambda to: Said(text="hi", by="me", to=(to,), channel="chat"), names),
    st.builds(lambda name: Contact(name=name, nicknames=("Anni",), birthday="1990-02-03"), names),
    st.builds(lambda name: Planned(title="x", occurrences=TIMES, people=(name,)), names),
    st.builds(lambda name, every: Related(name=name, every=every), names, st.integers(0, 9)),
    st.builds(lambda a, b: Joined(called=(a, b)), names, names),
    st.builds(lambda a, b: Parted(called=(a, b)), names, names),
    st.just(Reminder(text="x", wall="2026-11-27T09:00")),
    st.just(Snoozed(until=NOON)),
    st.sampled_from([Settled(how="done"), Settled(how="dropped")]),
    st.just(Nudged(about="reminder", text="x", why="y", due=NOON)),
    st.sampled_from([Weighed(how="useful"), Weighed(how="never")]),
    st.just(Briefed(part="morning", day="2026-11-26", text="x")),
    st.just(Corrected(text="I have always wanted a kite.")),
)
MARKS = (Snoozed, Settled, Weighed, Nudged, Corrected)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(whats, st.integers(0, 9)), max_size=12),
    st.sets(st.integers(0, 11), max_size=2),
)
async def test_lived_and_replayed_are_equal(
    assert_replays: AssertReplays, lived: list[tuple[What, int]], forgotten: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with Database(Path(folder) / "life.db", bytes(32)) as database:
            views = (Bonds(), Agenda())
            log = SqliteLog(database, "ada", views)
            await log.open()
            ids: list[str] = []
            for number, (what, cause) in enumerate(lived):
                because = (ids[cause % len(ids)],) if ids and isinstance(what, MARKS) else ()
                trust = Trust.OUTSIDE if number % 2 or because else Trust.OWN
                (kept,) = await log.append(
                    Draft(what=what, at=NOON + timedelta(hours=number), zone="Asia/Seoul",
                          source="test", trust=trust, because=because)
                )  # fmt: skip
                ids.append(kept.id)
                if number in forgotten:
                    await log.forget(ids[number % len(ids)])
                    ids = [each.id for each in await log.get(*ids)]
            await assert_replays(log, *views)
            await database.read(lambda db: agenda.reminders(db, "ada"))


def test_wishes_and_news_are_told_apart() -> None:
    assert [(t.sort, t.quote) for t in told(WISH)] == [
        ("wish", "I'd love a tile."), ("news", "My exam is on Friday."),
    ]  # fmt: skip
    assert [t.sort for t in told("그 빨간 등산화 갖고 싶다. 내일 면접이라 떨려")] == [
        "wish",
        "news",
    ]


def test_questions_and_others_news_are_not_kept() -> None:
    for words in (
        "Would you love a tile?",
        "How was your exam?",
        "Bye",
        "보고 싶다",
        "면접 언제야?",
    ):
        assert [*told(words)] == [], words
