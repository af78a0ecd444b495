"""Reminders in words: what, and when, with whom or where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.log.kinds import Reminder
from alongside.mind.remind.understand import asks, understand

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
"""A Thursday."""
UNDERSTOOD = {
    "remind me to call mum tomorrow at 9": Reminder(text="call mum", wall="2026-11-27T09:00"),
    "remind me tomorrow at 9 to call mum": Reminder(text="call mum", wall="2026-11-27T09:00"),
    "Can you remind me at 4 to stretch": Reminder(text="stretch", wall="2026-11-26T16:00"),
    "pay the rent on Friday": Reminder(text="pay the rent", wall="2026-11-27T09:00"),
    "remind me to send the tape by Friday": Reminder(text="send the tape", wall="2026-11-27T09:00"),
    "remind me tonight to water the plants": Reminder(
        text="water the plants", wall="2026-11-26T20:00"
    ),
    "remind me in 20 minutes to check the oven": Reminder(
        text="check the oven", due=datetime(2026, 11, 26, 10, 20, tzinfo=UTC)
    ),
    "every Monday at 8 put the bins out": Reminder(
        text="put the bins out", wall="2026-11-30T08:00", every="week"
    ),
    "remind me every evening to write": Reminder(
        text="write", wall="2026-11-26T19:00", every="day"
    ),
    "take the pill every day": Reminder(text="take the pill", wall="2026-11-27T09:00", every="day"),
    "remind me to ask about the piano when I next talk to Mateo": Reminder(
        text="ask about the piano", person="Mateo"
    ),
    "remind me to buy coriander when I'm at the market": Reminder(
        text="buy coriander", location="market"
    ),
    "when I get home, turn the heating on": Reminder(text="turn the heating on", location="home"),
    "내일 9시에 약 먹으라고 알려줘": Reminder(text="약 먹기", wall="2026-11-27T09:00"),
    "매주 월요일 8시에 분리수거 알려줘": Reminder(
        text="분리수거", wall="2026-11-30T08:00", every="week"
    ),
    "시장에 가면 고수 사라고 알려줘": Reminder(text="고수 사기", location="시장"),
    "지훈이 만나면 책 돌려주라고 말해줘": Reminder(text="책 돌려주기", person="지훈이"),
    "금요일까지 보고서 보내기": Reminder(text="보고서 보내기", wall="2026-11-27T09:00"),
}
NOTHING = ("buy milk", "remind me", "알려줘", "", "what did I promise Ana?", "when I was young")


@pytest.mark.parametrize("words", UNDERSTOOD)
def test_reminders_are_understood(words: str) -> None:
    assert understand(words, now=NOW, zone="Europe/Lisbon") == UNDERSTOOD[words]


@pytest.mark.parametrize("words", NOTHING)
def test_words_without_a_time_person_or_place_set_nothing(words: str) -> None:
    assert understand(words, now=NOW, zone="Europe/Lisbon") is None


def test_only_asking_asks() -> None:
    assert asks("remind me to call mum tomorrow")
    assert asks("내일 약 먹으라고 알려줘")
    assert not asks("what did I want to be reminded of?")
    assert not asks("어제 뭐 했는지 말해줄 수 있어?")


@given(st.text(max_size=80))
def test_no_words_break_it(words: str) -> None:
    found = understand(f"remind me {words} tomorrow at 9", now=NOW, zone="Asia/Seoul")
    assert found is None or (
        found.text and (found.wall or found.due or found.person or found.location)
    )
