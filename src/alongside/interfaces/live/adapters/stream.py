"""Whatever PyAV opens, as a device: an RTSP camera, a USB webcam with its microphone, a stream."""

from __future__ import annotations

import asyncio
import io
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image

from alongside.interfaces.live.adapters.adapter import PeerGone
from alongside.interfaces.live.adapters.shooting import Shooting
from alongside.interfaces.live.adapters.speaker import Speaker
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.models.mel import RATE
from alongside.senses.live.captured import Audio, Frame

if TYPE_CHECKING:
    from av import AudioFrame, Packet, VideoFrame
    from av.container import InputContainer

PATIENCE = (10.0, 15.0)
"""Seconds in which a stream must open, and in which more of it must come."""
QUALITY = 80
LEAST = 2 * RATE // 50
"""Bytes of sound that are sent at once: 20 ms."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is opened: a URL or a device's name, in a format where it has none of its own."""

    url: str
    format: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Its name for people, without a password in it."""
        scheme, found, rest = self.url.partition("://")
        return f"{scheme}://{rest.rpartition('@')[2]}" if found else self.url


def camera(url: str) -> Stream:
    """A camera on the network: anybody may be before it."""
    rtsp = {"rtsp_transport": "tcp"} if url.startswith("rtsp") else {}
    return Stream((Source(url, options=rtsp),), room=True)


def webcam(name: str = "", microphone: str = "") -> Stream:
    """The camera and the microphone of this machine, by the names that its system has for them."""
    if sys.platform == "darwin":
        sources = (
            Source(f"{name or '0'}:{microphone or '0'}", "avfoundation", {"framerate": "30"}),
        )
    elif sys.platform == "win32":
        sources = (Source(f"video={name}:audio={microphone}", "dshow"),)
    else:
        sources = (Source(name or "/dev/video0", "v4l2"), Source(microphone or "default", "alsa"))
    return Stream(sources, speaker=Speaker())


def microphone(name: str = "") -> Stream:
    """The microphone and the speaker of this machine alone."""
    formats = {"darwin": ("avfoundation", f":{name or '0'}"), "win32": ("dshow", f"audio={name}")}
    kind, source = formats.get(sys.platform, ("alsa", name or "default"))
    return Stream((Source(source, kind),), speaker=Speaker())


class Stream:
    """Captures the sound and a picture a second of all its sources at once; videos when told to."""

    def __init__(
        self, sources: tuple[Source, ...], *, room: bool = False, speaker: Speaker | None = None
    ) -> None:
        self.room = room
        self.can = ("microphone", "camera", "film", *(("speaker",) if speaker else ()))
        self._sources = sources
        self._speaker = speaker
        self._shooting = Shooting()

    async def capture(self, device: Device) -> None:
        """Capture all sources until the first of them is gone."""
        shooting = self._shooting
        tasks = [asyncio.create_task(_follow(each, device, shooting)) for each in self._sources]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def tell(self, device: Device, told: Down, /) -> None:
        await self._shooting.heed(device, told)
        if self._speaker is not None:
            await self._speaker.tell(device, told)


async def _follow(source: Source, device: Device, shooting: Shooting) -> None:
    """Capture a source until it ends. One that is left while it is read closes behind us."""
    things = _things(source, shooting)
    while (thing := await asyncio.to_thread(next, things, None)) is not None:
        await device.capture(thing)
    raise PeerGone(f"{source.shown} ended.")


def _things(source: Source, shooting: Shooting) -> Iterator[Audio | Frame]:
    """Sound and pictures as they come. Blocks. Raises `PeerGone`."""
    import av
    from av.error import FFmpegError

    try:
        with av.open(
            source.url, format=source.format, options=dict(source.options), timeout=PATIENCE
        ) as container:
            yield from _captured(container, shooting)
    except (FFmpegError, OSError) as error:
        raise PeerGone(f"{source.shown} can't be reached: {error.strerror or error}.") from error


def _captured(container: InputContainer, shooting: Shooting) -> Iterator[Audio | Frame]:
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    pictures, held = _Pictures(shooting), b""
    for packet in container.demux(*container.streams.video[:1], *container.streams.audio[:1]):
        if packet.stream.type != "audio" and not pictures.wants(packet):
            continue
        for frame in _decoded(packet):
            if isinstance(frame, av.AudioFrame):
                held += b"".join(_pcm(made) for made in resampler.resample(frame))
            elif pictures.due():
                yield shooting.frame(_jpeg(frame, shooting.longest))
        if len(held) >= LEAST:
            yield Audio(held)
            held = b""


class _Pictures:
    """Which pictures of a stream are decoded: those that stand alone; all of a video's.

    From one that stands alone on, as those between hold only what changed.
    """

    def __init__(self, shooting: Shooting) -> None:
        self._shooting = shooting
        self._whole = False
        self._next = 0.0

    def wants(self, packet: Packet[Any]) -> bool:
        self._whole = self._shooting.films and (self._whole or packet.is_keyframe)
        packet.stream.codec_context.skip_frame = "DEFAULT" if self._whole else "NONKEY"
        return self._whole or time.monotonic() >= self._next

    def due(self) -> bool:
        """Whether the time for the next has come."""
        now = time.monotonic()
        if now < self._next:
            return False
        self._next += self._shooting.every
        if self._next < now:
            self._next = now + self._shooting.every
        return True


def _decoded(packet: Packet[Any]) -> list[AudioFrame | VideoFrame]:
    """What a packet holds; nothing where it is broken."""
    import av
    from av.error import FFmpegError

    try:
        frames = packet.decode()
    except FFmpegError:
        return []
    return [frame for frame in frames if isinstance(frame, av.AudioFrame | av.VideoFrame)]


def _pcm(frame: AudioFrame) -> bytes:
    return frame.to_ndarray().astype("<i2").tobytes()


def _jpeg(frame: VideoFrame, longest: int) -> bytes:
    picture = Image.fromarray(frame.to_ndarray(format="rgb24"))
    picture.thumbnail((longest, longest))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()
