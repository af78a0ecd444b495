"""LoCoMo-format files (Maharana et al., 2024): long conversations, questions, evidence by turn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alongside.log.kinds import Said
from alongside.log.moment import Draft, Trust

ADVERSARIAL = 5
"""The category of questions about what never was said so."""

_EVIDENCE = re.compile(r"D:?(\d+):(\d+)")
_SESSION = re.compile(r"session_(\d+)")
_BETWEEN_TURNS = timedelta(seconds=30)
_DATE = "%I:%M %p on %d %B, %Y"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its id ("D1:3"), session, time, speaker and words with its picture's caption."""

    id: str
    session: int
    at: datetime
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its category and the turns that hold its answer."""

    text: str
    category: int
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation and what is asked about it."""

    turns: tuple[Turn, ...]
    questions: tuple[Question, ...]

    @property
    def now(self) -> datetime:
        """When the questions are asked: a day after the last turn."""
        return max(turn.at for turn in self.turns) + timedelta(days=1)

    def drafts(self) -> list[Draft]:
        """The turns as a chat between two others."""
        return [
            Draft(
                what=Said(text=turn.text, by=turn.speaker, thread="locomo"),
                at=turn.at,
                zone="UTC",
                source="locomo",
                trust=Trust.OUTSIDE,
                origin=turn.id,
            )
            for turn in self.turns
        ]


def read(path: Path) -> list[Conversation]:
    """The conversations of a file. Questions without evidence that exists are left out."""
    held = json.loads(path.read_text(encoding="utf-8"))
    return [_conversation(sample) for sample in (held if isinstance(held, list) else [held])]


def _conversation(sample: dict[str, Any]) -> Conversation:
    turns = tuple(_turns(sample["conversation"]))
    known = {turn.id for turn in turns}
    asked = (_question(one) for one in sample["qa"])
    kept = [Question(q.text, q.category, q.evidence & known) for q in asked if q.evidence & known]
    return Conversation(turns, tuple(kept))


def _turns(conversation: dict[str, Any]) -> Iterator[Turn]:
    numbers = sorted(int(found[1]) for key in conversation if (found := _SESSION.fullmatch(key)))
    for number in numbers:
        start = _when(conversation.get(f"session_{number}_date_time", ""))
        for i, turn in enumerate(conversation[f"session_{number}"] or ()):
            yield Turn(
                turn["dia_id"], number, start + i * _BETWEEN_TURNS, turn["speaker"], _text(turn)
            )


def _text(turn: dict[str, Any]) -> str:
    picture = "; ".join(turn[key] for key in ("blip_caption", "query") if turn.get(key))
    return f"{turn.get('text', '')} [{picture}]" if picture else str(turn.get("text", ""))


def _when(text: str) -> datetime:
    return datetime.strptime(text.strip(), _DATE).replace(tzinfo=UTC)


def _question(asked: dict[str, Any]) -> Question:
    named = asked.get("evidence") or ()
    found = _EVIDENCE.findall(" ".join(map(str, [named] if isinstance(named, str) else named)))
    evidence = frozenset(f"D{int(session)}:{int(turn)}" for session, turn in found)
    return Question(str(asked["question"]), int(asked["category"]), evidence)
