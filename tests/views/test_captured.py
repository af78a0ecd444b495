"""How far a device's stream was kept stays known when what was kept of it is forgotten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from alongside.log.captured import origin
from alongside.log.database import Database
from alongside.log.kinds import Forgotten, Noted
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views.captured import CapturedSoFar, kept_of

AssertReplays = Callable[..., Awaitable[None]]
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def heard(first: int, last: int) -> Draft:
    return Draft(
        what=Noted(text="a secret"), at=NOON, zone="UTC", source="live", trust=Trust.OWN,
        origin=origin("a-stream", "hear", first, last),
    )  # fmt: skip


async def test_what_was_forgotten_is_not_kept_again_when_its_device_sends_it_again(
    tmp_path: Path, assert_replays: AssertReplays
) -> None:
    view = CapturedSoFar()
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", (view,))
        await log.open()
        first, second = await log.append(heard(1, 4), heard(5, 9))
        gone = await log.forget(second.id)
        assert isinstance(gone.what, Forgotten)
        assert gone.what.kept == (("a-stream", "hear", 9),)
        await log.forget(first.id)
        assert await kept_of(log, "a-stream", "hear") == 9
        assert await kept_of(log, "a-stream", "see") == 0
        await assert_replays(log, view)
        assert await kept_of(log, "a-stream", "hear") == 9
