"""What agents do by themselves: within rights and budgets, by their name, and with the person's
word for whatever they didn't allow for good."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mind.agent.conftest import step
from tests.mind.team.conftest import NOW, Room, file, in_room

from alongside.log.kinds import Decided, Did, Finished, Noted, Permitted, Proposed, Tasked
from alongside.log.moment import Moment, Trust
from alongside.mind.team.daily import report
from alongside.models.chat.scripted import ScriptedChat
from alongside.views.team import Scope

GOAL = "Add a reminder for what is promised, and tell jo@example.org."
ALL = "recall, list_events, note, add_reminder, send_message"
JO = {"to": "jo@example.org", "text": "The soup is on."}
CALLS: dict[str, dict[str, Any]] = {
    "recall": {"query": "soup"},
    "list_events": {"when": "this week"},
    "note": {"text": "soup"},
    "add_reminder": {"text": "soup", "when": "tomorrow at 8:00"},
    "send_message": JO,
}
READS = {"recall", "list_events"}


async def tick(room: Room) -> None:
    """What is due, and then the tasks that were begun, until they end or wait."""
    async with aclosing(room.daily.catch_up()) as steps:
        async for _ in steps:
            pass
    for task in await room.kept("tasked"):
        working = asyncio.create_task(room.team.agents.run(task.id))
        while not working.done():
            here = await room.team.agents.course(task.id)
            if here.state == "waiting":
                working.cancel()
            await asyncio.wait({working}, timeout=0.02)


async def waiting(room: Room) -> list[Moment]:
    asked = [m.because[0] for m in await room.kept("decided")
             if isinstance(m.what, Decided) and m.what.verdict == "ask"]  # fmt: skip
    return [m for m in await room.kept("proposed") if m.id in asked]


async def test_what_it_would_do_by_itself_waits_for_the_persons_word(room: Room) -> None:
    await room.team.save(file("Cook", "notes", ALL, "daily 17:00", GOAL))
    room.says([step("send_message", "tell Jo", **JO), step("answer", text="Jo knows.")])
    await tick(room)
    (asked,) = await waiting(room)
    assert isinstance(asked.what, Proposed)
    assert (asked.what.agent, room.sends.sent) == ("team:cook", [])
    (decided,) = [m for m in await room.kept("decided") if m.because[0] == asked.id]
    assert isinstance(decided.what, Decided)
    assert (decided.what.rule, "Cook" in decided.what.why.en) == ("by-itself", True)
    today = await room.daily.day()
    assert today.waiting == 1
    assert "cook: Add a reminder" in report(today, "en")
    assert "by itself" in report(today, "en")
    await room.gate.approve(asked.id)
    await tick(room)
    assert room.sends.sent == [JO]
    (end,) = await room.kept("finished")
    assert isinstance(end.what, Finished)
    assert (end.what.how, end.what.text) == ("done", "Jo knows.")


async def test_what_was_allowed_for_good_is_done(room: Room) -> None:
    await room.team.save(file("Cook", "notes", ALL, "daily 17:00", GOAL))
    await room.gate.permit(Permitted(tool="send_message", only={"to": (JO["to"],)}))
    room.says([step("send_message", "tell Jo", **JO), step("answer", text="Jo knows.")])
    await tick(room)
    assert await waiting(room) == []
    assert room.sends.sent == [JO]


async def test_the_same_by_the_persons_own_request_is_judged_as_ever(room: Room) -> None:
    await room.team.save(file("Cook", "notes", ALL))
    task = await room.team.task("cook", "Remind me tomorrow at 8 to make the soup")
    room.says([step("add_reminder", "as asked", text="make the soup", when="tomorrow at 8:00"),
               step("answer", text="Done.")])  # fmt: skip
    await room.team.agents.run(task.id)
    assert [m.what.tool for m in await room.kept("did") if isinstance(m.what, Did)] == [
        "add_reminder"
    ]


async def test_it_begins_once_a_day_and_not_while_something_of_it_waits(room: Room) -> None:
    await room.team.save(file("Cook", "notes", ALL, "daily 17:00", GOAL))
    room.says([step("send_message", "tell Jo", **JO), step("answer", text="Done.")])
    await tick(room)
    await tick(room)
    assert len(await room.kept("tasked")) == 1
    room.now = NOW + timedelta(days=1)
    await tick(room)
    assert len(await room.kept("tasked")) == 1
    await room.gate.decline((await waiting(room))[0].id)
    await tick(room)
    await tick(room)
    days = [m.what.day for m in await room.kept("tasked") if isinstance(m.what, Tasked)]
    assert days == ["2026-11-27", "2026-11-28"]


async def test_nobody_begins_anything_without_a_model_or_the_right_to_wake(room: Room) -> None:
    await room.team.save(file("Cook", "notes", ALL, "daily 17:00", GOAL))
    await tick(room)
    assert await room.kept("tasked") == []
    room.says([step("answer", text="Done.")])
    await room.team.grant("cook", Scope(("notes",)), ["recall"], wakes=False)
    await tick(room)
    assert await room.kept("tasked") == []


async def test_what_somebody_elses_agent_begins_is_led_by_their_words(room: Room) -> None:
    await room.team.bring(file("Guest", "notes", ALL, "daily 17:00", GOAL))
    await room.team.grant("guest", Scope(("notes",)), ALL.split(", "), wakes=True)
    room.says([step("send_message", "tell Jo", **JO), step("answer", text="Done.")])
    await tick(room)
    (task,) = await room.kept("tasked")
    assert task.trust is Trust.OUTSIDE
    assert room.sends.sent == []


async def test_each_speaks_and_works_through_the_model_that_its_file_names(room: Room) -> None:
    await room.add(Noted(text="The soup needs salt."))
    own = file("Own").replace("reads:", "model: server:home/small\nreads:")
    await room.team.save(own)
    await room.team.save(file("Shared"))
    room.says(["The soup needs salt [1]."])
    room.own["server:home/small"] = ScriptedChat(
        ["Salt is what the soup needs [1].", step("answer", text="Mine.")]
    )
    found = await room.team.ask(["own", "shared"], "What does the soup need?")
    assert [m.what.words for m in found.said] == [
        "Salt is what the soup needs. [1]", "The soup needs salt. [1]",
    ]  # fmt: skip
    task = await room.team.task("own", "What does the soup need?")
    end = await room.team.agents.run(task.id)
    assert isinstance(end.what, Finished)
    assert end.what.text == "Mine."
    room.own.clear()
    task = await room.team.task("own", "What does the soup need?")
    end = await room.team.agents.run(task.id)
    assert isinstance(end.what, Finished)
    assert (end.what.how, "server:home/small" in end.what.text) == ("failed", True)


_CALL = st.sampled_from(sorted(CALLS))


async def _keeps_within(folder: Path, chosen: list[str], granted: set[str], most: int) -> None:
    async with in_room(folder) as room:
        text = file("Cook", "*", ALL, "daily 17:00", GOAL)
        await room.team.save(text.replace("asks:", f"steps: {most}\nasks:"))
        await room.team.grant("cook", Scope(("*",)), sorted(granted), wakes=True)
        await room.gate.permit(Permitted(tool="note", only={"text": ("soup",)}))
        room.says([*(step(tool, "try", **CALLS[tool]) for tool in chosen),
                   step("answer", text="Done.")])  # fmt: skip
        await tick(room)
        proposed = [m.what for m in await room.kept("proposed") if isinstance(m.what, Proposed)]
        assert all(act.agent == "team:cook" for act in proposed)
        assert len(proposed) <= most
        did = {m.what.tool for m in await room.kept("did") if isinstance(m.what, Did)}
        assert did <= (READS | {"note"}) & granted
        assert room.sends.sent == []
        assert await room.kept("reminder") == []


@settings(max_examples=8, deadline=None)
@given(st.lists(_CALL, min_size=1, max_size=5), st.sets(_CALL), st.integers(1, 4))
def test_whatever_a_model_chooses_nothing_unallowed_is_done(
    chosen: list[str], granted: set[str], most: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_keeps_within(Path(folder) / "life", chosen, granted, most))
