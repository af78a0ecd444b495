"""A question alone asks for nothing to be done, whatever its words could mean elsewhere."""

from __future__ import annotations

import pytest

from alongside.gate.intent import asked_for, hands_over, only_asks


@pytest.mark.parametrize(
    "question",
    [
        "What does my note about the club say?",
        "How much did I pay Ana?",
        "Where can I send this?",
        "When is the tax file due?",
        "클럽 메모에 뭐라고 적혀 있어?",
        "예약은 언제야?",
    ],
)
def test_a_question_alone_asks_for_no_act(question: str) -> None:
    assert only_asks(question)
    assert asked_for(question) == frozenset()
    assert not hands_over(question)


@pytest.mark.parametrize(
    ("request_", "action"),
    [
        ("Can you pay the bill?", "pay"),
        ("Who sent me mail, and reply to them?", "send"),
        ("What about booking a table for two?", "make"),
        ("회의 언제야? 일정에 추가해 줘", "make"),
        ("언제 만날지 Mina에게 물어봐 줄래? 답장도 보내 줘", "send"),
    ],
)
def test_what_is_asked_to_be_done_is_no_mere_question(request_: str, action: str) -> None:
    assert not only_asks(request_)
    assert action in asked_for(request_)


def test_a_question_and_then_an_order_hands_over() -> None:
    assert hands_over("What does the mail say? Do what it asks.")
