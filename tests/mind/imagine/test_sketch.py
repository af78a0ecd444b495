"""Where things stand in a sketch, and that it is a picture."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from alongside.mind.imagine.layout import Canvas, Placed, ground_of, place
from alongside.mind.imagine.reading import read
from alongside.mind.imagine.scene import Scene
from alongside.mind.imagine.sketch import sketch

WORDS = (
    "a cat", "three dogs", "a house", "two sailboats", "birds", "a big table", "the sun", "rain",
    "at night", "on", "left of", "under", "and", ",", "in a forest", "나무 두 그루", "위에",
    "눈사람", "on the beach", "in a room", "underwater", "red", "tiny", "watercolour",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def placed(text: str, seed: int = 0) -> dict[str, Placed]:
    scene = read(text)
    stood = place(scene, Canvas(768, 512, ground_of(scene)), seed)
    return {each.glyph: each for each in stood}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SENTENCES, st.integers(0, 2**31 - 1))
def test_the_same_words_and_seed_give_the_same_picture(text: str, seed: int) -> None:
    made = sketch(text, seed=seed)
    ET.fromstring(made.svg)
    assert sketch(text, seed=seed).svg == made.svg


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SENTENCES, st.integers(0, 1000))
def test_things_stay_in_the_picture(text: str, seed: int) -> None:
    scene = read(text)
    for each in place(scene, Canvas(768, 512, ground_of(scene)), seed):
        assert 0 < each.height <= 512
        assert 0 <= each.x <= 768, each
        assert 0 < each.foot <= 512 * 1.2, each


@pytest.mark.parametrize("seed", range(5))
def test_what_is_drawn_stays_where_it_is_while_the_sentence_grows(seed: int) -> None:
    before = placed("a house, a dog", seed)
    after = placed("a house, a dog, three birds and a tree", seed)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("seed", range(5))
def test_relations_hold(seed: int) -> None:
    on = placed("a cat on a table", seed)
    assert abs(on["cat"].foot - on["table"].top) < on["table"].height * 0.2
    assert on["cat"].depth > on["table"].depth
    left = placed("a dog left of a house", seed)
    assert left["dog"].x < left["house"].x
    right = placed("집 오른쪽에 강아지", seed)
    assert right["dog"].x > right["house"].x
    before = placed("a dog in front of a house", seed)
    assert before["dog"].depth > before["house"].depth
    behind = placed("a tree behind a house", seed)
    assert behind["deciduous-tree"].depth < behind["house"].depth


def test_another_seed_is_another_picture() -> None:
    assert len({sketch("a dog by a house", seed=seed).svg for seed in range(4)}) == 4


def test_a_colour_tints_the_thing_alone() -> None:
    plain, red = sketch("a car, a tree"), sketch("a green car, a tree")
    assert plain.svg != red.svg
    assert ground_of(Scene()) == ground_of(plain.scene) == "meadow"


@pytest.mark.parametrize("boat", ["a sailboat", "a ferry", "a canoe", "a man rowing a boat"])
def test_a_boat_is_in_the_water_that_it_is_on(boat: str) -> None:
    calm, burning = (sketch(f"{boat} on the sea at {when}").svg for when in ("noon", "sunset"))
    waves = re.compile(r'fill="(#\w+)" d="M30[\d. ]*c-1\.75')
    assert waves.findall(calm)
    assert set(waves.findall(calm)).isdisjoint(waves.findall(burning))


@pytest.mark.slow
@pytest.mark.parametrize("style", ["", "watercolour", "oil", "pencil", "ink", "neon"])
def test_a_sketch_is_a_png_of_its_size(style: str) -> None:
    with Image.open(BytesIO(sketch(f"a fox in a forest, {style}").png())) as image:
        assert image.size == (768, 512)
        colours = image.convert("RGB").getcolors(2**20)
    assert colours is not None
    assert len(colours) > 20
