"""What the law of a country says of recording those around, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from alongside.config import Keep
from alongside.log.kinds import Place


@dataclass(frozen=True, slots=True)
class Region:
    """The rule for a country, called as the gazetteer calls it, and the law it comes from."""

    country: str
    keep: Keep
    law: str


@cache
def regions() -> Mapping[str, Region]:
    """Every country there is a rule for. Reads a file of the package."""
    text = resources.files(__package__).joinpath("regions.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["region"]
    return {one["country"]: Region(one["country"], one["keep"], one["law"]) for one in listed}


def region(place: Place | None, usual: str) -> Region | None:
    """The rule of the country of the place, else of the one the person said they are in."""
    return regions().get((place.country if place else "") or usual)
