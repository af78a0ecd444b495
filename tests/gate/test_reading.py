"""How requests, tools' names and lists are read, where a mistake would ask or allow too much."""

from __future__ import annotations

import pytest

from alongside.gate.intent import actions, hands_over, more_than_named, pays
from alongside.gate.setting import Setting
from alongside.gate.source import Source, items
from alongside.gate.tool import ToolSpec
from alongside.log.moment import Trust


def test_a_list_within_an_item_is_part_of_it() -> None:
    event = "- title: Lunch\n  participants:\n  - ana@x.example\n  - ben@x.example\n  status: ok\n"
    assert items(event) == ()
    assert len(items(event * 2)) == 2


@pytest.mark.parametrize(
    ("request_", "handed"),
    [
        ("Read the notice and change my rent accordingly", True),
        ("Do the tasks in Ana's mail", True),
        ("Perform the following tasks in this order: 1. Read my mail. 2. Tell Ben", False),
    ],
)
def test_tasks_that_the_request_lists_itself_are_not_handed_over(
    request_: str, handed: bool
) -> None:
    assert hands_over(request_) is handed


def test_a_pronoun_makes_no_more_of_what_is_named() -> None:
    assert not more_than_named("Pay ana@x.example and thank them")
    assert more_than_named("Pay everyone who is on the list")


def test_what_deletes_mails_sends_none_and_what_cancels_orders_pays_nothing() -> None:
    assert actions(ToolSpec(name="delete_email", description="")) == {"delete"}
    assert not pays(ToolSpec(name="cancel_order", description=""))
    assert pays(ToolSpec(name="place_order", description=""))


def test_the_words_of_an_address_name_nobody() -> None:
    def known(record: str) -> list[str]:
        kept = Source("record", Trust.OWN, record)
        request = Source("request", Trust.PERSON, "Tell the client about it")
        return [value.text for value in Setting(request, (kept,)).known]

    assert known("name: Ana\nemail: client@x.example") == []
    assert known("Ana, the client: ana@x.example") == ["ana@x.example"]
