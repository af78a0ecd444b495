"""What words of time mean, in English and Korean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from alongside.mind.when import Expression, MonthDay, resolve

NOW = datetime(2018, 8, 15, 14, 30, tzinfo=UTC)  # a Wednesday


def one(text: str) -> Expression:
    (found,) = resolve(text, now=NOW)
    return found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("tomorrow", ["2018-08-16"]),
        ("the day before yesterday", ["2018-08-13"]),
        ("next monday", ["2018-08-20"]),
        ("last friday", ["2018-08-10"]),
        ("friday of next week", ["2018-08-24"]),
        ("tuesday", ["2018-08-14", "2018-08-21"]),
        ("3/7", ["2018-03-07", "2019-03-07"]),
        ("22/04/2016", ["2016-04-22"]),
        ("the third of June", ["2018-06-03", "2019-06-03"]),
        ("January twenty fifth, 2018", ["2018-01-25"]),
        ("two weeks ago", ["2018-08-01"]),
        ("in 5 business days", ["2018-08-22"]),
        ("two days before christmas", ["2018-12-23"]),
        ("the first friday of july", ["2018-07-06", "2019-07-05"]),
        ("last day of the month", ["2018-08-31"]),
        ("thanksgiving 2017", ["2017-11-23"]),
        ("easter 2019", ["2019-04-21"]),
        ("eid al-fitr 2023", ["2023-04-21"]),
        ("friday the 14th", ["2017-07-14", "2018-09-14"]),
        ("feb 30", []),
        ("그저께", ["2018-08-13"]),
        ("글피", ["2018-08-18"]),
        ("지난주 화요일", ["2018-08-07"]),
        ("다음 달 셋째 주 금요일", ["2018-09-21"]),
        ("사흘 뒤", ["2018-08-18"]),
        ("이틀 전", ["2018-08-13"]),
        ("2018년 3월 5일 월요일", ["2018-03-05"]),
        ("이천십팔년 삼월 오일", ["2018-03-05"]),
        ("2017년 추석", ["2017-10-04"]),
        ("광복절 다음 날", ["2018-08-16", "2019-08-16"]),
        ("내년 3월 5일", ["2019-03-05"]),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    found = one(text)
    assert found.kind == "date"
    assert [str(value.since) for value in found.values] == days


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("last week", "2018-08-06", "2018-08-13"),
        ("this weekend", "2018-08-18", "2018-08-20"),
        ("the week after next", "2018-08-27", "2018-09-03"),
        ("the last 3 months", "2018-05-15", "2018-08-15"),
        ("next 5 days", "2018-08-16", "2018-08-21"),
        ("Q3 2016", "2016-07-01", "2016-10-01"),
        ("second half of this year", "2018-07-01", "2019-01-01"),
        ("late last year", "2017-07-01", "2018-01-01"),
        ("mid May 2017", "2017-05-10", "2017-05-21"),
        ("the nineties", "1990-01-01", "2000-01-01"),
        ("20th century", "1900-01-01", "2000-01-01"),
        ("last spring", "2018-03-01", "2018-06-01"),
        ("week 34 of 2019", "2019-08-19", "2019-08-26"),
        ("first week of January 2015", "2014-12-29", "2015-01-05"),
        ("from 1 to 5 May 2019", "2019-05-01", "2019-05-05"),
        ("April 3rd through 7th, 2019", "2019-04-03", "2019-04-07"),
        ("between Jan 2017 and today", "2017-01-01", "2018-08-15"),
        ("Nov-Feb 2017", "2016-11-01", "2017-02-01"),
        ("before 2010", "None", "2010-01-01"),
        ("after 2010", "2011-01-01", "None"),
        ("since last friday", "2018-08-10", "None"),
        ("year 2012 or later", "2012-01-01", "None"),
        ("다음 달 셋째 주", "2018-09-17", "2018-09-24"),
        ("올해 상반기", "2018-01-01", "2018-07-01"),
        ("작년 4분기", "2017-10-01", "2018-01-01"),
        ("작년 여름", "2017-06-01", "2017-09-01"),
        ("다음 달 중순", "2018-09-10", "2018-09-21"),
        ("지난 3개월 동안", "2018-05-15", "2018-08-15"),
        ("2014년에서 2018년 사이", "2014-01-01", "2018-01-01"),
        ("2010년 이후", "2011-01-01", "None"),
        ("오늘부터 3일간", "2018-08-15", "2018-08-18"),
    ],
)
def test_ranges_of_days(text: str, since: str, until: str) -> None:
    found = one(text)
    assert found.kind == "daterange"
    assert [(str(v.since), str(v.until)) for v in found.values] == [(since, until)]


@pytest.mark.parametrize(
    ("text", "kind", "times"),
    [
        ("half past eleven", "time", ["11:30:00", "23:30:00"]),
        ("quarter to five pm", "time", ["16:45:00"]),
        ("9 in the morning", "time", ["09:00:00"]),
        ("midnight", "time", ["00:00:00"]),
        ("17:30", "time", ["17:30:00"]),
        ("at 6.45", "time", ["06:45:00", "18:45:00"]),
        ("tomorrow evening at 8", "datetime", ["2018-08-16 20:00:00"]),
        ("noon tomorrow", "datetime", ["2018-08-16 12:00:00"]),
        ("2016-11-07T16:12:00", "datetime", ["2016-11-07 16:12:00"]),
        ("an hour ago", "datetime", ["2018-08-15 13:30:00"]),
        ("end of tomorrow", "datetime", ["2018-08-16 23:59:59"]),
        ("새벽 2시", "time", ["02:00:00"]),
        ("세시 십오분", "time", ["03:15:00", "15:15:00"]),
        ("다음주 화요일 오후 3시 반", "datetime", ["2018-08-21 15:30:00"]),
        ("세 시간 전", "datetime", ["2018-08-15 11:30:00"]),
        ("내일까지", "datetime", ["2018-08-16 23:59:59"]),
    ],
)
def test_times(text: str, kind: str, times: list[str]) -> None:
    found = one(text)
    assert found.kind == kind
    assert [str(value.since) for value in found.values] == times


@pytest.mark.parametrize(
    ("text", "kind", "since", "until"),
    [
        ("from 3 in the morning until 5pm", "timerange", "03:00:00", "17:00:00"),
        ("before noon", "timerange", "None", "12:00:00"),
        ("오전 9시부터 오후 6시까지", "timerange", "09:00:00", "18:00:00"),
        ("last night", "datetimerange", "2018-08-14 20:00:00", "2018-08-14 23:59:59"),
        ("late this morning", "datetimerange", "2018-08-15 10:00:00", "2018-08-15 12:00:00"),
        ("tomorrow 1-3 pm", "datetimerange", "2018-08-16 13:00:00", "2018-08-16 15:00:00"),
        ("the past 24 hours", "datetimerange", "2018-08-14 14:30:00", "2018-08-15 14:30:00"),
        ("later today", "datetimerange", "2018-08-15 12:00:00", "2018-08-16 00:00:00"),
        ("어제 저녁", "datetimerange", "2018-08-14 16:00:00", "2018-08-14 20:00:00"),
        ("오늘 오후 4시 이전에", "datetimerange", "None", "2018-08-15 16:00:00"),
    ],
)
def test_ranges_of_times(text: str, kind: str, since: str, until: str) -> None:
    found = one(text)
    assert found.kind == kind
    assert [(str(v.since), str(v.until)) for v in found.values] == [(since, until)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("two and a half hours", 9000),
        ("a year and a half", 47304000),
        ("2시간 30분", 9000),
        ("½ hour", 1800),
    ],
)
def test_lengths(text: str, seconds: float) -> None:
    found = one(text)
    assert (found.kind, [v.seconds for v in found.values]) == ("duration", [seconds])
    assert found.span() is None


@pytest.mark.parametrize("text", ["every other friday", "daily", "매주 월요일", "3일마다"])
def test_repetitions(text: str) -> None:
    assert one(text).kind == "set"


@pytest.mark.parametrize(
    "text",
    [
        "you may not!",
        "please deliver 2000 pieces of toys",
        "call (206) 555-1212",
        "ABC-12345-A1B2C3",
        "8/1.5 looks like a formula",
        "it may also be confidential",
        "There are 10 stars.",
        "good morning",
        "전화: +86 138-2010-2015",
        "26명이 사망했다",
        "We had a fall, and a spring in the step.",
        "See page 2019 and room 2018.",
        "Ticket ABC-2019-77 is open, 2015-32 isn't, nor is 32 - 2015.",
        "$DEC and $MAY went up.",
        "They wed in secret.",
        "It's on the second floor, left of the stairs.",
        "on second thought, leave it",
        "Where is the spring roll recipe?",
        "an august gathering",
        "방 번호는 2018호입니다.",
        "전화를 두 번 했다",
        "케이크의 5분의 1을 먹었다",
        "낼 수 있다",
        "점심을 먹자",
        "후배가 안내를 했고 전체 내용은 없었다",
        "",
    ],
)
def test_words_that_are_no_times(text: str) -> None:
    assert resolve(text, now=NOW) == ()


def test_several_in_a_row_keep_their_places() -> None:
    text = "Was it next Monday or on the 18 and 19 June?"
    found = resolve(text, now=NOW)
    assert [text[e.start : e.end] for e in found] == ["next Monday", "18", "19 June"]
    assert found[1].values[0].since == date(2018, 6, 18)


def test_korean_texts_may_hold_english_words() -> None:
    (found,) = resolve("next Monday 오후 3시에 보자", now=NOW)
    assert found.values[0].since == datetime.fromisoformat("2018-08-20T15:00")


def test_the_reference_is_the_wall_clock_of_the_zone() -> None:
    late = datetime(2018, 8, 15, 20, tzinfo=UTC)  # already the 16th in Seoul
    (found,) = resolve("today", now=late, zone="Asia/Seoul")
    assert found.values[0].since == date(2018, 8, 16)


def test_days_known_by_name() -> None:
    asked: list[str] = []

    def known(words: str) -> MonthDay | date | None:
        asked.append(words)
        days: dict[str, MonthDay | date] = {
            "Robin's birthday": MonthDay(5, 3),
            "the lecture": date(2018, 9, 9),
        }
        return days.get(words)

    (found,) = resolve("the day before Robin's birthday", now=NOW, known=known)
    assert [v.since for v in found.values] == [date(2018, 5, 2), date(2019, 5, 2)]
    (found,) = resolve("two days before the lecture", now=NOW, known=known)
    assert found.values[0].since == date(2018, 9, 7)
    assert "Robin's birthday" in asked


def test_days_known_by_name_in_korean() -> None:
    (found,) = resolve("지훈이 생일 전날", now=NOW, known=lambda _: MonthDay(10, 9))
    assert [v.since for v in found.values] == [date(2017, 10, 8), date(2018, 10, 8)]


def test_a_time_alone_reads_both_halves_of_the_day() -> None:
    assert [v.since for v in one("4 o'clock").values] == [time(4), time(16)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the parents' evening at school", []),
        ("the parents’ evening on Thursday", ["Thursday"]),
        ("Ada's morning run", []),
        ("Monday's evening", ["Monday", "evening"]),
        ("in the evening", ["in the evening"]),
    ],
)
def test_an_evening_that_is_somebodys_is_no_time(text: str, found: list[str]) -> None:
    assert [each.text for each in resolve(text, now=NOW)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("동창회는 11월 3일이래", "11월 3일"),
        ("워크숍은 다음 달 중순이래요", "다음 달 중순"),
        ("1990년 이래 처음이다", "1990년 이래"),
        ("오픈은 내년 초로 생각 중", "내년 초"),
        ("벚꽃은 4월 초가 제일 예뻐", "4월 초"),
    ],
)
def test_what_follows_a_korean_time_is_told_from_what_belongs_to_it(text: str, found: str) -> None:
    (expression,) = resolve(text, now=NOW)
    assert expression.text == found
