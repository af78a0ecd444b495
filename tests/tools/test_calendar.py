"""The calendar as tools: what is in it, when there is time, new entries, invitations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.tools.conftest import NOW, ZONE, Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Decided, Did, Noted, Occurrence, Planned, Undone
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.tools.calendar.deleting import DeleteEvent
from alongside.tools.calendar.free import Asked, Slot, slots
from alongside.tools.calendar.kept import KeptEntries
from alongside.tools.calendar.moving import MoveEvent
from alongside.tools.calendar.reading import FindTime, ListEvents
from alongside.tools.calendar.writing import AddEvent, DraftInvitation


async def kept(hands: Hands, kind: str) -> list[Moment]:
    return [moment async for moment in hands.log.read(Wanted(kinds=(kind,)))]


async def test_free_time_leaves_out_what_is_planned(hands: Hands) -> None:
    await hands.plans(
        ("Standup", "2026-12-01T09:00", "2026-12-01T12:00"),
        ("Dentist", "2026-12-01T13:00", "2026-12-01T15:10"),
    )
    found = await hands.did(
        "When do I have time next Tuesday?",
        FindTime(hands.log, hands.times), when="2026-12-01", minutes=60,
    )  # fmt: skip
    assert found.splitlines() == [
        "Free:",
        "- Tuesday 2026-12-01T12:00 to 13:00",
        "- Tuesday 2026-12-01T15:30 to 16:30",
    ]


async def test_times_in_words_are_read_in_both_languages(hands: Hands) -> None:
    tool = FindTime(hands.log, hands.times)
    english = await hands.did("find time", tool, when="next week", minutes=120, earliest="18:00")
    korean = await hands.did("시간 찾아 줘", tool, when="다음 주", minutes=120, earliest="18:00")
    assert english == korean
    assert "- Monday 2026-11-30T18:00 to 20:00" in english


async def test_a_time_that_is_over_or_none_is_refused(hands: Hands) -> None:
    tool = FindTime(hands.log, hands.times)
    for when in ("2026-11-20", "purple"):
        done = await hands.do("find time", tool, when=when)
        assert not isinstance(done.what, Did)


async def test_a_list_of_events_is_trusted_as_its_least(hands: Hands) -> None:
    await hands.plans(("Concert", "2026-12-02T19:00", "2026-12-02T21:00"))
    tool = ListEvents(hands.log, hands.times)
    done = await hands.do("What is on next week?", tool, when="next week")
    assert isinstance(done.what, Did)
    assert done.what.text == "- Wednesday 2026-12-02 19:00-21:00 Concert"
    assert done.trust is Trust.OWN


async def test_an_event_that_was_asked_for_is_added_and_can_be_taken_back(hands: Hands) -> None:
    tool = AddEvent(hands.log, hands.times)
    done = await hands.do(
        "Add coffee with Mina to my calendar on Tuesday at 15:00",
        tool, title="Coffee with Mina", start="2026-12-01T15:00", people=["Mina"],
    )  # fmt: skip
    assert isinstance(done.what, Did), done.what
    (event,) = await kept(hands, "planned")
    assert isinstance(event.what, Planned)
    assert event.what.occurrences[0].start == datetime(2026, 12, 1, 6, tzinfo=UTC)
    assert event.trust is Trust.OUTSIDE
    await hands.gate.undo(done.id)
    assert not await kept(hands, "planned")


async def test_an_invitation_is_a_draft_with_a_file_for_any_calendar(hands: Hands) -> None:
    tool = DraftInvitation(hands.log, hands.blobs, hands.times)
    said = await hands.did(
        "Find a slot with Mina next week and draft the invitation",
        tool, title="Coffee", start="2026-12-01T15:00", minutes=45, people=["Mina"],
    )  # fmt: skip
    assert "not sent" in said
    (note,) = await kept(hands, "noted")
    assert isinstance(note.what, Noted)
    assert "Tuesday 1 December from 15:00 to 15:45" in note.what.text
    read = Calendar.from_ical(await hands.blobs.read(note.what.media[0].hash))
    (event,) = read.walk("VEVENT")
    assert event["summary"] == "Coffee"
    assert event.decoded("dtstart") == datetime(2026, 12, 1, 6, tzinfo=UTC)


async def test_an_event_in_the_past_is_refused(hands: Hands) -> None:
    with pytest.raises(ToolError, match="over"):
        await AddEvent(hands.log, hands.times).run({"title": "Late", "start": "2026-11-01T10:00"})


TAKEN = st.lists(
    st.tuples(st.integers(0, 7 * 24 * 60), st.integers(1, 600)).map(
        lambda one: Slot(NOW + timedelta(minutes=one[0]), NOW + timedelta(minutes=sum(one)))
    ),
    max_size=20,
)


@given(TAKEN, st.integers(15, 240))
def test_no_slot_overlaps_what_is_taken_or_leaves_the_hours(taken: list[Slot], length: int) -> None:
    zone, until = ZoneInfo(ZONE), NOW + timedelta(days=7)
    asked = Asked(length=timedelta(minutes=length))
    for slot in slots(taken, NOW, until, zone, asked):
        assert slot.end - slot.start == asked.length
        assert NOW <= slot.start < slot.end <= until
        assert all(slot.end <= one.start or slot.start >= one.end for one in taken)
        start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
        assert asked.earliest <= start.time() < end.time() <= asked.latest
        assert start.minute % 30 == 0


async def test_what_lasts_for_days_takes_them_and_a_birthday_does_not(hands: Hands) -> None:
    await hands.plans(("Trip", "2026-11-30T08:00", "2026-12-03T22:00"))
    birthday = Occurrence(
        datetime(2026, 12, 3, 15, tzinfo=UTC), datetime(2026, 12, 4, 15, tzinfo=UTC)
    )
    what = Planned(title="Mina's birthday", occurrences=(birthday,), all_day=True)
    draft = Draft(what=what, at=NOW, zone=ZONE, source="calendar", trust=Trust.OWN)
    await hands.log.append(draft)
    found = await hands.did(
        "find time", FindTime(hands.log, hands.times), when="2026-11-30/2026-12-04"
    )
    assert found.splitlines()[1:] == ["- Friday 2026-12-04T09:00 to 10:00"]


def tools(hands: Hands) -> tuple[MoveEvent, DeleteEvent]:
    kept = KeptEntries(hands.log, hands.times)
    return MoveEvent(kept), DeleteEvent(kept)


async def titles(hands: Hands) -> dict[str, str]:
    """When each entry is, on the wall clock."""
    found = [m.what for m in await kept(hands, "planned") if isinstance(m.what, Planned)]
    return {one.title: hands.times.say(one.occurrences[0].start) for one in found}


async def test_an_entry_is_moved_as_long_as_it_was_and_moved_back(hands: Hands) -> None:
    await hands.plans(
        ("Dentist", "2026-12-01T14:00", "2026-12-01T14:40"),
        ("Choir", "2026-12-03T19:00", "2026-12-03T21:00"),
    )
    before = await titles(hands)
    move, _ = tools(hands)
    done = await hands.do(
        "Move the dentist on Tuesday to Thursday at 10:00",
        move, event="dentist", day="Tuesday", start="2026-12-03T10:00",
    )  # fmt: skip
    assert isinstance(done.what, Did), done.what
    assert done.what.text == "Moved to Thursday 2026-12-03T10:00: Dentist"
    assert await titles(hands) == {**before, "Dentist": "Thursday 2026-12-03T10:00"}
    (moved,) = [m for m in await kept(hands, "planned") if "Dentist" in m.what.words]
    assert isinstance(moved.what, Planned)
    slot = moved.what.occurrences[0]
    assert slot.end - slot.start == timedelta(minutes=40)
    assert (moved.trust, moved.at) == (Trust.OWN, slot.start)
    assert isinstance((await hands.gate.undo(done.id)).what, Undone)
    assert await titles(hands) == before


async def test_an_entry_is_deleted_and_put_back(hands: Hands) -> None:
    await hands.plans(("Choir", "2026-12-03T19:00", "2026-12-03T21:00"))
    before = await titles(hands)
    _, delete = tools(hands)
    done = await hands.do("Delete the choir on Thursday", delete, event="choir", day="Thursday")
    assert isinstance(done.what, Did), done.what
    assert await titles(hands) == {}
    assert isinstance((await hands.gate.undo(done.id)).what, Undone)
    assert await titles(hands) == before


async def test_words_that_name_none_or_several_or_a_series_change_nothing(hands: Hands) -> None:
    await hands.plans(
        ("Choir", "2026-12-03T19:00", "2026-12-03T21:00"),
        ("Choir party", "2026-12-04T19:00", "2026-12-04T21:00"),
    )
    weekly = Planned(
        title="Yoga",
        occurrences=tuple(
            Occurrence(NOW + timedelta(days=day), NOW + timedelta(days=day, hours=1))
            for day in (7, 14)
        ),
    )
    draft = Draft(what=weekly, at=NOW, zone=ZONE, source="calendar", trust=Trust.OWN)
    await hands.log.append(draft)
    before = await kept(hands, "planned")
    _, delete = tools(hands)
    for event, told in (
        ("choir", "name 2 entries"),
        ("opera", "called so"),
        ("!?", "called so"),
        ("yoga", "again and again"),
    ):
        with pytest.raises(ToolError, match=told):
            await delete.run({"event": event})
    assert await kept(hands, "planned") == before


async def test_deleting_what_nobody_asked_to_be_deleted_is_asked_about(hands: Hands) -> None:
    await hands.plans(("Choir", "2026-12-03T19:00", "2026-12-03T21:00"))
    move, delete = tools(hands)
    for tool, more in ((delete, {}), (move, {"start": "2026-12-04T19:00"})):
        asked = await hands.do("When is the choir on Thursday?", tool, event="choir", **more)
        assert isinstance(asked.what, Decided)
    assert set(await titles(hands)) == {"Choir"}
