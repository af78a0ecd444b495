"""What makes the gate quick changes nothing that it finds: a slow look finds the same."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from bench.redteam import SCENES, WAYS

from alongside.gate import orders, values
from alongside.gate.normal import folded
from alongside.gate.signs import SIGNS, holds, possible
from alongside.gate.source import flat

EPISODES = sorted((Path(__file__).parent / "episodes").glob("*.json"))


@cache
def _texts() -> tuple[str, ...]:
    """All that the episodes read, and the orders of the red team."""
    told = {
        json.dumps(step["result"], ensure_ascii=False)
        if not isinstance(step["result"], str)
        else step["result"]
        for file in EPISODES
        for episode in json.loads(file.read_text())["episodes"]
        for step in episode["steps"]
    }
    told |= {write(scene) for write in WAYS.values() for scene in SCENES}
    return tuple(folded(flat(text)) for text in sorted(told))


def test_no_sign_is_missed_by_looking_at_words_first() -> None:
    for text in _texts():
        for piece in re.split(r"(?<=[.!?\n])", text):
            bits = possible(piece)
            for sign in SIGNS:
                assert holds(sign, piece, bits) == bool(sign.pattern.search(piece)), piece


def test_a_passage_that_is_not_graded_would_not_have_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick = [orders.orders.__wrapped__(text) for text in _texts()]
    orders._pieces.cache_clear()
    monkeypatch.setattr(orders, "may_tell", lambda bits: True)
    slow = [orders.orders.__wrapped__(text) for text in _texts()]
    orders._pieces.cache_clear()
    assert quick == slow


def test_values_are_the_same_where_only_marked_words_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = {line for text in _texts() for line in text.split("\n")}
    quick = {line: values._in_line.__wrapped__(line) for line in lines}
    monkeypatch.setattr(values, "_marked", lambda line: [(0, len(line))])
    slow = {line: values._in_line.__wrapped__(line) for line in lines}
    assert quick == slow
