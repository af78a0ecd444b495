"""The gallery of sketches: what each of its sentences is taken to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.interfaces.bench import imagine
from alongside.mind.imagine.layout import ground_of
from alongside.mind.imagine.reading import read
from alongside.mind.imagine.scene import Scene, Thing
from alongside.mind.imagine.sketch import sketch

READ = Path(__file__).with_name("gallery.txt").read_text(encoding="utf-8").strip().split("\n\n")


def told(scene: Scene) -> list[str]:
    """Things, then relations, then ground, sky and all else, each as a line of `gallery.txt`."""
    setting = (
        ground_of(scene),
        scene.sky,
        scene.weather.replace("clear", ""),
        scene.season,
        scene.mood,
        scene.style,
    )
    related = [
        f"{scene.things[r.first].glyph} {r.kind} {scene.things[r.second].glyph}"
        for r in scene.relations
    ]
    return [
        ", ".join(map(_thing, scene.things)),
        ", ".join(related) or "-",
        " ".join(filter(None, setting)),
    ]


def _thing(thing: Thing) -> str:
    count = f"{thing.count} " if thing.count > 1 else ""
    size = f" x{thing.scale:g}" if thing.scale != 1 else ""
    return f"{count}{thing.glyph}{' aloft' * thing.aloft}{size} {thing.colour}".rstrip()


@pytest.mark.parametrize("block", READ, ids=lambda block: block.splitlines()[0])
def test_a_sentence_shows_what_it_says(block: str) -> None:
    sentence, *lines = block.splitlines()
    assert told(read(sentence)) == lines


def test_the_gallery_is_what_is_measured_and_drawn() -> None:
    assert tuple(block.splitlines()[0] for block in READ) == imagine.prompts()
    assert len(READ) == 60


@pytest.mark.parametrize("size", [(768, 512), (512, 768), (640, 640), (320, 256)])
def test_things_keep_out_of_each_others_way_in_every_shape(size: tuple[int, int]) -> None:
    for sentence in imagine.prompts():
        made = sketch(sentence, width=size[0], height=size[1])
        assert made.svg.count("<g transform=") >= sum(thing.count for thing in made.scene.things)


def test_the_bench_measures_whole_sentences_and_each_keystroke() -> None:
    found = imagine.run(["a cat", "고양이"])
    assert (found["prompts"], found["keystrokes"]) == (2, 8)
    assert 0 < found["typed_ms"]["p50"] <= found["typed_ms"]["p95"] <= found["typed_ms"]["max"]
