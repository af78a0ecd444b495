"""A camera on the network and this machine's own, simulated by ffmpeg and its test sources."""

from __future__ import annotations

import asyncio
import io
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from alongside.interfaces.live.adapters.speaker import Speaker
from alongside.interfaces.live.adapters.stream import Source, Stream, camera, webcam
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import JPEG
from alongside.senses.live.captured import Audio, Filming, Frame, What
from alongside.senses.live.sense import Played
from alongside.senses.live.told import Clear, Film, Sounding, Speech, Spoken, Take

from .conftest import Noting

FFMPEG = shutil.which("ffmpeg")
SCENE = ("-f", "lavfi", "-i", "testsrc=size=320x240:rate=10")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100")


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def ffmpeg(*arguments: str) -> Iterator[None]:
    if FFMPEG is None:
        pytest.skip("ffmpeg isn't here")
    process = subprocess.Popen((FFMPEG, "-v", "quiet", *arguments), stdin=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.kill()
        process.wait()


async def test_a_camera_that_pushes_rtsp_is_seen_and_heard(device: Noting) -> None:
    url = f"rtsp://127.0.0.1:{port()}/live"
    listening = Stream(
        (Source(url, options={"rtsp_flags": "listen", "listen_timeout": "30"}),), room=True
    )
    serving = device.serving(listening)
    codecs = ("-c:v", "mpeg4", "-g", "10", "-c:a", "aac")
    push = ("-rtsp_transport", "tcp", "-f", "rtsp", url)
    await asyncio.sleep(0.5)
    with ffmpeg("-re", *SCENE, *TONE, *codecs, *push):
        await device.until(Frame, 2)
        await device.until(Audio, 20)
    serving.cancel()
    picture = device.of(Frame)[0]
    assert isinstance(picture, Frame)
    assert picture.jpeg.startswith(JPEG)
    assert Image.open(io.BytesIO(picture.jpeg)).size == (320, 240)
    heard = b"".join(each.pcm for each in device.of(Audio) if isinstance(each, Audio))
    assert max(heard) > 0


async def test_sound_and_picture_of_two_sources_come_together(device: Noting) -> None:
    sources = (Source("testsrc=size=64x48:rate=5", "lavfi"), Source("sine=frequency=300", "lavfi"))
    serving = device.serving(Stream(sources, speaker=Speaker()))
    await device.until(Frame)
    await device.until(Audio, 5)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_a_video_and_a_photo_are_taken_when_the_server_wants_them(device: Noting) -> None:
    source = Source("testsrc=size=1600x1200:rate=20", "lavfi")
    serving = device.serving(Stream((source,)))
    await device.until(Frame)
    device.tell(Take("photo"))
    while not any(isinstance(each, Frame) and each.kept for each in device.captured):
        await device.until(Frame, len(device.of(Frame)) + 1)
    device.tell(Take("film"))
    await device.until(Filming)
    before = len(device.of(Frame))
    await device.until(Frame, before + 12)
    device.tell(Take("film", begins=False))
    await device.until(Filming, 2)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    begun, ended = (n for n, each in enumerate(device.captured) if isinstance(each, Filming))
    assert device.of(Filming) == [Filming(begins=True), Filming(begins=False)]
    between = [each for each in device.captured[begun:ended] if isinstance(each, Frame)]
    assert len(between) >= 12
    assert sides(between[-1]) == (640, 480)
    assert sides(device.captured[1]) == (1280, 960)


async def test_a_video_that_the_server_ended_is_over(device: Noting) -> None:
    serving = device.serving(Stream((Source("testsrc=size=64x48:rate=20", "lavfi"),)))
    await device.until(Frame)
    device.tell(Take("film"), Film("begun"), Film("making"), Take("film"))
    await device.until(Filming, 2)
    assert device.of(Filming) == [Filming(begins=True)] * 2
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


def sides(what: What) -> tuple[int, int]:
    assert isinstance(what, Frame)
    return Image.open(io.BytesIO(what.jpeg)).size


async def test_a_stream_that_ends_or_isnt_there_is_told_of(device: Noting, tmp_path: Path) -> None:
    missing = f"tcp://user:secret@127.0.0.1:{port()}"
    serving = device.serving(Stream((Source(missing),)))
    await device.until_troubled()
    assert "can't be reached" in device.troubles[0]
    assert "secret" not in device.troubles[0]
    serving.cancel()


class Line:
    """Where sound is written; a test lets it go on."""

    def __init__(self) -> None:
        self.written: list[tuple[bytes, int]] = []

    def write(self, pcm: bytes, rate: int) -> None:
        self.written.append((pcm, rate))


async def test_the_speaker_plays_in_order_and_tells_when_all_was_heard(device: Noting) -> None:
    line = Line()
    speaker = Speaker(lambda: line)
    told: tuple[Any, ...] = (Speech(1, 16_000, "a"), Sounding(1, b"\1\0" * 4000), Sounding(1, b""))
    for each in (*told, Spoken()):
        await speaker.tell(cast("Device", device), each)
    await device.until(Played)
    assert b"".join(pcm for pcm, _ in line.written) == b"\1\0" * 4000
    assert {rate for _, rate in line.written} == {16_000}
    line.written.clear()
    for each in (*told, Clear(), Sounding(1, b"\2\0")):
        await speaker.tell(cast("Device", device), each)
    await asyncio.sleep(0.05)
    assert line.written == []


def test_a_room_camera_and_ones_own() -> None:
    assert camera("rtsp://host/one").room
    assert not webcam().room
    assert "speaker" in webcam().can
