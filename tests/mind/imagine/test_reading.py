"""What a sentence shows, in English and Korean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.mind.imagine.reading import MOST_OF_A_THING, MOST_THINGS, read
from alongside.mind.imagine.scene import Relation, Scene

WORDS = (
    "a", "cat", "dogs", "and", "12", ",", ".", "고양이", "위에", "on", "없는", "no", "without",
    "three", "세", "마리", "red", "left", "of",
)  # fmt: skip


def shown(scene: Scene) -> list[tuple[str, int]]:
    return [(thing.glyph, thing.count) for thing in scene.things]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("a cat", [("cat", 1)]),
        ("three cats and a dog", [("cat", 3), ("dog", 1)]),
        ("cats", [("cat", 3)]),
        ("4 wolves", [("wolf", 4)]),
        ("a couple of butterflies", [("butterfly", 2)]),
        ("a herd of sheep", [("ewe", 7)]),
        ("고양이 세 마리", [("cat", 3)]),
        ("세 마리 고양이와 강아지", [("cat", 3), ("dog", 1)]),
        ("소나무 두 그루", [("evergreen-tree", 2)]),
        ("아이들이", [("child", 3)]),
        ("a bookshelf without books", [("bookshelf", 1)]),
        ("고양이 없는 탁자", [("table", 1)]),
        ("a glass of wine", [("wine-glass", 1)]),
        ("nothing that anyone draws", []),
    ],
)
def test_things_are_counted(text: str, things: list[tuple[str, int]]) -> None:
    assert shown(read(text)) == things


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a cat on a table", "on"),
        ("a cat under the table", "under"),
        ("a cat to the left of a table", "left"),
        ("a cat next to the table", "beside"),
        ("a cat behind a table", "behind"),
        ("탁자 위에 고양이", "on"),
        ("탁자 아래 고양이", "under"),
        ("탁자 오른쪽에 고양이", "right"),
        ("탁자 앞에 고양이", "before"),
    ],
)
def test_relations_run_from_the_cat_to_the_table(text: str, kind: str) -> None:
    scene = read(text)
    (relation,) = scene.relations
    names = [thing.glyph for thing in scene.things]
    assert (names[relation.first], relation.kind, names[relation.second]) == ("cat", kind, "table")


def test_a_relation_is_said_of_all_that_is_named_together() -> None:
    scene = read("a cup of tea and two books on a table")
    assert scene.relations == (Relation(0, "on", 2), Relation(1, "on", 2))


def test_colours_and_sizes_belong_to_the_next_thing_alone() -> None:
    cat, dog = read("a big red cat and a dog").things
    assert (cat.colour, cat.scale) == ("#d7433b", 1.5)
    assert (dog.colour, dog.scale) == ("", 1.0)


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("at dusk", "sky", "sunset"),
        ("달밤에", "sky", "night"),
        ("in the rain", "weather", "rain"),
        ("눈 내리는", "weather", "snow"),
        ("in autumn", "season", "autumn"),
        ("쓸쓸한", "mood", "gloomy"),
        ("as a watercolour", "style", "watercolour"),
        ("on the beach", "ground", "beach"),
        ("바닷가에서", "ground", "beach"),
        ("a cat, no rain", "weather", "clear"),
    ],
)
def test_the_setting_is_read(text: str, part: str, value: str) -> None:
    assert getattr(read(text), part) == value


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(
        alphabet=st.sampled_from("a cat dogs and 12,. 고양이 위에 on 없는 no three 세 마리 red"),
        max_size=300,
    )
)
def test_anything_can_be_read(text: str) -> None:
    scene = read(text)
    assert len(scene.things) <= MOST_THINGS
    assert all(1 <= thing.count <= MOST_OF_A_THING for thing in scene.things)
    assert all(
        each.first != each.second and max(each.first, each.second) < len(scene.things)
        for each in scene.relations
    )
