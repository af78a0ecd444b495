"""The instant sketch: from words to a picture (SVG) in milliseconds, with nothing but code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alongside.mind.imagine import grounds, heavens
from alongside.mind.imagine.colours import palette, tinted
from alongside.mind.imagine.layout import ON_COUNTER, WATERS, Canvas, Placed, ground_of, place
from alongside.mind.imagine.lexicon import lexicon
from alongside.mind.imagine.reading import read
from alongside.mind.imagine.scene import Scene
from alongside.mind.imagine.stage import Stage
from alongside.mind.imagine.styles import style_filter

SQUARE = 32
"""The side of the square that glyphs are drawn on."""
FILLED = 28
"""How high the drawing is on it."""
FOOT = 30
"""Where on it the drawing stands."""
SHADOWLESS = frozenset({"space", "underwater", "clouds", "sea", "lake", "river"})
LEAVES = {
    ("deciduous-tree", "autumn"): "#d9822b", ("deciduous-tree", "spring"): "#8cc152",
}  # fmt: skip
"""The colour of leaves in a season."""

_WAVES = re.compile(r'fill="#\w+"(?= d="M30[\d. ]*c-1\.75)')
"""The colour of the water that a boat is drawn with: the same line of waves in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A sketched picture and the scene that it shows; `width` and `height` are pixels."""

    svg: str
    scene: Scene
    width: int
    height: int
    seed: int

    def png(self) -> bytes:
        """The picture in pixels, as a PNG. Blocks: for use in a thread."""
        import resvg_py

        return bytes(resvg_py.svg_to_bytes(svg_string=self.svg, skip_system_fonts=True))


def sketch(text: str, *, seed: int = 0, width: int = 768, height: int = 512) -> Sketch:
    """Sketch what `text` shows; the same words and seed give the same picture.

    Raises `GlyphsMissing`.
    """
    scene = read(text)
    canvas = Canvas(width, height, ground_of(scene))
    stage = Stage(scene, canvas, palette(scene, canvas.ground), seed)
    placed = place(scene, canvas, seed)
    back = heavens.sky(stage) + "".join(heavens.heavens(stage)) if _outdoors(stage) else ""
    aloft = "".join(_drawn(each, stage) for each in placed if each.depth < 0)
    floor = [each for each in placed if 0 <= each.depth < ON_COUNTER]
    top = [each for each in placed if each.depth >= ON_COUNTER]
    near = "".join(_shadow(each, stage) + _drawn(each, stage) for each in floor)
    before = grounds.counter(stage) + "".join(_drawn(each, stage) for each in top) if top else ""
    inside = "".join(
        [back, aloft, grounds.ground(stage), near, before, heavens.weather(stage), _mood(stage)]
    )
    return Sketch(svg=_framed(inside, stage), scene=scene, width=width, height=height, seed=seed)


def _outdoors(stage: Stage) -> bool:
    return stage.canvas.ground != "room"


def _framed(inside: str, stage: Stage) -> str:
    style = style_filter(stage.scene.style, stage.seed)
    wrapped = f'<g filter="url(#style)">{_overscanned(inside, stage)}</g>' if style else inside
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{stage.width}" height="{stage.height}" '
        f'viewBox="0 0 {stage.width} {stage.height}">{style}{wrapped}</svg>'
    )


def _overscanned(inside: str, stage: Stage) -> str:
    """A little larger than the picture: what a style moves at its edges is out of sight."""
    dx, dy = stage.width * 0.03, stage.height * 0.03
    return f'<g transform="translate({-dx:.1f} {-dy:.1f}) scale(1.06)">{inside}</g>'


def _drawn(each: Placed, stage: Stage) -> str:
    glyph = lexicon().glyphs[each.glyph]
    colour = each.colour or LEAVES.get((each.glyph, stage.scene.season), "")
    body = tinted(glyph.body, colour) if colour else glyph.body
    if stage.canvas.ground in WATERS:
        body = _WAVES.sub(f'fill="{stage.palette.water}"', body)
    scale = each.height / FILLED
    left, top = each.x - SQUARE / 2 * scale, each.foot - FOOT * scale
    turned = f"translate({left:.1f} {top:.1f}) scale({scale:.3f})"
    if each.mirrored:
        turned = f"translate({left + SQUARE * scale:.1f} {top:.1f}) scale({-scale:.3f} {scale:.3f})"
    return f'<g transform="{turned}">{body}</g>'


def _shadow(each: Placed, stage: Stage) -> str:
    if stage.canvas.ground in SHADOWLESS or lexicon().glyphs[each.glyph].stand in ("air", "wall"):
        return ""
    wide = each.height * 0.36
    return (
        f'<ellipse cx="{each.x:.1f}" cy="{each.foot:.1f}" rx="{wide:.1f}" ry="{wide * 0.16:.1f}" '
        'fill="#1a2036" opacity=".16"/>'
    )


def _mood(stage: Stage) -> str:
    """The light of the hour and the mood over everything."""
    veils = {"night": ("#101a3a", 0.2), "sunset": ("#f08a4b", 0.12), "dawn": ("#f7c8b0", 0.12)}
    moods = {
        "gloomy": ("#59616b", 0.22), "mysterious": ("#3a2c66", 0.2), "dreamy": ("#f2cdf0", 0.2),
        "cosy": ("#f2a65a", 0.12), "joyful": ("#ffe9a0", 0.07),
    }  # fmt: skip
    drawn = []
    if stage.canvas.ground not in ("space", "moon"):
        drawn.append(veils.get(stage.scene.sky))
    drawn.append(moods.get(stage.scene.mood))
    return "".join(
        f'<rect width="{stage.width}" height="{stage.height}" fill="{colour}" opacity="{share}"/>'
        for colour, share in filter(None, drawn)
    )
