"""Phrases of each language and what they mean on Wednesday 15 August 2018 at 14:30.

The tables beside this file hold one phrase a line: `phrase => kind reading; reading`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alongside.mind.when import Expression, Reading, resolve

NOW = datetime(2018, 8, 15, 14, 30, tzinfo=UTC)
HERE = Path(__file__).parent


def phrases() -> list[tuple[str, str]]:
    lines = [
        line
        for table in ("english.txt", "korean.txt")
        for line in (HERE / table).read_text(encoding="utf-8").splitlines()
    ]
    return [(phrase, meaning) for phrase, _, meaning in (line.partition(" => ") for line in lines)]


def shown(expression: Expression) -> str:
    def reading(value: Reading) -> str:
        if value.seconds is not None:
            return f"{value.seconds:g}s"
        if expression.kind.endswith("range"):
            return f"{value.since or ''}..{value.until or ''}"
        return str(value.since)

    return f"{expression.kind} " + "; ".join(reading(value) for value in expression.values)


@pytest.mark.parametrize(("phrase", "meaning"), phrases())
def test_phrase(phrase: str, meaning: str) -> None:
    (found,) = resolve(phrase, now=NOW)
    assert shown(found).strip() == meaning.strip()
    assert found.text.removeprefix("the ") == phrase.removeprefix("the ")
