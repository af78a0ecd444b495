"""What the senses kept for long enough is forgotten; what was taken or brought in stays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.config import Privacy
from alongside.log.kinds import Heard, Recognised, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Trust
from alongside.log.store import Store, open_store
from alongside.mind.retention import Retention

START = datetime(2026, 11, 1, 9, tzinfo=UTC)


@dataclass
class Life:
    store: Store
    now: datetime = START
    privacy: Privacy = field(default_factory=Privacy)

    def __post_init__(self) -> None:
        self.retention = Retention(self.store.log, lambda: self.privacy, lambda: self.now)

    async def saw(self, source: str, day: int) -> None:
        media = await self.store.blobs.put(f"{source} {day}".encode(), type="", name="")
        at = START + timedelta(days=day)
        saw = Draft(what=Saw(media=media), at=at, zone="UTC", source=source, trust=Trust.OWN)
        drawn = Draft(
            what=Recognised(faces=1), at=at, zone="UTC", source="look", trust=Trust.OWN,
            because=(saw,),
        )  # fmt: skip
        await self.store.log.append(saw, drawn)

    async def pass_days(self, days: int) -> list[str]:
        """The sources and days of the pictures that are left then."""
        self.now = START + timedelta(days=days)
        async for _ in self.retention.catch_up():
            pass
        seen = self.store.log.read(Wanted(kinds=("saw",), by_time=True))
        return [f"{m.source} {(m.at - START).days}" async for m in seen]


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with await open_store(tmp_path / "life", bytes(32), "me") as store:
        yield Life(store)


async def test_frames_go_after_their_days_with_all_that_was_drawn_from_them(life: Life) -> None:
    for day in (0, 5):
        for source in ("camera", "capture", "photos"):
            await life.saw(source, day)
    assert len(await life.pass_days(29)) == 6
    left = ["capture 0", "photos 0", "camera 5", "capture 5", "photos 5"]
    assert await life.pass_days(31) == left
    assert len(await life.store.blobs.hashes()) == 5
    drawn = [m async for m in life.store.log.read(Wanted(kinds=("recognised",)))]
    assert len(drawn) == 5


async def test_what_the_person_sets_holds_from_the_next_day_on(life: Life) -> None:
    await life.saw("camera", 0)
    life.privacy = Privacy(days={"frames": 0})
    assert await life.pass_days(4000) == ["camera 0"]
    life.privacy = Privacy(days={"frames": 1})
    assert await life.pass_days(4001) == []


async def test_it_is_done_once_a_day(life: Life) -> None:
    await life.saw("camera", 0)
    await life.saw("camera", 1)
    assert await life.pass_days(31) == ["camera 1"]
    life.now += timedelta(hours=1)
    await life.saw("camera", -40)
    assert [step async for step in life.retention.catch_up()] == []
    assert await life.pass_days(32) == []


async def test_what_goes_next_is_told(life: Life) -> None:
    await life.saw("camera", 0)
    await life.saw("camera", 10)
    heard = Heard(text="hello", start=0, end=1)
    await life.store.log.append(
        Draft(what=heard, at=START, zone="UTC", source="live", trust=Trust.OUTSIDE)
    )
    life.now = START + timedelta(days=29, hours=6)
    told = {one.sense: one for one in await life.retention.keeping()}
    assert (told["frames"].kept, told["frames"].going) == (2, 1)
    assert told["frames"].next == START + timedelta(days=30)
    assert (told["transcripts"].kept, told["transcripts"].next) == (1, None)
