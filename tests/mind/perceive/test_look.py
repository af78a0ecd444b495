"""Looking at photos: once each, whatever happens in between."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from alongside.log.kinds import Failed, Read, Recognised, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.jobs import Progress
from alongside.mind.perceive.look import Look
from alongside.models.model import ModelError, Picture, ReadText, See, Seen, TextBox

AT = datetime(2008, 10, 22, 14, 0, tzinfo=UTC)
BOX = (0.0, 0.0, 0.5, 0.5)


@dataclass
class Sees:
    """Finds one thing per picture; `widths` are those of the pictures it was given."""

    name: str = "fake:eyes"
    remote: bool = False
    label: str = "boat"
    widths: list[int] = field(default_factory=list)
    error: ModelError | None = None

    async def run(self, given: Picture) -> AsyncGenerator[Seen, None]:
        self.widths.append(given.pixels.shape[1])
        if self.error:
            raise self.error
        yield Seen(self.label, 0.9, BOX)


@dataclass
class Reads:
    text: str
    name: str = "fake:reader"
    remote: bool = False

    async def run(self, given: Picture) -> AsyncGenerator[TextBox, None]:
        for line in self.text.splitlines():
            yield TextBox(line, 0.9, BOX)


@dataclass
class Eyes:
    things: See | None = field(default_factory=Sees)
    people: See | None = field(default_factory=lambda: Sees(label="face"))
    text: ReadText | None = None

    def see(self) -> See | None:
        return self.things

    def faces(self) -> See | None:
        return self.people

    def read(self) -> ReadText | None:
        return self.text


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "alex") as opened:
        yield opened


def png(width: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, 8), "blue").save(file, "PNG")
    return file.getvalue()


async def saw(store: Store, data: bytes, name: str, trust: Trust = Trust.OWN) -> Moment:
    media = await store.blobs.put(data, type="image/png", name=name)
    draft = Draft(what=Saw(media=media), at=AT, zone="Europe/Rome", source="photos", trust=trust)
    (moment,) = await store.log.append(draft)
    return moment


async def drawn(store: Store, *kinds: str) -> list[Moment]:
    wanted = Wanted(kinds=kinds or ("recognised", "read", "failed"))
    return [moment async for moment in store.log.read(wanted)]


async def run(job: Look) -> list[Progress]:
    return [step async for step in job.catch_up()]


async def test_what_is_seen_and_read_is_drawn_from_the_photo(store: Store) -> None:
    photo = await saw(store, png(16), "sea.png")

    steps = await run(Look(store.log, store.blobs, Eyes(text=Reads("Harbour\n24 km"))))

    recognised, read = await drawn(store)
    assert isinstance(recognised.what, Recognised)
    assert [thing.label for thing in recognised.what.things] == ["boat"]
    assert recognised.what.faces == 1
    assert (recognised.trust, recognised.because) == (Trust.OWN, (photo.id,))
    assert isinstance(read.what, Read)
    assert read.what.text == "Harbour\n24 km"
    assert (read.trust, read.at, read.zone) == (Trust.OUTSIDE, AT, "Europe/Rome")
    assert (steps[-1].done, steps[-1].total, steps[-1].problem) == (1, 1, "")


async def test_a_letter_or_two_are_not_worth_reading(store: Store) -> None:
    await saw(store, png(16), "wall.png")

    await run(Look(store.log, store.blobs, Eyes(text=Reads("H\n-"))))

    assert [moment.kind for moment in await drawn(store)] == ["recognised"]


async def test_each_photo_is_looked_at_once_also_by_another_run(store: Store) -> None:
    await saw(store, png(16), "a.png")
    seen = Sees()
    first = Look(store.log, store.blobs, Eyes(things=seen))
    await run(first)
    await saw(store, png(24), "b.png")
    await run(first)

    assert await run(Look(store.log, store.blobs, Eyes(things=seen))) == []
    assert seen.widths == [16, 24]


async def test_a_broken_photo_is_told_once_and_stops_nothing(store: Store) -> None:
    broken = await saw(store, b"no picture", "broken.png")
    await saw(store, png(16), "whole.png")

    await run(Look(store.log, store.blobs, Eyes()))
    await run(Look(store.log, store.blobs, Eyes()))

    failed, recognised = await drawn(store)
    assert isinstance(failed.what, Failed)
    assert failed.what.file == "broken.png"
    assert failed.because == (broken.id,)
    assert recognised.kind == "recognised"


async def test_a_model_that_fails_on_one_photo_is_told(store: Store) -> None:
    await saw(store, png(16), "odd.png")

    await run(Look(store.log, store.blobs, Eyes(things=Sees(error=ModelError("too odd")))))

    (failed,) = await drawn(store)
    assert isinstance(failed.what, Failed)
    assert failed.what.reason == "too odd"


async def test_a_photo_whose_file_is_lost_is_told(store: Store) -> None:
    photo = await saw(store, png(16), "lost.png")
    await store.blobs.delete(photo.what.files[0].hash)

    await run(Look(store.log, store.blobs, Eyes()))

    assert [moment.kind for moment in await drawn(store)] == ["failed"]


@pytest.mark.parametrize("lacking", ["things", "people"])
async def test_without_a_model_it_waits_and_says_why_then_goes_on(
    store: Store, lacking: str
) -> None:
    await saw(store, png(16), "a.png")
    eyes = Eyes()
    model = getattr(eyes, lacking)
    setattr(eyes, lacking, None)
    job = Look(store.log, store.blobs, eyes)

    waiting = await run(job)
    assert "alongside models get" in waiting[-1].problem
    assert await drawn(store) == []

    setattr(eyes, lacking, model)
    await run(job)
    assert [moment.kind for moment in await drawn(store)] == ["recognised"]


async def test_with_nothing_to_look_at_no_model_is_missed(store: Store) -> None:
    assert await run(Look(store.log, store.blobs, Eyes(things=None))) == []


async def test_stopped_halfway_it_goes_on_where_it_stopped(store: Store) -> None:
    for width in (8, 16, 24):
        await saw(store, png(width), f"{width}.png")
    seen = Sees()

    async with aclosing(Look(store.log, store.blobs, Eyes(things=seen)).catch_up()) as steps:
        async for step in steps:
            if step.done == 1:
                break
    await run(Look(store.log, store.blobs, Eyes(things=seen)))

    assert seen.widths == [8, 16, 24]
    assert len(await drawn(store)) == 3


async def test_a_photo_forgotten_meanwhile_leaves_nothing(store: Store) -> None:
    photo = await saw(store, png(16), "gone.png")

    class Forgets(Sees):
        async def run(self, given: Picture) -> AsyncGenerator[Seen, None]:
            yield Seen("boat", 0.9, BOX)
            await store.log.forget(photo.id)

    await run(Look(store.log, store.blobs, Eyes(things=Forgets())))

    assert await drawn(store) == []


async def test_a_better_model_can_look_again(store: Store) -> None:
    await saw(store, png(16), "a.png")
    await run(Look(store.log, store.blobs, Eyes()))
    better = Eyes(things=Sees(name="fake:better", label="cruise ship"))

    assert await run(Look(store.log, store.blobs, better)) == []
    await run(Look(store.log, store.blobs, better, again=True))
    await run(Look(store.log, store.blobs, better, again=True))

    found = [moment.what for moment in await drawn(store)]
    assert [what.words for what in found] == ["boat", "cruise ship"]


async def test_trust_is_never_above_the_photos(store: Store) -> None:
    await saw(store, png(16), "sent.png", Trust.OUTSIDE)

    await run(Look(store.log, store.blobs, Eyes()))

    (recognised,) = await drawn(store)
    assert recognised.trust == Trust.OUTSIDE


async def test_what_was_seen_and_read_and_forgotten_does_not_come_back(store: Store) -> None:
    photo = await saw(store, png(16), "sea.png")
    eyes = Eyes(text=Reads("Harbour"))
    await run(Look(store.log, store.blobs, eyes))
    await store.log.forget(*(moment.id for moment in await drawn(store)))

    assert await run(Look(store.log, store.blobs, eyes)) == []
    assert await drawn(store) == []

    query = "SELECT seq FROM jobs_done"
    assert await store.database.read(lambda db: db.execute(query).fetchall()) == [(photo.seq,)]
    await store.log.forget(photo.id)
    assert await store.database.read(lambda db: db.execute(query).fetchall()) == []
