"""Phrases changed in ways that must not change, or must shift, what they mean.

A relation between two phrases needs no table of answers: it holds for every weekday, month, number
and unit, so a rule that knows only some of them shows.
"""

from __future__ import annotations

from calendar import day_name, month_abbr, month_name
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.mind.when import Reading, resolve

Meaning = tuple[str, tuple[Reading, ...]]

NOW = datetime(2018, 8, 15, 14, 30, tzinfo=UTC)  # a Wednesday
NOWS = st.datetimes(
    min_value=datetime.fromisoformat("1950-01-01"),
    max_value=datetime.fromisoformat("2080-01-01"),
).map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC))
WEEKDAYS = st.sampled_from(list(day_name))
MONTHS = st.integers(1, 12)
COUNTS = st.integers(2, 40)
UNITS = st.sampled_from(["day", "week", "month", "year", "hour", "minute"])
KOREAN_UNITS = {
    "day": "일", "week": "주", "month": "개월", "year": "년", "hour": "시간", "minute": "분"
}  # fmt: skip
KOREAN_DAYS = "월화수목금토일"
SPELLED = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
NATIVE = ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"]


def meaning(text: str, now: datetime = NOW) -> Meaning:
    (found,) = resolve(text, now=now)
    return found.kind, tuple(sorted(found.values, key=str))


def alike(first: str, *others: str, now: datetime = NOW) -> None:
    for other in others:
        assert meaning(other, now) == meaning(first, now), (first, other)


def day(text: str, now: datetime) -> date:
    kind, (value,) = meaning(text, now)
    assert kind == "date"
    assert isinstance(value.since, date)
    return value.since


@settings(deadline=None, max_examples=40)
@given(NOWS, WEEKDAYS, st.sampled_from(["next", "last", "this", "previous", "following"]))
def test_a_weekday_of_a_week_said_in_any_order(now: datetime, weekday: str, which: str) -> None:
    alike(
        f"{which} week {weekday}",
        f"{weekday} of {which} week",
        f"{weekday.lower()} {which} week",
        f"on {weekday} {which} week",
        f"{which} week on {weekday}",
        f"{which} week's {weekday}",
        f"{which} {weekday}",
        now=now,
    )


@settings(deadline=None, max_examples=40)
@given(NOWS, st.sampled_from(["next", "last", "this"]))
def test_weekdays_follow_one_another(now: datetime, which: str) -> None:
    days = [day(f"{which} {weekday}", now) for weekday in day_name]
    assert [d - days[0] for d in days] == [timedelta(days=n) for n in range(7)]
    korean = {"next": "다음", "last": "지난", "this": "이번"}[which]
    assert [day(f"{korean} 주 {name}요일", now) for name in KOREAN_DAYS] == days


@settings(deadline=None, max_examples=60)
@given(NOWS, st.dates(date(1960, 1, 1), date(2079, 12, 31)))
def test_a_date_however_written(now: datetime, when: date) -> None:
    month, short = month_name[when.month], month_abbr[when.month]
    alike(
        when.isoformat(),
        f"{when.day} {month} {when.year}",
        f"{month} {when.day}, {when.year}",
        f"{month.upper()} {when.day} {when.year}",
        f"{short} {when.day}, {when.year}",
        f"{short}. {when.day}, {when.year}",
        f"{when.day}-{short}-{when.year}",
        f"{when.day}/{short}/{when.year}",
        f"{short}/{when.day}/{when.year}",
        f"{short}-{when.day:02}-{when.year}",
        f"{when.year}/{when.month}/{when.day}",
        f"{when.year}-{short}-{when.day:02}",
        f"{when.month}/{when.day}/{when.year}",
        f"{when.month:02}-{when.day:02}-{when.year}",
        f"{when:%A}, {when.day} {month} {when.year}",
        f"{when:%A} {month} {when.day}, {when.year}",
        f"{when.year}년 {when.month}월 {when.day}일",
        f"{when.year}년{when.month:02}월{when.day:02}일",
        f"{when.year}. {when.month}. {when.day}.",
        f"{when.year}년 {when.month}월 {when.day}일({KOREAN_DAYS[when.weekday()]})",
        f"{when.year}년 {when.month}월 {when.day}일 {KOREAN_DAYS[when.weekday()]}요일",
        now=now,
    )


@settings(deadline=None, max_examples=60)
@given(NOWS, MONTHS, st.integers(1, 28))
def test_a_day_of_any_year_however_written(now: datetime, month: int, dom: int) -> None:
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(dom, "th")
    name, short = month_name[month], month_abbr[month]
    alike(
        f"{name} {dom}",
        f"{dom} {name}",
        f"{dom}{ending} of {name}",
        f"the {dom}{ending} of {name}",
        f"{name} {dom}{ending}",
        f"{short} {dom}",
        f"{short}-{dom}",
        f"{dom} {short}",
        f"{month}/{dom}",
        f"{month}월 {dom}일",
        f"{month}월{dom}일",
        now=now,
    )


@settings(deadline=None, max_examples=40)
@given(NOWS, COUNTS, UNITS)
def test_so_long_ago_or_from_now(now: datetime, count: int, unit: str) -> None:
    korean = f"{count}{KOREAN_UNITS[unit]}"
    alike(f"{count} {unit}s ago", f"{count} {unit}s back", f"{korean} 전", now=now)
    alike(
        f"in {count} {unit}s",
        f"{count} {unit}s from now",
        f"{count} {unit}s later",
        f"in {count} {unit}s' time",
        f"{korean} 후",
        f"{korean} 뒤에",
        now=now,
    )


@pytest.mark.parametrize("count", range(2, 21))
def test_numbers_in_words_are_those_in_digits(count: int) -> None:
    for frame in ("{} days ago", "in {} weeks", "the last {} months", "next {} years",
                  "{} hours later", "{} minutes", "{} days after tomorrow"):  # fmt: skip
        alike(
            frame.format(count), frame.format(SPELLED[count]), frame.format(SPELLED[count].upper())
        )


@pytest.mark.parametrize(("count", "native"), list(enumerate(NATIVE, 1)))
def test_native_numerals_are_those_in_digits(count: int, native: str) -> None:
    for frame in ("{} 달 전", "{} 시간 후", "오후 {}시", "{}시 반", "지난 {} 달"):
        alike(frame.format(count), frame.format(native))


@settings(deadline=None, max_examples=40)
@given(NOWS, MONTHS, st.tuples(st.integers(1, 28), st.integers(1, 28)))
def test_days_of_a_month_in_a_range(now: datetime, month: int, doms: tuple[int, int]) -> None:
    first, last = min(doms), max(doms)
    if first == last:
        return
    name = month_name[month]
    alike(
        f"from {name} {first} to {name} {last}",
        f"between {name} {first} and {name} {last}",
        f"{name} {first} through {name} {last}",
        f"{name} {first} - {name} {last}",
        f"from {name} {first} until {last}",
        f"{name} {first}-{last}",
        f"{first} to {last} {name}",
        f"from {first} to {last} of {name}",
        f"between {first} and {last} {name}",
        f"from the {first}th to the {last}th of {name}",
        f"{month}/{first} - {month}/{last}",
        f"from {month}/{first} to {month}/{last}",
        f"{month}월 {first}일부터 {last}일까지",
        f"{month}월 {first}일에서 {month}월 {last}일 사이",
        f"{month}월 {first}일~{last}일",
        f"{month}월 {first}-{last}일",
        now=now,
    )


@settings(deadline=None, max_examples=30)
@given(st.integers(1950, 2040), st.integers(1, 30))
def test_years_in_a_range(first: int, years: int) -> None:
    last = first + years
    alike(
        f"from {first} to {last}",
        f"between {first} and {last}",
        f"{first}-{last}",
        f"{first} to {last}",
        f"{first} through {last}",
        f"{first} till {last}",
        f"from {first}~{last}",
        f"in {first} through {last}",
        f"{first}년부터 {last}년까지",
        f"{first}년에서 {last}년 사이",
        f"{first}년과 {last}년 사이",
        f"{first}년~{last}년",
        f"{first}~{last}년",
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 11), st.integers(0, 59))
def test_times_however_written(hour: int, minute: int) -> None:
    alike(
        f"{hour}:{minute:02} pm",
        f"{hour}:{minute:02}PM",
        f"{hour}.{minute:02}pm",
        f"{hour}:{minute:02} p.m.",
        f"at {hour}:{minute:02}pm",
        f"{hour + 12}:{minute:02}",
        f"오후 {hour}시 {minute}분",
        f"오후 {hour}:{minute:02}",
        f"{hour + 12}시 {minute}분",
    )


@settings(deadline=None, max_examples=30)
@given(NOWS, st.integers(1, 11), st.sampled_from(["tomorrow", "yesterday", "friday", "May 5"]))
def test_a_time_of_a_day_in_any_order(now: datetime, hour: int, when: str) -> None:
    alike(
        f"{when} at {hour}pm",
        f"{when} {hour}pm",
        f"{when}, {hour} pm",
        f"at {hour}pm {when}",
        f"{hour}pm {when}",
        f"{hour}:00 pm on {when}",
        f"{hour} p.m. {when}",
        f"{when} at {hour} in the afternoon",
        now=now,
    )


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 10), st.integers(1, 10))
def test_hours_in_a_range(first: int, length: int) -> None:
    last = min(first + length, 11)
    alike(
        f"from {first}pm to {last}pm",
        f"between {first}pm and {last}pm",
        f"{first}pm-{last}pm",
        f"{first} - {last} pm",
        f"from {first} to {last}pm",
        f"{first}:00 to {last}:00 pm",
        f"from {first} until {last} p.m.",
        f"오후 {first}시부터 {last}시까지",
        f"오후 {first}시에서 {last}시 사이",
        f"오후 {first}시~{last}시",
    )


@settings(deadline=None, max_examples=20)
@given(NOWS, COUNTS, st.sampled_from(["days", "weeks", "months", "years", "hours", "quarters"]))
def test_runs_of_units(now: datetime, count: int, units: str) -> None:
    alike(
        f"the last {count} {units}",
        f"past {count} {units}",
        f"previous {count} {units}",
        f"{count} past {units}",
        f"THE LAST {count} {units}",
        now=now,
    )
    alike(
        f"the next {count} {units}",
        f"coming {count} {units}",
        f"upcoming {count} {units}",
        f"{count} next {units}",
        now=now,
    )


@pytest.mark.parametrize(("english", "korean"), [
    ("today", "오늘"), ("tomorrow", "내일"), ("the day after tomorrow", "모레"),
    ("yesterday", "어제"), ("the day before yesterday", "그저께"), ("this week", "이번 주"),
    ("next week", "다음 주"), ("last week", "지난주"), ("the week after next", "다다음 주"),
    ("the week before last", "지지난주"), ("this month", "이달"), ("next month", "다음 달"),
    ("last month", "지난달"), ("this year", "올해"), ("next year", "내년"), ("last year", "작년"),
    ("the year before last", "재작년"), ("this weekend", "이번 주말"), ("last quarter",
    "지난 분기"),
    ("next quarter", "다음 분기"), ("last summer", "지난 여름"), ("Q2 2017", "2017년 2분기"),
    ("the first half of 2017", "2017년 상반기"), ("the 1990s", "1990년대"),
    ("the 19th century", "19세기"), ("tomorrow evening", "내일 저녁"), ("last night", "어젯밤"),
    ("this morning", "오늘 아침"), ("noon", "정오"), ("midnight", "자정"), ("at 3:30", "3시 반"),
    ("christmas", "크리스마스"), ("new year's day 2020", "2020년 새해 첫날"),
    ("the first friday of may", "5월 첫 번째 금요일"), ("the last week of july", "7월 마지막 주"),
    ("the third week of next month", "다음 달 셋째 주"), ("mid-May", "5월 중순"),
    ("early May", "5월 초"), ("late May", "5월 하순"), ("since 2010", "2010년부터"),
    ("before 2010", "2010년 이전"), ("after 2010", "2010년 이후"), ("since May", "5월부터"),
    ("before 4 pm today", "오늘 오후 4시 이전"), ("after 3 pm", "오후 3시 이후"),
    ("from monday to friday", "월요일부터 금요일까지"), ("last day of the month",
    "이번 달 마지막 날"),
    ("march of last year", "작년 3월"), ("3 days before christmas", "크리스마스 3일 전"),
    ("between now and November 15", "지금부터 11월 15일까지"), ("week 10", "10주차"),
    ("the next 4 business days", "앞으로 4영업일"), ("year to date", "올해 현재까지"),
])  # fmt: skip
def test_both_languages_mean_the_same(english: str, korean: str) -> None:
    alike(english, korean)
