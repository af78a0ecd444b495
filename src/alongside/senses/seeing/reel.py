"""A video being made: pictures with their faces blurred, and sound, as H.264 and AAC in MP4.

Nothing of it is on the disk: it is written to memory, and kept or let go of as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from alongside.models.mel import RATE
from alongside.models.model import Picture
from alongside.models.see.boxes import Box
from alongside.models.see.picture import shrunk
from alongside.senses.seeing.blur import blurred

if TYPE_CHECKING:
    from av import AudioFrame, Packet, VideoStream

LONGEST = 640
"""Pixels of the longer side."""
CLOCK = Fraction(1, 1000)
"""What times of pictures are counted in: milliseconds."""
PICTURES = {"crf": "29", "preset": "veryfast", "maxrate": "600k", "bufsize": "1200k"}
"""As good as x264's factor 29 makes them, and at most 600 kbit a second."""
SOUND = 32_000
"""Bits of sound a second."""
HOLE = 0.2
"""Seconds of sound that may be missing before silence is put there."""
BLOCK = 1024
"""Samples of a frame of AAC."""


@dataclass(frozen=True, slots=True)
class _Shot:
    """A picture at a second of the video, and where faces are in it."""

    second: float
    picture: Picture
    faces: Sequence[Box]


class Reel:
    """Give it pictures and sound in the order of their time; `finish` gives the file.

    A face found in a picture is blurred in the one before and the one after it too: a face that
    the model overlooks once is not shown for the blink of an eye. All methods block.
    """

    def __init__(self) -> None:
        import av

        self._file = BytesIO()
        self._container = av.open(self._file, "w", format="mp4")
        self._video: VideoStream | None = None
        self._held: _Shot | None = None
        self._before: Sequence[Box] = ()
        self._at = -1
        self._sound: list[NDArray[np.int16]] = []
        self._heard = 0
        self.width = self.height = 0
        self.shown: Picture | None = None
        """The last picture that was put on it, its faces blurred."""

    @property
    def sounds(self) -> bool:
        """Whether it has a sound track."""
        return self._heard > 0

    def show(self, second: float, picture: Picture, faces: Sequence[Box]) -> None:
        """Add a picture; the one before it can be `shown` now."""
        shot = _Shot(second, self._fitted(picture), faces)
        before, self._held = self._held, shot
        if before is not None:
            self._put(before, faces)

    def hear(self, second: float, pcm: bytes) -> None:
        """Add sound that begins at a second: 16 bit little-endian PCM at `RATE`."""
        missing = round(second * RATE) - self._heard
        silence = np.zeros(missing if missing > HOLE * RATE else 0, np.int16)
        samples = np.concatenate([silence, np.frombuffer(pcm, "<i2")])
        self._sound.append(samples)
        self._heard += len(samples)

    def finish(self) -> bytes:
        """The file; nothing where no picture was shown."""
        if self._held is None or self._video is None:
            return b""
        self._put(self._held, ())
        self._container.mux(self._video.encode(None))
        self._container.close()
        return self._with_sound() if self.sounds else self._file.getvalue()

    def _put(self, shot: _Shot, after: Sequence[Box]) -> None:
        import av

        self.shown = blurred(shot.picture, [*self._before, *shot.faces, *after])
        self._before = shot.faces
        frame = av.VideoFrame.from_ndarray(self.shown.pixels, format="rgb24")
        self._at = max(self._at + 1, round(shot.second / CLOCK))
        frame.pts, frame.time_base = self._at, CLOCK
        if self._video is not None:
            self._container.mux(self._video.encode(frame))

    def _fitted(self, picture: Picture) -> Picture:
        """As large as the first, whose sides are made even: no other can be encoded."""
        small = shrunk(picture, LONGEST).pixels
        if self._video is None:
            self.height, self.width = (side // 2 * 2 for side in small.shape[:2])
            self._video = self._container.add_stream("libx264", options=PICTURES)
            self._video.width, self._video.height = self.width, self.height
            self._video.pix_fmt = "yuv420p"
            self._video.codec_context.time_base = CLOCK
        whole = np.zeros((self.height, self.width, 3), np.uint8)
        high, wide = min(self.height, small.shape[0]), min(self.width, small.shape[1])
        whole[:high, :wide] = small[:high, :wide]
        return Picture(whole)

    def _with_sound(self) -> bytes:
        """The pictures as they are encoded, with the sound beside them."""
        import av

        made = BytesIO()
        self._file.seek(0)
        with av.open(self._file, "r") as pictures, av.open(made, "w", format="mp4") as both:
            shown = pictures.streams.video[0]
            video = both.add_stream_from_template(shown)
            audio = both.add_stream("aac", rate=RATE, layout="mono")
            audio.bit_rate = SOUND
            sound = [packet for frame in self._frames() for packet in audio.encode(frame)]
            packets: list[Packet[Any]] = [*sound, *audio.encode(None)]
            for packet in pictures.demux(shown):
                if packet.dts is not None:
                    packet.stream = video
                    packets.append(packet)
            both.mux(sorted(packets, key=_seconds))
        return made.getvalue()

    def _frames(self) -> Iterator[AudioFrame]:
        import av

        whole = np.concatenate(self._sound)
        for start in range(0, len(whole), BLOCK):
            block = whole[None, start : start + BLOCK]
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            yield frame


def _seconds(packet: Packet[Any]) -> float:
    return float((packet.dts or 0) * (packet.time_base or CLOCK))
