"""Frames and sound as an MP4 file: H.264 and AAC, as every phone and browser plays them."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from alongside.mind.keepsakes.film.drawing import FPS
from alongside.mind.keepsakes.film.sound import RATE
from alongside.models.model import Floats

if TYPE_CHECKING:
    from av.container import OutputContainer
    from PIL.Image import Image

TYPE = "video/mp4"
QUALITY = {"crf": "21", "preset": "veryfast", "profile": "high"}
SOUND_BITS = 128_000
BATCH = FPS
"""Frames between two steps: a second of film."""
BLOCK = 1024


def encoded(
    frames: Iterable[Image], size: tuple[int, int], sound: Floats | None, title: str
) -> Generator[int | bytes, None, None]:
    """How many frames are done, second by second; at last the file. Blocks.

    Closing it between two steps stops it, and nothing is left.
    """
    import av

    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        container.metadata.update({"title": title, "comment": "Made by Alongside"})
        video = container.add_stream("libx264", FPS, options=dict(QUALITY))
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        audio = container.add_stream("aac", RATE) if sound is not None else None
        if audio is not None:
            audio.bit_rate = SOUND_BITS
        for number, image in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(np.asarray(image), "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            container.mux(video.encode(frame))
            if (number + 1) % BATCH == 0:
                yield number + 1
        container.mux(video.encode(None))
        if audio is not None and sound is not None:
            _heard(container, sound)
    yield file.getvalue()


def _heard(container: OutputContainer, sound: Floats) -> None:
    import av

    (stream,) = container.streams.audio
    for start in range(0, len(sound), BLOCK):
        block = np.ascontiguousarray(sound[None, start : start + BLOCK])
        frame = av.AudioFrame.from_ndarray(block, "fltp", "mono")
        frame.sample_rate, frame.pts = RATE, start
        frame.time_base = Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
