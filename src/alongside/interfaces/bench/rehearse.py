"""Scores of dialogues that people had, for comparing with what they reported.

In: `[{"id", "turns": [{"speaker", "text"}], "goals": {speaker: {item: points}}}]`.
Out: `[{"id", "scores": {speaker: {name: number}}}]`, as `mind.rehearse.rubric` tells. No model is
asked, and the same dialogue always has the same scores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from alongside.mind.rehearse.deal.follow import Turn
from alongside.mind.rehearse.rubric import score


class Said(msgspec.Struct, frozen=True):
    """A turn as the file has it."""

    speaker: str
    text: str


class Dialogue(msgspec.Struct, frozen=True):
    """A dialogue as the file has it. Without goals there is no outcome to score."""

    id: str | int
    turns: list[Said]
    goals: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)


def run(path: Path) -> list[dict[str, Any]]:
    """The scores of every dialogue of a file, in its order.

    Raises OSError where the file can't be read, ValueError where it holds something else.
    """
    try:
        dialogues = msgspec.json.decode(path.read_bytes(), type=list[Dialogue])
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.name} holds no list of dialogues: {error}") from error
    return [{"id": one.id, "scores": _scores(one)} for one in dialogues]


def _scores(dialogue: Dialogue) -> dict[str, dict[str, float]]:
    turns = [Turn(speaker=said.speaker, text=said.text) for said in dialogue.turns]
    return score(turns, dialogue.goals)


def means(found: list[dict[str, Any]]) -> dict[str, float]:
    """The mean of each score over all speakers that have it."""
    every: dict[str, list[float]] = {}
    for one in found:
        for scores in one["scores"].values():
            for name, value in scores.items():
                every.setdefault(name, []).append(value)
    return {name: round(sum(values) / len(values), 3) for name, values in every.items()}
