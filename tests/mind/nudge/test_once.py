"""Nothing lost, doubled or said before its time: whatever clocks, zones and restarts do."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.interfaces.bench.simulated import Simulated, simulated
from alongside.log.kinds import Nudged, Reminder, Snoozed
from alongside.log.moment import Moment, Trust
from alongside.mind.when.expression import to_utc

ZONES = ("Europe/Lisbon", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
NIGHTS = (  # of which clocks change, by zone
    datetime(2026, 3, 28, 12, tzinfo=UTC),
    datetime(2026, 10, 24, 12, tzinfo=UTC),
    datetime(2026, 10, 31, 12, tzinfo=UTC),
    datetime(2026, 6, 1, 12, tzinfo=UTC),
)
HOUR = timedelta(hours=1)

moves = st.one_of(
    st.tuples(st.just("on"), st.integers(1, 60 * 40)),
    st.tuples(st.just("jump"), st.integers(-60 * 30, 60 * 30)),
    st.tuples(st.just("zone"), st.sampled_from(ZONES)),
    st.tuples(st.just("restart"), st.none()),
    st.tuples(st.just("snooze"), st.integers(1, 60 * 20)),
)
reminders = st.one_of(
    st.builds(
        lambda minutes, every: (minutes, every),
        st.integers(1, 60 * 48),
        st.sampled_from(["", "", "day", "week", "instant"]),
    )
)


@settings(max_examples=40)
@given(st.sampled_from(NIGHTS), st.lists(reminders, min_size=1, max_size=3),
       st.lists(moves, max_size=8))  # fmt: skip
def test_reminders_are_said_once_and_on_time(
    start: datetime, wanted: list[tuple[int, str]], lived: list[tuple[str, int | str | None]]
) -> None:
    asyncio.run(_played(start, wanted, lived))


async def _played(
    start: datetime, wanted: list[tuple[int, str]], lived: list[tuple[str, int | str | None]]
) -> None:
    async with simulated() as life:
        life.now, life.zone = start, "Europe/Lisbon"
        kept = [await _set(life, minutes, every) for minutes, every in wanted]
        for what, value in lived:
            await _move(life, what, value)
            await _nothing_before_its_time(life)
        life.now = max(life.now, start) + 24 * 80 * HOUR
        await life.until(life.now)
        await _nothing_before_its_time(life)
        await _said_once(life, kept)


async def _set(life: Simulated, minutes: int, every: str) -> Moment:
    at = life.now + timedelta(minutes=minutes)
    wall = at.astimezone(ZoneInfo(life.zone)).replace(tzinfo=None).isoformat(timespec="minutes")
    if every == "instant":
        what = Reminder(text=f"in {minutes}", due=at)
    else:
        what = msgspec.convert({"text": f"at {wall}", "wall": wall, "every": every}, Reminder)
    return await life.keep(what, Trust.PERSON)


async def _move(life: Simulated, what: str, value: int | str | None) -> None:
    if what == "on":
        await life.until(life.now + timedelta(minutes=int(value or 0)))
    elif what == "jump":
        life.now += timedelta(minutes=int(value or 0))
        await life.step()
    elif what == "zone":
        life.zone = str(value)
        await life.step()
    elif what == "restart":
        life.restart()
        await life.step()
    elif what == "snooze":
        said = await life.said()
        if said:
            until = life.now + timedelta(minutes=int(value or 0))
            await life.keep(Snoozed(until=until), because=[said[-1].because[0]])


async def _nothing_before_its_time(life: Simulated) -> None:
    for each in await life.said():
        assert isinstance(each.what, Nudged)
        assert each.what.due is not None
        assert each.what.due <= each.at


async def _said_once(life: Simulated, kept: list[Moment]) -> None:
    said = await life.said()
    origins = Counter(each.origin for each in said)
    assert max(origins.values(), default=0) <= 1
    for each in kept:
        mine = [one for one in said if each.id in one.because]
        assert mine, "a reminder was lost"
        what = each.what
        assert isinstance(what, Reminder)
        firsts = [one for one in mine if ":again:" not in str(one.origin)]
        if not what.every:
            assert len(firsts) <= 1


async def test_a_reminder_that_comes_back_comes_each_time(life: Simulated) -> None:
    await life.remind("every day at 9 take the pill")
    await life.until(life.now + timedelta(days=10))
    hours = [each.at.astimezone(ZoneInfo(life.zone)).hour for each in await life.said()]
    assert hours == [9] * 10


async def test_of_those_missed_while_it_was_off_one_is_said(life: Simulated) -> None:
    await life.remind("every day at 9 take the pill")
    life.now += timedelta(days=30)
    await life.step()
    await life.step()
    assert len(await life.said()) == 1


async def test_an_hour_that_clocks_skip_or_repeat_is_said_once(life: Simulated) -> None:
    life.now = datetime(2026, 10, 24, 10, tzinfo=UTC)
    await life.keep(Reminder(text="twice", wall="2026-10-25T01:30"), Trust.PERSON)
    await life.until(life.now + timedelta(days=2))
    life.now = datetime(2027, 3, 27, 10, tzinfo=UTC)
    await life.keep(Reminder(text="never", wall="2027-03-28T01:30"), Trust.PERSON)
    await life.until(life.now + timedelta(days=2))
    assert [each.what.words for each in await life.said()] == ["twice", "never"]


async def test_nine_is_nine_where_the_person_is(life: Simulated) -> None:
    await life.remind("call the hotel tomorrow at 9")
    life.zone = "Asia/Seoul"
    await life.until(life.now + timedelta(days=2))
    (said,) = await life.said()
    assert said.at == to_utc(datetime.fromisoformat("2026-11-24T09:00"), "Asia/Seoul")


async def test_put_off_it_comes_again_at_the_new_time(life: Simulated) -> None:
    kept = await life.remind("stretch in 20 minutes")
    await life.until(life.now + HOUR)
    until = life.now + 3 * HOUR
    await life.keep(Snoozed(until=until), because=[kept.id])
    await life.until(life.now + 24 * HOUR)
    assert [each.at for each in await life.said()][1:] == [until]
