"""Made-up chat messages and embeddings, for measuring how recall scales."""

from __future__ import annotations

import zlib
from collections.abc import AsyncGenerator, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np

from alongside.log.kinds import Said
from alongside.log.moment import Draft, Trust
from alongside.models.model import Floats, Texts

DIMENSION = 384
_OF_A_TOPIC = 50
_SPREAD = 0.7
_WORDS = 50_000
_WORDS_IN_MESSAGE = 12
_PEOPLE = ("Robin", "Dana", "Jihoon", "Alex", "Mina", "Sam")
_START = datetime(2015, 1, 1, tzinfo=UTC)
_BETWEEN = timedelta(minutes=5)
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u")]


def drafts(count: int) -> Iterator[Draft]:
    """Messages whose words are as common as words are (Zipf), in a few long chats."""
    rng = np.random.default_rng(0)
    for n in range(count):
        picks = np.minimum(rng.zipf(1.2, _WORDS_IN_MESSAGE), _WORDS)
        yield Draft(
            what=Said(
                text=" ".join(map(_word, picks.tolist())),
                by=_PEOPLE[n % 2 + 2 * (n // 400 % 3)],
                thread=f"chat {n // 400 % 3}",
                channel="made",
            ),
            at=_START + n * _BETWEEN,
            zone="UTC",
            source="made",
            trust=Trust.OUTSIDE,
        )


def questions(count: int) -> list[str]:
    """Questions of a name, common words and two rare ones."""
    rng = np.random.default_rng(1)
    picks = np.minimum(rng.zipf(1.2, (count, 4)), _WORDS)
    rare = rng.integers(500, 5000, (count, 2))
    return [
        f"What did {_PEOPLE[n % len(_PEOPLE)]} say of {' '.join(map(_word, row))}?"
        for n, row in enumerate(np.hstack([picks, rare]).tolist())
    ]


class MadeEmbed:
    """Unit vectors around one of many topics, which the text decides."""

    name = "made:384"
    remote = False

    def __init__(self, moments: int) -> None:
        """`moments` is how many there will be: fifty to a topic."""
        shape = (max(moments // _OF_A_TOPIC, 1), DIMENSION)
        topics = np.random.default_rng(2).standard_normal(shape, np.float32)
        self._topics = topics / np.linalg.norm(topics, axis=1, keepdims=True)

    async def run(self, given: Texts) -> AsyncGenerator[Floats, None]:
        """Stream all rows at once, in the order given."""
        yield self.rows(given.texts)

    def rows(self, texts: tuple[str, ...]) -> Floats:
        seeds = [zlib.crc32(text.encode()) for text in texts]
        noise = np.random.default_rng(seeds[0]).standard_normal((len(texts), DIMENSION), np.float32)
        made = self._topics[[seed % len(self._topics) for seed in seeds]] + noise * (
            _SPREAD / np.sqrt(DIMENSION, dtype=np.float32)
        )
        unit: Floats = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit


def _word(number: int) -> str:
    """The word of a rank: the commoner, the shorter."""
    word = ""
    while number or not word:
        number, syllable = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word + "k"
