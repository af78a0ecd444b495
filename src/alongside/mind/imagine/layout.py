"""Where the things of a scene stand in the picture.

A thing's place depends on the seed, on itself and on the things before it, never on those after: as
a sentence grows, what is already drawn stays where it is, unless a relation moves it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from alongside.mind.imagine.lexicon import Glyph, Stand, lexicon
from alongside.mind.imagine.scene import Ground, Kind, Relation, Scene, Thing

WATERS = frozenset({"sea", "lake", "river", "beach"})
AFLOAT = frozenset({"space", "underwater", "clouds"})
"""Grounds that nothing stands on."""
SLOTS = (0.36, 0.68, 0.17, 0.85, 0.52, 0.26, 0.77, 0.08, 0.6, 0.94, 0.44)
"""Where things are put across the picture, in this order, as shares of its width."""
SIDES = {"left": 0.17, "middle": 0.5, "right": 0.83}
_GROWTH: dict[Stand, tuple[float, float]] = {
    "far": (0.12, 0.36), "sky": (0.11, 0.35), "water": (0.22, 0.28),
}  # fmt: skip
"""A share of the picture's height for a metre, and the power that it grows with."""
ON_COUNTER = 1e5
"""The depth of what stands on the counter: before all else."""
BANK = 0.8
"""Where the near bank of a lake or a river begins, as a share of the picture's height."""
COUNTER = 0.82
"""Where the top is that things of a table stand on where no table was named."""
SPANNING = 14.0
"""Metres from which something in the sky spans it."""
CLOSE = 0.8
"""The room a thing takes in a row, as a share of its square."""
CROWDED = 0.35
"""How much of a thing's width may be hidden by another of its row before another slot is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A thing's drawing: the middle of its foot `x`, `foot`, and its `height`, in pixels.

    What has a higher `depth` is drawn later. `thing` is its position in the scene.
    """

    glyph: str
    thing: int
    x: float
    foot: float
    height: float
    depth: float
    colour: str = ""
    mirrored: bool = False

    @property
    def top(self) -> float:
        return self.foot - self.height


@dataclass(frozen=True, slots=True)
class Canvas:
    """The picture's size in pixels, and the ground that it shows."""

    width: int
    height: int
    ground: Ground

    @property
    def horizon(self) -> float:
        """Where the ground ends, in pixels from above."""
        shares = {"room": 0.7, "street": 0.6, "square": 0.55, "beach": 0.5, "sea": 0.48}
        return self.height * shares.get(self.ground, 0.56)


def ground_of(scene: Scene) -> Ground:
    """The ground that was named, else one that suits the things."""
    glyphs = [lexicon().glyphs[thing.glyph] for thing in scene.things if not thing.aloft]
    home: Ground = next((glyph.home for glyph in glyphs if glyph.home), "")
    if scene.ground and not (home and scene.ground == "clouds"):
        return scene.ground
    if home:
        return home
    stands = {glyph.stand for glyph in glyphs}
    if stands & {"table", "wall"} and not stands & {"far", "water", "sky"}:
        return "room"
    return "lake" if "water" in stands else "meadow"


def on_counter(scene: Scene, canvas: Canvas) -> frozenset[int]:
    """The things in a room that need something to stand on which wasn't named."""
    if canvas.ground != "room" or any(t.glyph in TABLES for t in scene.things):
        return frozenset()
    told = {r.first for r in scene.relations if r.kind in ("on", "in", "held", "under")}
    return frozenset(
        n for n, thing in enumerate(scene.things)
        if n not in told and lexicon().glyphs[thing.glyph].stand == "table"
    )  # fmt: skip


TABLES = frozenset({"table", "bench", "couch-and-lamp", "bed", "piano", "bookshelf"})


def place(scene: Scene, canvas: Canvas, seed: int) -> tuple[Placed, ...]:
    """Every thing of the scene in its place, what lies behind first."""
    groups: list[list[Placed]] = []
    raised = on_counter(scene, canvas)
    for index, thing in enumerate(scene.things):
        groups.append(_alone(index, thing, canvas, groups, seed, raised=raised))
    for (kind, second), firsts in _told(scene.relations).items():
        before = [groups[first] for first in firsts]
        together = [each for group in before for each in group]
        moved = iter(_related(kind, together, groups[second], canvas))
        for first, group in zip(firsts, before, strict=True):
            groups[first] = list(islice(moved, len(group)))
            _carry(first, group, groups, scene.relations)
    placed = [each for group in groups for each in group]
    return tuple(sorted(placed, key=lambda each: (each.depth, each.thing)))


def _told(relations: Sequence[Relation]) -> dict[tuple[Kind, int], list[int]]:
    """The things that have the same relation to the same thing, in the order told."""
    told: dict[tuple[Kind, int], list[int]] = {}
    for relation in map(_settled, relations):
        told.setdefault((relation.kind, relation.second), []).append(relation.first)
    return told


def _settled(relation: Relation) -> Relation:
    """Of two things side by side, the one named later is moved."""
    if relation.kind in _TURNED and relation.first < relation.second:
        return Relation(relation.second, _TURNED[relation.kind], relation.first)
    return relation


_TURNED: dict[Kind, Kind] = {"left": "right", "right": "left", "beside": "beside"}


def _carry(
    moved: int, before: list[Placed], groups: list[list[Placed]], relations: Sequence[Relation]
) -> None:
    """What stands on a thing that was moved goes with it."""
    dx, dy = groups[moved][0].x - before[0].x, groups[moved][0].foot - before[0].foot
    for relation in relations:
        if relation.second == moved and relation.kind in ("on", "in") and relation.first < moved:
            groups[relation.first] = [
                replace(each, x=each.x + dx, foot=each.foot + dy) for each in groups[relation.first]
            ]


def _alone(
    index: int,
    thing: Thing,
    canvas: Canvas,
    before: Sequence[Sequence[Placed]],
    seed: int,
    *,
    raised: frozenset[int],
) -> list[Placed]:
    """The thing where it stands by itself."""
    glyph = lexicon().glyphs[thing.glyph]
    glyph = replace(glyph, stand="air") if thing.aloft and glyph.stand != "sky" else glyph
    chance = random.Random(f"{seed}:{thing.glyph}:{thing.nth}")
    height = _height(glyph, canvas) * thing.scale * (0.85 if thing.count > 2 else 1.0)
    height = min(height, canvas.height * 0.72)
    floor = COUNTER if raised else 1.0
    foot, depth = _foot(glyph, height, canvas, chance, floor)
    if index in raised:
        height, foot, depth = height * 1.5, canvas.height * (COUNTER + 0.06), ON_COUNTER
    if depth >= 0:
        height = min(height, foot - canvas.height * 0.03)
    row = [p for group in before for p in group if (p.depth < 0) == (depth < 0)]
    x = SIDES[thing.side] * canvas.width if thing.side else _slot(row, height, canvas, chance, seed)
    if depth >= 0:
        x = max(height * 0.42, min(x, canvas.width - height * 0.42))
    one = Placed(
        glyph=glyph.name,
        thing=index,
        x=x,
        foot=foot,
        height=height,
        depth=depth,
        colour=thing.colour,
        mirrored=chance.random() < 0.35,
    )
    return _spread(one, thing.count, canvas, chance, loose=glyph.stand in ("sky", "air", "water"))


def _height(glyph: Glyph, canvas: Canvas) -> float:
    """In pixels; smaller things are drawn larger than they are, so that they can be told."""
    indoors = canvas.ground == "room"
    unit = min(canvas.height, canvas.width * 0.9)
    factor, power = _GROWTH.get(glyph.stand, (0.3, 0.42) if indoors else (0.25, 0.4))
    share = factor * math.pow(glyph.height, power)
    return unit * max(share, 0.15)


def _stand(glyph: Glyph, ground: Ground) -> Stand | Literal["bed"]:
    if ground in AFLOAT:
        return "bed" if ground != "space" and glyph.stand in ("ground", "table") else "air"
    if glyph.stand == "water" and ground not in WATERS:
        return "ground"
    if glyph.stand == "wall" and ground != "room":
        return "ground"
    return glyph.stand


def _foot(
    glyph: Glyph, height: float, canvas: Canvas, chance: random.Random, floor: float = 1.0
) -> tuple[float, float]:
    """Where the foot is, and how near the thing is; the floor is seen down to that share."""
    full, horizon = canvas.height, canvas.horizon
    below = full * floor - horizon
    stand = _stand(glyph, canvas.ground)
    sway = chance.uniform(-0.5, 0.5)
    if stand == "sky" and glyph.height >= SPANNING:
        return horizon + full * 0.06 if glyph.name == "rainbow" else full * 0.36, -1.0
    if stand == "sky":
        return full * (0.2 + 0.12 * sway) + height / 2, -1.0
    if stand == "bed":
        foot = full * (0.9 + 0.08 * sway)
        return foot, foot
    if stand == "air":
        middle = 0.5 if canvas.ground in AFLOAT else 0.42
        return full * (middle + 0.3 * sway) + height / 2, full * 0.75
    if stand == "wall":
        return horizon - full * (0.22 + 0.06 * sway), 1.0
    if stand == "far":
        return horizon + below * (0.1 + 0.08 * sway), horizon
    if stand == "water":
        near = 0.3 if glyph.height > 3 else 0.5
        foot = horizon + below * (near + 0.2 * sway)
        return foot, foot
    if canvas.ground in ("lake", "river"):
        foot = full * (BANK + (0.06 if glyph.height >= 1 else 0.12) + 0.04 * sway)
        return foot, foot
    back = 0.34 if glyph.height >= 4 else 0.58 if glyph.height >= 1 else 0.78
    foot = horizon + below * (back + 0.16 * sway)
    return foot, foot


def _slot(
    row: Sequence[Placed], height: float, canvas: Canvas, chance: random.Random, seed: int
) -> float:
    """The first slot across the picture that leaves the others to be seen."""
    slots = [1 - s for s in SLOTS] if random.Random(seed).random() < 0.5 else list(SLOTS)
    sway = chance.uniform(-0.03, 0.03) * canvas.width
    for slot in slots:
        x = slot * canvas.width + sway
        if all(abs(x - other.x) > (height + other.height) / 2 * (1 - CROWDED) for other in row):
            return x
    return slots[len(row) % len(slots)] * canvas.width + sway


def _spread(
    one: Placed, count: int, canvas: Canvas, chance: random.Random, *, loose: bool
) -> list[Placed]:
    """`count` of the thing around where one of it would be."""
    step = min(one.height * CLOSE, canvas.width * 0.86 / count)
    first = one.x - step * (count - 1) / 2
    edge = max(step / 2, one.height * 0.45)
    first = max(edge, min(first, canvas.width - edge - step * (count - 1)))
    many = []
    for nth in range(count):
        lift = chance.uniform(-0.5, 0.5) * one.height * (0.8 if loose else 0.25)
        grown = one.height * (1 + chance.uniform(-0.08, 0.08))
        x = first + step * nth if count > 1 else one.x
        if count == 1:
            lift, grown = 0.0, one.height
        foot = min(one.foot + lift, canvas.height * 0.985)
        many.append(replace(one, x=x, foot=foot, height=grown, depth=one.depth + lift / 10))
    return many


def _related(kind: Kind, first: list[Placed], second: list[Placed], canvas: Canvas) -> list[Placed]:
    """The first where the relation to the second puts it."""
    left = min(p.x - p.height / 2 for p in second)
    right = max(p.x + p.height / 2 for p in second)
    middle, anchor = (left + right) / 2, second[0]
    width = sum(p.height for p in first) * (CLOSE if len(first) > 1 else 1)
    foot, depth, x, shrink = first[0].foot, first[0].depth, middle, 1.0
    glyph = lexicon().glyphs[anchor.glyph]
    gap = (right - left + width) / 2
    if kind == "on":
        foot, depth = anchor.foot - anchor.height * glyph.seat, anchor.depth + 0.5
        if first[0].height > anchor.height * 1.6 and glyph.stand != "table":
            shrink = 0.7
        if anchor.depth < 0:
            foot = anchor.top + anchor.height * 0.2
    elif kind == "in":
        shrink = min(1.0, anchor.height * 0.6 / first[0].height)
        foot, depth = anchor.foot - anchor.height * 0.08, anchor.depth + 0.5
    elif kind == "held":
        x, foot, depth, shrink = _in_hand(first[0], anchor)
    elif kind == "above":
        foot = max(anchor.top - canvas.height * 0.05, first[0].height)
    elif kind == "under":
        if glyph.height >= SPANNING and glyph.stand == "sky":
            x = sum(p.x for p in first) / len(first)
        if anchor.depth >= 0 and not _hangs(anchor) and _stands(first[0]):
            foot, depth = max(anchor.foot, canvas.horizon), anchor.depth + 1.0
            shrink = 0.8 if anchor.height < first[0].height else 1.0
    elif kind == "behind":
        aside = (anchor.height + first[0].height) * 0.3
        x = middle + (aside if middle + aside < canvas.width * 0.9 else -aside)
        depth = anchor.depth - 1.0
        foot = max(anchor.foot - anchor.height * 0.12, canvas.horizon)
    elif kind == "before":
        foot = min(anchor.foot + canvas.height * 0.1, canvas.height * 0.97)
        depth = max(foot, anchor.depth + 1.0)
        shrink = max(0.6, min(1.0, anchor.height * 0.6 / first[0].height))
        x = middle - anchor.height * 0.3 - width * shrink * 0.3
    else:
        x, foot, depth = _aside(kind, middle, gap, first, anchor, canvas)
    return _moved(first, x, foot, depth, shrink, canvas)


def _in_hand(held: Placed, who: Placed) -> tuple[float, float, float, float]:
    """Beside the shoulder; an umbrella over the head, a balloon or a kite higher; or worn."""
    size, aside, up = _HANDS.get(held.glyph, (0.45, 0.27, 0.34))
    shrink = who.height * size / held.height
    return who.x + who.height * aside, who.foot - who.height * up, who.depth + 0.5, shrink


_HATS = ("top-hat", "womans-hat", "crown", "graduation-cap", "billed-cap")
_CLOTHES = ("dress", "kimono", "sari", "coat", "t-shirt", "lab-coat", "womans-clothes")
_HANDS: dict[str, tuple[float, float, float]] = {
    "umbrella": (0.8, 0.26, 0.55), "balloon": (0.4, 0.3, 0.8), "kite": (0.5, 0.5, 0.95),
    "flag": (0.9, 0.3, 0.25),
    **dict.fromkeys(_HATS, (0.26, 0.0, 0.9)), **dict.fromkeys(_CLOTHES, (0.52, 0.0, 0.18)),
}  # fmt: skip
"""Of what is held or worn: its height, how far aside and how far up, as shares of the holder's."""


def _stands(placed: Placed) -> bool:
    return lexicon().glyphs[placed.glyph].stand in ("ground", "table")


def _aside(
    kind: Kind, middle: float, gap: float, first: list[Placed], anchor: Placed, canvas: Canvas
) -> tuple[float, float, float]:
    """To the left or right of the anchor, on its ground where both stand on it."""
    leftward = kind == "left" or (kind == "beside" and middle + gap > canvas.width * 0.9)
    x = middle - gap if leftward else middle + gap
    if anchor.depth < 0 or first[0].depth < 0 or _hangs(anchor) or _hangs(first[0]):
        return x, first[0].foot, first[0].depth
    foot = anchor.foot + (canvas.height * 0.01 if first[0].height < anchor.height else 0)
    return x, foot, max(anchor.depth, foot)


def _hangs(placed: Placed) -> bool:
    return lexicon().glyphs[placed.glyph].stand in ("wall", "air")


def _moved(
    group: list[Placed], x: float, foot: float, depth: float, shrink: float, canvas: Canvas
) -> list[Placed]:
    most = max(foot - canvas.height * 0.03, canvas.height * 0.08)
    sizes = [min(each.height * shrink, most) for each in group]
    left = x - sum(sizes) * CLOSE / 2
    moved = []
    for nth, (each, size) in enumerate(zip(group, sizes, strict=True)):
        at = max(size * 0.4, min(left + size * CLOSE / 2, canvas.width - size * 0.4))
        left += size * CLOSE
        moved.append(replace(each, x=at, foot=foot, height=size, depth=depth + nth * 0.01))
    return moved
