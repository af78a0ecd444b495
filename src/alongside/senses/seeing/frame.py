"""A camera's picture of one moment, before anybody decided to keep it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """An encoded picture (JPEG, WebP, PNG), when it was taken (aware UTC), and where if known.

    `asked` is that the person asked for this very picture; `device` names what took it, and
    `origin` is the frame's identity there, under which it is kept once.
    """

    data: bytes
    at: datetime
    place: Place | None = None
    device: str = ""
    asked: bool = False
    origin: str = ""
