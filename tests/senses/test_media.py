from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from alongside import sample
from alongside.log.kinds import Place, Recorded, Saw
from alongside.senses import places
from alongside.senses.archives.audio import Audio
from alongside.senses.archives.photos import Photos
from alongside.senses.files import DiskFile

DATA = Path(os.environ.get("ALONGSIDE_DATA", Path(__file__).parents[2] / "../shared/data"))
TAKEN = "2008:10:22 16:28:39"
AREZZO = {1: "N", 2: (43.0, 28.0, 2.8), 3: "E", 4: (11.0, 53.0, 6.4)}


def picture(path: Path, base: dict[int, Any], exif: dict[int, Any], gps: dict[int, Any]) -> Path:
    image = Image.new("RGB", (40, 30), "teal")
    tags = image.getexif()
    tags.update(base)
    tags.get_ifd(0x8769).update(exif)
    tags.get_ifd(0x8825).update(gps)
    path.parent.mkdir(exist_ok=True, parents=True)
    if path.suffix == ".heic":
        pillow_heif.register_heif_opener()
    image.save(path, exif=tags)
    return path


async def saw(read: Any, path: Path) -> Any:
    results = await read.file(Photos(), DiskFile(path, path.name))
    assert results.failures == []
    return results.drafts[0]


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "heic"])
async def test_time_place_and_camera_of_each_format(read: Any, tmp_path: Path, ending: str) -> None:
    path = picture(
        tmp_path / f"a.{ending}", {271: "NIKON", 272: "COOLPIX P6000"}, {36867: TAKEN}, AREZZO
    )
    draft = await saw(read, path)
    assert draft.at == datetime(2008, 10, 22, 14, 28, 39, tzinfo=UTC)
    assert draft.zone == "Europe/Rome"
    assert (draft.what.width, draft.what.height) == (40, 30)
    assert draft.what.camera == "NIKON COOLPIX P6000"
    assert (draft.what.place.name, draft.what.place.country) == ("Arezzo", "Italy")
    assert Photos().claims(DiskFile(path, "no ending"))


async def test_offsets_and_zones(read: Any, tmp_path: Path) -> None:
    for offset, hour, zone in (
        ("+02:00", 14, "Europe/Rome"),
        ("+09:00", 7, "Etc/GMT-9"),
        ("-05:00", 21, "Etc/GMT+5"),
        ("+00:00", 16, "UTC"),
        ("+05:30", 10, "Asia/Kolkata"),
        ("+05:07", 11, "Europe/Rome"),
        ("+99:00", 14, "Europe/Rome"),
    ):
        path = picture(tmp_path / "a.jpg", {}, {36867: TAKEN, 36881: offset}, {})
        draft = await saw(read, path)
        assert (draft.at.hour, draft.zone) == (hour, zone)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("NIKON CORPORATION", "NIKON D90", "NIKON D90"),
        ("Jolla", "Jolla", "Jolla"),
        ("Apple", "", "Apple"),
        ("", "X100", "X100"),
    ],
)
async def test_the_maker_is_named_once(
    read: Any, tmp_path: Path, make: str, model: str, camera: str
) -> None:
    draft = await saw(read, picture(tmp_path / "a.jpg", {271: make, 272: model}, {}, {}))
    assert draft.what.camera == camera


async def test_an_upright_size(read: Any, tmp_path: Path) -> None:
    draft = await saw(read, picture(tmp_path / "a.jpg", {274: 6}, {}, {}))
    assert (draft.what.width, draft.what.height) == (30, 40)


@pytest.mark.parametrize(
    "gps",
    [
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (120.0, 0.0, 0.0), 3: "E", 4: (11.0, 0.0, 0.0)},
        {1: "N", 3: "E", 4: (11.0, 0.0, 0.0)},
    ],
)
async def test_coordinates_that_make_no_sense(
    read: Any, tmp_path: Path, gps: dict[int, Any]
) -> None:
    assert (await saw(read, picture(tmp_path / "a.jpg", {}, {}, gps))).what.place is None


async def test_time_without_exif(read: Any, tmp_path: Path) -> None:
    zeros = {36867: "0000:00:00 00:00:00", 36868: "2008:02:31 10:00:00"}
    named = await saw(read, picture(tmp_path / "Screenshot_20261021-190311.png", {}, zeros, {}))
    assert named.at == datetime(2026, 10, 21, 17, 3, 11, tzinfo=UTC)
    pixel = await saw(read, picture(tmp_path / "PXL_20261021_170311123.jpg", {}, {}, {}))
    assert pixel.at.hour == 17
    day = await saw(read, picture(tmp_path / "IMG-20081022-WA0001.jpg", {}, {}, {}))
    assert day.at == datetime(2008, 10, 22, 10, tzinfo=UTC)
    path = picture(tmp_path / "a.png", {}, {}, {})
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert (await saw(read, path)).at.year == 2001
    path = path.rename(tmp_path / "2001-09-09.png")
    assert (await saw(read, path)).at.hour == 1


async def test_pictures_that_are_none(
    read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = await read(Photos(), "a.jpg", b"\xff\xd8\xff but no more")
    assert results.failures[0].reason == "it is no picture, or damaged"
    path = picture(tmp_path / "big.png", {}, {}, {})
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    results = await read.file(Photos(), DiskFile(path, "big.png"))
    assert "decompression bomb" in results.failures[0].reason
    results = await read.file(Photos(), DiskFile(tmp_path / "gone.jpg", "gone.jpg"))
    assert results.failures[0].reason == "No such file or directory"


GOOD = (sample.path() / "photos" / "IMG_20261018_120833.jpg").read_bytes()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=8), st.integers(0, 500)
)
async def test_damaged_metadata_is_never_an_exception(
    read: Any, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(GOOD)
    for place, value in changes:
        content[place] = value
    results = await read(Photos(), "a.jpg", bytes(content[: len(content) - cut]))
    assert len(results.drafts) + len(results.failures) == 1


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (43.467, 11.885, "Arezzo"),
        (60.1467, 24.9068, "Helsinki"),
        (40.7484, -73.9857, "New York"),
        (48.8584, 2.2945, "Paris"),
        (48.8, 2.13, "Versailles"),
        (52.5163, 13.3777, "Berlin"),
        (37.5665, 126.978, "Seoul"),
        (35.1587, 129.1604, "Busan"),
        (-33.8568, 151.2153, "Sydney"),
        (0.0, -30.0, ""),
        (-89.9, 10.0, ""),
    ],
)
def test_places_are_called_what_people_call_them(
    latitude: float, longitude: float, name: str
) -> None:
    assert places.place(latitude, longitude).name == name


def test_a_zone_needs_coordinates() -> None:
    assert places.zone(Place(name="Arezzo")) is None


def tone(path: Path, kind: str, subtype: str) -> Path:
    samples = np.sin(np.arange(24000) * 0.05).astype("float32")
    soundfile.write(path, samples, 24000, format=kind, subtype=subtype)
    return path


@pytest.mark.parametrize(
    ("ending", "kind", "subtype"),
    [
        ("wav", "WAV", "PCM_16"),
        ("flac", "FLAC", "PCM_16"),
        ("mp3", "MP3", "MPEG_LAYER_III"),
        ("ogg", "OGG", "VORBIS"),
        ("opus", "OGG", "OPUS"),
    ],
)
async def test_recordings(read: Any, tmp_path: Path, ending: str, kind: str, subtype: str) -> None:
    path = tone(tmp_path / f"2008-10-21 19.00 evening lecture.{ending}", kind, subtype)
    results = await read.file(Audio(), DiskFile(path, path.name))
    (draft,) = results.drafts
    assert draft.at == datetime(2008, 10, 21, 17, tzinfo=UTC)
    assert draft.what.title == "evening lecture"
    assert draft.what.duration == pytest.approx(1, abs=0.1)
    assert Audio().claims(DiskFile(path, path.name))


async def test_m4a_with_its_own_time(read: Any, tmp_path: Path) -> None:
    import av

    path = tmp_path / "New Recording 4.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        container.metadata["creation_time"] = "2008-10-21T17:00:00.000000Z"
        container.metadata["title"] = "On printing"
        stream = container.add_stream("aac", rate=24000)
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 24000), dtype="float32"), format="fltp", layout="mono"
        )
        frame.sample_rate = 24000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    (draft,) = (await read.file(Audio(), DiskFile(path, path.name))).drafts
    assert draft.at == datetime(2008, 10, 21, 17, tzinfo=UTC)
    assert draft.what.title == "On printing"


@pytest.mark.parametrize("name", ["PTT-20081021-WA0001.wav", "Recording (3).wav", "음성 001.wav"])
async def test_names_that_machines_give_are_no_titles(read: Any, tmp_path: Path, name: str) -> None:
    path = tone(tmp_path / name, "WAV", "PCM_16")
    (draft,) = (await read.file(Audio(), DiskFile(path, name))).drafts
    assert draft.what.title == ""


async def test_recordings_that_are_none(read: Any) -> None:
    results = await read(Audio(), "a.mp3", b"no sound")
    assert results.failures[0].reason == "it is no recording, or damaged"
    header = b"RIFF\x24\0\0\0WAVE"
    header += b"fmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0"
    assert (await read(Audio(), "a.wav", header + b"data\0\0\0\0")).failures[
        0
    ].reason == "it is empty"
    results = await read(Audio(), "a.m4a", GOOD)
    assert len(results.failures) == 1


VOICE = next((sample.path() / "voice").glob("*.opus")).read_bytes()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=12))
async def test_damaged_recordings_are_never_an_exception(
    read: Any, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(VOICE)
    for place, value in changes:
        content[place] = value
    results = await read(Audio(), "a.opus", bytes(content))
    assert len(results.drafts) + len(results.failures) == 1


@pytest.mark.skipif(not (DATA / "day").exists(), reason=f"no development data in {DATA}")
async def test_real_days_come_in_whole(life: Any) -> None:
    progress = await life.bring(DATA / "day")
    assert progress.failures == ()
    photos = [one for one in await life.moments("saw") if isinstance(one.what, Saw)]
    walk = [one for one in photos if one.what.media.name.startswith("DSCN")]
    assert {str(one.what.place) for one in walk} == {"Arezzo, Italy"}
    assert len(walk) == 9
    assert {one.what.place.name for one in photos if one.what.place} == {"Arezzo", "Helsinki"}
    (helsinki,) = [one for one in photos if one.what.media.name == "harbour.jpg"]
    assert (helsinki.zone, helsinki.at.hour) == ("Europe/Helsinki", 11)
    sounds = [one.what for one in await life.moments("recorded") if isinstance(one.what, Recorded)]
    assert len(sounds) == 4
