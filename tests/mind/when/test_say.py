"""Dates and lengths said in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.mind.when import age, apart, resolve, say, say_apart, say_length
from alongside.mind.when.expression import Stamp

DAY = date(2008, 10, 22)


@pytest.mark.parametrize(
    ("since", "until", "english", "korean"),
    [
        (DAY, None, "Wednesday 22 October 2008", "2008년 10월 22일 수요일"),
        (DAY, date(2008, 10, 23), "Wednesday 22 October 2008", "2008년 10월 22일 수요일"),
        (date(2008, 2, 1), date(2008, 3, 1), "February 2008", "2008년 2월"),
        (date(2008, 12, 1), date(2009, 1, 1), "December 2008", "2008년 12월"),
        (date(2008, 1, 1), date(2009, 1, 1), "2008", "2008년"),
        (time(9), time(17, 30), "09:00 to 17:30", "오전 9시부터 오후 5시 30분까지"),
        (time(0), None, "00:00", "오전 12시"),
        (datetime.fromisoformat("2008-10-22T13:05"), None, "Wednesday 22 October 2008 13:05",
         "2008년 10월 22일 수요일 오후 1시 5분"),
        (datetime.fromisoformat("2008-10-22"), datetime.fromisoformat("2008-10-23"),
         "Wednesday 22 October 2008",
         "2008년 10월 22일 수요일"),
        (datetime.fromisoformat("2008-10-22T09:00"), datetime.fromisoformat("2008-10-22T10:00"),
         "Wednesday 22 October 2008 09:00 to 10:00",
         "2008년 10월 22일 수요일 오전 9시부터 오전 10시까지"),
        (DAY, date(2008, 10, 25), "Wednesday 22 October 2008 to Friday 24 October 2008",
         "2008년 10월 22일 수요일부터 2008년 10월 24일 금요일까지"),
    ],
)  # fmt: skip
def test_said(since: Stamp, until: Stamp | None, english: str, korean: str) -> None:
    assert say(since, until) == english
    assert say(since, until, language="ko") == korean


def test_aware_times_move_to_the_zone() -> None:
    moment = datetime(2008, 10, 22, 20, tzinfo=UTC)
    assert say(moment, zone="Asia/Seoul") == "Thursday 23 October 2008 05:00"
    two = say(moment, moment + timedelta(days=1), zone="UTC")
    assert two == "Wednesday 22 October 2008 20:00 to Thursday 23 October 2008 20:00"


def test_what_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="en and ko"):
        say(DAY, language="fr")
    with pytest.raises(TypeError, match="two dates"):
        say(DAY, time(3))


@settings(deadline=None)
@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2199, 12, 31)))
def test_a_said_date_resolves_to_itself(day: date) -> None:
    for language in ("en", "ko"):
        (found,) = resolve(say(day, language=language), now=datetime(2018, 8, 15, tzinfo=UTC))
        assert [value.since for value in found.values] == [day]


@given(st.dates(max_value=date(9990, 1, 1)), st.dates(max_value=date(9990, 1, 1)))
def test_what_lies_between_dates_is_less_than_the_next_unit(first: date, last: date) -> None:
    years, months, days = apart(first, last)
    assert years >= 0
    assert 0 <= months < 12
    assert 0 <= days <= 31
    assert apart(last, first) == (years, months, days)


def test_ages_turn_on_the_birthday() -> None:
    assert age(date(1990, 5, 3), date(2018, 5, 2)) == 27
    assert age(date(1990, 5, 3), date(2018, 5, 3)) == 28


def test_lengths() -> None:
    assert say_length(timedelta(hours=1, minutes=20, seconds=5)) == "1 hour 20 minutes"
    assert say_length(timedelta(hours=1, minutes=20), language="ko") == "1시간 20분"
    assert say_length(timedelta()) == "0 seconds"
    assert say_length(timedelta(), language="ko") == "0초"
    assert say_apart(date(2020, 1, 31), date(2022, 3, 1)) == "2 years 1 month 1 day"
    assert say_apart(date(2020, 1, 31), date(2022, 3, 1), language="ko") == "2년 1개월 1일"
    assert say_apart(DAY, DAY) == "0 days"
