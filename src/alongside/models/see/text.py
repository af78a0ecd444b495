"""Text in pictures: PP-OCRv6 (Baidu, 2026) through RapidOCR, which carries its weights.

It knows Latin letters and Chinese. Lines that it can't make out go to `korean`.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from alongside.models.catalogue import Catalogue
from alongside.models.model import Floats, ModelError, Picture, TextBox
from alongside.models.runtime import Lazy, threads
from alongside.models.see import korean
from alongside.models.see.boxes import Box, as_box

if TYPE_CHECKING:
    from rapidocr import RapidOCR

LONGEST = 1600
"""Pixels of the longer side of what is searched for text."""
SURE = 0.8
DOUBTFUL = 0.85
NARROWEST = 0.8
"""Letters per line height: a line with fewer was not made out."""
MOST_LINES = 200
UPRIGHT = 1.5
"""A line this many times higher than wide is written from top to bottom."""
IDEOGRAPH = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Line:
    box: Box
    image: Image.Image
    text: str
    score: float

    @property
    def doubtful(self) -> bool:
        letters_expected = self.image.width / self.image.height * NARROWEST
        short = len(self.text) < letters_expected
        return short or self.score < DOUBTFUL or IDEOGRAPH.search(self.text) is not None


class PaddleOcr:
    """A `ReadText` model."""

    remote = False

    def __init__(self, name: str) -> None:
        self.name = name
        self._engine = Lazy(_engine)
        self._one_at_a_time = threading.Lock()

    async def run(self, given: Picture) -> AsyncGenerator[TextBox, None]:
        """Lines from top to bottom. Raises `ModelError`."""
        lines = await asyncio.to_thread(self._lines, given)
        doubtful = [line for line in lines if line.doubtful]
        read = await korean.read([line.image for line in doubtful])
        better = {id(line): found for line, found in zip(doubtful, read, strict=True) if found}
        for line in lines:
            if found := better.get(id(line)):
                yield TextBox(found.text, found.score, line.box)
            elif line.text and line.score >= SURE:
                yield TextBox(line.text, round(line.score, 3), line.box)

    def _lines(self, given: Picture) -> list[_Line]:
        image = Image.fromarray(given.pixels)
        image.thumbnail((LONGEST, LONGEST))
        with self._one_at_a_time:
            return [self._line(image, corners) for corners in self._corners(image)]

    def _corners(self, image: Image.Image) -> list[Floats]:
        """The four corners of each line, from the upper left on clockwise."""
        found: Any = self._engine()(_bgr(image), use_det=True, use_rec=False)
        boxes = [] if found.boxes is None else found.boxes[:MOST_LINES]
        return [np.asarray(box, np.float32) for box in boxes]

    def _line(self, image: Image.Image, corners: Floats) -> _Line:
        straight = _straightened(image, corners)
        read: Any = self._engine()(_bgr(straight), use_det=False, use_rec=True)
        texts = read.txts or ("",)
        size = np.tile([image.width, image.height], 2).astype(np.float32)
        around = np.concatenate([corners.min(0), corners.max(0)]) / size
        return _Line(
            as_box(around.astype(np.float32)), straight, texts[0].strip(), float(read.scores[0])
        )


def _engine() -> RapidOCR:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise ModelError(f"Text in pictures can't be read here: {error}.") from error
    quiet = {"Global.log_level": "critical", "Global.use_cls": False}
    return RapidOCR(params=quiet | {"EngineConfig.onnxruntime.intra_op_num_threads": threads()})


def _bgr(image: Image.Image) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _straightened(image: Image.Image, corners: Floats) -> Image.Image:
    """The line cut out and turned level."""
    left_up, right_up, right_down, left_down = corners
    wide = max(1, round(float(np.linalg.norm(right_up - left_up))))
    high = max(1, round(float(np.linalg.norm(left_down - left_up))))
    quad = [float(v) for corner in (left_up, left_down, right_down, right_up) for v in corner]
    cut = image.transform((wide, high), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    return cut.rotate(90, expand=True) if high >= wide * UPRIGHT else cut


def build(choice: str, catalogue: Catalogue) -> PaddleOcr:
    """The reader; its weights come with its package, so the catalogue isn't asked."""
    del catalogue
    return PaddleOcr(choice)
