"""Videos that are brought in: when and where they were taken, and what a damaged one does."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from alongside.log.kinds import Filmed
from alongside.log.moment import Draft, Trust
from alongside.models.see.picture import UnreadablePictureError
from alongside.models.see.stills import stills
from alongside.senses.archives.videos import Videos
from alongside.senses.archives.whatsapp import WhatsApp
from alongside.senses.files import DiskFile

AREZZO = "+43.4674+011.8851/"
ON_ITS_SIDE = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
UPRIGHT = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)


def film(
    path: Path | BytesIO, tags: dict[str, str] | None = None, *, sound: bool = True,
    form: str = "mp4", seconds: int = 2,
) -> None:  # fmt: skip
    """A short video, its upper half bright, its lower half dark."""
    options = {"movflags": "use_metadata_tags"} if form in ("mp4", "mov") else {}
    with av.open(path, "w", format=form, options=options) as container:
        container.metadata.update(tags or {})
        video = container.add_stream("libvpx" if form == "webm" else "libx264", rate=8)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        voice = _voice(container, form) if sound else None
        pixels = np.zeros((48, 64, 3), np.uint8)
        pixels[:24] = 220
        for _ in range(8 * seconds):
            container.mux(video.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(video.encode(None))
        if voice is not None:
            quiet = np.zeros((1, 960), np.int16)
            for at in range(50 * seconds):
                frame = av.AudioFrame.from_ndarray(quiet, format="s16", layout="mono")
                frame.sample_rate, frame.pts = 48_000, at * 960
                container.mux(voice.encode(frame))
            container.mux(voice.encode(None))


def _voice(container: Any, form: str) -> Any:
    codec = "libopus" if form == "webm" else "aac"
    return container.add_stream(codec, rate=48_000, layout="mono")


async def filmed(read: Any, path: Path) -> Draft:
    results = await read.file(Videos(), DiskFile(path, path.name))
    assert results.failures == []
    (draft,) = results.drafts
    assert isinstance(draft, Draft)
    return draft


async def test_time_place_and_poster(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.mov"
    tags = {
        "com.apple.quicktime.creationdate": "2008-10-22T16:28:39+0200",
        "creation_time": "2008-10-22T14:30:00Z", "com.apple.quicktime.make": "Apple",
        "com.apple.quicktime.model": "iPhone 15", "location": AREZZO,
    }  # fmt: skip
    film(path, tags, form="mov")
    draft = await filmed(read, path)
    what = draft.what
    assert isinstance(what, Filmed)
    assert draft.at == datetime(2008, 10, 22, 14, 28, 39, tzinfo=UTC)
    assert (draft.zone, draft.trust, draft.source) == ("Europe/Rome", Trust.OWN, "videos")
    assert what.place is not None
    assert (what.place.name, what.camera) == ("Arezzo", "Apple iPhone 15")
    assert (what.width, what.height, what.duration, what.sound) == (64, 48, 2.0, True)
    assert (what.media.type, what.title) == ("video/quicktime", "")
    assert what.poster is not None
    assert what.poster.type == "image/webp"
    assert draft.origin == f"video:{what.media.hash}"


async def test_the_containers_time_goes_before_the_names(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "20081023_101500 birthday.mp4"
    film(path, {"creation_time": "2008-10-22T14:30:00Z"}, sound=False)
    draft = await filmed(read, path)
    assert (draft.at, draft.zone) == (datetime(2008, 10, 22, 14, 30, tzinfo=UTC), "Europe/Rome")
    assert isinstance(draft.what, Filmed)
    assert (draft.what.title, draft.what.sound) == ("birthday", False)
    film(path, {"creation_time": "1904-01-01T00:00:00Z"}, sound=False)
    assert (await filmed(read, path)).at == datetime(2008, 10, 23, 8, 15, tzinfo=UTC)


async def test_a_zone_far_away_and_a_place_that_makes_no_sense(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    tags = {"com.apple.quicktime.creationdate": "2024-05-01T10:00:00+0900", "location": "+91+200/"}
    film(path, tags, form="mov")
    draft = await filmed(read, path)
    assert draft.zone == "Etc/GMT-9"
    assert draft.at == datetime(2024, 5, 1, 10, tzinfo=timezone(timedelta(hours=9)))
    assert draft.what.where is None


async def test_a_phone_held_upright(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    film(path)
    content = path.read_bytes()
    at = content.index(UPRIGHT, content.index(b"tkhd"))
    path.write_bytes(content[:at] + ON_ITS_SIDE + content[at + len(UPRIGHT) :])
    draft = await filmed(read, path)
    assert isinstance(draft.what, Filmed)
    assert (draft.what.width, draft.what.height) == (48, 64)
    with path.open("rb") as file:
        (still,) = stills(file, 2.0, most=1)
    left, right = still.picture.pixels[:, :20].mean(), still.picture.pixels[:, -20:].mean()
    assert still.picture.pixels.shape == (64, 48, 3)
    assert (left, right) == (pytest.approx(0, abs=20), pytest.approx(220, abs=20))


async def test_a_browsers_recording_has_no_length_in_its_header(read: Any, tmp_path: Path) -> None:
    path = tmp_path / "clip.webm"
    film(path, form="webm")
    draft = await filmed(read, path)
    assert isinstance(draft.what, Filmed)
    assert draft.what.duration == pytest.approx(2.0, abs=0.3)


async def test_a_video_sent_in_a_chat(life: Any, tmp_path: Path) -> None:
    film(tmp_path / "VID-20081022-WA0003.mp4")
    (tmp_path / "WhatsApp Chat with Dana.txt").write_text(
        "22/10/2008, 16:28 - Dana: VID-20081022-WA0003.mp4 (file attached)\n"
        "22/10/2008, 16:29 - Alex: lovely\n"
    )
    await life.bring(tmp_path, importers=(WhatsApp(), Videos()))
    films = await life.moments("filmed")
    assert {one.trust for one in films} == {Trust.OUTSIDE}
    assert len(films) == 1


async def test_what_is_no_video_is_told(read: Any, tmp_path: Path) -> None:
    for content in (b"", b"no video at all", b"\0" * 500):
        results = await read(Videos(), "a.mp4", content)
        assert [len(results.drafts), len(results.failures)] == [0, 1]
    sound = BytesIO()
    Image.new("RGB", (8, 8)).save(sound, "PNG")
    results = await read(Videos(), "still.mp4", sound.getvalue())
    assert len(results.drafts) + len(results.failures) == 1


def _made() -> bytes:
    file = BytesIO()
    film(file, {"location": AREZZO}, seconds=1)
    return file.getvalue()


GOOD = _made()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, len(GOOD)),
)
async def test_damaged_videos_are_never_an_exception(
    read: Any, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(GOOD)
    for place, value in changes:
        content[place] = value
    results = await read(Videos(), "a.mp4", bytes(content[: len(content) - cut]))
    assert len(results.drafts) + len(results.failures) == 1
    for draft in results.drafts:
        try:
            list(stills(BytesIO(bytes(content)), draft.what.duration))
        except UnreadablePictureError:
            continue
