"""What a life shows of a goal: what was done, by whom, how much, on which day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from alongside.log.kinds import Exercised, Noted, Occurrence, Planned, Said, What
from alongside.log.moment import Moment, Trust
from alongside.mind.goals.evidence import Shown, once_a_day, shown
from alongside.mind.goals.signs import given, signs_of
from alongside.mind.goals.units import amount_in, measure, unit_of

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 11, 27), date(2026, 11, 26)
ME = frozenset({"ada", "me"})
RUN = signs_of("Run a half marathon")


def moment(what: What, trust: Trust = Trust.OWN, at: datetime = NOW) -> Moment:
    return Moment(
        id="m", seq=1, person="ada", at=at, zone="Europe/Rome", recorded=at, what=what,
        source="test", trust=trust,
    )  # fmt: skip


def of(what: What, signs: frozenset[str] = RUN, trust: Trust = Trust.OWN) -> list[Shown]:
    return [*shown(moment(what, trust), signs, "km", ME, NOW)]


DONE = {
    "Ran 5 km along the river this morning.": (TODAY, 5.0),
    "Yesterday I ran 8.5 km. Legs heavy.": (YESTERDAY, 8.5),
    "Morning jog, 30 minutes, 4 miles": (TODAY, 6.437),
    "Out for a run before breakfast": (TODAY, None),
    "I ran the Lisbon half marathon!": (TODAY, None),
    "Went for a slow run with Mateo": (TODAY, None),
    "아침 러닝": (TODAY, None),
    "오늘 5킬로 달렸다": (TODAY, 5.0),
    "어제 러닝 6km": (YESTERDAY, 6.0),
    "- [x] run 3 km": (TODAY, 3.0),
}
NOT_DONE = (
    "I want to run tomorrow",
    "didn't run today",
    "We ran out of milk",
    "- [ ] run 5 km",
    "Should I run?",
    "running late again",
    "Ana said she ran 10 km",
    "I skipped my run",
    "달리기 하고 싶다",
    "오늘은 못 달렸다",
    "내일 러닝하기",
    "Read all afternoon",
    "Running can really boost your mood",
    "I love running along the river",
    "A car ran a red light and hit the wall",
    "She ran 12 km this morning",
    "Goal for spring: run a half marathon",
    "I ran the meeting this morning",
)


@pytest.mark.parametrize("words", DONE)
def test_what_was_done_counts(words: str) -> None:
    assert [(each.day, each.amount) for each in of(Noted(text=words))] == [DONE[words]]


@pytest.mark.parametrize("words", NOT_DONE)
def test_what_was_wished_called_off_or_another_thing_does_not(words: str) -> None:
    assert of(Noted(text=words)) == []


def test_things_are_done_in_other_goals_too() -> None:
    done: dict[str, tuple[str, ...]] = {
        "Play the piano": ("Practised piano for 20 minutes", "피아노 연습했다"),
        "Learn Spanish": ("Spanish class, subjunctive again", "I spoke Spanish with Ana"),
        "Finish my thesis": ("Worked on the thesis all morning", "Thesis: wrote the introduction"),
        "Read 12 books": ("finished chapter 3", "책을 한 시간 읽었다"),
    }
    not_done: dict[str, tuple[str, ...]] = {
        "Play the piano": ("We played games all night", "The piano is out of tune"),
        "Learn Spanish": ("The Spanish are coming to dinner",),
        "Read 12 books": ("Excited for this new chapter!", "I also love to read"),
    }
    for outcome, lines in done.items():
        assert all(of(Noted(text=line), signs_of(outcome)) for line in lines), outcome
    for outcome, lines in not_done.items():
        assert not any(of(Noted(text=line), signs_of(outcome)) for line in lines), outcome


def test_only_the_persons_own_words_count() -> None:
    assert of(Said(text="Ran 5 km!", by="Ada"))
    assert not of(Said(text="Ran 5 km!", by="Bo"))
    assert not of(Said(text="Ran 5 km!", by="Ada"), trust=Trust.OUTSIDE)
    assert not of(Said(text="You ran 5 km [1].", by="alongside"))


def test_a_plan_counts_once_it_took_place() -> None:
    starts = [NOW + timedelta(days=n) for n in (-7, 0, 7)]
    hours = tuple(Occurrence(start, start + timedelta(hours=1)) for start in starts)
    lesson = Planned(title="Spanish lesson", occurrences=hours)
    found = of(lesson, signs_of("Learn Spanish"))
    assert [each.day for each in found] == [date(2026, 11, 20)]


def test_a_day_told_twice_counts_once() -> None:
    plan = Shown("p", "planned", TODAY, "Run", None)
    note = Shown("n", "noted", TODAY, "Ran 5 km", 5.0)
    again = Shown("o", "said", TODAY, "ran 5 km today", 5.0)
    evening = Shown("e", "noted", TODAY, "and 3 km at night", 3.0)
    assert {each.moment for each in once_a_day([plan, note, again, evening])} == {"n", "e"}
    assert once_a_day([plan]) == [plan]


def test_signs_are_of_the_goal_and_not_of_everything() -> None:
    assert signs_of("Learn Spanish") == {"spanish", "스페인어"}
    assert "thesis" in signs_of("Finish my thesis by the end of May")
    assert not signs_of("Become a better person every day") & {"better", "day", "become"}
    assert "달렸" in given(["run"])


def test_amounts_are_read_in_both_languages() -> None:
    assert amount_in("half an hour and 20 minutes", "hours") == pytest.approx(0.833)
    assert amount_in("두 시간 공부", "hours") == 2
    assert amount_in("finished chapter 3", "chapters") == 1
    assert amount_in("1,200 words today", "words") == 1200
    assert amount_in("책 두 권", "books") == 2
    assert amount_in("finished another book", "books") == 1
    assert amount_in("an evening with a book", "books") is None
    assert unit_of("Kilometers") == "km"
    assert unit_of("somersaults") == "somersaults"
    assert measure("Swim 2 km without stopping") == (0.0, "")


def test_a_measured_run_shows_it_with_its_distance() -> None:
    what, at = Exercised(sport="run", duration=1800, distance=5.2), NOW - timedelta(days=1)
    (found,) = shown(moment(what, at=at), RUN, "km", ME, NOW)
    assert (found.day, found.amount, found.quote) == (YESTERDAY, 5.2, "Run, 5.2 km in 30 min")
    assert not [*shown(moment(what, at=at), signs_of("Learn to swim"), "", ME, NOW)]
    assert [*shown(moment(what, at=at), signs_of("Exercise more"), "", ME, NOW)]
    assert not [*shown(moment(what, at=NOW + timedelta(hours=1)), RUN, "", ME, NOW)]


def test_what_words_tell_of_a_measured_run_counts_once() -> None:
    measured = Shown("a", "exercised", TODAY, "Run", 5.2)
    told = [Shown("b", "noted", TODAY, "ran 5 km", 5.0), Shown("c", "noted", TODAY, "a run", None)]
    other = Shown("d", "noted", TODAY, "and ran 12 km more", 12.0)
    assert once_a_day([measured, *told, other]) == [measured, other]
