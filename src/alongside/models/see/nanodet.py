"""Things in pictures: NanoDet (RangiLyu, 2021), which tells COCO's 80 kinds of thing.

Each picture is looked at twice, once mirrored, and the scores are averaged: what is taken for a
thing only one way round is mostly none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import numpy as np
from numpy.typing import NDArray

from alongside.models.catalogue import Catalogue
from alongside.models.model import Floats, Picture, Seen
from alongside.models.runtime import Files, Lazy, Network
from alongside.models.see.boxes import as_box, best
from alongside.models.see.picture import fit

SIDE = 416
STRIDES = (8, 16, 32)
BINS = 11
"""Each side of a box is a distribution over distances of 0 to 10 strides (Li et al., 2020)."""
MEAN = np.array([103.53, 116.28, 123.675], np.float32)
SPREAD = np.array([57.375, 57.12, 58.395], np.float32)
MIRRORED_SIDES = [2, 1, 0, 3]
"""Left, top, right, bottom as they lie in a mirrored picture."""
OVERLAP = 0.45
LEAST = 0.5
"""Scores under this are wrong too often to be told."""
SELDOM = frozenset({"elephant", "bear", "zebra", "giraffe", "fire hydrant", "parking meter"})
LEAST_SELDOM = 0.7
"""Branches, bollards and ruins are taken for these, which few photos show."""

COCO = (
    "person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,"
    "stop sign,parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,"
    "backpack,umbrella,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,"
    "baseball glove,skateboard,surfboard,tennis racket,bottle,wine glass,cup,fork,knife,spoon,bowl,"
    "banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,"
    "potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,cell phone,microwave,"
    "oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,hair drier,toothbrush"
)
LABELS = COCO.split(",")


class NanoDet:
    """A `See` model; its file is `model.onnx`."""

    remote = False

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self._least = np.array([LEAST_SELDOM if kind in SELDOM else LEAST for kind in LABELS])
        self._network = Lazy(lambda: Network(files()["model.onnx"]))

    async def run(self, given: Picture) -> AsyncGenerator[Seen, None]:
        """Things, the surest first. Raises `ModelError`."""
        for seen in await asyncio.to_thread(self._look, given):
            yield seen

    def _look(self, given: Picture) -> list[Seen]:
        fitted = fit(given, SIDE, SIDE)
        frame = (fitted.pixels[:, :, ::-1] - MEAN) / SPREAD
        straight, mirrored = self._found(frame), self._found(frame[:, ::-1])
        scores = _mean(straight[0], mirrored[0][MIRRORS])
        corners = _corners(_mean(straight[1], mirrored[1][MIRRORS][:, MIRRORED_SIDES]))
        corners /= np.tile([SIDE * fitted.width, SIDE * fitted.height], 2).astype(np.float32)
        return self._seen(scores, corners)

    def _found(self, frame: Floats) -> tuple[Floats, Floats]:
        """For each cell the score of each kind, and the distances to its box's four sides."""
        inputs = {"input_1": np.ascontiguousarray(frame.transpose(2, 0, 1)[None])}
        made = [part[0] for part in self._network().run(inputs)]
        return np.concatenate(made[:3]), _distances(np.concatenate(made[3:]))

    def _seen(self, scores: Floats, corners: Floats) -> list[Seen]:
        """One thing per box: the likeliest kind, if it is likely enough."""
        surest, kinds = scores.max(1), scores.argmax(1)
        (likely,) = np.nonzero(surest >= self._least[kinds])
        kept = likely[best(corners[likely], surest[likely], OVERLAP)]
        return [
            Seen(LABELS[kinds[i]], round(float(surest[i]), 3), as_box(corners[i])) for i in kept
        ]


def _cells() -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Of every cell: its middle in pixels, its stride, and the cell it is mirrored by."""
    middles, strides, mirrors, before = [], [], [], 0
    for stride in STRIDES:
        count = SIDE // stride
        rows, columns = np.divmod(np.arange(count * count), count)
        middles.append((np.stack([columns, rows], 1) + 0.5) * stride)
        strides.append(np.full(count * count, stride))
        mirrors.append(before + rows * count + count - 1 - columns)
        before += count * count
    return (
        np.concatenate(middles).astype(np.float32),
        np.concatenate(strides).astype(np.float32),
        np.concatenate(mirrors),
    )


MIDDLES, CELL_STRIDES, MIRRORS = _cells()


def _mean(one: Floats, other: Floats) -> Floats:
    return np.asarray((one + other) / 2, np.float32)


def _distances(logits: Floats) -> Floats:
    """Left, top, right and bottom distance of each cell in pixels: means of the distributions."""
    raised = np.exp(logits.reshape(-1, 4, BINS))
    steps = raised @ np.arange(BINS, dtype=np.float32) / raised.sum(-1)
    return np.asarray(steps * CELL_STRIDES[:, None], np.float32)


def _corners(distances: Floats) -> Floats:
    """Left, top, right, bottom in pixels."""
    return np.concatenate([MIDDLES - distances[:, :2], MIDDLES + distances[:, 2:]], 1)


def build(choice: str, catalogue: Catalogue) -> NanoDet:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    return NanoDet(choice, lambda: catalogue.path(entry))
