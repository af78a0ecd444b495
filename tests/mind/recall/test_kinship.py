"""Words close in meaning count for one another."""

import asyncio
from collections.abc import AsyncGenerator

import numpy as np
import pytest

from alongside.mind.recall.kinship import Words
from alongside.models.model import Floats, Texts

AXES = {"activities": (1.0, 0.0), "potteri": (0.8, 0.6), "soup": (0.0, 1.0), "gloom": (-1.0, 0.0)}


class Scripted:
    """An `Embed` whose words lie where `AXES` says; keeps what it was given."""

    name = "scripted"
    remote = False

    def __init__(self) -> None:
        self.given: list[str] = []

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        self.given += given.texts
        yield np.array([AXES[text] for text in given.texts], np.float32)


async def test_each_word_asked_for_takes_the_closest_in_a_passage() -> None:
    passages = [["soup", "potteri"], ["gloom"], [], ["soup"]]
    kinship = await Words(Scripted()).kinship({"activ": "Activities"}, passages)
    assert kinship.best()[:, 0] == pytest.approx([0.8, 0.0, 0.0, 0.0])


async def test_equal_words_are_closest_whatever_the_model_says() -> None:
    kinship = await Words(Scripted()).kinship({"soup": "Activities"}, [["soup"]])
    assert kinship.best()[0, 0] == 1.0


async def test_a_word_counts_as_often_as_a_passage_has_it() -> None:
    asked = {"soup": "soup", "gloom": "gloom"}
    kinship = await Words(None).kinship(asked, [["soup", "soup", "potteri"], [], ["potteri"]])
    assert kinship.counts().tolist() == [[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]]


async def test_without_a_model_and_in_other_scripts_only_equal_words_are_close() -> None:
    for words, asked in ((Words(None), {"soup": "soup"}), (Words(Scripted()), {"도예": "도예를"})):
        held = ["potteri", *asked]
        best = (await words.kinship(asked, [[one] for one in held])).best()
        assert best[:, 0].tolist() == [0.0, 1.0]


async def test_a_word_is_embedded_once() -> None:
    model = Scripted()
    words = Words(model)
    for _ in range(2):
        await words.kinship({"soup": "soup"}, [["potteri"]])
    assert sorted(model.given) == ["potteri", "soup"]


async def test_words_are_close_whatever_was_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.mind.recall.kinship._KEPT", 3)
    words = Words(Scripted())
    for held, close in (("gloom", 0.0), ("potteri", 0.8), ("gloom", 0.0), ("soup", 0.0)):
        kinship = await words.kinship({"activ": "Activities"}, [[held]])
        assert kinship.best()[:, 0] == pytest.approx([close])


async def test_two_searches_at_once_learn_the_same_words() -> None:
    words = Words(Scripted())
    asked = {"activ": "Activities"}
    found = await asyncio.gather(
        *(words.kinship(asked, [[one], ["potteri"]]) for one in ("soup", "gloom"))
    )
    for kinship in found:
        assert kinship.best()[:, 0] == pytest.approx([0.0, 0.8])
