"""Worlds to test: each genre by a seed, the person's own with places of somebody's."""

from __future__ import annotations

from alongside.log.kinds import Spot
from alongside.mind.adventure.atlas import Atlas, Language, genres
from alongside.mind.adventure.atlas import atlas as made

SPOTS = (
    Spot(name="Arezzo", month="2025-03"),
    Spot(name="the old mill", month="2025-02"),
    Spot(name="부산 해운대", month="2024-12"),
    Spot(name="Lake Trasimeno", month="2024-01"),
)


def atlas(genre: str, seed: int, language: Language) -> Atlas:
    return made(genre, seed, language, SPOTS if genres()[genre].get("own") else ())
