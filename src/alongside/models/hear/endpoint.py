"""Where an utterance begins and ends in a stream of sound: a pause is not an end.

Voice activity (Silero) says when somebody is silent; where they have been for a moment, a model of
turns says whether they have finished. Where none is here, a longer silence ends the utterance.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from alongside.models.mel import RATE
from alongside.models.model import Floats, Sound, Turns
from alongside.models.vad import ENTER, FRAME, LEAVE, SECONDS, Steps

ONSET = 2
"""Frames of speech in a row that begin an utterance."""
BEFORE = 10
"""Frames before it that belong to it."""
PAUSED = 1
"""Frames of silence that are told of as a pause."""
ASK_AT = (3, 6, 10, 16, 24)
"""Frames of silence after which it is asked whether the turn is over."""
OVER = 0.7
"""The probability from which it is."""
LEAST = 8
"""Frames of silence before an end."""
SILENT, SILENT_ALONE = 38, 22
"""Frames of silence that end an utterance anyhow, with a model of turns and without."""
LONGEST = 28.0
"""Seconds after which an utterance ends whatever is said."""
GROWN = 8
"""Frames of more speech that are told of."""
QUIET = 31
"""Frames without speech that are told of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A frame of sound, `FRAME` samples, with the number and time of what it was captured in."""

    samples: Floats
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Speaking:
    """Somebody speaks: the utterance so far, captured from `first` to `last`, begun at `at`.

    `voiced` is how many of its samples lie before the silence at its end; `ended` once it is over.
    """

    samples: Floats
    voiced: int
    first: int
    last: int
    at: datetime
    ended: bool = False

    @property
    def silence(self) -> float:
        """Seconds of silence at its end."""
        return (len(self.samples) - self.voiced) / RATE

    @property
    def seconds(self) -> float:
        return self.voiced / RATE


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nobody spoke in what was captured up to `last`."""

    last: int


async def utterances(
    pieces: AsyncIterable[Piece | Quiet], vad: Steps, turns: Turns | None
) -> AsyncGenerator[Speaking | Quiet, None]:
    """Every utterance as it begins, grows, pauses and ends, and the quiet between them.

    Quiet that is known already is given on; within an utterance it ends it.
    """
    before: deque[Piece] = deque(maxlen=BEFORE)
    voiced, quiet = 0, 0
    async for piece in pieces:
        if isinstance(piece, Quiet):
            before.clear()
            yield piece
            continue
        before.append(piece)
        voiced = voiced + 1 if vad.probability(piece.samples) >= ENTER else 0
        if voiced >= ONSET:
            said = _Utterance([*before])
            async with aclosing(said.heard(pieces, vad, turns)) as heard:
                async for speaking in heard:
                    yield speaking
            before.clear()
            voiced = quiet = 0
            continue
        quiet += 1
        if quiet % QUIET == 0 and not voiced:
            yield Quiet(before[0].seq - 1)


class _Utterance:
    """One utterance while it is being said."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._voiced = len(pieces)

    async def heard(
        self, pieces: AsyncIterable[Piece | Quiet], vad: Steps, turns: Turns | None
    ) -> AsyncGenerator[Speaking, None]:
        """It as it begins, then each time it has grown, each pause, and its end."""
        yield self._so_far()
        over, grown = 0.0, 0
        async for piece in pieces:
            if isinstance(piece, Quiet):
                break
            self._pieces.append(piece)
            if vad.probability(piece.samples) >= (LEAVE if self._silence else ENTER):
                self._voiced, over, grown = len(self._pieces), 0.0, grown + 1
                if grown % GROWN == 0:
                    yield self._so_far()
            elif self._silence == PAUSED:
                yield self._so_far()
            if self._silence in ASK_AT and turns is not None and over < OVER:
                over = await _over(turns, self._so_far().samples)
            if self._ends(over, turns):
                break
        yield self._so_far(ended=True)

    @property
    def _silence(self) -> int:
        return len(self._pieces) - self._voiced

    def _ends(self, over: float, turns: Turns | None) -> bool:
        if len(self._pieces) * SECONDS >= LONGEST:
            return True
        longest = SILENT if turns is not None else SILENT_ALONE
        return self._silence >= longest or (over >= OVER and self._silence >= LEAST)

    def _so_far(self, *, ended: bool = False) -> Speaking:
        return Speaking(
            samples=np.concatenate([piece.samples for piece in self._pieces]),
            voiced=self._voiced * FRAME,
            first=self._pieces[0].seq,
            last=self._pieces[-1].seq,
            at=self._pieces[0].at,
            ended=ended,
        )


async def _over(turns: Turns, samples: Floats) -> float:
    async with aclosing(turns.run(Sound(samples))) as made:
        return max([probability async for probability in made], default=0.0)
