"""Voices for those who are played: whoever goes by a name always has the same."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def voice_of(name: str, voices: Sequence[T]) -> T:
    """The one of these voices that falls to a name. It tells nothing of who bears the name."""
    return voices[zlib.crc32(name.encode("utf-8", "replace")) % len(voices)]
