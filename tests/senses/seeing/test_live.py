"""Sight as a live sense: frames of a device become moments, the latest can be looked at now."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.log.kinds import Saw
from alongside.log.log import Wanted
from alongside.log.moment import Trust
from alongside.senses.live import captured as live
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import State, Take, Unable
from alongside.senses.seeing.live import Sight
from alongside.senses.whereabouts import Whereabouts

from .conftest import Life, jpeg, scene

GLASSES = Connected(
    device="glasses1", stream="stream01", name="Glasses", trust=Trust.PERSON, mode="ambient"
)


@pytest.fixture
def sight(life: Life) -> Sight:
    return Sight(life.parts, Whereabouts())


async def send(sight: Sight, life: Life, *whats: live.What, start: int = 1) -> list[object]:
    async def captured() -> AsyncIterator[live.Captured]:
        for seq, what in enumerate(whats, start):
            life.camera.at += timedelta(seconds=1)
            yield live.Captured(seq, life.camera.at, what)

    return [told async for told in sight.run(captured(), GLASSES)]


def frame(seed: int, *, kept: bool = False) -> live.Frame:
    return live.Frame(jpeg(scene(seed)), kept=kept)


async def test_frames_become_moments_known_by_their_numbers(sight: Sight, life: Life) -> None:
    told = await send(sight, life, frame(1), frame(1), frame(2, kept=True))
    assert [one for one in told if isinstance(one, Done)] == [Done(1), Done(2), Done(3)]
    seen = [m async for m in life.store.log.read(Wanted(kinds=("saw",)))]
    assert [m.source for m in seen] == ["camera", "capture"]
    assert [m.origin for m in seen] == ["live:stream01:see:1-1:", "live:stream01:see:3-3:"]
    assert isinstance(seen[0].what, Saw)
    assert seen[0].what.camera == "Glasses"
    await send(sight, life, frame(2, kept=True), start=3)
    assert len([m async for m in life.store.log.read(Wanted(kinds=("saw",)))]) == 2


async def test_the_light_tells_whether_anything_is_kept(sight: Sight, life: Life) -> None:
    first = await send(sight, life, frame(1), frame(1))
    assert [one for one in first if isinstance(one, State)] == [State("listening", recording=True)]
    await life.discretion.pause("button")
    life.camera.at += timedelta(seconds=1)
    told = await send(sight, life, live.Left(), live.Left())
    assert [one for one in told if isinstance(one, State)] == [State("private")]


async def test_what_is_seen_now_is_kept_when_asked_for(sight: Sight, life: Life) -> None:
    assert await sight.look_now(life.camera.at) == ()
    life.eyes.show("cup")
    await send(sight, life, frame(1), frame(1))
    saw, recognised = await sight.look_now(life.camera.at)
    assert (saw.source, recognised.what.words) == ("capture", "cup")
    assert await sight.look_now(life.camera.at + timedelta(minutes=1)) == ()
    await life.discretion.pause("word")
    assert await sight.look_now(life.camera.at) == ()


async def test_a_picture_that_cannot_be_kept_is_told_of_once(sight: Sight, life: Life) -> None:
    life.eyes.found = None
    told = await send(sight, life, *(frame(seed, kept=True) for seed in range(4)))
    assert len([one for one in told if isinstance(one, Unable)]) == 1
    assert [one for one in told if isinstance(one, Done)][-1] == Done(4)


async def test_a_device_that_shows_nothing_by_itself_is_asked_for_a_picture(
    sight: Sight, life: Life
) -> None:
    wanted = asyncio.Event()

    async def captured() -> AsyncIterator[live.Captured]:
        await wanted.wait()
        yield live.Captured(1, life.camera.at, frame(1, kept=True))

    glasses = replace(GLASSES, can=("camera",))
    assert await sight.look_now(life.camera.at) == ()
    told: list[object] = []

    async def watch() -> None:
        async for one in sight.run(captured(), glasses):
            told.append(one)
            if one == Take("photo"):
                wanted.set()

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    saw, *_ = await sight.look_now(life.camera.at)
    await watching
    assert saw.source == "capture"
    assert told.count(Take("photo")) == 1


async def test_off_the_record_no_device_is_asked_for_a_picture(sight: Sight, life: Life) -> None:
    over = asyncio.Event()

    async def captured() -> AsyncIterator[live.Captured]:
        await over.wait()
        yield live.Captured(1, life.camera.at, live.Left())

    async def watch() -> list[object]:
        return [one async for one in sight.run(captured(), replace(GLASSES, can=("camera",)))]

    watching = asyncio.create_task(watch())
    await asyncio.sleep(0)
    await life.discretion.pause("button")
    assert await sight.look_now(life.camera.at) == ()
    over.set()
    assert Take("photo") not in await watching
