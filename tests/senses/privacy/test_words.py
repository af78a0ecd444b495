"""The words by which privacy is asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.senses.privacy.words import LONGEST, asked


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("This is off the record.", "pause"),
        ("Private mode, please", "pause"),
        ("please don't record this", "pause"),
        ("이건 비공개로 해 줘", "pause"),
        ("지금부터 기록하지 마", "pause"),
        ("OK, back on the record", "resume"),
        ("end private mode", "resume"),
        ("비공개 해제", "resume"),
        ("이제 다시 기록해", "resume"),
    ],
)
def test_pausing_and_resuming(said: str, wish: str) -> None:
    found = asked(said)
    assert found is not None
    assert found.wish == wish


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("Forget the last ten minutes", 10),
        ("forget about the past 5 minutes please", 5),
        ("Forget the last minute", 1),
        ("forget the last half an hour", 30),
        ("forget the last hour", 60),
        ("방금 10분은 잊어 줘", 10),
        ("지난 삼십분 지워", 30),
        ("최근 두 시간 기록을 삭제해", 120),
    ],
)
def test_forgetting_so_much(said: str, minutes: int) -> None:
    found = asked(said)
    assert found is not None
    assert (found.wish, found.back) == ("forget", timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "said",
    [
        "Where is the record shop?",
        "I forgot the last train",
        "Don't forget the last ten eggs",
        "The private moderator spoke",
        "비공식 모임이었어",
        "10분 뒤에 만나",
    ],
)
def test_other_words_ask_for_nothing(said: str) -> None:
    assert asked(said) is None


@given(st.text())
def test_any_words_are_read_within_bounds(said: str) -> None:
    found = asked(said)
    assert found is None or timedelta(0) <= found.back <= LONGEST
