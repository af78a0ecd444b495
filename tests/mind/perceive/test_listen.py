"""Listening to recordings: once each, whatever happens in between."""

from __future__ import annotations

import wave
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from alongside.log.kinds import Failed, Heard, Noticed, Recorded
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.jobs import Progress
from alongside.mind.perceive.listen import Listen
from alongside.models.mel import RATE
from alongside.models.model import (
    Hear,
    ModelError,
    Segment,
    Sound,
    SoundEvent,
    Sounds,
    Voice,
    Voices,
)

AT = datetime(2008, 10, 21, 17, 0, tzinfo=UTC)


@dataclass
class Hears:
    """Hears one sentence a piece; `lengths` are the seconds it was given."""

    text: str = "Good evening."
    name: str = "fake:ears"
    remote: bool = False
    lengths: list[float] = field(default_factory=list)
    error: ModelError | None = None

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        self.lengths.append(len(given.samples) / RATE)
        if self.error:
            raise self.error
        if self.text:
            yield Segment(self.text, 0.5, 2.0, "en")


@dataclass
class Notices:
    events: tuple[SoundEvent, ...]
    name: str = "fake:sounds"
    remote: bool = False

    async def run(self, given: Sound) -> AsyncGenerator[SoundEvent, None]:
        for event in self.events:
            yield event


class OneVoice:
    name = "fake:voices"
    remote = False

    async def run(self, given: Sound) -> AsyncGenerator[Voice, None]:
        yield Voice(0.0, 3.0, np.eye(1, 256, 7, dtype=np.float32)[0])


@dataclass
class Ears:
    words: Hear | None = field(default_factory=Hears)
    noises: Sounds | None = None
    people: Voices | None = None

    def hear(self) -> Hear | None:
        return self.words

    def sounds(self) -> Sounds | None:
        return self.noises

    def voices(self) -> Voices | None:
        return self.people


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "alex") as opened:
        yield opened


def wav(seconds: float) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(bytes(2 * int(seconds * RATE)))
    return file.getvalue()


async def recorded(store: Store, data: bytes, name: str = "lecture.wav") -> Moment:
    media = await store.blobs.put(data, type="audio/wav", name=name)
    what = Recorded(media=media, duration=3.0)
    draft = Draft(what=what, at=AT, zone="Europe/Rome", source="recordings", trust=Trust.OWN)
    (moment,) = await store.log.append(draft)
    return moment


async def drawn(store: Store) -> list[Moment]:
    wanted = Wanted(kinds=("heard", "noticed", "failed"))
    return [moment async for moment in store.log.read(wanted)]


async def run(job: Listen) -> list[Progress]:
    return [step async for step in job.catch_up()]


async def test_what_is_said_and_noticed_is_drawn_from_the_recording(store: Store) -> None:
    source = await recorded(store, wav(3))
    noises = Notices((SoundEvent("applause", 0.9, 1.0, 3.0),))

    steps = await run(Listen(store.log, store.blobs, Ears(noises=noises, people=OneVoice())))

    heard, noticed = await drawn(store)
    assert heard.what == Heard(
        text="Good evening.",
        start=0.5,
        end=2.0,
        speaker="Speaker 1",
        language="en",
        model="fake:ears",
    )
    assert (heard.trust, heard.because) == (Trust.OUTSIDE, (source.id,))
    assert (heard.at, heard.zone) == (AT + timedelta(seconds=0.5), "Europe/Rome")
    assert isinstance(noticed.what, Noticed)
    assert (noticed.what.sound, noticed.trust) == ("applause", Trust.OWN)
    assert noticed.at == AT + timedelta(seconds=1)
    assert [(step.done, step.total) for step in steps] == [(0, 1), (1, 1)]


async def test_a_long_recording_is_heard_in_pieces_in_its_own_time(store: Store) -> None:
    await recorded(store, wav(130))
    ears = Ears(words=Hears(), noises=Notices((SoundEvent("rain", 0.9, 0.0, 60.0),)))

    steps = await run(Listen(store.log, store.blobs, ears))

    heard = [m.what for m in await drawn(store) if isinstance(m.what, Heard)]
    assert [turn.start for turn in heard] == sorted({turn.start for turn in heard})
    assert len(heard) == 3
    assert isinstance(ears.words, Hears)
    assert sum(ears.words.lengths) == pytest.approx(130, abs=0.1)
    assert max(ears.words.lengths) <= 60
    assert any("of" in step.note for step in steps)


async def test_a_sound_across_two_pieces_is_one(store: Store) -> None:
    await recorded(store, wav(59))

    class Rain(Notices):
        async def run(self, given: Sound) -> AsyncGenerator[SoundEvent, None]:
            yield SoundEvent("rain", 0.8, 0.0, 5.0)
            yield SoundEvent("a dog", 0.9, 2.0, 3.0)
            yield SoundEvent("rain", 0.9, 5.5, 9.0)

    await run(Listen(store.log, store.blobs, Ears(words=Hears(text=""), noises=Rain(()))))

    _, *noticed = [m.what for m in await drawn(store) if isinstance(m.what, Noticed)]
    assert [(n.sound, n.start, n.end, n.score) for n in noticed] == [
        ("rain", 0.0, 9.0, 0.9),
        ("a dog", 2.0, 3.0, 0.9),
    ]


async def test_a_recording_without_speech_is_not_listened_to_again(store: Store) -> None:
    await recorded(store, wav(3))
    ears = Ears(words=Hears(text=""))

    await run(Listen(store.log, store.blobs, ears))
    again = await run(Listen(store.log, store.blobs, ears))

    (noticed,) = await drawn(store)
    assert isinstance(noticed.what, Noticed)
    assert noticed.what.sound == "no speech"
    assert noticed.what.end == pytest.approx(3.0, abs=0.1)
    assert again == []


async def test_a_broken_recording_is_told_once_and_stops_nothing(store: Store) -> None:
    await recorded(store, b"no sound at all", "broken.m4a")
    await recorded(store, wav(3))

    await run(Listen(store.log, store.blobs, Ears()))
    await run(Listen(store.log, store.blobs, Ears()))

    failed, heard = await drawn(store)
    assert isinstance(failed.what, Failed)
    assert (failed.what.file, failed.what.doing) == ("broken.m4a", "listening to a recording")
    assert heard.kind == "heard"


async def test_a_lost_or_odd_recording_is_told(store: Store) -> None:
    lost = await recorded(store, wav(3), "lost.wav")
    await store.blobs.delete(lost.what.files[0].hash)
    await recorded(store, wav(2), "odd.wav")

    ears = Ears(words=Hears(error=ModelError("too odd")))
    await run(Listen(store.log, store.blobs, ears))

    assert [moment.kind for moment in await drawn(store)] == ["failed", "failed"]


async def test_without_a_model_it_waits_and_says_why_then_goes_on(store: Store) -> None:
    await recorded(store, wav(3))
    ears = Ears(words=None)
    job = Listen(store.log, store.blobs, ears)

    waiting = await run(job)
    assert "alongside models get" in waiting[-1].problem
    assert await drawn(store) == []

    ears.words = Hears()
    await run(job)
    assert [moment.kind for moment in await drawn(store)] == ["heard"]


async def test_stopped_within_a_recording_it_is_heard_whole_the_next_time(store: Store) -> None:
    await recorded(store, wav(130))

    async with aclosing(Listen(store.log, store.blobs, Ears()).catch_up()) as steps:
        async for step in steps:
            if "min" in step.note:
                break
    assert await drawn(store) == []

    await run(Listen(store.log, store.blobs, Ears()))
    assert [moment.kind for moment in await drawn(store)] == ["heard"] * 3


async def test_a_recording_forgotten_meanwhile_leaves_nothing(store: Store) -> None:
    source = await recorded(store, wav(3))

    class Forgets(Hears):
        async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
            yield Segment("secret", 0, 1)
            await store.log.forget(source.id)

    await run(Listen(store.log, store.blobs, Ears(words=Forgets())))

    assert await drawn(store) == []


async def test_a_better_model_can_listen_again(store: Store) -> None:
    await recorded(store, wav(3))
    noises = Notices((SoundEvent("rain", 0.9, 0.0, 1.0),))
    await run(Listen(store.log, store.blobs, Ears(noises=noises)))
    better = Ears(words=Hears(name="fake:better", text="Good evening, all."), noises=noises)

    assert await run(Listen(store.log, store.blobs, better)) == []
    await run(Listen(store.log, store.blobs, better, again=True))
    assert await run(Listen(store.log, store.blobs, better, again=True)) == []

    heard = [m.what.words for m in await drawn(store) if m.kind == "heard"]
    assert heard == ["Good evening.", "Good evening, all."]
    assert sum(m.kind == "noticed" for m in await drawn(store)) == 1


async def test_rain_without_words_is_not_listened_to_again_by_the_same_model(
    store: Store,
) -> None:
    await recorded(store, wav(3))
    noises = Notices((SoundEvent("rain", 0.9, 0.0, 1.0),))
    ears = Ears(words=Hears(text=""), noises=noises)

    await run(Listen(store.log, store.blobs, ears, again=True))

    assert await run(Listen(store.log, store.blobs, ears, again=True)) == []
    sounds = [m.what.words for m in await drawn(store)]
    assert sounds == ["no speech", "rain"]


async def marks(store: Store) -> list[tuple[int, str, str]]:
    query = "SELECT seq, job, model FROM jobs_done"
    return await store.database.read(lambda db: db.execute(query).fetchall())


async def test_what_was_heard_and_forgotten_does_not_come_back(store: Store) -> None:
    source = await recorded(store, wav(3))
    await run(Listen(store.log, store.blobs, Ears()))
    (heard,) = await drawn(store)
    assert await marks(store) == [(source.seq, "listen", "fake:ears")]

    await store.log.forget(heard.id)

    assert await run(Listen(store.log, store.blobs, Ears())) == []
    assert await run(Listen(store.log, store.blobs, Ears(), again=True)) == []
    assert await drawn(store) == []
    await store.log.forget(source.id)
    assert await marks(store) == []


async def test_ended_before_it_was_marked_it_is_marked_and_not_done_again(store: Store) -> None:
    await recorded(store, wav(3))
    await run(Listen(store.log, store.blobs, Ears()))
    await store.database.write(lambda db: db.execute("DELETE FROM jobs_done"))
    ears = Ears(words=Hears())

    assert await run(Listen(store.log, store.blobs, ears)) == []
    assert isinstance(ears.words, Hears)
    assert ears.words.lengths == []
    (heard,) = await drawn(store)
    await store.log.forget(heard.id)
    assert await run(Listen(store.log, store.blobs, ears)) == []
    assert await drawn(store) == []
