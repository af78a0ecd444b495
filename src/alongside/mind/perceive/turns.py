"""Turns of speech: what was heard and who seems to have spoken, put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.models.model import Segment, Voice
from alongside.models.voices import speakers

PAUSE = 2.0
"""Seconds of silence that end a turn."""
LONG_ENOUGH, LONGEST = 8.0, 30.0
"""Seconds after which a turn ends with a sentence, and those it never exceeds by a segment more."""
SENTENCE_ENDS = (".", "?", "!", "\u3002", "\uff1f", "\uff01", "…")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says from `start` to `end` seconds; `speaker` is "" where unknown."""

    text: str
    start: float
    end: float
    speaker: str
    language: str


def turns(segments: Sequence[Segment], voices: Sequence[Voice]) -> list[Turn]:
    """The segments, joined while one speaker goes on; a long speech falls into parts to cite."""
    labels = speakers(voices)
    made: list[Turn] = []
    for segment in segments:
        speaker = _speaker(segment, voices, labels) or (made[-1].speaker if made else "")
        if made and _goes_on(made[-1], segment, speaker):
            before = made.pop()
            text, start = f"{before.text} {segment.text}", before.start
        else:
            text, start = segment.text, segment.start
        made.append(Turn(text, start, segment.end, speaker, segment.language))
    return made


def _goes_on(turn: Turn, segment: Segment, speaker: str) -> bool:
    if (turn.speaker, turn.language) != (speaker, segment.language):
        return False
    if segment.start - turn.end > PAUSE or segment.end - turn.start > LONGEST:
        return False
    return turn.end - turn.start < LONG_ENOUGH or not turn.text.endswith(SENTENCE_ENDS)


def _speaker(segment: Segment, voices: Sequence[Voice], labels: Sequence[int]) -> str:
    """Whose voice is heard longest in the segment."""
    shared: Counter[int] = Counter()
    for voice, label in zip(voices, labels, strict=True):
        seconds = min(voice.end, segment.end) - max(voice.start, segment.start)
        if seconds > 0:
            shared[label] += round(seconds * 1000)
    return f"Speaker {shared.most_common(1)[0][0]}" if shared else ""
