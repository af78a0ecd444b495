"""Two hours of a camera that is on: nothing grows, nothing is left undone."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest

from alongside.log.kinds import Contact
from alongside.log.moment import Draft, Trust
from alongside.log.store import open_store
from alongside.mind.lens.lens import Lens
from alongside.mind.lens.sources import Sources
from alongside.senses.live.captured import Audio, Captured, Frame, What
from alongside.senses.live.sense import Connected, Done, Sense
from alongside.senses.seeing.live import Sight
from alongside.senses.whereabouts import Whereabouts
from alongside.views.beliefs import Beliefs
from alongside.views.captured import CapturedSoFar
from alongside.views.goals import Goals
from alongside.views.promises import Promises

from .conftest import Camera, Eyes, Life, jpeg, scene

SECONDS = 7200
SCENES = 40
"""Views that the person comes back to, each looked at for a while."""
AHEAD = 4
"""Seconds that may be on their way: the test goes as fast as the sense, not as time."""
DEVICE = Connected(
    device="glasses1", stream="stream01", name="Glasses", trust=Trust.PERSON, can=("camera", "film")
)


async def _same(text: str) -> str:
    return text


def senses(life: Life) -> tuple[Sense, ...]:
    whereabouts = Whereabouts()
    lens = Lens(life.store.log, Sources(life.store.log, _same), whereabouts)
    return Sight(life.parts, whereabouts), life.films(whereabouts), lens


@pytest.mark.slow
async def test_two_hours_of_frames_grow_nothing_and_leave_nothing_undone(tmp_path: Path) -> None:
    """A frame and a moment of hush each second, through all that sees: memory after the second hour
    is that after the first."""
    views = (Beliefs(), Promises(), Goals(), CapturedSoFar())
    async with await open_store(tmp_path / "life", bytes(32), "me", views) as store:
        await live_through(Life(store, Eyes(), Camera()))


async def live_through(life: Life) -> None:
    contact = Draft(
        what=Contact(name="Robin"), at=life.camera.at, zone="UTC", source="t", trust=Trust.OWN
    )
    await life.store.log.append(contact)
    life.eyes.show("cup", faces=1)
    views = [Frame(jpeg(scene(seed))) for seed in range(SCENES)]
    hush, began = Audio(bytes(3200)), life.camera.at
    sizes: list[int] = []

    async def through(sense: Sense) -> None:
        done, moved = 0, asyncio.Event()

        async def captured() -> AsyncGenerator[Captured, None]:
            for second in range(1, SECONDS + 1):
                life.camera.at = began + timedelta(seconds=second)
                whats: tuple[What, ...] = (views[second // 45 % SCENES], hush)
                for n, what in enumerate(whats):
                    each = Captured(2 * second + n, life.camera.at, what)
                    if sense.takes(each):
                        yield each
                while 2 * second - done > 2 * AHEAD:
                    moved.clear()
                    await moved.wait()
                if second in (SECONDS // 2, SECONDS - 1):
                    gc.collect()
                    sizes.append(tracemalloc.get_traced_memory()[0])

        async for told in sense.run(captured(), DEVICE):
            if isinstance(told, Done):
                done = told.seq
                moved.set()
        assert done >= 2 * SECONDS, sense.name

    for sense in senses(life):
        tracemalloc.start()
        try:
            await through(sense)
        finally:
            tracemalloc.stop()
        half, whole = sizes[-2:]
        assert whole - half < 4 << 20, sense.name
