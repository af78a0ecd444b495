"""`alongside bench day DIR`: what a day of camera and microphone costs, and what is left of it.

`DIR/photos` and `DIR/voice` (with `transcripts.json`) are made into a day of frames, one a second,
and of speech between silences. It is lived in simulated time, as fast as this machine can, through
the senses themselves. Making the day is not counted, only sensing it.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np

from alongside.config import Config, Privacy
from alongside.interfaces.bench.day_made import MadeDay, Stretch, held
from alongside.log.kinds import Read, Recognised
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.store import Store, open_store
from alongside.models.catalogue import Catalogue, ModelMissing
from alongside.models.choice import Models
from alongside.models.hear import decode
from alongside.models.mel import RATE
from alongside.models.model import Floats, Picture, Sound
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.seeing.frame import Frame
from alongside.senses.seeing.keeping import all_of
from alongside.senses.seeing.seeing import Parts, Seeing

START = datetime(2026, 11, 26, 8, tzinfo=UTC)
BLOCK = 30
"""Seconds of sound that are listened to at once."""
EVERY = 240
"""Seconds from one recording's beginning to the next one's."""
HISS = 0.002
SURE = 0.6
"""The score from which a thing in a photo itself is taken to be there."""
LATE = timedelta(seconds=30)
"""A frame kept so long after a stretch still tells of it."""
ALIKE = timedelta(minutes=10)
"""A view that was kept so long before needn't be kept again."""


@dataclass(slots=True)
class Cost:
    """Seconds of this process's CPU time, and of the clock on the wall."""

    cpu: float = 0.0
    wall: float = 0.0
    _began: tuple[float, float] = field(default=(0.0, 0.0))

    def __enter__(self) -> Self:
        self._began = (time.process_time(), time.perf_counter())
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu += time.process_time() - self._began[0]
        self.wall += time.perf_counter() - self._began[1]


async def run(folder: Path, hours: float) -> Mapping[str, Any]:
    """Bytes stored, CPU seconds an hour, and what was recalled.

    Raises `ModelMissing`, and `OSError` where the folder lacks what a day is made of.
    """
    models = await asyncio.to_thread(Models, Config(), Catalogue())
    if models.see() is None or models.faces() is None:
        raise ModelMissing("nanodet" if models.see() is None else "centerface")
    with tempfile.TemporaryDirectory() as passing:
        async with await open_store(Path(passing) / "life", bytes(32), "me") as store:
            day = await asyncio.to_thread(MadeDay, folder / "photos", round(hours * 3600))
            seen = await _see(store, models, day)
            heard = await _hear(models, folder / "voice", hours)
            stored = await asyncio.to_thread(_size, store.folder)
            recalled = await _recalled(store, models, day)
    cpu = (seen["cpu_seconds"] + heard["cpu_seconds"]) / (hours * 3600)
    return {
        "hours": hours,
        "stored_bytes": stored,
        "cpu_share_of_one_core": round(cpu, 3),
        "seeing": seen,
        "hearing": heard,
        "recall": recalled,
    }


async def _see(store: Store, models: Models, day: MadeDay) -> dict[str, Any]:
    """Live the day's frames; what it cost."""
    now = [START]
    discretion = Discretion(store.log, Privacy, lambda: "UTC", lambda: now[0])
    seeing = Seeing(Parts(store.log, store.blobs, models, discretion, lambda: "UTC"))
    cost, frames, kept = Cost(), 0, 0
    for stretch in day.stretches:
        at = START + timedelta(seconds=stretch.start)
        made = day.frames(stretch)
        for second in range(stretch.seconds):
            data = await asyncio.to_thread(next, made)
            now[0] = at + timedelta(seconds=second)
            with cost:
                kept += bool(await seeing.see(Frame(data=data, at=now[0], device="glasses")))
            frames += 1
    return {"frames": frames, "kept": kept, **_cost(cost, frames / 3600)}


async def _hear(models: Models, folder: Path, hours: float) -> dict[str, Any]:
    """Listen to the day's speech between silences; what it cost, and the words that came through.

    What listens is the catalogue's voice activity detection and speech to text.
    """
    hear = models.hear()
    if hear is None:
        raise ModelMissing("whisper-base")
    said = await asyncio.to_thread(_recordings, folder)
    cost, right, wanted = Cost(), 0, 0
    blocks = round(hours * 3600 / BLOCK)
    noise = np.random.default_rng(1).normal(0, HISS, BLOCK * RATE).astype(np.float32)
    each = EVERY // BLOCK
    for block in range(blocks):
        text, samples = said[(block // each) % len(said)]
        first = (block % each) * BLOCK * RATE
        sound = noise.copy()
        part = samples[first : first + BLOCK * RATE]
        sound[: len(part)] += part
        with cost:
            words = [one.text async for one in hear.run(Sound(sound))]
        if len(part):
            right += _common(_words(text), _words(" ".join(words)))
        wanted += len(_words(text)) if first == 0 else 0
    share = round(min(1.0, right / wanted), 3) if wanted else None
    return {"blocks": blocks, "words_recalled": share, **_cost(cost, hours)}


async def _recalled(store: Store, models: Models, day: MadeDay) -> dict[str, Any]:
    """Of the views, things and signs that were held still: the share that is in the log."""
    saw = [m async for m in store.log.read(Wanted(kinds=("saw",), by_time=True))]
    drawn: dict[str, list[Moment]] = {}
    async for moment in store.log.read(Wanted(kinds=("recognised", "read"))):
        drawn.setdefault(moment.because[0], []).append(moment)
    still = held(day.stretches)
    views, things, signs = [], [], []
    for stretch in still:
        near = [moment for moment in saw if _tells_of(moment, stretch)]
        views.append(bool(near))
        told = [one.what for moment in near for one in drawn.get(moment.id, ())]
        there = await _things(models, day, stretch)
        labels = {t.label for what in told if isinstance(what, Recognised) for t in what.things}
        things += [label in labels for label in there]
        if stretch.sign:
            text = " ".join(what.text for what in told if isinstance(what, Read))
            signs.append(set(_words(stretch.sign)) <= set(_words(text)))
    return {
        "views": _share(views), "things": _share(things), "signs": _share(signs),
        "of": {"views": len(views), "things": len(things), "signs": len(signs)},
    }  # fmt: skip


async def _things(models: Models, day: MadeDay, stretch: Stretch) -> set[str]:
    """What the model sees in the photo itself, undisturbed."""
    see = models.see()
    found = await all_of(see, Picture(day.photos[stretch.photo])) if see else []
    return {one.label for one in found if one.score >= SURE}


def _tells_of(moment: Moment, stretch: Stretch) -> bool:
    began = START + timedelta(seconds=stretch.start)
    ended = began + timedelta(seconds=stretch.seconds)
    return began - ALIKE <= moment.at <= ended + LATE


def _recordings(folder: Path) -> list[tuple[str, Floats]]:
    texts = msgspec.json.decode((folder / "transcripts.json").read_bytes(), type=dict[str, str])
    made = []
    for name, text in sorted(texts.items()):
        with (folder / name).open("rb") as file:
            made.append((text, np.concatenate(list(decode.samples(file)))))
    return made


def _words(text: str) -> list[str]:
    return re.sub(r"[^a-z0-9 ]", " ", text.lower()).split()


def _common(right: Sequence[str], heard: Sequence[str]) -> int:
    """The length of the longest run of words in order that both hold."""
    row = [0] * (len(heard) + 1)
    for word in right:
        before = 0
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], before + 1 if word == other else max(row[j], row[j - 1])
    return row[-1]


def _cost(cost: Cost, hours: float) -> dict[str, float]:
    return {
        "cpu_seconds": round(cost.cpu, 1),
        "cpu_seconds_an_hour": round(cost.cpu / hours, 1),
        "wall_seconds": round(cost.wall, 1),
    }


def _share(found: Sequence[bool]) -> float | None:
    return round(sum(found) / len(found), 3) if found else None


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
