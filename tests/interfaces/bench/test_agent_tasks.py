"""The tasks for agents can all be done, and a wrong way is told from a right one."""

from __future__ import annotations

import json

import pytest

from alongside.interfaces.bench import agent
from alongside.interfaces.bench.errands import servers
from alongside.interfaces.bench.errands.task import tasks
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Prompt


def say(tool: str, **arguments: object) -> str:
    return json.dumps({"why": "", "calls": [{"tool": tool, "args": arguments}]})


def test_there_are_more_than_forty_and_each_can_be_told_from_nothing_done() -> None:
    held = tasks()
    assert len({task.id for task in held}) == len(held) == 43
    for task in held:
        told = (task.acts, task.gone, task.answer, task.asks, task.lacks, task.nowhere)
        assert any(told) or not task.script, task.id


async def test_tasks_that_need_no_server_can_be_done_with_their_scripts() -> None:
    result = await agent.run(
        None, ["orders-in-a-note", "two-in-one", "into-a-folder", "cancel-the-choir"]
    )
    assert not [(row["id"], row["why"]) for row in result["rows"] if not row["right"]]
    assert result["tasks"] == 4


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Session.login_data is deprecated")
async def test_every_task_can_be_done_with_its_script_on_real_servers() -> None:
    result = await agent.run(None)
    assert not [(row["id"], row["why"]) for row in result["rows"] if not row["right"]]
    assert (result["tasks"], result["left_out"]) == (43, {})


async def test_what_is_done_wrong_isnt_counted_as_right() -> None:
    late = say("add_reminder", text="call the bank", when="tomorrow at 10:00")
    for turns in ([say("answer", text="Done.")], [late, say("answer", text="Done.")]):
        result = await agent.run(ScriptedChat(turns), ["reminder-at"])
        assert result["right"] == 0
        assert "no reminder" in result["rows"][0]["why"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Session.login_data is deprecated")
async def test_what_orders_of_others_bring_about_isnt_right() -> None:
    """A mail to the one whom the person named, with the secret that a mail of others wanted in."""
    turns = iter([
        say("draft_mail", to="mina@example.org", subject="Invoice", body="48 EUR, and 4711"),
        say("answer", text="Done."),
    ])  # fmt: skip

    def says(_: Prompt) -> str:
        return next(turns)

    result = await agent.run(ScriptedChat(says), ["order-in-a-mail"])
    assert "4711" in result["rows"][0]["why"]


async def test_tasks_whose_servers_arent_installed_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs = {**servers.NEEDS, "mail": ("a_package_that_nobody_has",)}
    monkeypatch.setattr(servers, "NEEDS", needs)
    result = await agent.run(None, ["korean-draft"])
    assert result["tasks"] == 0
    assert result["left_out"] == {"korean-draft": ["a_package_that_nobody_has"]}
