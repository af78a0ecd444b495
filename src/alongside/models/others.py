"""What installed packages offer by entry points, whatever goes wrong in them."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any


class NotLoaded(Exception):
    """A package's offer can't be had; the message says why, in its words."""


def made(point: EntryPoint, *given: Any) -> Any:
    """What the package makes of these. Raises `NotLoaded`: code of others may fail in any way, and
    takes nothing else with it."""
    try:
        return point.load()(*given)
    except Exception as error:
        raise NotLoaded(str(error) or type(error).__name__) from error
