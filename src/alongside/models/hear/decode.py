"""Any sound file as 16 kHz mono samples, a piece at a time, however long it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np

from alongside.models.mel import RATE
from alongside.models.model import Floats

if TYPE_CHECKING:
    from av.container import InputContainer

LONGEST = 60.0
"""Seconds of the longest piece."""
QUIET = 0.3
"""Seconds of quiet that a cut is looked for."""


class UndecodableError(ValueError):
    """The file holds no sound that can be read; the message says why."""


class Seekable(Protocol):
    """A file opened for reading bytes."""

    def read(self, count: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...


def pieces(file: Seekable, longest: float = LONGEST) -> Iterator[tuple[float, Floats]]:
    """The sound as (start in seconds, samples), cut where it is quietest near `longest` seconds.

    Memory is that of one piece. Raises `UndecodableError`.
    """
    start, held = 0, np.zeros(0, np.float32)
    most = int(longest * RATE)
    for block in samples(file):
        held = np.concatenate([held, block])
        while len(held) > most:
            cut = _quietest(held[:most])
            yield start / RATE, held[:cut]
            start, held = start + cut, held[cut:]
    if len(held):
        yield start / RATE, held


def samples(file: Seekable) -> Iterator[Floats]:
    """Blocks of about a second, in order. Packets that are broken are left out.

    Raises `UndecodableError` where nothing can be decoded.
    """
    import av
    from av.error import FFmpegError

    some = False
    try:
        with av.open(file, "r", metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise UndecodableError("there is no sound in it")
            for block in _joined(_frames(container), RATE):
                some = True
                yield block
    except FFmpegError as error:
        raise UndecodableError(f"its sound can't be read ({error.strerror})") from error
    if not some:
        raise UndecodableError("none of its sound can be read")


def _frames(container: InputContainer) -> Iterator[Floats]:
    import av
    from av.error import FFmpegError

    resampler = av.AudioResampler(format="fltp", rate=RATE)
    for packet in container.demux(audio=0):
        try:
            decoded = packet.decode()
        except FFmpegError:
            continue
        for frame in decoded:
            for made in resampler.resample(frame):
                yield made.to_ndarray().mean(0)
    for made in resampler.resample(None):
        yield made.to_ndarray().mean(0)


def _joined(arrays: Iterable[Floats], size: int) -> Iterator[Floats]:
    held: list[Floats] = []
    for array in arrays:
        held.append(array)
        if sum(map(len, held)) >= size:
            yield np.concatenate(held)
            held = []
    if held:
        yield np.concatenate(held)


def _quietest(piece: Floats) -> int:
    """Where the last quarter of the piece is quietest."""
    width = int(QUIET * RATE)
    begin = len(piece) * 3 // 4
    power = np.cumsum(piece[begin:].astype(np.float64) ** 2)
    return begin + int(np.argmin(power[width:] - power[:-width])) + width // 2
