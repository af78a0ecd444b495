"""The stretch of UTC time that an expression stands for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.mind.when import resolve
from alongside.mind.when.expression import Prefer, to_utc

NOW = datetime(2018, 8, 15, 14, 30, tzinfo=UTC)
TIMES = st.datetimes(
    min_value=datetime.fromisoformat("1990-01-01"),
    max_value=datetime.fromisoformat("2040-01-01"),
)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe")


def span(text: str, prefer: Prefer = "past", zone: str = "UTC") -> tuple[str, str]:
    (found,) = resolve(text, now=NOW, zone=zone)
    known = found.span(prefer)
    assert known is not None
    return str(known[0])[:16], str(known[1])[:16]


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("tuesday", "2018-08-14 00:00", "2018-08-21 00:00"),
        ("in the afternoon of 22 October 2008", "2008-10-22 12:00", "2008-10-22 12:00"),
        ("april", "2018-04-01 00:00", "2019-04-01 00:00"),
        ("tomorrow", "2018-08-16 00:00", "2018-08-16 00:00"),
        ("금요일", "2018-08-10 00:00", "2018-08-17 00:00"),
    ],
)
def test_memory_looks_back_and_plans_look_forward(text: str, past: str, future: str) -> None:
    assert (span(text)[0], span(text, "future")[0]) == (past, future)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("9 to 12 June 2018", "2018-06-13 00:00"),
        ("between 2007 and 2009", "2010-01-01 00:00"),
        ("yesterday", "2018-08-15 00:00"),
        ("before 2010", "2010-01-01 00:00"),
        ("since 2010", "None"),
        ("어제까지", "2018-08-15 00:00"),
    ],
)
def test_until_takes_in_what_was_named(text: str, until: str) -> None:
    assert span(text)[1] == until


def test_open_sides_are_none() -> None:
    assert span("before 2010")[0] == "None"
    assert span("어제까지")[0] == "None"


def test_days_are_those_of_the_zone() -> None:
    assert span("yesterday", zone="Asia/Seoul") == ("2018-08-13 15:00", "2018-08-14 15:00")


def test_a_day_without_readings_has_no_span() -> None:
    (found,) = resolve("feb 30", now=NOW)
    assert found.span() is None


def test_a_range_past_midnight_ends_the_day_after() -> None:
    assert span("from 11pm to 1am") == ("2018-08-15 23:00", "2018-08-16 01:00")


@settings(deadline=None)
@given(TIMES, st.sampled_from(ZONES))
def test_wall_clocks_survive_the_way_to_utc(wall: datetime, zone: str) -> None:
    there = to_utc(wall, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert abs(there - wall) in (timedelta(0), timedelta(hours=1), timedelta(minutes=30))


@settings(deadline=None)
@given(TIMES, st.sampled_from(ZONES))
def test_days_follow_one_another_through_changes_of_clocks(now: datetime, zone: str) -> None:
    aware = now.replace(tzinfo=UTC)
    (yesterday,) = resolve("yesterday", now=aware, zone=zone)
    (today,) = resolve("today", now=aware, zone=zone)
    first, second = yesterday.span(), today.span()
    assert first is not None
    assert second is not None
    assert first[1] == second[0]
    assert second[0] is not None
    assert second[1] is not None
    assert second[0] <= aware < second[1]
    assert timedelta(hours=23) <= second[1] - second[0] <= timedelta(hours=25)
