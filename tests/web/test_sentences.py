"""What the server says to the person is there in Korean too, and nothing is that it doesn't say."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from scripts import sentences

from alongside.gate.sentences import SAID
from alongside.mind.converse.seen import KOREAN
from alongside.models.see.nanodet import LABELS

ROOT = Path(__file__).parents[2]
HOLE = re.compile(r"\{(\d*)\}")


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    return sentences.Sentences().all()


@pytest.fixture(scope="module")
def korean() -> dict[str, dict[str, str]]:
    return sentences.korean()


def ours(korean: dict[str, dict[str, str]]) -> set[str]:
    parts = korean.keys() - {sentences.FOREIGN, sentences.RULES}
    return {key for part in parts for key in korean[part]}


def test_every_sentence_is_said_in_korean(
    said: dict[str, str], korean: dict[str, dict[str, str]]
) -> None:
    missing = {key: place for key, place in said.items() if key not in ours(korean)}
    assert missing == {}, "see: python -m scripts.sentences"


def test_no_korean_is_left_of_what_is_no_longer_said(
    said: dict[str, str], korean: dict[str, dict[str, str]]
) -> None:
    assert ours(korean) - said.keys() == set()


def test_korean_fills_in_what_english_does(korean: dict[str, dict[str, str]]) -> None:
    for part in korean.values():
        for english, here in part.items():
            wanted, found = english.count("{}"), HOLE.findall(here)
            given = {int(place or n) for n, place in enumerate(found)}
            assert given == set(range(wanted)), (english, here)
            assert re.search("[가-힣]", here) or english == "Value error, {}", english


def test_a_sentence_stands_in_one_file(korean: dict[str, dict[str, str]]) -> None:
    where = Counter(key for part in korean.values() for key in part)
    assert [key for key, times in where.items() if times > 1] == []


def test_things_in_pictures_are_called_as_answers_call_them() -> None:
    shown = ROOT / "web/src/lib/i18n/ko/things.json"
    assert json.loads(shown.read_text("utf-8")) == {label: KOREAN[label] for label in LABELS}


def test_the_gates_rules_are_said_as_the_gate_says_them(korean: dict[str, dict[str, str]]) -> None:
    assert korean[sentences.RULES] == dict(SAID.values())


def test_the_collector_sees_every_way_in_which_a_sentence_is_told(said: dict[str, str]) -> None:
    """Given as it is, chosen, kept in a constant of another file, handed on, made in an error."""
    assert said["There is no such scene."] == "interfaces/api/routes/rehearse.py"
    assert said["it is no picture, or damaged"] == "senses/archives/photos.py"
    assert "Mail needs an extra of Alongside: pip install 'alongside[mail]'" in said
    assert said["it has no name"] == "senses/archives/vcard.py"
    assert "The model {} is not here. Get it: alongside models get {}" in said
    assert said["{} refused the key. Set it: alongside models key {}"] == "models/server.py"
