"""Colours: mixing, tinting a drawing, and the palette of a scene."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from alongside.mind.imagine.scene import Ground, Scene, Sky

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a scene's backdrop; `light` in 0..1 is how much daylight falls on things."""

    zenith: str
    low: str
    land: str
    near: str
    far: str
    water: str
    light: float


_SKIES: dict[Sky, tuple[str, str, float]] = {
    "dawn": ("#8fa6d8", "#f7d6c0", 0.85),
    "day": ("#6fb4e8", "#d9eefb", 1.0),
    "noon": ("#4ea3e6", "#c3e6fb", 1.0),
    "sunset": ("#5f5a9c", "#f6a66a", 0.75),
    "night": ("#14204a", "#4660a0", 0.55),
}
_LANDS: dict[Ground, tuple[str, str]] = {
    "": ("#9cc46b", "#7fae54"),
    "meadow": ("#9cc46b", "#7fae54"),
    "forest": ("#6d9a57", "#567f45"),
    "garden": ("#94c06a", "#74a552"),
    "hills": ("#a3c46f", "#86ad57"),
    "mountains": ("#8fae76", "#6f935d"),
    "desert": ("#e8c788", "#d9ae68"),
    "beach": ("#f0dcae", "#e6cb92"),
    "sea": ("#3f8fb8", "#2c749c"),
    "lake": ("#93b86f", "#76a055"),
    "river": ("#93b86f", "#76a055"),
    "street": ("#a7a7ab", "#8e8e94"),
    "village": ("#a9c077", "#8faa60"),
    "square": ("#d3b495", "#bf9b7b"),
    "snowfield": ("#f3f6fa", "#dfe7f0"),
    "room": ("#c99a6b", "#b5855a"),
    "space": ("#10122a", "#0b0d1f"),
    "moon": ("#b9b6b0", "#9d9a95"),
    "underwater": ("#d9c489", "#c2a96c"),
    "clouds": ("#f4f7fb", "#e2eaf3"),
}
_SEASONS = {"autumn": ("#c9924a", 0.55), "winter": ("#e9eff5", 0.7), "spring": ("#b5d982", 0.35)}
_GREEN = frozenset(
    {"", "meadow", "forest", "garden", "hills", "mountains", "lake", "river", "village"}
)
_MOODS = {
    "calm": ("#cfe0e8", 0.12),
    "joyful": ("#ffe9a8", 0.14),
    "gloomy": ("#6d737c", 0.38),
    "mysterious": ("#4b3f72", 0.34),
    "cosy": ("#f0b878", 0.2),
    "dreamy": ("#e9c9ec", 0.32),
}


def palette(scene: Scene, ground: Ground) -> Palette:
    """The backdrop's colours by time of day, weather, season and mood."""
    zenith, low, light = _SKIES[scene.sky]
    land, near = _LANDS[ground]
    if scene.weather in ("rain", "storm", "clouds", "fog", "snow"):
        grey, share = ("#5c6672", 0.65) if scene.weather == "storm" else ("#aab4be", 0.55)
        zenith, low = mixed(zenith, grey, share), mixed(low, grey, share)
        light *= 0.72 if scene.weather == "storm" else 0.9
    if ground in _GREEN and scene.season in _SEASONS:
        tone, share = _SEASONS[scene.season]
        land, near = mixed(land, tone, share), mixed(near, tone, share)
    if scene.weather == "snow" and ground != "room":
        land, near = mixed(land, "#fbfdff", 0.9), mixed(near, "#eef3f9", 0.85)
    tone, share = _MOODS.get(scene.mood, ("#ffffff", 0.0))
    zenith, low, land, near = (mixed(c, tone, share) for c in (zenith, low, land, near))
    dark = mixed("#0e1530", zenith, 0.35)
    lit = [c if ground == "room" else mixed(dark, c, max(light, 0.45)) for c in (land, near)]
    water = mixed(mixed("#3d89b3", zenith, 0.5), low, 0.18)
    if scene.season == "winter" and ground in ("lake", "river"):
        water = mixed(water, "#eaf4fb", 0.65)
    return Palette(
        zenith=zenith,
        low=low,
        land=lit[0],
        near=lit[1],
        far=mixed(lit[0], low, 0.55),
        water=water,
        light=light,
    )


def mixed(one: str, other: str, share: float) -> str:
    """`share` (0..1) of the other colour in the one; both `#rrggbb`."""
    a, b = _rgb(one), _rgb(other)
    return _hex(*(x + (y - x) * share for x, y in zip(a, b, strict=True)))


def tinted(body: str, colour: str) -> str:
    """A drawing in another colour: what is coloured in it takes the hue, and keeps its shading."""
    hue, light, rich = colorsys.rgb_to_hls(*_rgb(colour))
    shades = [colorsys.rgb_to_hls(*_rgb(found)) for found in _HEX.findall(body)]
    vivid = [shade for shade in shades if shade[2] > 0.18 and 0.12 < shade[1] < 0.93] or shades
    middle = sum(shade[1] for shade in vivid) / len(vivid) if vivid else 0.5

    def recoloured(found: re.Match[str]) -> str:
        shade = colorsys.rgb_to_hls(*_rgb(found[0]))
        if shade not in vivid:
            return found[0]
        lightness = min(0.97, max(0.06, light + (shade[1] - middle) * 0.8))
        return _hex(*colorsys.hls_to_rgb(hue, lightness, rich))

    return _HEX.sub(recoloured, body)


def _rgb(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(each * 2 for each in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _hex(red: float, green: float, blue: float) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, c)) * 255):02x}" for c in (red, green, blue))
