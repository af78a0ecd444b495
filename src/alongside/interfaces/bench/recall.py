"""`alongside bench recall FILE`: how much of the evidence recall finds, by turn and by session."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alongside.interfaces.bench.lives import embed_all, passing_life
from alongside.interfaces.bench.locomo import ADVERSARIAL, Conversation, Question, read
from alongside.mind.recall.recall import Recall
from alongside.models.model import Embed

DEPTHS = (5, 10, 20)
LOOKED_AT = 300
"""Hits asked for, so that sessions can be ranked by their best turn."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ranks, from 0, at which one question's evidence was found; None where it wasn't."""

    category: int
    turns: tuple[int | None, ...]
    sessions: tuple[int | None, ...]
    seconds: float


async def run(
    path: Path,
    quick_embed: Embed | None = None,
    embed: Embed | None = None,
    multilingual: Embed | None = None,
) -> dict[str, Any]:
    """Bring each conversation into a life of its own and ask its questions. Shares of 1."""
    outcomes: list[Outcome] = []
    for conversation in read(path):
        async with passing_life() as log:
            await log.append(*conversation.drafts())
            recall = Recall(log, quick_embed, embed, multilingual)
            await embed_all(log, recall)
            outcomes += [await _ask(recall, conversation, q) for q in conversation.questions]
    return report(outcomes)


async def _ask(recall: Recall, conversation: Conversation, question: Question) -> Outcome:
    start = time.perf_counter()
    hits = await recall.find(question.text, now=conversation.now, zone="UTC", limit=LOOKED_AT)
    seconds = time.perf_counter() - start
    found = [hit.moment.origin or "" for hit in hits]
    return outcome(conversation, question, found, seconds)


def outcome(
    conversation: Conversation, question: Question, found: Sequence[str], seconds: float
) -> Outcome:
    """Where the evidence stands among the turns found, best first, and among their sessions."""
    session = {turn.id: turn.session for turn in conversation.turns}
    sessions = list(dict.fromkeys(session[turn] for turn in found))
    needed = {session[turn] for turn in question.evidence}
    return Outcome(
        category=question.category,
        turns=tuple(_rank(found, turn) for turn in question.evidence),
        sessions=tuple(_rank(sessions, one) for one in needed),
        seconds=seconds,
    )


def report(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The figures, the adversarial questions apart."""
    asked = list(outcomes)
    fair = [one for one in asked if one.category != ADVERSARIAL]
    tricky = [one for one in asked if one.category == ADVERSARIAL]
    milliseconds = [one.seconds * 1000 for one in asked] or [0.0]
    return {
        "turn": _figures([(one.category, one.turns) for one in fair]),
        "session": _figures([(one.category, one.sessions) for one in fair]),
        "adversarial": {
            "turn": _shares([one.turns for one in tricky]),
            "session": _shares([one.sessions for one in tricky]),
        },
        "latency_ms": {
            "p50": round(float(np.percentile(milliseconds, 50)), 2),
            "p95": round(float(np.percentile(milliseconds, 95)), 2),
        },
    }


Ranks = tuple[int | None, ...]


def _figures(asked: Sequence[tuple[int, Ranks]]) -> dict[str, Any]:
    kinds: dict[int, list[Ranks]] = defaultdict(list)
    for category, ranks in asked:
        kinds[category].append(ranks)
    by_category = {str(kind): _shares(kinds[kind]) for kind in sorted(kinds)}
    return {**_shares([ranks for _, ranks in asked]), "by_category": by_category}


def _shares(asked: Sequence[Ranks]) -> dict[str, Any]:
    """Of how many questions all, or any, of the evidence stands within each depth."""
    found = [[rank for rank in ranks if rank is not None] for ranks in asked]
    within = {depth: [sum(rank < depth for rank in ranks) for ranks in found] for depth in DEPTHS}
    sizes = [len(ranks) for ranks in asked]
    return {
        "questions": len(asked),
        "recall_all": {
            str(depth): _mean([n == size for n, size in zip(counts, sizes, strict=True)])
            for depth, counts in within.items()
        },
        "recall_any": {
            str(depth): _mean([n > 0 for n in counts]) for depth, counts in within.items()
        },
        "mrr": _mean([1 / (1 + min(ranks)) if ranks else 0.0 for ranks in found]),
    }


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4) if values else 0.0


def _rank(found: Sequence[Any], wanted: object) -> int | None:
    return found.index(wanted) if wanted in found else None
