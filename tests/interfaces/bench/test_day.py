"""The made day: the same each time, and of the shapes that seeing is measured on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from alongside.interfaces.bench.day import _common
from alongside.interfaces.bench.day_made import HIGH, WIDE, MadeDay, held


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for number in range(3):
        shade = np.random.default_rng(number).integers(0, 255, (40, 60, 3)).astype(np.uint8)
        Image.fromarray(shade).resize((1200, 800)).save(tmp_path / f"{number}.jpg")
    return tmp_path


def test_the_same_seed_makes_the_same_day(photos: Path) -> None:
    one, other = MadeDay(photos, 3000), MadeDay(photos, 3000)
    assert one.stretches == other.stretches
    assert sum(stretch.seconds for stretch in one.stretches) == 3000
    assert {stretch.sort for stretch in one.stretches} == {"still", "pan", "walk", "pocket"}
    first = one.stretches[0]
    assert next(one.frames(first)) == next(other.frames(first))
    size = Image.open(BytesIO(next(one.frames(first)))).size
    assert size == (WIDE, HIGH)
    assert all(stretch.sort == "still" for stretch in held(one.stretches))


@pytest.mark.parametrize(
    ("right", "heard", "common"),
    [("a b c", "a x b c", 3), ("a b c", "c b a", 1), ("", "a", 0), ("a a", "a", 1)],
)
def test_words_in_order_are_counted(right: str, heard: str, common: int) -> None:
    assert _common(right.split(), heard.split()) == common
