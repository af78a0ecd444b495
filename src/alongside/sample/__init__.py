"""A made-up life to look around in: some weeks of Nora Han, who lives in Lisbon.

All of it was made for this project: words, drawings and voices.
"""

from __future__ import annotations

from pathlib import Path

from alongside.config import Config

PERSON = Config(name="Nora Han", aliases=("Nora", "한노라"), zone="Europe/Lisbon", language="en")
"""Whose life it is: the settings to import it with."""


def path() -> Path:
    """The folder to import."""
    return Path(__file__).parent / "life"
