"""What agents say, when they wake, and what is reported of them."""

from __future__ import annotations

from contextlib import aclosing
from datetime import timedelta

import pytest
from tests.mind.team.conftest import NOW, Room, file, plan

from alongside.log.kinds import Advised, Noted, Reported
from alongside.mind.team.described import NotAnAgent, described
from alongside.mind.team.gallery import gallery
from alongside.models.model import Prompt
from alongside.tools.calendar.reading import FindTime, ListEvents
from alongside.tools.calendar.writing import AddEvent
from alongside.tools.clock import Clock
from alongside.tools.memory import RecallTool
from alongside.tools.note import Note
from alongside.tools.reminders import AddReminder, ListReminders
from alongside.tools.web.page import ReadPage
from alongside.tools.web.search import SearchWeb

OFFER = "The solar offer costs 12,400 euros and binds for ten years."


TOOLS = {
    each.spec.name
    for each in (
        Clock, Note, RecallTool, ListEvents, FindTime, AddEvent, AddReminder, ListReminders,
        SearchWeb, ReadPage,
    )
}  # fmt: skip


async def tick(room: Room) -> None:
    async with aclosing(room.daily.catch_up()) as steps:
        async for _ in steps:
            pass


def test_the_gallery_is_the_same_in_both_languages() -> None:
    english, korean = gallery("en"), gallery("ko")
    assert len(english) == 10
    assert english.keys() == korean.keys()
    for handle, text in english.items():
        one, other = described(text), described(korean[handle])
        for key in ("reads", "tools", "wakes", "steps", "tokens", "model"):
            assert getattr(one, key) == getattr(other, key)
        assert one.character
        assert {*one.tools} <= TOOLS
        assert "가" <= other.name[0] <= "힣"


@pytest.mark.parametrize(
    ("line", "why"),
    [("wakes: hourly", "daily 07:30"), ("steps: 900", "from 1 to 50"), ("rights: all", "rights")],
)
def test_what_is_wrong_with_a_file_is_said(line: str, why: str) -> None:
    with pytest.raises(NotAnAgent, match=why):
        described(f"---\nname: X\n{line}\n---\n")


async def test_views_differ_by_what_each_may_read_and_asks(room: Room) -> None:
    await room.add(Noted(text=OFFER))
    await room.team.save(file("Money"))
    await room.team.save(file("Blind", "calendar").replace("Who pays?", "Who decides?"))
    found = await room.team.ask(["money", "blind"], "What of the solar offer?")
    money, blind = (moment.what for moment in found.said)
    assert isinstance(money, Advised)
    assert isinstance(blind, Advised)
    assert "12,400" in money.text
    assert money.cites
    assert "12,400" not in blind.text
    assert "Who decides?" in blind.text


async def test_a_model_speaks_in_character_and_its_own_numbers_are_left_out(room: Room) -> None:
    await room.add(Noted(text=OFFER))
    await room.team.save(file("Money").replace("Plain.", "Speaks like a sailor."))
    room.says(
        ["The solar offer costs 12,400 euros [1]. It loses you 900 euros a year. Sail past it."]
    )
    (said,) = (await room.team.ask(["money"], "What of the solar offer?")).said
    assert isinstance(said.what, Advised)
    assert said.what.text == "The solar offer costs 12,400 euros. [1] Sail past it."
    assert [said.what.text[a:b] for a, b in said.what.unsupported] == ["Sail past it."]
    assert said.what.tokens > 0
    assert room.chat
    assert "sailor" in room.chat.given[0].messages[0].text


async def test_who_may_wakes_once_a_day_at_their_time(room: Room) -> None:
    await room.add(Noted(text="The soup needs salt."), plan("Soup evening"))
    await room.team.save(file("Early", wakes="daily 17:00"))
    await room.team.save(file("Late", wakes="daily 23:00"))
    await tick(room)
    await tick(room)
    (said,) = await room.kept("advised")
    assert isinstance(said.what, Advised)
    assert (said.what.agent, said.what.day) == ("early", "2026-11-27")
    room.now = NOW + timedelta(days=1)
    await tick(room)
    days = [m.what.day for m in await room.kept("advised") if isinstance(m.what, Advised)]
    assert days == ["2026-11-27", "2026-11-28"]


async def test_nobody_wakes_while_everything_is_stopped(room: Room) -> None:
    await room.add(Noted(text="The soup needs salt."))
    await room.team.save(file("Early", wakes="daily 17:00"))
    await room.gate.stop.stop("person")
    await tick(room)
    assert await room.kept("advised") == []
    await room.gate.stop.resume()
    await tick(room)
    assert len(await room.kept("advised")) == 1


async def test_the_day_is_reported_once_with_its_cost(room: Room) -> None:
    def says(prompt: Prompt) -> str:
        return "Salt it."

    await room.add(Noted(text="The soup needs salt."))
    await room.team.save(file("Cook"))
    room.says(says)
    await room.team.ask(["cook"], "What does the soup need?")
    await tick(room)
    await tick(room)
    (report,) = await room.kept("reported")
    assert isinstance(report.what, Reported)
    assert "Answered you: Cook" in report.what.text
    assert report.what.tokens > 0
    room.now = NOW + timedelta(days=1)
    await tick(room)
    assert len(await room.kept("reported")) == 1
