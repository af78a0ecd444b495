"""Weeks, streaks and forecasts: honest about what isn't known."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Habit
from alongside.mind.goals.book import HabitNow
from alongside.mind.goals.pace import FARTHEST, forecast, streak

TODAY = date(2026, 11, 27)
WEEK = timedelta(days=7)


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 20), min_size=3, max_size=12).filter(any),
    st.integers(1, 400),
    st.none() | st.integers(1, 300),
)
def test_a_forecast_is_ordered_repeatable_and_within_bounds(
    past: list[int], target: int, due: int | None
) -> None:
    day = None if due is None else TODAY + timedelta(days=due)
    weeks = [float(each) for each in past]
    found = forecast(weeks, 0, target, TODAY, day, "g")
    assert found == forecast(weeks, 0, target, TODAY, day, "g")
    ends = [each or date.max for each in (found.early, found.middle, found.late)]
    assert ends == sorted(ends)
    assert all(low <= middle <= high <= target for _, low, middle, high in found.fan)
    assert (found.chance is None) == (due is None)
    assert found.chance is None or 0 <= found.chance <= 1
    soonest = -(-target // max(past))
    assert found.early is None or found.early >= TODAY + (soonest - 1) * WEEK


def test_a_steady_pace_leaves_no_doubt_and_a_slow_one_no_day() -> None:
    steady = forecast([5.0] * 6, 10, 30, TODAY, date(2027, 1, 31), "g")
    assert steady.early == steady.late == date(2026, 12, 27)
    assert steady.chance == 1
    slow = forecast([0.0, 0.0, 1.0], 0, FARTHEST * 2, TODAY, None, "g")
    assert slow.middle is None
    assert slow.late is None


def habit(weekly: int, since: date) -> HabitNow:
    return HabitNow("h", Habit(text="run", weekly=weekly), "open", frozenset({"run"}), (), since)


def test_a_streak_counts_weeks_that_were_and_does_not_break() -> None:
    monday = TODAY - timedelta(days=TODAY.weekday())
    days = {monday - n * WEEK + timedelta(days=d) for n in (1, 2, 4, 5) for d in (0, 2)}
    found = streak(habit(2, monday - 9 * WEEK), days | {monday}, TODAY)
    assert (found.kept, found.of, found.now) == (4, 5, 1)


def test_a_new_habit_has_no_weeks_to_have_missed() -> None:
    assert streak(habit(3, TODAY), set(), TODAY).of == 0
