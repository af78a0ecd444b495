"""Goals in words, in English and Korean: said outright, or wished for with a day to come by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.mind.goals.heard import heard

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
"""A Thursday."""
TOLD = {
    "I want to run a half marathon by October.": ("Run a half marathon", "2027-09-30", 0, ""),
    "My goal is to read 12 books next year": ("Read 12 books", "2027-12-31", 12, "books"),
    "I'd like to learn Spanish by next summer": ("Learn Spanish", "2027-05-31", 0, ""),
    "Goal: run 300 km by 30 June 2027": ("Run 300 km", "2027-06-30", 300, "km"),
    "New year’s resolution: write every morning": ("Write every morning", "", 0, ""),
    "I'm aiming to finish my thesis by March": ("Finish my thesis", "2027-02-28", 0, ""),
    "My aim for 2027 is to save 3000 euros": ("Save 3000 euros", "2027-12-31", 3000, "euros"),
    "I want to walk the Camino next May, about 300 km in two weeks": (
        "Walk the Camino, about 300 km in two weeks",
        "2027-05-31",
        300,
        "km",
    ),
    "내년 10월까지 하프 마라톤을 완주하고 싶어": ("하프 마라톤을 완주하기", "2027-10-31", 0, ""),
    "내년 목표는 책 12권 읽기": ("책 12권 읽기", "2027-12-31", 12, "books"),
    "하프 마라톤 완주가 목표야": ("하프 마라톤 완주", "", 0, ""),
    "내 목표는 스페인어를 배우는 거야": ("스페인어를 배우기", "", 0, ""),
}
NO_GOAL = (
    "I want to know where I was on Tuesday",
    "I want to eat pizza tomorrow",
    "I want to go to Rome in May",
    "I'm going to Berlin in May",
    "I want to visit Ana next month",
    "Is my goal to run?",
    "Ana said she wants to run a marathon by October",
    "I want to run",
    "가고 싶다",
    "내일 피자 먹고 싶다",
    "“My goal is to be king”, says the book.",
    "The goal is to empower individuals",
    "The goal was scored in the last minute",
    "",
)


@pytest.mark.parametrize("words", TOLD)
def test_goals_are_understood(words: str) -> None:
    (found,) = heard(words, NOW, "Europe/Lisbon")
    what = found.what
    assert (what.outcome, what.due, what.target, what.unit) == TOLD[words]
    assert found.quote in words


@pytest.mark.parametrize("words", NO_GOAL)
def test_most_wishes_are_no_goals(words: str) -> None:
    assert [*heard(words, NOW, "Europe/Lisbon")] == []


@given(st.text(max_size=60))
def test_no_words_break_it(words: str) -> None:
    for found in heard(f"My goal is {words}", NOW, "Asia/Seoul"):
        assert found.what.outcome
