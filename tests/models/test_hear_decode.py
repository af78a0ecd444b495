"""Sound files of every kind become 16 kHz mono, in pieces that put together are the whole."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import av
import numpy as np
import pytest

from alongside.models.hear.decode import UndecodableError, pieces, samples
from alongside.models.mel import RATE
from alongside.models.model import Floats

SECONDS = 3.0
KINDS = {
    "wav": ("wav", "pcm_s16le"),
    "flac": ("flac", "flac"),
    "mp3": ("mp3", "libmp3lame"),
    "m4a": ("ipod", "aac"),
    "voice note": ("ogg", "libopus"),
}


def tone(seconds: float, rate: int = RATE) -> Floats:
    times = np.arange(int(seconds * rate)) / rate
    return (0.4 * np.sin(2 * np.pi * 440 * times)).astype(np.float32)


def encoded(sound: Floats, container: str, codec: str, rate: int = 48_000) -> BytesIO:
    """A stereo file of the sound, which is at `rate`."""
    file = BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout="stereo")
        assert isinstance(stream, av.AudioStream)
        both = np.stack([sound, sound])
        frame = av.AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format, "stereo", rate, stream.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    file.seek(0)
    return file


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_heard_at_its_pitch(kind: str) -> None:
    heard = np.concatenate([*samples(encoded(tone(SECONDS, 48_000), *KINDS[kind]))])

    loudest = np.argmax(np.abs(np.fft.rfft(heard))) * RATE / len(heard)
    assert abs(len(heard) / RATE - SECONDS) < 0.1
    assert abs(loudest - 440) < 2
    assert heard.dtype == np.float32


def test_pieces_are_cut_where_it_is_quiet_and_lose_nothing() -> None:
    silence = np.zeros(RATE, np.float32)
    spoken = [part for _ in range(8) for part in (tone(3.0), silence)]
    whole = np.concatenate(spoken)
    file = encoded(whole, "wav", "pcm_f32le", RATE)

    made = [*pieces(file, longest=10.0)]

    np.testing.assert_allclose(np.concatenate([piece for _, piece in made]), whole, atol=1e-4)
    assert len(made) > 2
    for (start, piece), (after, _) in pairwise(made):
        assert len(piece) <= 10.0 * RATE
        assert after == pytest.approx(start + len(piece) / RATE)
        assert np.abs(piece[-100:]).max() < 0.01


def test_a_file_that_ends_early_is_heard_as_far_as_it_goes() -> None:
    whole = encoded(tone(SECONDS, 48_000), *KINDS["flac"]).getvalue()

    heard = np.concatenate([*samples(BytesIO(whole[: len(whole) // 2]))])

    assert 0.2 * SECONDS < len(heard) / RATE < 0.8 * SECONDS


@pytest.mark.parametrize("content", [b"", b"not a sound", bytes(10_000), b"fLaC" + bytes(100)])
def test_what_is_no_sound_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(UndecodableError):
        list(samples(BytesIO(content)))


def test_a_film_without_sound_holds_none() -> None:
    file = BytesIO()
    with av.open(file, "w", format="matroska") as out:
        stream = out.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    file.seek(0)

    with pytest.raises(UndecodableError, match="no sound"):
        list(samples(file))
