"""The ground of a scene: land, water, a street, a room, seen from where one stands."""

from __future__ import annotations

import math
from collections.abc import Callable

from alongside.mind.imagine.colours import mixed
from alongside.mind.imagine.layout import BANK, COUNTER
from alongside.mind.imagine.scene import Ground
from alongside.mind.imagine.stage import Stage


def ground(stage: Stage) -> str:
    """The ground that the stage's canvas names."""
    return "".join(GROUNDS.get(stage.canvas.ground, _meadow)(stage))


def _ridge(stage: Stage, what: str, base: float, rise: float, waves: float, colour: str) -> str:
    """Land from a wavy line at `base` (pixels) down to the foot of the picture."""
    chance = stage.chance(what)
    shift, second = chance.uniform(0, math.tau), chance.uniform(0, math.tau)
    steps = 32
    points = []
    for step in range(steps + 1):
        at = step / steps
        lift = math.sin(at * waves * math.tau + shift) + 0.4 * math.sin(
            at * waves * 2.3 * math.tau + second
        )
        points.append(f"{at * stage.width:.0f} {base - lift * rise:.1f}")
    return (
        f'<path fill="{colour}" d="M0 {stage.height}L{"L".join(points)}L{stage.width} '
        f'{stage.height}Z"/>'
    )


def _peaks(stage: Stage, colour: str) -> str:
    chance = stage.chance("peaks")
    drawn = []
    for nth in range(6):
        x = stage.width * (nth / 5 + chance.uniform(-0.06, 0.06))
        high = stage.height * chance.uniform(0.18, 0.36)
        wide = high * chance.uniform(0.9, 1.3)
        top, foot = stage.horizon - high, stage.horizon + 4
        snow = high * 0.26
        drawn.append(
            f'<path fill="{colour}" d="M{x - wide:.0f} {foot:.0f}L{x:.0f} {top:.0f}'
            f'L{x + wide:.0f} {foot:.0f}Z"/><path fill="{mixed(colour, "#ffffff", 0.75)}" '
            f'd="M{x:.0f} {top:.0f}l{wide * 0.26:.0f} {snow:.0f}'
            f"l{-wide * 0.12:.0f} {-snow * 0.2:.0f}"
            f"l{-wide * 0.14:.0f} {snow * 0.25:.0f}l{-wide * 0.13:.0f} {-snow * 0.3:.0f}"
            f'l{-wide * 0.13:.0f} {snow * 0.25:.0f}Z"/>'
        )
    return "".join(drawn)


def _tufts(stage: Stage, colour: str, many: int = 60) -> str:
    """Short strokes that make ground out of a colour."""
    chance = stage.chance("tufts")
    below = stage.height - stage.horizon
    strokes = []
    for _ in range(many):
        near = chance.random()
        x, y = chance.random() * stage.width, stage.horizon + below * (0.15 + 0.83 * near)
        size = 3 + 7 * near
        strokes.append(
            f"M{x:.0f} {y:.0f}l{-size / 3:.1f} {-size:.1f}m{size / 2:.1f} 0l0 {size:.1f}"
        )
    return f'<path d="{"".join(strokes)}" stroke="{colour}" stroke-width="1.4" fill="none"/>'


def _meadow(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    return [
        _ridge(stage, "far", stage.horizon - h * 0.03, h * 0.03, 1.2, p.far),
        _ridge(stage, "land", stage.horizon + h * 0.03, h * 0.012, 0.8, p.land),
        _ridge(stage, "near", stage.horizon + h * 0.26, h * 0.02, 0.6, p.near),
        _tufts(stage, mixed(p.near, "#24451c", 0.35)),
    ]


def _hills(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    return [
        _ridge(stage, "farther", stage.horizon - h * 0.12, h * 0.05, 1.3, mixed(p.far, p.low, 0.4)),
        _ridge(stage, "far", stage.horizon - h * 0.04, h * 0.05, 1.0, p.far),
        _ridge(stage, "land", stage.horizon + h * 0.05, h * 0.04, 0.7, p.land),
        _ridge(stage, "near", stage.horizon + h * 0.26, h * 0.03, 0.6, p.near),
        _tufts(stage, mixed(p.near, "#24451c", 0.3), 40),
    ]


def _mountains(stage: Stage) -> list[str]:
    return [_peaks(stage, mixed("#7886a3", stage.palette.low, 0.35)), *_meadow(stage)]


def _trees(stage: Stage, colour: str, base: float, high: float, many: int) -> str:
    chance = stage.chance(f"trees {many}")
    drawn = []
    for nth in range(many):
        x = stage.width * (nth + chance.uniform(0.2, 0.8)) / many
        tall = high * chance.uniform(0.75, 1.2)
        wide = tall * 0.3
        drawn.append(
            f"M{x - wide:.0f} {base:.0f}L{x:.0f} {base - tall:.0f}L{x + wide:.0f} {base:.0f}Z"
        )
    return f'<path fill="{colour}" d="{"".join(drawn)}"/>'


def _forest(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    back, front = mixed(p.near, p.low, 0.5), mixed(p.near, "#16331f", 0.3)
    return [
        _trees(stage, back, stage.horizon + h * 0.06, h * 0.34, 17),
        _trees(stage, front, stage.horizon + h * 0.1, h * 0.27, 12),
        _ridge(stage, "land", stage.horizon + h * 0.09, h * 0.012, 0.9, p.land),
        _ridge(stage, "near", stage.horizon + h * 0.28, h * 0.02, 0.6, p.near),
        _tufts(stage, mixed(p.near, "#16331f", 0.4), 80),
    ]


def _garden(stage: Stage) -> list[str]:
    chance = stage.chance("beds")
    below = stage.height - stage.horizon
    flowers = []
    for _ in range(90):
        near = chance.random()
        x, y = chance.random() * stage.width, stage.horizon + below * (0.2 + 0.75 * near)
        colour = chance.choice(("#e8697d", "#f2c53d", "#ffffff", "#b58ad6", "#ee8a2c"))
        lit = mixed("#1b2440", colour, max(stage.palette.light, 0.5))
        flowers.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{1.5 + 3 * near:.1f}" fill="{lit}"/>')
    return [*_meadow(stage), *flowers]


def _dunes(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    return [
        _ridge(stage, "far", stage.horizon - h * 0.02, h * 0.045, 0.9, mixed(p.far, p.land, 0.5)),
        _ridge(stage, "land", stage.horizon + h * 0.07, h * 0.035, 0.7, p.land),
        _ridge(stage, "near", stage.horizon + h * 0.24, h * 0.04, 0.5, p.near),
    ]


def _waves(stage: Stage, top: float, foot: float) -> list[str]:
    """Water from `top` to `foot` (pixels), with glints."""
    water, chance = stage.palette.water, stage.chance("waves")
    glints = []
    for _ in range(46):
        near = chance.random()
        x, y = chance.random() * stage.width, top + (foot - top) * (0.05 + 0.92 * near)
        wide = 10 + 46 * near
        glints.append(f"M{x:.0f} {y:.0f}q{wide / 4:.0f} {-2 - 3 * near:.1f} {wide / 2:.0f} 0")
    return [
        f'<rect y="{top:.0f}" width="{stage.width}" height="{foot - top:.0f}" fill="{water}"/>',
        (
            f'<path d="{"".join(glints)}" stroke="{mixed(water, "#ffffff", 0.4)}" stroke-width="2" '
            'fill="none" stroke-linecap="round"/>'
        ),
    ]


def _sea(stage: Stage) -> list[str]:
    return _waves(stage, stage.horizon, stage.height)


def _beach(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    shore = stage.horizon + h * 0.2
    return [
        *_waves(stage, stage.horizon, h),
        _ridge(stage, "foam", shore - h * 0.012, h * 0.012, 0.8, mixed(p.water, "#ffffff", 0.7)),
        _ridge(stage, "foam", shore, h * 0.012, 0.8, p.land),
        _ridge(stage, "near", shore + h * 0.15, h * 0.015, 0.6, p.near),
    ]


def _lake(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    return [
        _ridge(stage, "far", stage.horizon - h * 0.05, h * 0.04, 1.1, p.far),
        *_waves(stage, stage.horizon, h),
        _ridge(stage, "near", h * BANK, h * 0.015, 0.5, p.near),
        _tufts(stage, mixed(p.near, "#24451c", 0.35), 0),
    ]


def _street(stage: Stage) -> list[str]:
    p, h, chance = stage.palette, stage.height, stage.chance("skyline")
    drawn: list[str] = []
    x = -10.0
    tone = mixed("#7c8798", p.low, 0.45)
    lamp = "#ffdf8a" if p.light < 0.8 else mixed(tone, "#ffffff", 0.35)
    while x < stage.width:
        wide, high = stage.width * chance.uniform(0.06, 0.11), h * chance.uniform(0.14, 0.4)
        top = stage.horizon - high
        drawn.append(
            f'<rect x="{x:.0f}" y="{top:.0f}" width="{wide:.0f}" height="{high + 6:.0f}" '
            f'fill="{mixed(tone, "#3a4356", chance.uniform(0, 0.35))}"/>'
        )
        panes = [
            f"M{x + wide * (0.2 + 0.3 * column):.0f} {top + 10 + row * 16:.0f}h5v7h-5z"
            for column in range(3)
            for row in range(int((high - 12) // 16))
            if chance.random() < 0.7
        ]
        drawn.append(f'<path fill="{lamp}" d="{"".join(panes)}"/>')
        x += wide * 1.02
    walk, road = stage.horizon + h * 0.06, stage.horizon + h * 0.16
    drawn.append(
        f'<rect y="{stage.horizon:.0f}" width="{stage.width}" height="{h}" fill="{p.land}"/>'
    )
    drawn.append(
        f'<rect y="{walk:.0f}" width="{stage.width}" height="{h}" '
        f'fill="{mixed(p.near, "#40444d", 0.5)}"/>'
    )
    dashes = "".join(f"M{at} {road:.0f}h46v5h-46z" for at in range(8, stage.width, 92))
    drawn.append(f'<path fill="{mixed(p.land, "#ffffff", 0.45)}" d="{dashes}"/>')
    return drawn


def _houses(stage: Stage) -> str:
    chance, p, h = stage.chance("houses"), stage.palette, stage.height
    drawn = []
    for nth in range(9):
        x = stage.width * (nth + chance.uniform(0.1, 0.6)) / 9
        wide, high = h * chance.uniform(0.09, 0.13), h * chance.uniform(0.06, 0.1)
        foot = stage.horizon + h * 0.04
        wall = mixed(chance.choice(("#efe3cf", "#e6cfae", "#f3ead9", "#dcb893")), p.far, 0.25)
        roof = mixed(chance.choice(("#b0563c", "#8d4a3a", "#6f5a4e")), p.far, 0.25)
        pane = "#ffdf8a" if p.light < 0.8 else "#8fb3c9"
        drawn.append(
            f'<path fill="{wall}" d="M{x:.0f} {foot:.0f}v{-high:.0f}h{wide:.0f}v{high:.0f}z"/>'
            f'<path fill="{roof}" d="M{x - 5:.0f} {foot - high:.0f}l{wide / 2 + 5:.0f} '
            f'{-high * 0.7:.0f}l{wide / 2 + 5:.0f} {high * 0.7:.0f}z"/>'
            f'<path fill="{pane}" d="M{x + wide * 0.2:.0f} {foot - high * 0.7:.0f}h9v10h-9z'
            f'M{x + wide * 0.62:.0f} {foot - high * 0.7:.0f}h9v10h-9z"/>'
        )
    return "".join(drawn)


def _village(stage: Stage) -> list[str]:
    far, *rest = _meadow(stage)
    return [far, _houses(stage), *rest]


def _square(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    line = mixed(p.near, "#6b4f3a", 0.35)
    middle = stage.width / 2
    rays = "".join(
        f"M{middle + (at - 6) * 26:.0f} {stage.horizon + 14:.0f}L{middle + (at - 6) * 170:.0f} {h}"
        for at in range(13)
    )
    rows = "".join(
        f"M0 {stage.horizon + h * depth:.0f}h{stage.width}" for depth in (0.06, 0.12, 0.2, 0.32)
    )
    return [
        _houses(stage),
        (
            f'<rect y="{stage.horizon + h * 0.03:.0f}" width="{stage.width}" height="{h}" '
            f'fill="{p.land}"/>'
        ),
        f'<path d="{rays}{rows}" stroke="{line}" stroke-width="1.2" opacity=".45"/>',
    ]


def _snow(stage: Stage) -> list[str]:
    p, h = stage.palette, stage.height
    return [
        _peaks(stage, mixed("#9fb0c9", p.low, 0.4)),
        _ridge(stage, "land", stage.horizon + h * 0.02, h * 0.02, 0.8, p.land),
        _ridge(stage, "near", stage.horizon + h * 0.24, h * 0.025, 0.6, p.near),
    ]


def _room(stage: Stage) -> list[str]:
    p, w, h = stage.palette, stage.width, stage.horizon
    wall = {"night": "#5d5a6e", "sunset": "#e6c3a0", "dawn": "#ead9c9"}.get(
        stage.scene.sky, "#efe4d3"
    )
    if stage.scene.mood == "cosy":
        wall = mixed(wall, "#d98f52", 0.28)
    glass = mixed(p.zenith, p.low, 0.5)
    at = w * stage.chance("window").choice((0.12, 0.66))
    boards = "".join(
        f"M{w * (0.5 + nth * 0.07):.0f} {h:.0f}L{w * (0.5 + nth * 0.16):.0f} {stage.height}"
        for nth in range(-5, 6)
    )
    named = any(thing.glyph == "window" for thing in stage.scene.things)
    window = (
        f'<rect x="{at:.0f}" y="{h * 0.16:.0f}" width="{w * 0.2:.0f}" height="{h * 0.5:.0f}" '
        f'fill="{glass}" stroke="#fffaf0" stroke-width="9"/>'
        f'<path d="M{at + w * 0.1:.0f} {h * 0.16:.0f}v{h * 0.5:.0f}M{at:.0f} {h * 0.4:.0f}'
        f'h{w * 0.2:.0f}" stroke="#fffaf0" stroke-width="5"/>'
    )
    return [
        f'<rect width="{w}" height="{stage.height}" fill="{wall}"/>',
        "" if named else window,
        f'<rect y="{h:.0f}" width="{w}" height="{stage.height}" fill="{p.land}"/>',
        f'<path d="{boards}" stroke="{p.near}" stroke-width="2"/>',
        f'<rect y="{h - 9:.0f}" width="{w}" height="10" fill="{mixed(wall, "#ffffff", 0.5)}"/>',
    ]


def counter(stage: Stage) -> str:
    """The top of a table across the foot of the picture, for what stands on one."""
    w, h, wood = stage.width, stage.height, "#a8714b"
    top = h * COUNTER
    return (
        f'<rect y="{top:.0f}" width="{w}" height="{h:.0f}" fill="{mixed(wood, "#3a2417", 0.25)}"/>'
        f'<rect y="{top:.0f}" width="{w}" height="{h * 0.11:.0f}" fill="{wood}"/>'
        f'<rect y="{top:.0f}" width="{w}" height="4" fill="{mixed(wood, "#ffffff", 0.25)}"/>'
    )


def _space(stage: Stage) -> list[str]:
    chance = stage.chance("planets")
    drawn = []
    for colour in ("#c9825a", "#7aa0c9"):
        x, y = chance.uniform(0.1, 0.9) * stage.width, chance.uniform(0.15, 0.85) * stage.height
        size = stage.height * chance.uniform(0.04, 0.11)
        drawn.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{size:.0f}" fill="{colour}"/>')
    return drawn


def _moon(stage: Stage) -> list[str]:
    p, h, chance = stage.palette, stage.height, stage.chance("craters")
    drawn = [
        (
            f'<circle cx="{stage.width * 0.78:.0f}" cy="{h * 0.2:.0f}" r="{h * 0.09:.0f}" '
            'fill="#4d8fd1"/>'
        ),
        _ridge(stage, "land", stage.horizon + h * 0.02, h * 0.015, 0.9, "#b9b6b0"),
    ]
    for _ in range(14):
        near = chance.random()
        x, y = (
            chance.random() * stage.width,
            stage.horizon + (h - stage.horizon) * (0.15 + 0.8 * near),
        )
        size = 8 + 34 * near
        drawn.append(
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{size:.0f}" ry="{size * 0.32:.0f}" '
            f'fill="{mixed("#9d9a95", p.zenith, 0.08)}"/>'
        )
    return drawn


def _underwater(stage: Stage) -> list[str]:
    h, chance = stage.height, stage.chance("bubbles")
    rays = "".join(
        f"M{at * stage.width:.0f} 0l{stage.width * 0.08:.0f} 0l{stage.width * 0.1:.0f} {h}"
        f"l{-stage.width * 0.14:.0f} 0z"
        for at in (0.1, 0.38, 0.7)
    )
    bubbles = "".join(
        f'<circle cx="{chance.random() * stage.width:.0f}" cy="{chance.random() * h:.0f}" '
        f'r="{chance.uniform(2, 7):.1f}" fill="#ffffff" opacity=".35"/>'
        for _ in range(26)
    )
    return [
        f'<path d="{rays}" fill="#ffffff" opacity=".08"/>',
        _ridge(stage, "bed", h * 0.88, h * 0.02, 0.8, "#cdb67c"),
        bubbles,
    ]


def _above_clouds(stage: Stage) -> list[str]:
    h = stage.height
    return [
        _ridge(
            stage, "cloud far", h * 0.74, h * 0.03, 2.2, mixed("#ffffff", stage.palette.low, 0.4)
        ),
        _ridge(
            stage, "cloud near", h * 0.86, h * 0.03, 1.7, mixed("#ffffff", stage.palette.low, 0.12)
        ),
    ]


GROUNDS: dict[Ground, Callable[[Stage], list[str]]] = {
    "forest": _forest,
    "garden": _garden,
    "hills": _hills,
    "mountains": _mountains,
    "desert": _dunes,
    "beach": _beach,
    "sea": _sea,
    "lake": _lake,
    "river": _lake,
    "street": _street,
    "village": _village,
    "square": _square,
    "snowfield": _snow,
    "room": _room,
    "space": _space,
    "moon": _moon,
    "underwater": _underwater,
    "clouds": _above_clouds,
}
