"""The tasks for agents can all be done, and a wrong way is told from a right one."""

from __future__ import annotations

import json

from alongside.interfaces.bench import agent
from alongside.models.chat.scripted import ScriptedChat


def say(tool: str, **arguments: object) -> str:
    return json.dumps({"why": "", "calls": [{"tool": tool, "args": arguments}]})


async def test_every_task_can_be_done_with_its_script() -> None:
    result = await agent.run(None)
    assert not [(row["id"], row["why"]) for row in result["rows"] if not row["right"]]
    assert result["tasks"] >= 15


async def test_what_is_done_wrong_isnt_counted_as_right() -> None:
    late = say("add_reminder", text="call the bank", when="tomorrow at 10:00")
    for turns in ([say("answer", text="Done.")], [late, say("answer", text="Done.")]):
        result = await agent.run(ScriptedChat(turns), ["reminder-at"])
        assert result["right"] == 0
        assert "no reminder" in result["rows"][0]["why"]
