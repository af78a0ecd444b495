"""The agents that ship: Markdown files, one for each in English and in Korean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def gallery(language: str) -> Mapping[str, str]:
    """The files of the agents by handle. Reads files of the package."""
    folder = (
        files("alongside.mind.team") / "gallery" / ("ko" if language.startswith("ko") else "en")
    )
    return {
        file.name.removesuffix(".md"): file.read_text("utf-8")
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".md")
    }
