"""What was said in a meeting, sentence by sentence, each with its second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.log.kinds import Heard, Uttered
from alongside.log.moment import Moment
from alongside.mind.understand.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: as it was said, by whom, and when (aware UTC, and seconds into the meeting)."""

    sentence: Sentence
    text: str
    moment: Moment
    at: datetime
    second: float

    @property
    def speaker(self) -> str:
        what = self.moment.what
        return what.speaker if isinstance(what, Heard) else ""

    def point(self, text: str = "") -> Uttered:
        """It as it is kept, in these words or its own."""
        return Uttered(
            text=text or self.text,
            moment=self.moment.id,
            at=self.at,
            second=round(self.second, 1),
            speaker=self.speaker,
        )


def lines(heard: Iterable[Moment], begun: datetime) -> Iterator[Line]:
    """Every sentence, in the order in which they were said.

    Within an utterance speech is taken to be even: a sentence begins as far into its time as into
    its words.
    """
    for moment in heard:
        what = moment.what
        if not isinstance(what, Heard):
            continue
        length = max(0.0, what.end - what.start)
        for sentence in sentences(what.text):
            text = what.text[sentence.start : sentence.end].strip()
            into = length * sentence.start / max(1, len(what.text))
            at = moment.at + timedelta(seconds=into)
            yield Line(sentence, text, moment, at, (at - begun).total_seconds())
