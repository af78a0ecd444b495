"""Three real days, looked at and listened to by the embedded models."""

from __future__ import annotations

import json
import os
import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.config import Config
from alongside.log.kinds import Heard, Read, Recognised, Recorded, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.perceive.listen import Listen
from alongside.mind.perceive.look import Look
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

DATA = Path(os.environ.get("ALONGSIDE_DATA", Path(__file__).parents[3] / "shared" / "data"))
DAY = DATA / "day"
HEARING = ("whisper-base", "silero-vad", "resemblyzer", "yamnet")
SEEING = ("nanodet", "centerface")
AT = datetime(2008, 10, 22, tzinfo=UTC)
MOST_ERRORS = 0.05
"""Share of words that may be wrong."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DAY.exists(), reason=f"no development data in {DAY}"),
]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "alex") as opened:
        yield opened


def models(*needed: str) -> Models:
    catalogue = Catalogue()
    for entry in needed:
        if not catalogue.have(entry):
            pytest.skip(f"{entry} is not here: alongside models get {entry}")
    return Models(Config(), catalogue)


async def bring(store: Store, path: Path, kind: type[Saw | Recorded]) -> Moment:
    media = await store.blobs.put(path, type="", name=path.name)
    what = Saw(media=media) if kind is Saw else Recorded(media=media, duration=30)
    draft = Draft(what=what, at=AT, zone="Europe/Rome", source="test", trust=Trust.OWN)
    (moment,) = await store.log.append(draft)
    return moment


def words(text: str) -> list[str]:
    text = text.lower().replace("mr.", "mister").replace("-", " ")
    return re.sub(r"[^a-z0-9 ]", " ", text).split()


def wrong(right: list[str], heard: list[str]) -> int:
    """Words put in, left out or taken for others (Levenshtein, 1966)."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(right, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            best = min(row[j] + 1, row[j - 1] + 1, before + (word != other))
            before, row[j] = row[j], best
    return row[-1]


def turns(moments: list[Moment], of: Moment) -> Iterator[Heard]:
    for moment in moments:
        if moment.because == (of.id,) and isinstance(moment.what, Heard):
            yield moment.what


async def test_recordings_are_heard_by_their_speakers(store: Store) -> None:
    ears = models(*HEARING)
    brought = [
        await bring(store, path, Recorded) for path in sorted((DAY / "voice").glob("*.flac"))
    ]
    async for step in Listen(store.log, store.blobs, ears).catch_up():
        assert not step.problem
    heard = [moment async for moment in store.log.read(Wanted(kinds=("heard",)))]

    written = json.loads((DAY / "voice" / "transcripts.json").read_text())
    texts = {m.what.files[0].name: [*turns(heard, m)] for m in brought}
    said = {name: " ".join(turn.text for turn in made) for name, made in texts.items()}
    errors = sum(wrong(words(right), words(said[name])) for name, right in written.items())
    assert errors / sum(len(words(right)) for right in written.values()) <= MOST_ERRORS
    everything = " ".join(said.values()).lower()
    for answer in ("printing", "chinese", "what your country can do for you", "dashwood"):
        assert answer in everything
    for name, made in texts.items():
        assert {turn.language for turn in made} == {"en"}
        assert len({turn.speaker for turn in made}) == (2 if "two voices" in name else 1)


async def test_photos_are_looked_at_and_little_is_claimed_wrongly(store: Store) -> None:
    eyes = models(*SEEING)
    for path in sorted((DAY / "photos").iterdir()):
        await bring(store, path, Saw)
    async for step in Look(store.log, store.blobs, eyes).catch_up():
        assert not step.problem
    drawn = [moment async for moment in store.log.read(Wanted(kinds=("recognised", "read")))]

    seen: dict[str, set[str]] = {}
    faces: dict[str, int] = {}
    for moment in drawn:
        (photo,) = await store.log.get(*moment.because)
        if isinstance(moment.what, Recognised):
            labels = {thing.label for thing in moment.what.things}
            seen[photo.what.files[0].name] = labels
            faces[photo.what.files[0].name] = moment.what.faces
    assert "bench" in seen["DSCN0021.jpg"]
    assert "person" in seen["DSCN0025.jpg"]
    assert "car" in seen["DSCN0029.jpg"]
    assert "boat" in seen["harbour.jpg"]
    assert seen["jolla.jpg"] == seen["DSCN0012.jpg"] == seen["DSCN0042.jpg"] == set()
    assert set().union(*seen.values()) <= {
        "bench",
        "person",
        "car",
        "boat",
        "dining table",
        "chair",
    }
    assert {name for name, count in faces.items() if count} == {"DSCN0025.jpg"}
    assert not [moment for moment in drawn if isinstance(moment.what, Read)]
