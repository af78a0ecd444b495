"""Texts that nobody would write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.mind.when import en, ko, resolve, shared
from alongside.mind.when.chart import CROWD, Chart
from alongside.mind.when.context import Context
from alongside.mind.when.grammar import grammar

TIMES = st.datetimes(min_value=datetime.fromisoformat("0002-01-01"))
NOW = datetime(2018, 8, 15, 14, 30, tzinfo=UTC)
WORDS = st.sampled_from([
    "monday", "may", "3", "12:30", "3pm", "-", "to", "from", "until", "2018", "next",
    "last", "week", "of", "the", "every", "1/2", "half", "past", "and", "in",
    "before", "second", "first", "day", "ago", "q1", "90s", "월", "3일", "오전", "시", "반",
    "부터", "까지", "다음", "주", "이", "전", "년", "~", ",", "(", ")", ".", "'", "99999",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), TIMES)
def test_any_row_of_words_resolves(text: str, now: datetime) -> None:
    found = resolve(text, now=now.replace(tzinfo=UTC))
    ends = [0]
    for expression in found:
        assert text[expression.start : expression.end] == expression.text
        assert expression.start >= ends[-1]
        ends.append(expression.end)
        expression.span()
        expression.span("future")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_resolves(text: str) -> None:
    for expression in resolve(text, now=NOW):
        assert text[expression.start : expression.end] == expression.text


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "may ",
        "monday to ",
        "one two ",
        "a",
        "3 days and ",
        "3월 ",
        "오전 3시 부터 ",
        "12:30-",
    ],
)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    def items(times: int) -> int:
        parts = (shared, ko, en)
        known = grammar(
            [leaf for part in parts for leaf in part.leaves()],
            [rule for part in parts for rule in part.rows()],
        )
        context = Context(datetime.fromisoformat("2018-08-15"))
        return len(list(Chart(unit * times, known, context).read()))

    small, large = items(60), items(120)
    assert large <= 2 * small + 40 * CROWD
