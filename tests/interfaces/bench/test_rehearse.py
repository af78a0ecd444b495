"""The measure of dialogues between people: its form, and which way its scores point."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.mind.rehearse.bargains import bargains

from alongside.interfaces.bench.rehearse import means, run

GOALS = {"a": {"food": 5, "water": 4, "firewood": 3}, "b": {"food": 3, "water": 4, "firewood": 5}}


def scored(tmp_path: Path, *dialogues: dict[str, Any]) -> list[dict[str, Any]]:
    file = tmp_path / "dialogues.json"
    file.write_text(json.dumps(dialogues))
    return run(file)


def talk(*turns: str, goals: dict[str, Any] | None = None) -> dict[str, Any]:
    """Turns of a and b, one after the other."""
    said = [{"speaker": "ab"[n % 2], "text": text} for n, text in enumerate(turns)]
    return {"id": "x", "turns": said, "goals": GOALS if goals is None else goals}


def test_outcomes_are_exact(tmp_path: Path) -> None:
    (found,) = scored(
        tmp_path, talk("I take 3 food and 1 water, you take 2 water and 3 firewood?", "Deal!")
    )
    a, b = found["scores"]["a"], found["scores"]["b"]
    assert (a["points"], b["points"]) == (19, 23)
    assert a["joint_points"] == 42
    assert (a["deal"], a["pareto"], a["got_food"], b["got_food"]) == (1, 1, 3, 0)


def test_who_walks_away_has_what_the_game_gives_them(tmp_path: Path) -> None:
    (found,) = scored(tmp_path, talk("I want all the food.", "No.", "Then I walk away."))
    assert found["scores"]["a"]["deal"] == 0
    assert found["scores"]["a"]["points"] == 5


def test_warm_talk_with_a_good_outcome_is_estimated_higher(tmp_path: Path) -> None:
    kind, harsh = scored(
        tmp_path,
        talk("Hi! What do you need most?", "I get cold, so firewood. You?", "I understand! I take "
             "3 food and 1 water, you get 3 firewood and 2 water?", "Perfect, thank you so much!"),
        talk("You don't need food. I take 3 food and 3 water.", "Are you kidding? That's unfair.",
             "Take it or leave it.", "fine, deal"),
    )  # fmt: skip
    for name in ("satisfaction_estimate", "likeness_estimate"):
        assert kind["scores"]["b"][name] > harsh["scores"]["b"][name] + 1
    assert harsh["scores"]["a"]["undervaluing"] > 0


def test_every_score_is_a_number_whatever_is_said(tmp_path: Path) -> None:
    odd = (
        talk(),
        talk("", "…"),
        talk("안녕", "네", goals={}),
        talk("x", goals={"a": {"food": "?"}}),
    )
    for found in scored(tmp_path, *odd, *(b.written() for b in bargains())):
        for scores in found["scores"].values():
            assert all(isinstance(value, float) for value in scores.values())
            assert 1 <= scores["satisfaction_estimate"] <= 5
            assert 0 <= scores["talk_ratio"] <= 1


def test_the_same_dialogues_have_the_same_scores(tmp_path: Path) -> None:
    given = [bargain.written() for bargain in bargains()]
    assert scored(tmp_path, *given) == scored(tmp_path, *given)
    assert means(scored(tmp_path, *given))["deal"] > 0.8


@pytest.mark.parametrize("held", ["{}", "no json", '[{"id": 1}]', '[{"turns": []}]'])
def test_what_is_no_list_of_dialogues_is_told(tmp_path: Path, held: str) -> None:
    (tmp_path / "bad.json").write_text(held)
    with pytest.raises(ValueError, match="no list of dialogues"):
        run(tmp_path / "bad.json")
