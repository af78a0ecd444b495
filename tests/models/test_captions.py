"""Partial and final words of utterances, by a scripted model that hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

import numpy as np

from alongside.models.hear.captions import Caption, Words, captions
from alongside.models.hear.endpoint import Quiet, Speaking
from alongside.models.mel import RATE
from alongside.models.model import ModelError, Segment, Sound

NOW = datetime(2008, 10, 22, tzinfo=UTC)


class Scripted:
    """Hears these texts one after another, and remembers how long each sound was."""

    name, remote = "scripted:hear", False

    def __init__(self, *texts: str | ModelError) -> None:
        self._texts = list(texts)
        self.given: list[Sound] = []

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        self.given.append(given)
        await asyncio.sleep(0)
        text = self._texts.pop(0)
        if isinstance(text, ModelError):
            raise text
        if text:
            yield Segment(text, 0.0, 1.0, "en")


def speaking(
    seconds: float, silence: float = 0.0, *, first: int = 1, ended: bool = False
) -> Speaking:
    voiced = int(seconds * RATE)
    samples = np.zeros(voiced + int(silence * RATE), np.float32)
    return Speaking(samples, voiced, first, first + int(seconds * 31), NOW, ended)


async def told(hear: Scripted, *heard: Speaking | Quiet) -> list[Caption]:
    """What comes of it when each is heard once all before it is decoded."""

    async def slowly() -> AsyncGenerator[Speaking | Quiet, None]:
        for each in heard:
            yield each
            for _ in range(8):
                await asyncio.sleep(0)

    return [each async for each in captions(slowly(), hear)]


def words(captions: Sequence[Caption]) -> list[tuple[str, str, bool]]:
    return [(w.text, w.tentative, w.final) for w in captions if isinstance(w, Words)]


async def test_what_two_decodings_agree_on_stands() -> None:
    hear = Scripted("Where did I", "where did I leave my", "Where did I leave my keys?")
    made = await told(
        hear, speaking(1), speaking(2), speaking(3, 0.1), speaking(3, 0.2, ended=True)
    )
    assert words(made) == [
        ("", "Where did I", False),
        ("where did I", "leave my", False),
        ("Where did I leave my", "keys?", False),
        ("Where did I leave my keys?", "", True),
    ]
    assert len(hear.given) == 3, "what was decoded at the pause is not decoded again"


async def test_an_utterance_that_went_on_after_a_pause_is_decoded_whole() -> None:
    hear = Scripted("Where.", "Where are they?")
    made = await told(hear, speaking(1, 0.1), speaking(2, 0.3, ended=True))
    assert words(made)[-1] == ("Where are they?", "", True)
    assert len(hear.given[-1].samples) > 2 * RATE


class Waiting(Scripted):
    """Hears what is `held` seconds long only once it is let go."""

    def __init__(self, held: float, *texts: str) -> None:
        super().__init__(*texts)
        self._held = int(held * RATE)
        self.let_go = asyncio.Event()

    async def run(self, given: Sound) -> AsyncGenerator[Segment, None]:
        async for segment in super().run(given):
            if len(given.samples) == self._held:
                await self.let_go.wait()
            yield segment


async def test_a_pause_is_decoded_beside_what_is_under_way() -> None:
    hear = Waiting(1, "Where did", "Where did I go?")
    made = await told(hear, speaking(1), speaking(1.4, 0.1), speaking(1.4, 0.3, ended=True))
    assert words(made)[-1] == ("Where did I go?", "", True)
    assert [len(sound.samples) for sound in hear.given] == [RATE, int(1.5 * RATE)]


async def test_what_was_heard_of_less_comes_too_late_to_count() -> None:
    hear = Waiting(1, "Where did", "Where did I go?", "Where did I go then?")

    async def heard() -> AsyncGenerator[Speaking, None]:
        yield speaking(1)
        yield speaking(1.4, 0.1)
        for _ in range(8):
            await asyncio.sleep(0)
        hear.let_go.set()
        for _ in range(8):
            await asyncio.sleep(0)
        yield speaking(2, 0.3, ended=True)

    made = [each async for each in captions(heard(), hear)]
    assert words(made) == [("", "Where did I go?", False), ("Where did I go then?", "", True)]


async def test_one_more_pause_is_decoded_once_there_is_room() -> None:
    hear = Waiting(1, "Where", "Where did", "Where did I go?")

    async def heard() -> AsyncGenerator[Speaking, None]:
        yield speaking(1)
        yield speaking(1.2, 0.1)
        yield speaking(1.4, 0.1)
        for _ in range(20):
            await asyncio.sleep(0)
        yield speaking(1.4, 0.3, ended=True)

    made = [each async for each in captions(heard(), hear)]
    assert words(made)[-1] == ("Where did I go?", "", True)
    lengths = [len(sound.samples) for sound in hear.given]
    assert lengths == [int(seconds * RATE) for seconds in (1, 1.3, 1.5)]


async def test_final_words_come_in_the_order_of_utterances() -> None:
    hear = Waiting(1.2, "One.", "Two.")

    async def heard() -> AsyncGenerator[Speaking, None]:
        yield speaking(1, 0.2, ended=True)
        yield speaking(0.5, 0.2, first=50, ended=True)
        for _ in range(20):
            await asyncio.sleep(0)
        hear.let_go.set()

    made = [each async for each in captions(heard(), hear)]
    assert words(made) == [("One.", "", True), ("Two.", "", True)]


async def test_a_last_sound_that_was_decoded_already_asks_for_nothing_more() -> None:
    hear = Scripted("Over there.")
    made = await told(hear, speaking(1, 0.1), speaking(1.05, 0.3, ended=True))
    assert words(made)[-1] == ("Over there.", "", True)
    assert len(hear.given) == 1


async def test_each_utterance_begins_anew_and_ends_in_turn() -> None:
    hear = Scripted("One.", "Two.")
    made = await told(
        hear, speaking(0.5, 0.2, ended=True), Quiet(40), speaking(0.5, 0.2, first=50, ended=True)
    )
    finals = [w for w in made if isinstance(w, Words) and w.final]
    assert [(w.heard.first, w.text) for w in finals] == [(1, "One."), (50, "Two.")]
    assert hear.given[1].language == "en", "the language heard last is expected"
    assert Quiet(40) in made


async def test_a_model_that_fails_gives_no_words_and_stops_nothing() -> None:
    hear = Scripted(ModelError("no weights"), "Two.")
    made = await told(
        hear, speaking(0.5, 0.2, ended=True), speaking(0.5, 0.2, first=50, ended=True)
    )
    assert [text for text, _, final in words(made) if final] == ["", "Two."]
