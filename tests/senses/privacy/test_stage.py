"""What may not be kept, no sense is given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.config import Privacy, PrivatePlace
from alongside.log.moment import Trust
from alongside.log.store import Store, open_store
from alongside.senses.live.captured import (
    Audio,
    Captured,
    Frame,
    Left,
    Located,
    Marked,
    Moded,
    Pressed,
    What,
)  # fmt: skip
from alongside.senses.live.sense import Connected
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.stage import Unseen
from alongside.senses.privacy.withheld import Hour, Withheld
from alongside.senses.whereabouts import Whereabouts

START = datetime(2026, 11, 26, 9, tzinfo=UTC)
HOME, OUT = Located(43.4674, 11.8851), Located(43.4750, 11.8851)
SOUND, PICTURE = Audio(b"\0\0"), Frame(b"\xff\xd8\xff")


@dataclass
class Glasses:
    store: Store
    privacy: Privacy = field(default_factory=Privacy)
    now: datetime = START

    def __post_init__(self) -> None:
        self.withheld = Withheld(self.store.folder, bytes(32))
        self.discretion = Discretion(
            self.store.log, lambda: self.privacy, lambda: "UTC", lambda: self.now
        )

    async def sends(self, *whats: What, every: float = 2.0) -> str:
        """What the senses are given: a letter for each, `-` for what was left out."""

        async def captured() -> AsyncIterator[Captured]:
            for seq, what in enumerate(whats, 1):
                self.now += timedelta(seconds=every)
                yield Captured(seq, self.now, what)

        device = Connected(device="glasses1", stream="s", name="", trust=Trust.PERSON)
        stage = Unseen(self.discretion, Whereabouts(), self.withheld)
        given = [each async for each in stage(captured(), device)]
        assert [each.seq for each in given] == list(range(1, len(whats) + 1))
        return "".join("-" if isinstance(each.what, Left) else _letter(each.what) for each in given)


def _letter(what: What) -> str:
    return {Audio: "s", Frame: "f"}.get(type(what), ".")


@pytest.fixture
async def glasses(tmp_path: Path) -> AsyncIterator[Glasses]:
    async with await open_store(tmp_path / "life", bytes(32), "me") as store:
        yield Glasses(store)


async def test_a_private_place_is_left_and_entered(glasses: Glasses) -> None:
    place = PrivatePlace(name="home", latitude=HOME.latitude, longitude=HOME.longitude)
    glasses.privacy = Privacy(places=(place,))
    given = await glasses.sends(
        SOUND, PICTURE, OUT, SOUND, PICTURE, HOME, SOUND, PICTURE, OUT, PICTURE
    )
    assert given == "--.sf.--.f"


async def test_transcripts_only_lets_sounds_through(glasses: Glasses) -> None:
    glasses.privacy = Privacy(keep="transcripts")
    assert await glasses.sends(SOUND, PICTURE, SOUND) == "s-s"


async def test_a_long_press_and_a_private_time_go_off_the_record_at_once(glasses: Glasses) -> None:
    press = Pressed("temple", "long")
    given = await glasses.sends(SOUND, press, SOUND, PICTURE, press, SOUND, every=0.01)
    assert given == "s.--.s"
    marks = (Marked("private", begins=True), Marked("private", begins=False))
    assert await glasses.sends(PICTURE, marks[0], PICTURE, marks[1], PICTURE, every=0.01) == "f.-.f"
    assert not await glasses.discretion.is_paused(glasses.now)


async def test_who_speaks_to_us_is_heard_where_others_would_be_asked(glasses: Glasses) -> None:
    glasses.privacy = Privacy(region="Germany")
    given = await glasses.sends(SOUND, Moded("talk"), SOUND, PICTURE, Moded("ambient"), SOUND)
    assert given == "-.s-.-"
    await glasses.discretion.pause("button")
    assert await glasses.sends(Moded("talk"), SOUND) == ".-"


async def test_what_was_captured_before_and_sent_late_is_left_too(glasses: Glasses) -> None:
    """The device was away while it went off the record: the rules of then and of now hold."""
    await glasses.discretion.pause("button", timedelta(minutes=10))
    glasses.now += timedelta(minutes=5)
    assert await glasses.sends(SOUND, every=1) == "-"
    glasses.now += timedelta(minutes=30)
    late = glasses.now
    glasses.now = START + timedelta(minutes=2)

    async def captured() -> AsyncIterator[Captured]:
        yield Captured(1, START + timedelta(minutes=2), PICTURE)

    device = Connected(device="glasses1", stream="s", name="", trust=Trust.PERSON)
    glasses.now = late
    stage = Unseen(glasses.discretion, Whereabouts(), glasses.withheld)
    assert [type(each.what) async for each in stage(captured(), device)] == [Left]


async def test_what_is_kept_back_is_counted_by_rule_and_hour_alone(glasses: Glasses) -> None:
    second = Audio(bytes(32_000))
    assert await glasses.sends(PICTURE, PICTURE, second) == "ffs"
    assert await glasses.withheld.hours(glasses.now) == ()
    glasses.privacy = Privacy(places=(PrivatePlace("Home", 43.4674, 11.8851),))
    assert await glasses.sends(HOME, PICTURE, second, second, OUT, PICTURE) == ".---.f"
    await glasses.discretion.pause("button")
    await glasses.sends(PICTURE, every=3600)
    await glasses.withheld.close()
    again = Withheld(glasses.store.folder, bytes(32))
    assert Hour(START, "place", frames=1, seconds=2.0) in await again.hours(glasses.now)
    assert [one.reason for one in await again.hours(glasses.now)] == ["paused", "place"]
    (file,) = glasses.store.folder.glob("withheld*")
    assert b"place" not in file.read_bytes()
    assert await again.hours(glasses.now + timedelta(days=31)) == ()
    await again.clear()
    assert await Withheld(glasses.store.folder, bytes(32)).hours(glasses.now) == ()
    file.write_bytes(b"damaged")
    assert await Withheld(glasses.store.folder, bytes(32)).hours(glasses.now) == ()
