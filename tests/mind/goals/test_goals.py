"""Goals as they are lived: planned, missed, come closer, looked back on, forgotten."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from alongside.config import Config, GoalHours, Proactive
from alongside.log.kinds import (
    Aimed,
    Counted,
    Exercised,
    Flashcard,
    Graded,
    Habit,
    IfThen,
    Lettered,
    Noted,
    Reflected,
    Said,
    Slotted,
    Steered,
    Step,
    Ticked,
    Valued,
)
from alongside.log.moment import Moment, Trust
from alongside.mind.brief.compose import compose
from alongside.mind.converse.events import Answered, Asked, Event
from alongside.mind.converse.manner import TYPED, Manner
from alongside.mind.goals import learning, tell
from alongside.mind.goals.aiming import Aiming as Talk
from alongside.mind.goals.book import Goal
from alongside.mind.goals.letter import Letters
from alongside.mind.goals.noticing import Noticing
from alongside.mind.goals.questions import journal_question
from alongside.mind.goals.review import review
from alongside.mind.nudge.checkins import reviews, steps
from alongside.mind.nudge.reading import Reading
from alongside.models.model import Prompt

from .conftest import DAY, HOUR, START, Aiming


async def goal(life: Aiming, outcome: str = "Run a half marathon", **fields: object) -> Moment:
    return await life.goals.keep(replace(Aimed(outcome=outcome), **fields))


async def only(life: Aiming) -> Goal:
    (one,) = (await life.goals.at()).book.goals
    return one


async def slots(life: Aiming) -> list[Slotted]:
    return [m.what async for m in life.log.read() if isinstance(m.what, Slotted)]


async def test_a_step_has_its_time_at_once_and_moves_when_missed(life: Aiming) -> None:
    await life.plan("Dentist", START, 3)
    run = await goal(life)
    step = await life.goals.keep(Step(text="Buy shoes", minutes=60), run.id)
    (first,) = await slots(life)
    assert first.start >= START + 3 * HOUR
    assert first.why == "new"
    life.now = first.end + HOUR
    (moved,) = await life.goals.replan()
    assert isinstance(moved.what, Slotted)
    assert moved.what.why == "missed"
    assert moved.because == (step.id,)
    assert moved.trust == Trust.OWN
    assert await life.goals.replan() == ()


async def test_a_meeting_that_comes_in_between_moves_a_step(life: Aiming) -> None:
    run = await goal(life)
    await life.goals.keep(Step(text="Buy shoes"), run.id)
    (first,) = await slots(life)
    await life.plan("Call", first.start)
    await life.goals.replan()
    assert [each.why for each in await slots(life)] == ["new", "clash"]


async def test_a_step_missed_often_waits_for_a_word(life: Aiming) -> None:
    run = await goal(life)
    step = await life.goals.keep(Step(text="Buy shoes"), run.id)
    for _ in range(6):
        life.now += 2 * DAY
        await life.goals.replan()
    assert [each.why for each in await slots(life)] == ["new", "missed", "missed", "missed"]
    now = await life.goals.at()
    following = now.next(now.book.goals[0])
    assert following is not None
    assert following.waits
    assert "half as large" in review(now).question
    await life.goals.again(step.id)
    now = await life.goals.at()
    following = now.next(now.book.goals[0])
    assert following is not None
    assert following.slot is not None


async def test_days_away_rest_and_quiet_hours_are_kept(life: Aiming) -> None:
    hours = GoalHours(since="06:00", until="23:00", minutes=60, rest=(4, 5))
    life.config = Config(goals=hours, proactive=Proactive(quiet_until="08:00", quiet_from="12:00"))
    run = await goal(life)
    for number in range(3):
        await life.goals.keep(Step(text=f"Step {number}", minutes=60), run.id)
    days = {each.start.date() for each in await slots(life)}
    assert days == {date(2026, 11, 26), date(2026, 11, 29), date(2026, 11, 30)}
    assert all(8 <= each.start.hour < 12 for each in await slots(life))


async def test_no_step_is_planned_past_its_goal_and_that_is_told(life: Aiming) -> None:
    life.config = Config(goals=GoalHours(minutes=0))
    run = await goal(life, due="2026-11-28")
    await life.goals.keep(Step(text="Buy shoes"), run.id)
    assert await slots(life) == []
    now = await life.goals.at()
    following = now.next(now.book.goals[0])
    assert following is not None
    assert following.why == "long"


async def test_progress_is_found_in_a_life_and_the_person_has_the_last_word(life: Aiming) -> None:
    ran = await life.note("Ran 5 km along the river.", 1)
    also = await life.note("Ran 7 km, tired.", 3)
    other = await life.note("Long loop with the dog, 4 km", 2)
    run = await goal(life, "Run 100 km", unit="km", target=100.0, since="2026-11-16")
    now = await life.goals.at()
    assert now.progress(await only(life)).done == 12
    await life.goals.keep(Counted(counts=False), run.id, also.id)
    await life.goals.keep(Counted(counts=True), run.id, other.id)
    await life.goals.keep(Counted(counts=True, amount=3.0, day="2026-11-20", text="Park"), run.id)
    now = await life.goals.at()
    assert now.progress(await only(life)).done == 5 + 4 + 3
    assert [each.counts for each in now.traces[run.id]] == [True, False, True, True]
    await life.log.forget(ran.id)
    assert (await life.goals.at()).progress(await only(life)).done == 4 + 3


async def test_a_journal_shows_it_too(life: Aiming) -> None:
    run = await goal(life, "Run 100 km", unit="km", target=100.0)
    await life.goals.keep(Reflected(question="What went well?", text="Ran 6 km, felt light."))
    (one,) = (await life.goals.at()).traces[run.id]
    assert (one.kind, one.amount) == ("reflected", 6)


async def test_others_words_never_count(life: Aiming) -> None:
    said = Said(text="I ran 9 km today", by="Bo", to=("Nora",))
    await life.keep(said, trust=Trust.OUTSIDE)
    await goal(life)
    now = await life.goals.at()
    assert now.traces == {now.book.goals[0].id: ()}


async def test_habits_are_spread_over_what_is_left_of_the_week(life: Aiming) -> None:
    run = await goal(life)
    habit = await life.goals.keep(Habit(text="Run 5 km", weekly=3, minutes=30), run.id)
    now = await life.goals.at()
    days = [each.start.date().isoformat() for each in now.plan.habits[habit.id]]
    assert days == ["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30", "2026-12-02",
                    "2026-12-05"]  # fmt: skip
    await life.note("Ran 5 km before work")
    now = await life.goals.at()
    days = [each.start.date().isoformat() for each in now.plan.habits[habit.id]]
    assert days[:2] == ["2026-11-27", "2026-11-28"]
    await life.goals.keep(Ticked(how="done"), habit.id)
    shown = tell.goal(await life.goals.at(), await only(life))
    assert shown["habits"][0]["streak"]["now"] == 1, "a day that shows it counts once"


async def test_goals_are_proposed_from_notes_and_never_assumed(life: Aiming) -> None:
    note = await life.note("I want to learn Spanish by next summer.", 2)
    await life.note("I want to learn Spanish by next summer!", 1)
    await life.keep(Said(text="My goal is to win", by="Bo"), trust=Trust.OUTSIDE)
    job = Noticing(life.log, lambda: frozenset({"nora"}), lambda: life.now)
    assert [step async for step in job.catch_up()]
    found = await only(life)
    assert (found.status, found.evidence) == ("proposed", note.id)
    assert (await life.goals.at()).book.open == ()
    await life.goals.keep(Steered(how="dismissed"), found.id)
    await life.log.forget(found.id)
    assert [step async for step in job.catch_up()] == []
    assert (await life.goals.at()).book.goals == ()


class Others:
    """Answers everything else with silence."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        self.asked.append(question)
        if not question:
            yield Asked(await self._never())

    async def _never(self) -> Moment:
        raise AssertionError("nothing empty is asked")


async def said(life: Aiming, words: str, manner: Manner = TYPED) -> Sequence[Event]:
    others = Others()
    talk = Talk(others, life.goals)
    events = [e async for e in talk.ask(words, "t", life.now, "Europe/Lisbon", manner)]
    assert bool(events) != bool(others.asked)
    return events


async def test_a_goal_said_in_talk_is_kept_and_said_back(life: Aiming) -> None:
    asked, answered = await said(life, "I want to run a half marathon by October")
    assert isinstance(asked, Asked)
    assert isinstance(answered, Answered)
    assert "Run a half marathon, by Thursday 30 September 2027 [1]" in answered.moment.what.words
    kept = await only(life)
    assert (kept.status, kept.evidence) == ("open", asked.moment.id)
    _, korean = await said(life, "내 목표는 매일 책 읽기야")
    assert isinstance(korean, Answered)
    assert "목표로 적어 둘게요" in korean.moment.what.words


async def test_other_talk_passes_and_only_the_person_sets_goals(life: Aiming) -> None:
    assert await said(life, "I want to know where I was on Tuesday") == []
    assert await said(life, "My goal is to win", replace_trust(Trust.OUTSIDE)) == []
    assert (await life.goals.at()).book.goals == ()


def replace_trust(trust: Trust) -> Manner:
    from dataclasses import replace as with_

    return with_(TYPED, trust=trust)


async def test_values_weigh_goals(life: Aiming) -> None:
    run = await goal(life, values=("Health",))
    read = await goal(life, "Read 12 books", values=("Learning",))
    assert [each.id for each in (await life.goals.at()).book.goals] == [run.id, read.id]
    await life.goals.keep(Valued(values=("learning", "health")))
    assert [each.id for each in (await life.goals.at()).book.goals] == [read.id, run.id]


async def test_a_goal_described_anew_keeps_its_plan(life: Aiming) -> None:
    run = await goal(life)
    await life.goals.keep(Step(text="Buy shoes"), run.id)
    anew = await life.goals.keep(Aimed(outcome="Run 10 km", goal=run.id), run.id)
    assert (await only(life)).what.outcome == "Run 10 km"
    assert len((await only(life)).steps) == 1
    await life.log.forget(anew.id)
    assert (await only(life)).what.outcome == "Run a half marathon"
    await life.log.forget(run.id)
    assert (await life.goals.book()).all == ()


async def test_a_week_is_looked_back_on(life: Aiming) -> None:
    run = await goal(life)
    await life.goals.keep(IfThen(obstacle="Rain", then="Go to the gym"), run.id)
    step = await life.goals.keep(Step(text="Buy shoes"), run.id)
    await life.goals.keep(Ticked(how="done"), step.id)
    await life.note("Ran 5 km.")
    week = review(await life.goals.at())
    (one,) = week.goals
    assert (week.week, len(one.traces), one.done) == ("2026-W48", 1, ("Buy shoes",))
    assert week.question == "What went well this week that you want more of?"
    answer = Reflected(question=week.question, text="The river.", week=week.week)
    await life.goals.keep(answer)
    assert review(await life.goals.at()).answer == "The river."


async def test_the_journal_asks_the_same_all_day_and_nothing_twice_running(life: Aiming) -> None:
    asked = []
    for _ in range(12):
        question = journal_question(await life.goals.at())
        life.now += 6 * HOUR
        assert journal_question(await life.goals.at()) == question
        asked.append(question)
        await life.goals.keep(Reflected(question=question, text="…"))
        life.now += DAY - 6 * HOUR
    assert len(set(asked)) == 12


async def test_cards_come_back_when_they_are_about_to_be_forgotten(life: Aiming) -> None:
    card = await life.goals.keep(Flashcard(front="la casa", back="the house"))
    (new,) = learning.due(learning.cards(await life.goals.book(), life.now), life.now)
    assert list(new.after) == sorted(new.after)
    for days in (0, 3, 12):
        life.now += days * DAY
        await life.goals.keep(Graded(grade="good"), card.id)
    (one,) = learning.cards(await life.goals.book(), life.now)
    assert one.times == 3
    assert one.due > life.now + 10 * DAY
    assert learning.due([one], life.now) == []
    assert learning.due([one], one.due) == [one]
    again = learning.cards(await life.goals.book(), life.now)
    assert again == [one], "chance plays no part"


async def test_a_letter_tells_how_days_and_aims_agree(life: Aiming) -> None:
    run = await goal(life, "Run 100 km", unit="km", target=100.0, values=("health",))
    await life.goals.keep(Valued(values=("health", "friends")))
    ran = await life.note("Ran 5 km.")
    plan = await life.plan("Team meeting", START - 2 * DAY, 2)
    kept = await Letters(life.goals, lambda: life.config).write(date(2026, 11, 1))
    assert kept is not None
    assert isinstance(kept.what, Lettered)
    text = kept.what.text
    assert "“Run 100 km”: 1 day, 5 km; the month before, 0 days [1]." in text
    assert "For health: 1 day, through “Run 100 km”" in text
    assert "No goal of yours serves friends yet" in text
    assert "Team meeting (2 h)" in text
    assert {ran.id, plan.id} <= set(kept.because)
    assert run.id not in kept.because
    assert await Letters(life.goals, lambda: life.config).write(date(2026, 1, 1)) is None


class Warm:
    """A model that answers the same to everything."""

    name = "server:warm"
    remote = False

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        yield "You had a splendid month."


async def test_a_model_words_a_letter_only_if_nothing_is_lost(life: Aiming) -> None:
    await goal(life)
    await life.note("Ran 5 km.")
    life.config = Config(proactive=Proactive(worded=True))
    letters = Letters(life.goals, lambda: life.config, Warm, lambda *_: True)
    kept = await letters.write(date(2026, 11, 1))
    assert kept is not None
    assert isinstance(kept.what, Lettered)
    assert kept.what.model == ""
    assert "splendid" not in kept.what.text


async def test_steps_are_said_as_their_time_comes_and_a_week_on_sunday(life: Aiming) -> None:
    reading = Reading(
        log=life.log, config=lambda: life.config, zone=lambda: "Europe/Lisbon",
        me=lambda: frozenset({"nora"}),
    )  # fmt: skip
    assert [*reviews(await reading.at(life.now))] == []
    run = await goal(life)
    step = await life.goals.keep(Step(text="Buy shoes"), run.id)
    situation = await reading.at(life.now)
    (nudge,) = steps(situation)
    (slot,) = await slots(life)
    assert nudge.because == (step.id,)
    assert nudge.due == slot.start - timedelta(minutes=5)
    await life.goals.keep(Valued(values=("health",)))
    await life.goals.keep(replace(Aimed(outcome="Run"), goal=run.id, values=("health",)), run.id)
    (weighed,) = steps(await reading.at(life.now))
    assert weighed.worth > nudge.worth
    brief = compose(situation, "morning")
    assert f"For your goals: {slot.start:%H:%M} Buy shoes [1]." in brief.text
    assert brief.cites[0].moment == step.id
    (sunday,) = reviews(situation)
    assert sunday.due.date() == date(2026, 11, 29)
    await life.goals.keep(Reflected(question="?", text="!", week="2026-W48"))
    assert [*reviews(await reading.at(life.now))] == []


async def test_a_note_put_right_counts_as_it_was_put_right(life: Aiming) -> None:
    from alongside.log.corrections import AsCorrected
    from alongside.log.kinds import Corrected
    from alongside.log.moment import Draft

    note = await life.keep(Noted(text="Ran 5 km."))
    await goal(life, "Run 100 km", unit="km", target=100.0)
    put_right = Draft(
        what=Corrected(text="Ran 6 km."), at=life.now, zone="UTC", source="app", trust=Trust.OWN,
        because=(note.id,),
    )  # fmt: skip
    await AsCorrected(life.log).append(put_right)
    assert (await life.goals.at()).progress(await only(life)).done == 6


async def test_measured_runs_count_for_a_habit_with_a_distance(life: Aiming) -> None:
    run = await goal(life, "Get fit for summer")
    habit = await life.goals.keep(Habit(text="run 5 km", weekly=3), run.id)
    for days, distance in ((1, 5.2), (3, 5.0), (5, 2.0)):
        what = Exercised(sport="run", duration=1800, distance=distance)
        await life.keep(what, START - days * DAY, source="health")
    twice = Exercised(sport="workout", duration=1700, distance=5.3)
    await life.keep(twice, START - 3 * DAY + timedelta(minutes=1), source="health")
    await life.note("Ran 5 km along the river", 1)
    now = await life.goals.at()
    found = now.traces[run.id]
    assert [(each.kind, each.amount) for each in found] == [
        ("exercised", 2.0), ("exercised", 5.0), ("exercised", 5.2),
    ]  # fmt: skip
    assert [bool(each.habits) for each in found] == [False, True, True]
    assert found[2].habits == (habit.id,)
