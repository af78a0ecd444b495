"""Films: videos that the person takes are kept with every face blurred, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from alongside.config import Privacy, PrivateTime
from alongside.log.kinds import Filmed, Read, Recognised
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.retention import Retention
from alongside.models.model import Picture, Seen
from alongside.senses.live import captured as live
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import Film, Take, Unable
from alongside.senses.privacy.stage import Unseen
from alongside.senses.privacy.withheld import Withheld
from alongside.senses.seeing import taking
from alongside.senses.seeing.budget import FILMS_AT_ONCE
from alongside.senses.seeing.films import Films
from alongside.senses.whereabouts import Whereabouts

from .conftest import FACE, START, Life, Scripted, jpeg, scene

LENS = Connected(
    device="lens0001", stream="stream01", name="Lens", trust=Trust.PERSON, can=("camera", "film")
)
BEGIN, END = live.Filming(begins=True), live.Filming(begins=False)
LEFT, TOP = int(FACE[0] * 480), int(FACE[1] * 320)
INSIDE = np.s_[TOP : TOP + 80, LEFT : LEFT + 96]
HUM = (np.sin(np.arange(2000) / 5) * 8000).astype("<i2").tobytes()


@pytest.fixture
def films(life: Life) -> Films:
    return life.films(Whereabouts())


def frame(seed: int = 1) -> live.Frame:
    return live.Frame(jpeg(scene(seed, noise=40)))


class EveryOther(Scripted[Seen]):
    """Finds what there is in the first picture, the third, the fifth."""

    async def run(self, given: Picture) -> AsyncGenerator[Seen, None]:
        async for one in super().run(given):
            if self.looked % 2:
                yield one


async def send(films: Films, life: Life, *whats: live.What, each: float = 0.125) -> list[object]:
    """What is told while these are captured, through the stage that holds the rules."""

    async def captured() -> AsyncIterator[live.Captured]:
        for seq, what in enumerate(whats, 1):
            life.camera.at += timedelta(seconds=each)
            yield live.Captured(seq, life.camera.at, what)

    stage = Unseen(life.discretion, Whereabouts(), Withheld(life.store.folder, bytes(32)))
    told = films.run(stage(captured(), LENS), LENS)
    return [one async for one in told]


async def kept(life: Life, kind: str = "filmed") -> list[Moment]:
    return [m async for m in life.store.log.read(Wanted(kinds=(kind,)))]


async def pictures(life: Life, film: Moment) -> list[NDArray[np.uint8]]:
    data = await life.store.blobs.read(film.what.files[0].hash)
    with av.open(BytesIO(data), "r") as container:
        return [
            np.asarray(f.to_ndarray(format="rgb24"), np.uint8) for f in container.decode(video=0)
        ]


async def test_a_video_is_kept_with_its_sound_and_what_was_seen(films: Films, life: Life) -> None:
    life.eyes.show("cup", text="BAR SPORT")
    between = [what for _ in range(8) for what in (frame(), live.Audio(HUM))]
    told = await send(films, life, frame(), BEGIN, *between, END, frame())
    doing = [one.doing for one in told if isinstance(one, Film)]
    assert doing == ["begun", "making", "kept"]
    assert [one.seq for one in told if isinstance(one, Done)] == [1, 19, 20]
    (film,) = await kept(life)
    assert isinstance(film.what, Filmed)
    assert (film.source, film.trust, film.what.camera) == ("capture", Trust.OWN, "Lens")
    assert (film.what.width, film.what.height, film.what.sound) == (480, 320, True)
    assert film.what.duration == pytest.approx(14 * 0.125)
    assert film.origin == "live:stream01:film:2-19:"
    assert film.what.poster is not None
    data = await life.store.blobs.read(film.what.media.hash)
    with av.open(BytesIO(data), "r") as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]
        loud = [np.abs(f.to_ndarray()).max() for f in container.decode(audio=0)]
        assert max(loud) > 0.1
    assert len(await pictures(life, film)) == 8
    (recognised,) = await kept(life, "recognised")
    assert isinstance(recognised.what, Recognised)
    assert recognised.what.words == "cup"
    (read,) = await kept(life, "read")
    assert isinstance(read.what, Read)
    assert (read.what.text, read.trust, read.because) == ("BAR SPORT", Trust.OUTSIDE, (film.id,))


async def test_no_picture_of_it_shows_a_face_that_was_overlooked_once(
    films: Films, life: Life
) -> None:
    """The face is found in every other picture only."""
    life.eyes.found = EveryOther("test:faces", (Seen("face", 0.9, FACE),))
    await send(films, life, BEGIN, *[frame() for _ in range(7)], END)
    (film,) = await kept(life)
    sharp = scene(1, noise=40)[INSIDE].std(axis=(0, 1))
    for shown in await pictures(life, film):
        assert (shown[INSIDE].std(axis=(0, 1)) < sharp * 0.8).all()
    assert isinstance((await kept(life, "recognised"))[0].what, Recognised)


async def test_without_the_model_that_finds_faces_nothing_is_kept(films: Films, life: Life) -> None:
    life.eyes.found = None
    told = await send(films, life, BEGIN, frame(), END)
    assert any(isinstance(one, Unable) for one in told)
    assert Film("dropped") in told
    assert await kept(life) == []


async def test_what_the_rules_keep_back_begins_no_video_and_ends_one(
    films: Films, life: Life
) -> None:
    await life.discretion.pause("button")
    told = await send(films, life, BEGIN, frame(), END)
    assert [one for one in told if isinstance(one, Film)] == [Film("dropped")]
    await life.discretion.resume("button")
    life.privacy = Privacy(times=(PrivateTime(start="10:01", end="11:00"),))
    life.camera.at = START + timedelta(seconds=58)
    told = await send(films, life, BEGIN, *[frame() for _ in range(6)], END, each=0.5)
    assert any(isinstance(one, Unable) for one in told)
    assert await kept(life) == []
    assert await life.store.blobs.hashes() == frozenset()


async def test_off_the_record_meanwhile_lets_go_of_all_of_it(films: Films, life: Life) -> None:
    private = live.Marked("private", begins=True)
    told = await send(films, life, BEGIN, frame(), frame(), private, frame(), END)
    assert [one.doing for one in told if isinstance(one, Film)] == ["begun", "making", "dropped"]
    assert await kept(life) == []


async def test_it_ends_by_itself_and_where_the_device_is_gone(films: Films, life: Life) -> None:
    await send(films, life, BEGIN, *[frame() for _ in range(8)], each=10)
    (film,) = await kept(life)
    assert isinstance(film.what, Filmed)
    assert film.what.duration == 50
    life.camera.at += timedelta(minutes=5)
    await send(films, life, BEGIN, frame(), frame())
    assert len(await kept(life)) == 2


async def test_muted_it_has_no_sound(films: Films, life: Life) -> None:
    await send(films, life, live.Muted(muted=True), BEGIN, frame(), live.Audio(HUM), frame(), END)
    (film,) = await kept(life)
    assert isinstance(film.what, Filmed)
    assert not film.what.sound


async def test_a_days_room_is_spent_and_said_to_be(
    films: Films, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "LEAST", FILMS_AT_ONCE + 1)
    told = await send(films, life, BEGIN, frame(), END)
    assert [one.detail for one in told if isinstance(one, Unable)] == [taking.WHY["full"]]


async def test_the_person_has_the_camera_that_is_on_film(films: Films, life: Life) -> None:
    assert await films.shoot(life.camera.at, begins=True) == "no camera"
    assert await films.shoot(life.camera.at, begins=False) == "none"
    life.eyes.show("cup")

    over = asyncio.Event()

    async def captured() -> AsyncIterator[live.Captured]:
        yield live.Captured(1, life.camera.at, frame())
        yield live.Captured(2, life.camera.at, BEGIN)
        await over.wait()

    told: list[object] = []
    async for one in films.run(captured(), LENS):
        told.append(one)
        if one == Done(1):
            assert await films.shoot(life.camera.at, begins=True) == "begun"
        if one == Film("begun"):
            assert await films.shoot(life.camera.at, begins=False) == "ended"
            await life.discretion.pause("button")
            assert await films.shoot(life.camera.at, begins=True) == "private"
            over.set()
    assert [one for one in told if isinstance(one, Take)] == [
        Take("film"), Take("film", begins=False),
    ]  # fmt: skip


async def test_videos_go_when_pictures_taken_do(films: Films, life: Life) -> None:
    life.privacy = Privacy(days={"captures": 7})
    await send(films, life, BEGIN, frame(), END)
    (film,) = await kept(life)
    retention = Retention(life.store.log, lambda: life.privacy)
    assert film.id not in await retention.due(film.at + timedelta(days=6))
    assert film.id in await retention.due(film.at + timedelta(days=8))


async def cut_off(films: Films, life: Life, *whats: live.What) -> None:
    """Send these over a line that breaks once they have come."""
    broken = asyncio.Event()

    async def captured() -> AsyncIterator[live.Captured]:
        for seq, what in enumerate(whats, 1):
            life.camera.at += timedelta(seconds=0.125)
            yield live.Captured(seq, life.camera.at, what)
        broken.set()
        await asyncio.Event().wait()

    async def listen() -> None:
        async with aclosing(films.run(captured(), LENS)) as told:
            async for _ in told:
                pass

    task = asyncio.create_task(listen())
    await broken.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def until_kept(life: Life, count: int) -> list[Moment]:
    async with asyncio.timeout(30):
        async for moment in life.store.log.follow():
            if moment.kind == "filmed" and len(found := await kept(life)) >= count:
                return found
    raise AssertionError


async def test_what_came_before_the_line_broke_for_good_is_kept(life: Life) -> None:
    films = life.films(Whereabouts(), patience=timedelta())
    await cut_off(films, life, BEGIN, *[frame() for _ in range(6)])
    (film,) = await until_kept(life, 1)
    assert len(await pictures(life, film)) == 6


@pytest.mark.parametrize("rest", [5, 0])
async def test_a_device_that_comes_back_late_has_the_rest_kept_and_nothing_twice(
    life: Life, rest: int
) -> None:
    """Also where the server was started anew in between, and knows nothing but what is kept."""
    films = life.films(Whereabouts(), patience=timedelta())
    await cut_off(films, life, BEGIN, *[frame() for _ in range(3)])
    await until_kept(life, 1)
    life.camera.at = START
    whole: list[live.What] = [BEGIN, *[frame() for _ in range(3 + rest)], END]
    told = await send(life.films(Whereabouts()), life, *whole)
    assert [one.doing for one in told if isinstance(one, Film)] == ["begun", "making", "kept"]
    counts = [len(await pictures(life, film)) for film in await kept(life)]
    assert counts == [3, *([rest] if rest else [])]
    again = await send(life.films(Whereabouts()), life, *whole)
    assert Film("dropped") not in again
    assert len(await kept(life)) == len(counts)


async def test_a_device_that_comes_back_while_it_is_being_kept_has_it_kept_once(
    life: Life,
) -> None:
    films = life.films(Whereabouts(), patience=timedelta())
    life.eyes.text.go_on.clear()
    await cut_off(films, life, BEGIN, *[frame() for _ in range(3)])
    await asyncio.wait_for(life.eyes.text.looking.wait(), 30)
    life.camera.at = START
    asyncio.get_running_loop().call_later(0.05, life.eyes.text.go_on.set)
    await send(films, life, BEGIN, *[frame() for _ in range(3)], END)
    (film,) = await kept(life)
    assert len(await pictures(life, film)) == 3


async def test_a_device_that_comes_back_sends_the_whole_again_and_it_is_kept_once(
    films: Films, life: Life
) -> None:
    await cut_off(films, life, BEGIN, *[frame() for _ in range(3)])
    assert await kept(life) == []
    await send(films, life, BEGIN, *[frame() for _ in range(5)], END)
    (film,) = await kept(life)
    assert len(await pictures(life, film)) == 5


async def test_a_device_that_lost_the_beginning_leaves_what_came_before(
    films: Films, life: Life
) -> None:
    await cut_off(films, life, frame(), frame(), BEGIN, *[frame() for _ in range(4)])

    async def captured() -> AsyncIterator[live.Captured]:
        yield live.Captured(20, life.camera.at, frame())

    async for _ in films.run(captured(), LENS):
        pass
    (film,) = await until_kept(life, 1)
    assert len(await pictures(life, film)) == 4


async def test_the_persons_own_camera_films_before_one_in_a_room(films: Films, life: Life) -> None:
    over, seen = asyncio.Event(), asyncio.Semaphore(0)

    async def see(device: Connected, later: int) -> list[object]:
        async def captured() -> AsyncIterator[live.Captured]:
            yield live.Captured(1, life.camera.at + timedelta(seconds=later), frame())
            await over.wait()

        told: list[object] = []
        async for one in films.run(captured(), device):
            told.append(one)
            if one == Done(1):
                seen.release()
        return told

    room = replace(LENS, stream="stream02", trust=Trust.OUTSIDE)
    blind = replace(LENS, stream="stream03", can=("camera",))
    tasks = [asyncio.create_task(see(one, n)) for n, one in enumerate((LENS, room, blind))]
    for _ in tasks:
        await asyncio.wait_for(seen.acquire(), 30)
    assert await films.shoot(life.camera.at, begins=True) == "begun"
    over.set()
    own, *others = await asyncio.gather(*tasks)
    assert Take("film") in own
    assert all(Take("film") not in told for told in others)
