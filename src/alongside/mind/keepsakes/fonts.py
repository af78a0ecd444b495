"""The font that films and books are set in: Gowun Batang, in Latin and Korean."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

HERE = Path(str(files("alongside.mind.keepsakes").joinpath("made")))
REGULAR, BOLD, LAND = HERE / "regular.ttf", HERE / "bold.ttf", HERE / "land.json"


class FontsMissing(RuntimeError):
    """The font was not brought here by the build."""

    def __init__(self) -> None:
        super().__init__("The font that films and books are set in isn’t built: make setup")


def needed() -> None:
    """Raises `FontsMissing`."""
    if not (REGULAR.is_file() and BOLD.is_file() and LAND.is_file()):
        raise FontsMissing


def drawable(text: str) -> str:
    """The text without what the font has no letters for (emoji, other scripts), on one line."""
    known = _known()
    kept = "".join(each if ord(each) in known else " " if each.isspace() else "" for each in text)
    return " ".join(kept.split())


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    needed()
    with TTFont(REGULAR, lazy=True) as font:
        return frozenset(font.getBestCmap())
