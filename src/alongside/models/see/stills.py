"""A video file as a few pictures out of it, upright, whoever made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from alongside.models.hear.decode import Seekable
from alongside.models.model import Picture
from alongside.models.see.picture import UnreadablePictureError, shrunk

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer

LONGEST = 1280
"""Pixels of the longer side of a still."""
APART = 5.0
"""Seconds between two stills, where that doesn't make too many."""
MOST = 12
MOST_PIXELS = 50_000_000
"""Pixels of one picture of a video beyond which it is not believed."""


@dataclass(frozen=True, slots=True)
class Still:
    """A picture, and the second of the video that it shows."""

    second: float
    picture: Picture


def stills(file: Seekable, duration: float, most: int = MOST) -> Iterator[Still]:
    """At most `most` pictures, spread over the seconds that it lasts, at least `APART` apart.

    What can't be decoded is passed over. Raises `UnreadablePictureError` where nothing can. Blocks.
    """
    import av
    from av.error import FFmpegError

    some = False
    try:
        with av.open(file, "r", metadata_errors="ignore") as container:
            if not any(stream.codec_context for stream in container.streams.video[:1]):
                raise UnreadablePictureError("there is no picture in it that can be read")
            for second in _spread(duration, most):
                frame = _at(container, second)
                if frame is not None:
                    some = True
                    yield Still(second, _upright(frame))
    except (FFmpegError, ValueError, MemoryError, OverflowError) as error:
        if isinstance(error, UnreadablePictureError):
            raise
        if not some:
            raise UnreadablePictureError("its pictures can't be read") from error
    if not some:
        raise UnreadablePictureError("none of its pictures can be read")


def _spread(duration: float, most: int) -> list[float]:
    """The seconds to look at: the middles of equal parts."""
    count = max(1, min(most, round(duration / APART)))
    return [(part + 0.5) * duration / count for part in range(count)]


def _at(container: InputContainer, second: float) -> VideoFrame | None:
    """The picture shown at a second, or the last that could be decoded before it."""
    from av.error import FFmpegError

    stream = container.streams.video[0]
    base = float(stream.time_base or 1)
    begins = (stream.start_time or 0) * base
    container.seek(int((begins + second) / base), stream=stream)
    last: VideoFrame | None = None
    for packet in container.demux(stream):
        try:
            for frame in packet.decode():
                if frame.width * frame.height <= MOST_PIXELS:
                    last = frame
                if (frame.time or 0.0) - begins >= second:
                    return last
        except FFmpegError:
            continue
    return last


def _upright(frame: VideoFrame) -> Picture:
    """The frame as it is to be looked at: phones film on their side and say so."""
    whole = shrunk(Picture(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)), LONGEST)
    turns = round(frame.rotation / 90) % 4
    return Picture(np.ascontiguousarray(np.rot90(whole.pixels, turns))) if turns else whole
