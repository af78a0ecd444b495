"""Of all frames, those that show something new are kept, and only what may be."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.config import Privacy, PrivatePlace
from alongside.log.kinds import Failed, Place, Read, Recognised, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.log.store import open_store
from alongside.models.catalogue import ModelMissing
from alongside.models.model import Picture
from alongside.models.see.picture import UnreadablePictureError, picture
from alongside.senses.seeing.blur import CELLS, blurred
from alongside.senses.seeing.budget import Budget
from alongside.senses.seeing.frame import Frame
from alongside.senses.seeing.seeing import Seeing

from .conftest import FACE, START, Camera, Eyes, Life, jpeg, scene

HOME = Place(latitude=43.4674, longitude=11.8851)
OUT = Place(latitude=43.4750, longitude=11.8851)
PRIVATE_HOME = Privacy(places=(PrivatePlace(name="home", latitude=43.4674, longitude=11.8851),))


async def kept(life: Life) -> list[Moment]:
    return [moment async for moment in life.store.log.read(Wanted(kinds=("saw",)))]


async def test_a_view_is_kept_once_with_what_is_in_it(life: Life) -> None:
    life.eyes.show("cup", "book", faces=2, text="CAFFÈ DEI COSTANTI")
    saw, recognised, read = await life.seeing.see(life.camera.take(1))
    assert isinstance(saw.what, Saw)
    assert isinstance(recognised.what, Recognised)
    assert isinstance(read.what, Read)
    assert (saw.source, saw.trust, saw.what.camera) == ("camera", Trust.OWN, "glasses")
    assert {thing.label for thing in recognised.what.things} == {"cup", "book"}
    assert recognised.what.faces == 2
    assert (read.what.text, read.trust) == ("CAFFÈ DEI COSTANTI", Trust.OUTSIDE)
    assert recognised.because == read.because == (saw.id,)
    for _ in range(30):
        assert await life.seeing.see(life.camera.take(1, noise=4)) == ()


async def test_another_view_is_kept_once_the_camera_is_still(life: Life) -> None:
    await life.seeing.see(life.camera.take(1))
    assert await life.seeing.see(life.camera.take(2)) == (), "it has only just turned there"
    assert await life.seeing.see(life.camera.take(2, noise=4)) != ()
    assert await life.seeing.see(life.camera.take(1)) == ()
    assert await life.seeing.see(life.camera.take(1)) == (), "it was kept minutes ago"
    life.camera.at += timedelta(minutes=20)
    assert await life.seeing.see(life.camera.take(1)) != ()


async def test_a_thing_that_comes_into_a_still_view_is_noticed(life: Life) -> None:
    life.eyes.show("dining table")
    await life.seeing.see(life.camera.take(1))
    life.eyes.show("dining table", "backpack")
    made = [await life.seeing.see(life.camera.take(1)) for _ in range(20)]
    assert len([moments for moments in made if moments]) == 1
    life.eyes.show("backpack")
    assert not any([await life.seeing.see(life.camera.take(1)) for _ in range(40)])


async def test_a_lens_cap_and_a_long_pan_cost_little(life: Life) -> None:
    flat = np.full((320, 480, 3), 7, np.uint8)
    for second in range(30):
        frame = Frame(data=jpeg(flat), at=START + timedelta(seconds=second))
        assert await life.seeing.see(frame) == ()
    assert life.eyes.things.looked == 0
    for second, seed in enumerate(range(100, 120)):
        frame = Frame(data=jpeg(scene(seed)), at=START + timedelta(seconds=40 + second))
        await life.seeing.see(frame)
    assert life.eyes.things.looked <= 4


async def test_what_the_person_asks_for_is_kept_whatever_it_shows(life: Life) -> None:
    await life.seeing.see(life.camera.take(1))
    (saw, _) = await life.seeing.see(life.camera.take(1, asked=True))
    assert saw.source == "capture"


async def test_faces_are_blurred_before_anything_is_written(life: Life) -> None:
    life.eyes.show(faces=1)
    frame = life.camera.take(3, noise=40, asked=True)
    saw, *_ = await life.seeing.see(frame)
    data = await life.store.blobs.read(saw.what.files[0].hash)
    shown, before = picture(data).pixels, picture(frame.data).pixels
    x, y, wide, high = FACE
    top, left = int(y * 320), int(x * 480)
    box = np.s_[top : top + int(high * 320), left : left + int(wide * 480)]
    assert before[box].std(axis=(0, 1)).min() > 15
    cell = np.s_[top + 2 : top + 14, left + 2 : left + 14]
    assert np.abs(shown[cell].astype(int) - before[cell]).mean() > 10
    outside = np.s_[:40, :100]
    assert np.abs(shown[outside].astype(int) - before[outside]).mean() < 25
    assert len(await life.store.blobs.hashes()) == 1


@given(
    st.tuples(*(st.floats(-0.2, 1.2) for _ in range(2)), *(st.floats(0.01, 0.9) for _ in range(2)))
)
def test_nothing_finer_than_a_cell_is_left_of_a_face(face: tuple[float, ...]) -> None:
    x, y, wide, high = face
    pixels = np.random.default_rng(5).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    made = blurred(Picture(pixels), [(x, y, wide, high)]).pixels
    left, right = max(0, round(x * 80)), max(0, min(80, round((x + wide) * 80)))
    top, bottom = max(0, round(y * 60)), max(0, min(60, round((y + high) * 60)))
    inside = made[top:bottom, left:right].reshape(-1, 3)
    assert len(np.unique(inside, axis=0)) <= CELLS * CELLS
    changed = (made != pixels).any(axis=2)
    assert changed.sum() <= (wide * 80 * 1.7 + 2) * (high * 60 * 1.7 + 2)


async def test_without_the_model_that_finds_faces_nothing_is_kept(life: Life) -> None:
    life.eyes.found = None
    with pytest.raises(ModelMissing):
        await life.seeing.see(life.camera.take(1, asked=True))
    assert await life.store.blobs.hashes() == frozenset()


async def test_a_broken_frame_is_told_of_and_stops_nothing(life: Life) -> None:
    for data in (b"\xff\xd8\xffno", b""):
        with pytest.raises(UnreadablePictureError):
            await life.seeing.see(Frame(data=data, at=life.camera.at))
    made = await life.seeing.see(life.camera.take(1))
    assert [one.kind for one in made] == ["saw", "recognised"]


async def test_a_day_of_new_views_stays_within_its_bytes(life: Life) -> None:
    seeing = Seeing(life.parts, Budget(per_day=200_000, at_once=60_000))
    for seed in range(40):
        await seeing.see(life.camera.take(seed, noise=20, after=90))
        await seeing.see(life.camera.take(seed, noise=20, after=90))
    sizes = [moment.what.files[0].size for moment in await kept(life)]
    assert 0 < sum(sizes) <= 60_000 + 200_000 * 2 / 8 * 1.02


async def test_off_the_record_from_the_word_on(life: Life) -> None:
    await life.seeing.see(life.camera.take(1))
    await life.discretion.pause("word")
    assert await life.seeing.see(life.camera.take(2, asked=True)) == ()
    await life.discretion.resume("word")
    assert await life.seeing.see(life.camera.take(3, asked=True)) != ()


async def test_a_frame_in_hand_when_privacy_is_asked_for_is_dropped(life: Life) -> None:
    """It was taken before, and would be stored after."""
    life.eyes.things.go_on.clear()
    frame = life.camera.take(1, asked=True)
    task = asyncio.create_task(life.seeing.see(frame))
    await life.eyes.things.looking.wait()
    life.camera.at += timedelta(milliseconds=1)
    await life.discretion.pause("button")
    life.eyes.things.go_on.set()
    assert await task == ()
    assert await life.store.blobs.hashes() == frozenset()


async def test_forgetting_the_last_minutes_takes_them_and_leaves_the_pause(life: Life) -> None:
    await life.seeing.see(life.camera.take(1))
    life.camera.at += timedelta(minutes=30)
    await life.seeing.see(life.camera.take(2, asked=True))
    await life.discretion.pause("word")
    life.camera.at += timedelta(minutes=1)
    assert await life.discretion.forget_last(timedelta(minutes=10)) == 2
    assert len(await kept(life)) == 1
    assert len(await life.store.blobs.hashes()) == 1
    assert await life.discretion.is_paused(life.camera.at)
    assert await life.discretion.forget_last(timedelta(minutes=10)) == 0


async def test_those_present_are_asked_and_their_consent_ends(life: Life) -> None:
    life.privacy = Privacy(region="Germany")
    assert (await life.discretion.allowance(life.camera.at)).asks
    assert await life.seeing.see(life.camera.take(1, asked=True)) == ()
    await life.discretion.everyone_agrees()
    assert await life.seeing.see(life.camera.take(1, asked=True)) != ()
    life.camera.place = OUT
    assert (await life.discretion.allowance(life.camera.at, OUT)).asks, "that was elsewhere"
    await life.discretion.no_longer_together()
    life.camera.place = None
    assert (await life.discretion.allowance(life.camera.at)).asks
    await life.discretion.everyone_agrees()
    life.camera.at += timedelta(hours=5)
    assert (await life.discretion.allowance(life.camera.at)).asks


steps = st.lists(
    st.sampled_from(("see", "see", "see", "ask", "home", "out", "pause", "resume", "lost")),
    min_size=3, max_size=25,
)  # fmt: skip


@settings(max_examples=12)
@given(steps)
def test_nothing_private_is_ever_stored(steps: list[str]) -> None:
    """Whatever is done in whatever order: no moment, no blob, of a private place or time."""
    asyncio.run(_live(steps))


async def _live(steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with await open_store(Path(folder) / "life", bytes(32), "me") as store:
            life = Life(store, Eyes(), Camera(place=OUT), PRIVATE_HOME)
            allowed, paused, seeds = 0, False, itertools.count(1)
            for step in steps:
                if step in ("see", "ask"):
                    frame = life.camera.take(next(seeds), asked=step == "ask")
                    may = not paused and life.camera.place == OUT
                    made = await life.seeing.see(frame)
                    assert may or made == ()
                    assert made or step == "see" or not may
                    allowed += bool(made)
                elif step in ("pause", "resume"):
                    await getattr(life.discretion, step)("word")
                    paused = step == "pause"
                    life.camera.at += timedelta(seconds=1)
                else:
                    life.camera.place = {"home": HOME, "out": OUT, "lost": None}[step]
            assert len(await kept(life)) == allowed
            assert len(await store.blobs.hashes()) == allowed
            assert not any([isinstance(m.what, Failed) async for m in store.log.read()])
