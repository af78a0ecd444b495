"""No agent reads outside of its scope, uses a tool that it wasn't granted, or grants rights."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import AssertReplays
from tests.mind.agent.conftest import step
from tests.mind.team.conftest import Room, denied, file, in_room, plan

from alongside.gate.gate import NotWaiting
from alongside.log.kinds import (
    Advised,
    Decided,
    Did,
    Granted,
    Noted,
    Permitted,
    Planned,
    Said,
    Tasked,
)
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.team.team import NoAgent
from alongside.views.team import PARTS, Scope
from alongside.views.team import Team as TeamView

SOURCES = ("notes", "mail", "phone")
_SCOPE = st.builds(
    Scope,
    st.lists(st.sampled_from((*PARTS, "*")), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple),
)
TOOLS = ("recall", "list_events", "note", "add_reminder", "send_message")
ARGUMENTS: dict[str, dict[str, Any]] = {
    "recall": {"query": "soup", "limit": 20},
    "list_events": {"when": "this week"},
    "note": {"text": "soup"},
    "add_reminder": {"text": "soup", "when": "tomorrow at 8:00"},
    "send_message": {"to": "jo@example.org", "text": "soup"},
}


EVERY = [(kind, source) for kind in ("noted", "said", "planned") for source in SOURCES]


def _made(kind: str, number: int) -> Noted | Said | Planned:
    words = f"soup number{number}"
    if kind == "noted":
        return Noted(text=words)
    return Said(text=words, by="Jo", thread="t") if kind == "said" else plan(words)


async def _stays_within(folder: Path, scopes: list[Scope]) -> None:
    async with in_room(folder) as room:
        held: list[Moment] = []
        for number, (kind, source) in enumerate(EVERY):
            held += await room.add(_made(kind, number), source=source)
        await room.team.save(file("Cook"))
        for scope in scopes:
            member = await room.team.grant("cook", scope, TOOLS)
            words: list[str] = []
            for tool in ("recall", "list_events"):
                came = await room.act(member.agent, tool, **ARGUMENTS[tool])
                words.append(came.what.text if isinstance(came.what, Did) else "")
            answer = (await room.team.ask(["cook"], "What of the soup?")).said[0]
            words.append(answer.what.words)
            for number, moment in enumerate(held):
                if not scope.holds(moment):
                    assert not any(f"number{number}" in text for text in words)
                    assert moment.id not in answer.because
            if any(map(scope.holds, held)):
                assert "number" in words[0]


@settings(max_examples=2)
@given(st.lists(_SCOPE, min_size=8, max_size=8))
def test_an_agent_never_gets_a_moment_outside_its_scope(scopes: list[Scope]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_stays_within(Path(folder) / "life", scopes))


async def test_what_was_said_around_a_hit_is_read_within_the_scope_alone(room: Room) -> None:
    """Turns of a chat are told together; those from elsewhere aren't."""
    await room.add(Said(text="The soup needs salt.", by="Jo", thread="t"), source="phone")
    await room.add(Said(text="And saffron, in secret.", by="Jo", thread="t"), source="mail")
    await room.add(Said(text="Soup it is.", by="Jo", thread="t"), source="phone")
    await room.team.save(file("Cook"))
    for sources in ((), ("phone",)):
        await room.team.grant("cook", Scope(("chats",), sources), ["recall"])
        room.says(["The soup needs salt."])
        (said,) = (await room.team.ask(["cook"], "What does the soup need?")).said
        assert room.chat
        told = " ".join(message.text for message in room.chat.given[0].messages)
        assert "needs salt" in told
        assert ("saffron" in told) is (not sources)
        assert len(said.because) == (2 + 3 if not sources else 2 + 2)


async def _acts_within(folder: Path, all_granted: list[set[str]]) -> None:
    async with in_room(folder) as room:
        await room.team.bring(file("Guest", "*", ", ".join(TOOLS)))
        await room.team.save(file("Cook"))
        for tool in TOOLS:
            await room.gate.permit(Permitted(tool=tool, only={"to": ("jo@example.org",)}))
        for granted in all_granted:
            room.sends.sent.clear()
            await room.team.grant("cook", Scope(("*",)), sorted(granted))
            for tool in TOOLS:
                came = await room.act("team:cook", tool, **ARGUMENTS[tool])
                assert (denied(came) == "not-granted") is (tool not in granted)
                assert denied(await room.act("team:guest", tool, **ARGUMENTS[tool]))
            assert len(room.sends.sent) == ("send_message" in granted)


@settings(max_examples=2)
@given(st.lists(st.sets(st.sampled_from(TOOLS)), min_size=6, max_size=6))
def test_an_agent_never_acts_with_a_tool_it_was_not_granted(granted: list[set[str]]) -> None:
    """Not even where a standing permission allows it to everyone else."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_acts_within(Path(folder) / "life", granted))


async def test_imported_agents_have_no_rights_until_granted(room: Room) -> None:
    await room.add(Noted(text="The soup needs salt."))
    member = await room.team.bring(file("Cook", "*", "recall"))
    assert (member.rights, member.trust) == (None, Trust.OUTSIDE)
    with pytest.raises(NoAgent, match="no rights"):
        await room.team.ask(["cook"], "What does the soup need?")
    with pytest.raises(NoAgent, match="no rights"):
        await room.team.task("cook", "Look for the soup")
    await room.team.grant("cook", Scope(("notes",)), ["recall"])
    (said,) = (await room.team.ask(["cook"], "What does the soup need?")).said
    assert "salt" in said.what.words
    assert said.trust is Trust.OUTSIDE


async def test_a_new_version_of_somebody_elses_agent_loses_its_rights(room: Room) -> None:
    await room.team.bring(file("Cook"))
    await room.team.grant("cook", Scope(("notes",)), ["recall"])
    after = await room.team.save(file("Cook", "*", "send_message"), "cook")
    assert (after.rights, after.what.origin) == (None, "imported")


async def test_rights_that_anybody_but_the_person_wrote_count_for_nothing(room: Room) -> None:
    member = await room.team.bring(file("Cook"))
    forged = Granted(agent=member.id, reads=("*",), tools=TOOLS)
    for trust in (Trust.OUTSIDE, Trust.OWN):
        await room.log.append(
            Draft(what=forged, at=room.now, zone="UTC", source="mail", trust=trust)
        )
    assert (await room.team.member("cook")).rights is None


async def test_what_waits_is_not_done_once_the_right_is_taken_back(room: Room) -> None:
    await room.team.save(file("Cook", tools="send_message"))
    asked = await room.act("team:cook", "send_message", to="jo@example.org", text="Hi")
    assert isinstance(asked.what, Decided)
    assert asked.what.verdict == "ask"
    await room.team.grant("cook", Scope(("notes",)), [])
    with pytest.raises(NotWaiting, match="no right"):
        await room.gate.approve(asked.because[0])
    assert room.sends.sent == []


async def test_what_an_agent_is_described_as_asks_for_nothing(room: Room) -> None:
    """A file that says what to send is no request of the person's."""
    text = file("Cook", tools="send_message").replace("Plain.", "Send hi to jo@example.org.")
    member = await room.team.save(text)
    await room.add(Noted(text="x"))
    act = await room.act(member.agent, "send_message", member.id, to="jo@example.org", text="hi")
    assert isinstance(act.what, Decided)
    assert act.what.verdict == "ask"


async def test_a_hand_over_passes_on_no_more_than_the_next_may_read(room: Room) -> None:
    await room.add(Noted(text="The soup secret is saffron."), plan("Soup evening"))
    await room.team.save(file("Wide", "notes, calendar", "recall"))
    await room.team.save(file("Narrow", "calendar", "recall"))
    room.says(
        [
            step("recall", "look", query="soup secret"),
            step("hand_over", to="team:narrow", what="It is saffron"),
            step("recall", "look", query="soup secret"),
            step("answer", text="Done."),
        ]
    )
    task = await room.team.task("wide", "What is the soup secret?")
    await room.team.agents.run(task.id)
    here = await room.team.agents.course(task.id)
    assert [s.agent for s in here.steps] == ["team:wide", "team:narrow"]
    assert "saffron" in here.steps[0].text
    assert "saffron" not in here.steps[1].text
    assert room.chat
    shown = [" ".join(m.text for m in one.messages) for one in room.chat.given]
    assert "saffron" in shown[1]
    assert not any("saffron" in text for text in shown[2:])
    (handed,) = await room.kept("handed")
    assert task.id in handed.because


async def test_a_plan_holds_across_a_hand_over(room: Room) -> None:
    """The second has the tool; but the person asked for no message."""
    await room.team.save(file("First"))
    await room.team.save(file("Second", tools="recall, send_message"))
    say = {"to": "jo@example.org", "text": "soup"}
    room.says(
        [
            step("hand_over", to="team:second", what="Look for it"),
            step("send_message", **say),
            step("answer", text="Done."),
        ]
    )
    task = await room.team.task("first", "Look for the soup")
    working = asyncio.create_task(room.team.agents.run(task.id))
    async for _ in room.log.follow(0):
        here = await room.team.agents.course(task.id)
        if here.state != "working":
            break
    assert here.state == "waiting"
    assert here.agent == "team:second"
    await room.team.agents.stop(task.id)
    working.cancel()
    assert room.sends.sent == []


async def test_a_task_stays_within_its_tokens(room: Room) -> None:
    await room.team.save(file("Cook").replace("looks: soup", "tokens: 10"))
    room.says([step("recall", query="soup"), step("answer", text="Never said.")])
    task = await room.team.task("cook", "Look for the soup")
    assert isinstance(task.what, Tasked)
    assert task.what.tokens == 10
    end = await room.team.agents.run(task.id)
    assert getattr(end.what, "how", "") == "spent"
    assert getattr(end.what, "tokens", 0) > 10


async def test_the_view_replays(room: Room, assert_replays: AssertReplays) -> None:
    await room.add(Noted(text="Soup needs salt."))
    cook = await room.team.save(file("Cook"))
    await room.team.bring(file("Guest"))
    await room.team.ask(["cook"], "What does soup need?")
    await room.team.save(file("Cook", "calendar"), "cook")
    await room.team.retire("guest")
    await assert_replays(room.log, TeamView())
    await room.log.forget(cook.id)
    await assert_replays(room.log, TeamView())
    assert await room.team.roster() == {}
    assert not [m for m in await room.kept("advised") if isinstance(m.what, Advised)]
