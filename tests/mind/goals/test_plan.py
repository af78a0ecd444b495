"""Times given to steps: whatever the calendar, nothing is booked twice, late or into rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.mind.goals.book import Slot
from alongside.mind.goals.plan import HORIZON, Hours, Plan, Span, Work, schedule, spread
from alongside.views.local import zone_info

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
"""A Thursday; in Lisbon it is ten as well."""
HOURS = Hours(zone="Europe/Lisbon", since=time(9), until=time(21), minutes=90, rest=frozenset({6}))
MINUTE = timedelta(minutes=1)
ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Seoul", "Pacific/Auckland", "Asia/Kathmandu")

spans = st.builds(
    lambda start, length: (NOW + start * MINUTE, NOW + (start + length) * MINUTE),
    st.integers(-600, 40_000),
    st.integers(10, 900),
)
works = st.lists(
    st.builds(
        lambda goal, minutes, due, standing: (goal, minutes, due, standing),
        st.sampled_from("ab"),
        st.sampled_from([5, 15, 30, 45, 90, 120]),
        st.none() | st.integers(-2, 40),
        st.none() | st.integers(-3000, 20_000),
    ),
    max_size=8,
)
hours = st.builds(
    lambda zone, since, length, minutes, rest, off: Hours(
        zone=zone,
        since=time(since),
        until=time(min(23, since + length)),
        minutes=minutes,
        rest=rest,
        off=frozenset(date(2026, 11, 26) + timedelta(days=n) for n in off),
    ),
    st.sampled_from(ZONES),
    st.integers(5, 20),
    st.integers(1, 14),
    st.integers(0, 240),
    st.frozensets(st.integers(0, 6), max_size=3),
    st.frozensets(st.integers(0, 30), max_size=5),
)


def made(raw: Sequence[tuple[str, int, int | None, int | None]], zone: str) -> list[Work]:
    today = NOW.astimezone(zone_info(zone)).date()
    return [
        Work(
            id=str(number),
            goal=goal,
            minutes=minutes,
            due=None if due is None else today + timedelta(days=due),
            standing=None
            if standing is None
            else Slot(NOW + standing * MINUTE, NOW + (standing + minutes) * MINUTE),
        )
        for number, (goal, minutes, due, standing) in enumerate(raw)
    ]


@settings(max_examples=300)
@given(works, st.lists(spans, max_size=12), hours)
def test_what_holds_of_every_plan(
    raw: list[tuple[str, int, int | None, int | None]], busy: list[Span], here: Hours
) -> None:
    work = made(raw, here.zone)
    plan = schedule(work, busy, here, NOW)
    assert plan.slots.keys() | plan.without.keys() == {each.id for each in work}
    assert not plan.slots.keys() & plan.without.keys()
    given_ = sorted((slot.start, slot.end) for slot in plan.slots.values())
    assert all(before[1] <= after[0] for before, after in pairwise(given_))
    spent: dict[date, timedelta] = {}
    for each in work:
        slot = plan.slots.get(each.id)
        if slot is None:
            continue
        start = slot.start.astimezone(zone_info(here.zone))
        end = slot.end.astimezone(zone_info(here.zone))
        assert slot.end > NOW
        assert not any(since < slot.end and slot.start < until for since, until in busy)
        assert start.weekday() not in here.rest
        assert start.date() not in here.off
        assert start.date() == end.date()
        assert here.since <= start.time() <= end.time() <= here.until
        assert each.due is None or start.date() <= each.due
        spent[start.date()] = spent.get(start.date(), timedelta()) + (slot.end - slot.start)
    assert all(one <= timedelta(minutes=here.minutes) for one in spent.values())


@given(works, st.lists(spans, max_size=8))
def test_planning_again_moves_nothing(
    raw: list[tuple[str, int, int | None, int | None]], busy: list[Span]
) -> None:
    work = made(raw, HOURS.zone)
    plan = schedule(work, busy, HOURS, NOW)
    again = [
        Work(id=e.id, goal=e.goal, minutes=e.minutes, due=e.due, standing=plan.slots.get(e.id))
        for e in work
    ]
    for slot in schedule(again, busy, HOURS, NOW).slots.items():
        assert slot[0] not in plan.slots or plan.slots[slot[0]] == slot[1]


def plan_of(*work: Work, busy: Sequence[Span] = (), now: datetime = NOW) -> Plan:
    return schedule(work, busy, HOURS, now)


def test_a_missed_step_moves_and_says_so() -> None:
    first = plan_of(Work(id="s", goal="g", minutes=30)).slots["s"]
    later = first.end + timedelta(hours=1)
    moved = plan_of(Work(id="s", goal="g", minutes=30, standing=first), now=later).slots["s"]
    assert moved.why == "missed"
    assert moved.start >= later


def test_a_meeting_in_the_way_moves_it() -> None:
    first = plan_of(Work(id="s", goal="g", minutes=30)).slots["s"]
    work = Work(id="s", goal="g", minutes=30, standing=first)
    moved = plan_of(work, busy=[(first.start, first.end)]).slots["s"]
    assert moved.why == "clash"
    assert moved.start > first.end


def test_what_finds_no_room_is_told() -> None:
    today = date(2026, 11, 26)
    week = [(NOW - timedelta(hours=9), NOW + timedelta(days=9))]
    why = plan_of(
        Work(id="past", goal="g", minutes=30, due=today - timedelta(days=1)),
        Work(id="full", goal="g", minutes=30, due=today + timedelta(days=5)),
        Work(id="long", goal="g", minutes=300),
        busy=week,
    ).without
    assert why == {"past": "past", "full": "full", "long": "long"}
    always = [(NOW, NOW + timedelta(days=HORIZON + 3))]
    assert plan_of(Work(id="far", goal="g", minutes=30), busy=always).without == {"far": "far"}


def test_steps_of_a_goal_keep_their_order_and_a_day_each() -> None:
    found = plan_of(*(Work(id=str(n), goal="g", minutes=30) for n in range(4))).slots
    days = [found[str(n)].start.date() for n in range(4)]
    assert days == sorted(set(days))
    assert date(2026, 11, 29) not in days, "Sunday is for rest"


def test_days_are_spread() -> None:
    days = [date(2026, 11, 23) + timedelta(days=n) for n in range(6)]
    assert spread(days, 3) == (days[0], days[2], days[5])
    assert spread(days, 9) == tuple(days)
    assert spread(days, 1) == (days[0],)
    assert spread((), 2) == ()
