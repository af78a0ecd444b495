"""A film: planned, made, decoded again, and forgotten with any of its photos."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise

import av
import numpy as np
import pytest
import soundfile

from alongside.log.kinds import Recorded, Reel
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.keepsakes.films import FilmWish
from alongside.mind.keepsakes.material import Done, ForgottenMeanwhile, NothingToShow, stepped

from .conftest import DAY, ZONE, Album

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PORTO = FilmWish(since=DAY + timedelta(days=7), until=DAY + timedelta(days=12), seconds=30)
SHORT = replace(PORTO, until=DAY + timedelta(days=8, hours=6))
"""A film of two photos."""


async def last(made: AsyncGenerator[Done | Moment, None]) -> Moment:
    async with aclosing(made) as steps:
        found = [step async for step in steps]
    assert isinstance(found[-1], Moment)
    return found[-1]


async def test_a_storyboard_has_the_places_and_the_persons_words(album: Album) -> None:
    story = await album.made.films.plan(PORTO, NOW, ZONE)
    assert (story.title, story.dates, len(story.scenes)) == ("Porto", "9–10 October 2026", 4)
    assert story.scenes[0].place == "Porto"
    assert [scene.place for scene in story.scenes[1:]] == ["", "", ""]
    assert story.scenes[0].quote is not None
    pairs = pairwise(story.scenes)
    assert all(a.start < b.start < a.end for a, b in pairs)


async def test_what_is_left_out_is_out_and_too_few_photos_are_no_film(album: Album) -> None:
    story = await album.made.films.plan(PORTO, NOW, ZONE)
    quote = story.scenes[0].quote
    assert quote is not None
    first = story.scenes[0].photo.id
    wish = FilmWish(since=PORTO.since, until=PORTO.until, without=(first, quote.moment))
    shorter = await album.made.films.plan(wish, NOW, ZONE)
    assert first not in shorter.stands_on
    assert quote.moment not in shorter.stands_on
    with pytest.raises(NothingToShow):
        await album.made.films.plan(FilmWish(since=NOW), NOW, ZONE)


async def test_days_with_somebody_narrow_the_photos(album: Album) -> None:
    story = await album.made.films.plan(FilmWish(person="Mateo"), NOW, ZONE)
    assert {scene.photo.town for scene in story.scenes} == {"Porto"}


async def test_what_is_cancelled_waits_for_the_step_under_way_and_is_closed() -> None:
    begun, go_on, closed = threading.Event(), threading.Event(), threading.Event()

    def work() -> Generator[int, None, None]:
        try:
            begun.set()
            go_on.wait(10)
            yield 1
        finally:
            closed.set()

    async def run() -> None:
        async with aclosing(stepped(work())) as steps:
            async for _ in steps:
                pass

    task = asyncio.create_task(run())
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert closed.is_set()


@pytest.mark.slow
async def test_a_film_plays_with_its_sound_and_goes_with_a_photo(album: Album) -> None:
    held = BytesIO()
    tone = 0.2 * np.sin(np.arange(16_000 * 3) / 16_000 * 440 * 2 * np.pi)
    soundfile.write(held, tone, 16_000, format="WAV")
    media = await album.store.blobs.put(held.getvalue(), type="audio/wav", name="tone.wav")
    (voice,) = await album.log.append(
        Draft(
            what=Recorded(media=media, duration=3.0), at=DAY + timedelta(days=8), zone=ZONE,
            source="test", trust=Trust.OWN,
        )
    )  # fmt: skip
    wish = FilmWish(
        since=SHORT.since, until=SHORT.until, seconds=30, voices=(voice.id,), form="tall"
    )
    kept = await last(album.made.films.make(wish, NOW, ZONE))
    what = kept.what
    assert isinstance(what, Reel)
    assert voice.id in kept.because
    data = await album.store.blobs.read(what.media.hash)
    with av.open(BytesIO(data), "r") as film:
        (video,), (audio,) = film.streams.video, film.streams.audio
        assert (video.codec_context.name, audio.codec_context.name) == ("h264", "aac")
        assert (video.width, video.height) == (720, 1280)
        frames = [frame.to_ndarray(format="gray") for frame in film.decode(video=0)]
    assert len(frames) / 25 == pytest.approx(what.duration)
    assert 12 < what.duration < 20
    middle = [frame.mean() for frame in frames[50:-50]]
    assert min(middle) > 20
    assert frames[0].mean() < 20
    assert frames[-1].mean() < 30
    with av.open(BytesIO(data), "r") as film:
        heard = np.concatenate([f.to_ndarray()[0] for f in film.decode(audio=0)])
    assert np.abs(heard[: 48_000 * 3]).max() < 0.01
    assert np.abs(heard[48_000 * 4 : 48_000 * 8]).max() > 0.05
    await album.log.forget(kept.because[0])
    assert await album.log.get(kept.id) == ()
    assert not album.store.blobs.holds(what.media.hash)


@pytest.mark.slow
async def test_a_film_that_is_stopped_or_whose_photo_is_forgotten_leaves_nothing(
    album: Album,
) -> None:
    before = await album.store.blobs.hashes()
    async with aclosing(album.made.films.make(SHORT, NOW, ZONE)) as steps:
        async for step in steps:
            assert isinstance(step, Done)
            break
    assert await album.store.blobs.hashes() == before
    story = await album.made.films.plan(SHORT, NOW, ZONE)

    async def making() -> None:
        async with aclosing(album.made.films.make(SHORT, NOW, ZONE)) as steps:
            async for step in steps:
                if isinstance(step, Done) and step.done == 200:
                    await album.log.forget(story.scenes[0].photo.id)

    with pytest.raises(ForgottenMeanwhile):
        await making()
    assert [moment async for moment in album.log.read() if moment.kind == "reel"] == []
    assert len(await album.store.blobs.hashes()) == len(before) - 1
