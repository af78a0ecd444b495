"""A simulated device: plays a sound or video file over the SDK, in real time or faster."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from alongside.interfaces.live.adapters.shooting import Shooting
from alongside.interfaces.live.device import Device
from alongside.models.hear import decode
from alongside.models.hear.pcm import to_pcm
from alongside.models.mel import RATE
from alongside.models.model import Floats
from alongside.senses.live.captured import Audio, Frame, Mode, Moded

if TYPE_CHECKING:
    from av.container import InputContainer

CHUNK = 512
"""Samples sent at once: 32 ms."""
QUALITY = 80
LONG_AGO = 60.0
Thing = tuple[float, Audio | Frame]


class Unplayable(Exception):
    """The file holds nothing that a device could capture."""


async def play(
    device: Device, path: Path, mode: Mode, *, pace: float = 1.0, shooting: Shooting | None = None
) -> float:
    """Capture the file as if it happened now; gives its seconds.

    `pace` 2 is twice as fast as it happened, and times are as if it had taken its time. `shooting`
    heeds what the server wants taken meanwhile. Raises `Unplayable`.
    """
    began, loop = datetime.now(UTC), asyncio.get_running_loop()
    start, last = loop.time(), 0.0
    shooting = shooting or Shooting()
    shooting.now = lambda: began + timedelta(seconds=(loop.time() - start) * pace)
    await device.capture(Moded(mode))
    things = _things(path, shooting)
    while (thing := await asyncio.to_thread(next, things, None)) is not None:
        last, what = thing
        await asyncio.sleep(max(0.0, start + last / pace - loop.time()))
        await device.capture(what, began + timedelta(seconds=last))
    if not last:
        raise Unplayable(f"{path.name} holds no sound and no picture that can be played.")
    return last


def _things(path: Path, shooting: Shooting) -> Iterator[Thing]:
    """Sound and pictures by the second at which each is whole."""
    sound, pictures = _sound(path), _pictures(path, shooting)
    heard, seen = next(sound, None), next(pictures, None)
    while heard or seen:
        if seen is None or (heard is not None and heard[0] <= seen[0]):
            if heard is not None:
                yield heard
            heard = next(sound, None)
        else:
            yield seen
            seen = next(pictures, None)


def chunks(samples: Floats) -> Iterator[Audio]:
    """Sound as a microphone sends it."""
    for first in range(0, len(samples), CHUNK):
        yield Audio(to_pcm(samples[first : first + CHUNK]))


def _sound(path: Path) -> Iterator[Thing]:
    done = 0
    with path.open("rb") as file:
        try:
            for block in decode.samples(file):
                for audio in chunks(block):
                    done += len(audio.pcm) // 2
                    yield done / RATE, audio
        except decode.UndecodableError:
            return


def _pictures(path: Path, shooting: Shooting) -> Iterator[Thing]:
    """A picture each second of a video, more of them while it films; none of what has none."""
    import av
    from av.error import FFmpegError

    try:
        with av.open(str(path)) as container:
            yield from _frames(container, shooting)
    except FFmpegError:
        return


def _frames(container: InputContainer, shooting: Shooting) -> Iterator[Thing]:
    last = -LONG_AGO
    if not container.streams.video:
        return
    for frame in container.decode(video=0):
        if frame.time is None or frame.time < last + shooting.every:
            continue
        last = frame.time
        picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
        picture.thumbnail((shooting.longest, shooting.longest))
        written = io.BytesIO()
        picture.save(written, "JPEG", quality=QUALITY)
        yield max(frame.time, 0.001), shooting.frame(written.getvalue())
