"""Words close in meaning count for one another."""

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
    asked = {"activ": "Activities"}
    kinship = await Words(Scripted()).kinship(asked, ["soup", "potteri", "gloom"])
    best = kinship.best([["soup", "potteri"], ["gloom"], [], ["soup"]])
    assert best[:, 0] == pytest.approx([0.8, 0.0, 0.0, 0.0])


async def test_equal_words_are_closest_whatever_the_model_says() -> None:
    kinship = await Words(Scripted()).kinship({"soup": "Activities"}, ["soup"])
    assert kinship.best([["soup"]])[0, 0] == 1.0


async def test_without_a_model_and_in_other_scripts_only_equal_words_are_close() -> None:
    for words, asked in ((Words(None), {"soup": "soup"}), (Words(Scripted()), {"도예": "도예를"})):
        held = ["potteri", *asked]
        best = (await words.kinship(asked, held)).best([[one] for one in held])
        assert best[:, 0].tolist() == [0.0, 1.0]


async def test_a_word_is_embedded_once() -> None:
    model = Scripted()
    words = Words(model)
    for _ in range(2):
        await words.kinship({"soup": "soup"}, ["potteri"])
    assert sorted(model.given) == ["potteri", "soup"]
