from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Place, Planned
from alongside.log.moment import Trust
from alongside.senses.archives.ics import Calendars, split
from alongside.senses.archives.recurring import MOST
from alongside.senses.files import DiskFile


def calendar(*events: str, head: str = "") -> str:
    bodies = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{bodies}END:VCALENDAR\n"


async def planned(read: Any, *events: str, head: str = "") -> list[Planned]:
    results = await read(Calendars(), "c.ics", calendar(*events, head=head))
    assert results.failures == []
    return [draft.what for draft in results.drafts]


def starts(plan: Planned) -> list[str]:
    return [one.start.isoformat()[:16] for one in plan.occurrences]


async def test_an_event_with_all_it_tells(read: Any) -> None:
    text = calendar(
        "UID:1\nDTSTART;TZID=Europe/Rome:20081022T150000\nDTEND;TZID=Europe/Rome:20081022T180000\n"
        "SUMMARY:Walk through the \n old town\nLOCATION:Arezzo\nGEO:43.46;11.88\n"
        "DESCRIPTION:With Robin\\, slowly\nORGANIZER:mailto:alex@example.org\n"
        "ATTENDEE;CN=Robin Vale:mailto:r@example.org\nATTENDEE;CN=Alex Moreau:mailto:a@b.c"
    )
    (draft,) = (await read(Calendars(), "c.ics", text)).drafts
    assert draft.at == datetime(2008, 10, 22, 13, tzinfo=UTC)
    assert (draft.zone, draft.trust) == ("Europe/Rome", Trust.OWN)
    assert draft.what.title == "Walk through the old town"
    assert draft.what.place == Place(name="Arezzo", latitude=43.46, longitude=11.88)
    assert draft.what.notes == "With Robin, slowly"
    assert draft.what.people == ("Robin Vale",)
    assert draft.what.occurrences[0].end == datetime(2008, 10, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20081022T150000Z", ["2008-10-22T15:00"]),
        ("DTSTART:20081022T150000", ["2008-10-22T13:00"]),
        ("DTSTART;VALUE=DATE:20081022", ["2008-10-21T22:00"]),
        (
            "DTSTART;TZID=Europe/Rome:20081020T070000\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3",
            ["2008-10-20T05:00", "2008-10-22T05:00", "2008-10-27T06:00"],
        ),
        (
            "DTSTART:20081020T070000Z\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20081021T070000Z",
            ["2008-10-20T07:00", "2008-10-22T07:00", "2008-10-23T07:00"],
        ),
        (
            "DTSTART:20081020T070000Z\nRDATE:20081101T070000Z",
            ["2008-10-20T07:00", "2008-11-01T07:00"],
        ),
        ("DTSTART:20081020T070000Z\nRRULE:FREQ=SECONDLY", ["2008-10-20T07:00"]),
    ],
)
async def test_times(read: Any, event: str, expected: list[str]) -> None:
    (plan,) = await planned(read, f"UID:1\nSUMMARY:x\n{event}")
    assert starts(plan) == expected
    assert plan.all_day == ("VALUE=DATE:" in event)


async def test_durations(read: Any) -> None:
    plans = await planned(
        read,
        "UID:1\nDTSTART:20081020T070000Z\nDURATION:PT90M",
        "UID:2\nDTSTART:20081020T070000Z\nDTEND:20081020T060000Z",
        "UID:3\nDTSTART;VALUE=DATE:20081031\nDTEND;VALUE=DATE:20081103",
        "UID:4\nDTSTART;VALUE=DATE:20081031\nDTEND:20081103T100000Z",
    )
    lasts = [(one.end - one.start).total_seconds() / 3600 for p in plans for one in p.occurrences]
    assert lasts == [1.5, 0, 72, 24]


async def test_rules_without_an_end_are_followed_for_two_years(read: Any) -> None:
    yearly, daily = await planned(
        read,
        "UID:1\nDTSTART;VALUE=DATE:20001102\nRRULE:FREQ=YEARLY",
        "UID:2\nDTSTART:20200101T080000Z\nRRULE:FREQ=DAILY",
    )
    assert (len(yearly.occurrences), yearly.rule) == (29, "FREQ=YEARLY")
    assert len(daily.occurrences) == MOST
    assert daily.occurrences[-1].start.year == 2028


async def test_exceptions_of_a_series_are_part_of_it(read: Any) -> None:
    (plan,) = await planned(
        read,
        "UID:1\nDTSTART:20081020T070000Z\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Run",
        "UID:1\nRECURRENCE-ID:20081021T070000Z\nDTSTART:20081021T190000Z\nSUMMARY:Run at night",
        "UID:1\nRECURRENCE-ID:20081022T070000Z\nDTSTART:20081022T070000Z\nSTATUS:CANCELLED\n"
        "SUMMARY:Run",
    )
    assert starts(plan) == ["2008-10-20T07:00", "2008-10-21T19:00"]
    assert plan.title == "Run"
    assert plan.notes == "2008-10-21: Run at night"


async def test_cancelled_events_take_place_at_no_time(read: Any) -> None:
    (plan,) = await planned(read, "UID:1\nDTSTART:20081020T070000Z\nSUMMARY:Tea\nSTATUS:CANCELLED")
    assert (plan.title, plan.occurrences) == ("Cancelled: Tea", ())


@pytest.mark.parametrize(
    ("head", "organiser", "trust"),
    [
        ("", "ORGANIZER;CN=Boss:mailto:boss@example.org", Trust.OUTSIDE),
        ("", "ORGANIZER;CN=Alex Moreau:mailto:x@example.org", Trust.OWN),
        ("METHOD:REQUEST\n", "", Trust.OUTSIDE),
        ("METHOD:PUBLISH\n", "", Trust.OWN),
    ],
)
async def test_invitations_are_outside(read: Any, head: str, organiser: str, trust: Trust) -> None:
    text = calendar(f"UID:1\nDTSTART:20081020T070000Z\n{organiser}", head=head)
    (draft,) = (await read(Calendars(), "c.ics", text)).drafts
    assert draft.trust is trust


async def test_zones_defined_in_the_file(read: Any) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Home\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    text = calendar("UID:1\nDTSTART;TZID=Home:20081020T090000\nSUMMARY:x", head=zone)
    (draft,) = (await read(Calendars(), "c.ics", text)).drafts
    assert draft.at.hour == 0


async def test_broken_events_cost_only_themselves(read: Any) -> None:
    text = calendar(
        "UID:1\nDTSTART:20081020T070000Z\nSUMMARY:good",
        "UID:2\nSUMMARY:no start",
        "UID:3\nDTSTART:yesterday\nSUMMARY:bad start",
        "UID:4\nDTSTART:20081020T070000Z\nRRULE:FREQ=NEVER\nSUMMARY:bad rule",
        "UID:5\nDTSTART:01010101T000000Z",
    ).replace("END:VCALENDAR", "BEGIN:VTODO\nEND:VTODO\nBEGIN:VEVENT\nUID:6\nBEGIN:VEVENT\nUID:7\n"
        "DTSTART:20081021T070000Z\nSUMMARY:also good\nEND:VEVENT\nBEGIN:VEVENT\nUID:8")  # fmt: skip
    results = await read(Calendars(), "c.ics", text)
    assert [draft.what.title for draft in results.drafts] == ["good", "also good"]
    assert len(results.failures) == 6
    assert results.failures[0].position == "line 8"
    assert "VTODO" in results.skipped[0].reason


async def test_an_event_exported_again_is_known_again(read: Any) -> None:
    origins = set()
    for stamp in ("20081001T080000Z", "20091001T080000Z"):
        text = calendar(f"UID:1\nDTSTAMP:{stamp}\nDTSTART:20081020T070000Z\nSUMMARY:x")
        origins.add((await read(Calendars(), f"{stamp}.ics", text)).drafts[0].origin)
    assert len(origins) == 1


async def test_what_it_claims(read: Any) -> None:
    results = await read(Calendars(), "calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    assert "no events" in results.skipped[0].reason
    assert Calendars().claims(DiskFile(read.folder / "calendar", "calendar"))


WORDS = "BEGIN:VEVENT|END:VEVENT|UID:1|DTSTART:|RRULE:FREQ=|DAILY|;COUNT=|20081020T070000Z|RDATE:"
LINES = st.lists(st.sampled_from([*WORDS.split("|"), "\n", "\n ", "9", "-", "TZID=", ";"]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINES.map("".join))
async def test_noise_costs_no_neighbour(read: Any, noise: str) -> None:
    good = "BEGIN:VEVENT\nUID:good\nDTSTART:20081020T070000Z\nSUMMARY:good\nEND:VEVENT\n"
    text = f"BEGIN:VCALENDAR\n{good}BEGIN:VEVENT\n{noise}\nEND:VEVENT\nEND:VCALENDAR\n"
    results = await read(Calendars(), "c.ics", text)
    assert "good" in [draft.what.title for draft in results.drafts]
    assert all(piece.content for piece in split(text))
