"""Limits are changed in the person's own file, whose other lines stay as they wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.gate.limits import _changed, change
from alongside.gate.written import NAME, RulesError, load

FILE = """\
# what I allow
[budgets]  # in a day
money = 200 # not more
messages = 10

[[rules]]
name = "no mail at night"
then = "ask"
tool = "send_*"
start = "22:00"
end = "07:00"
"""


def test_a_limit_is_set_where_there_is_no_file_and_taken_back(tmp_path: Path) -> None:
    assert change(tmp_path, "money", 50).limits["money"] == 50
    assert load(tmp_path).limits["money"] == 50
    assert change(tmp_path, "money", None).limits["money"] == 1000
    assert load(tmp_path).budgets == {}


def test_all_else_stays_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(FILE)
    change(tmp_path, "messages", 3)
    assert path.read_text() == FILE.replace("messages = 10\n", "").replace(
        "# in a day\n", "# in a day\nmessages = 3\n"
    )
    assert [rule.name for rule in load(tmp_path).rules] == ["no mail at night"]


@pytest.mark.parametrize(
    "text",
    ["budgets = { money = 5 }\n", "budgets.money = 5\n", "[budgets]\n'money' = 5\n", "nonsense [",
     '"budgets" = {}\n'],
)  # fmt: skip
def test_what_it_cannot_change_it_leaves_alone_and_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / NAME
    path.write_text(text)
    with pytest.raises(RulesError, match=NAME):
        change(tmp_path, "money", 7)
    assert path.read_text() == text


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*FILE.splitlines(), "[other]", "money = 1", ""]), max_size=20))
def test_no_line_but_those_of_the_limits_is_lost(lines: list[str]) -> None:
    made = list(_changed(lines, {"money": 9}))
    rest = iter(made)
    assert all(line in rest for line in lines if "money" not in line)
    assert made.count("money = 9") == 1
