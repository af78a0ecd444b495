"""The sky of a scene, what stands in it, and the weather that falls from it."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.mind.imagine.colours import mixed
from alongside.mind.imagine.stage import Stage


def sky(stage: Stage) -> str:
    colours = (stage.palette.zenith, stage.palette.low)
    if stage.canvas.ground == "space":
        colours = ("#0a0c20", "#1d1b45")
    elif stage.canvas.ground == "moon":
        colours = ("#05060f", "#141632")
    elif stage.canvas.ground == "underwater":
        colours = ("#4fb6d6", "#0f4d7d")
    return (
        '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">'
        f'<stop stop-color="{colours[0]}"/><stop offset="1" stop-color="{colours[1]}"/>'
        f'</linearGradient></defs><rect width="{stage.width}" height="{stage.height}" '
        'fill="url(#sky)"/>'
    )


def heavens(stage: Stage) -> Iterator[str]:
    """Stars, moon or sun, clouds: unless the sentence names its own."""
    ground, sky_ = stage.canvas.ground, stage.scene.sky
    if ground == "underwater":
        return
    named = {thing.glyph for thing in stage.scene.things}
    covered = stage.scene.weather in ("clouds", "rain", "storm", "snow", "fog")
    dark = sky_ == "night" or ground in ("space", "moon")
    if dark and not covered:
        yield from _stars(stage, 150 if ground in ("space", "moon") else 90)
    if not covered and ground not in ("space", "moon") and not named & _LIGHTS:
        yield _light(stage, dark)
    if "cloud" not in named and ground not in ("space", "moon") and not (dark and not covered):
        yield from _clouds(stage, 7 if covered else FEW)


FEW = 3
"""Clouds of a fair day; they leave the sun to be seen."""
_LIGHTS = frozenset({"sun", "full-moon", "crescent-moon", "sun-with-face", "full-moon-face"})


def _stars(stage: Stage, many: int) -> Iterator[str]:
    chance = stage.chance("stars")
    low = stage.height if stage.canvas.ground == "space" else stage.horizon
    for _ in range(many):
        x, y = chance.random() * stage.width, chance.random() ** 1.3 * low
        size, glow = chance.uniform(0.5, 1.9), chance.uniform(0.4, 1)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="#fff" opacity="{glow:.2f}"/>'


def _light(stage: Stage, dark: bool) -> str:
    across = _light_at(stage)
    low = stage.scene.sky in ("sunset", "dawn")
    y = stage.horizon * (0.82 if low else 0.24)
    size = stage.height * (0.075 if low else 0.055)
    colour = "#f4efd9" if dark else "#ffd9a0" if low else "#fff3c4"
    return (
        f'<circle cx="{across:.0f}" cy="{y:.0f}" r="{size * 2.4:.0f}" fill="{colour}" '
        f'opacity=".16"/><circle cx="{across:.0f}" cy="{y:.0f}" r="{size:.0f}" fill="{colour}"/>'
    )


def _light_at(stage: Stage) -> float:
    return stage.width * stage.chance("light").choice((0.16, 0.24, 0.78, 0.86))


def _clouds(stage: Stage, many: int) -> Iterator[str]:
    chance = stage.chance("clouds")
    colour = mixed("#ffffff", stage.palette.zenith, 0.35 if many > FEW else 0.12)
    for _ in range(many):
        x, y = chance.random() * stage.width, stage.horizon * chance.uniform(0.08, 0.55)
        if many <= FEW and abs(x - _light_at(stage)) < stage.width * 0.17:
            x = (x + stage.width * 0.4) % stage.width
        size = stage.height * chance.uniform(0.03, 0.06)
        puffs = [(-1.7, 0.3, 0.8), (-0.6, -0.25, 1.1), (0.7, -0.05, 1.0), (1.8, 0.35, 0.75)]
        drawn = "".join(
            f'<circle cx="{x + dx * size:.0f}" cy="{y + dy * size:.0f}" r="{r * size:.0f}"/>'
            for dx, dy, r in puffs
        )
        foot = f'<rect x="{x - 2.4 * size:.0f}" y="{y + size * 0.25:.0f}" rx="{size * 0.5:.0f}" '
        foot += f'width="{4.8 * size:.0f}" height="{size * 0.85:.0f}"/>'
        yield f'<g fill="{colour}" opacity=".8">{drawn}{foot}</g>'


def weather(stage: Stage) -> str:
    """Rain, snow, lightning, fog or leaves in the wind, before the things."""
    if stage.canvas.ground in ("room", "space", "moon", "underwater"):
        return ""
    drawn = {"rain": _rain, "storm": _storm, "snow": _snowfall, "fog": _fog, "wind": _gusts}
    draw = drawn.get(stage.scene.weather)
    return draw(stage) if draw else ""


def _rain(stage: Stage) -> str:
    chance = stage.chance("rain")
    drops = "".join(
        f"M{chance.uniform(0, 1.1) * stage.width:.0f} {chance.random() * stage.height:.0f}l-5 18"
        for _ in range(150)
    )
    return f'<path d="{drops}" stroke="#dfeaf5" stroke-width="1.3" opacity=".55"/>'


def _storm(stage: Stage) -> str:
    x, low = stage.width * stage.chance("bolt").uniform(0.3, 0.7), stage.horizon
    down = f"M{x:.0f} 0l-26 {low * 0.42:.0f}h22l-30 {low * 0.5:.0f}"
    bolt = f"{down}l64 {-low * 0.58:.0f}h-24l20 {-low * 0.34:.0f}z"
    return f'<path d="{bolt}" fill="#fff3b0" opacity=".9"/>{_rain(stage)}'


def _snowfall(stage: Stage) -> str:
    chance = stage.chance("snow")
    flakes = []
    for _ in range(150):
        x, y = chance.random() * stage.width, chance.random() * stage.height
        size, glow = chance.uniform(1, 3.4), chance.uniform(0.5, 0.95)
        flakes.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.1f}" opacity="{glow:.2f}"/>')
    return f'<g fill="#ffffff">{"".join(flakes)}</g>'


def _fog(stage: Stage) -> str:
    colour = mixed("#f2f4f5", stage.palette.zenith, 0.2)
    stops = "".join(
        f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{glow}"/>'
        for at, glow in ((0.2, 0.1), (0.5, 0.75), (0.75, 0.45), (1, 0.1))
    )
    return (
        f'<defs><linearGradient id="fog" x2="0" y2="1">{stops}</linearGradient></defs>'
        f'<rect width="{stage.width}" height="{stage.height}" fill="url(#fog)"/>'
    )


def _gusts(stage: Stage) -> str:
    chance = stage.chance("gusts")
    lines = "".join(
        f"M{chance.random() * stage.width:.0f} {chance.uniform(0.1, 0.8) * stage.height:.0f}"
        "q30 -12 60 0t60 0"
        for _ in range(9)
    )
    return (
        f'<path d="{lines}" stroke="#ffffff" stroke-width="2.5" fill="none" opacity=".5" '
        'stroke-linecap="round"/>'
    )
