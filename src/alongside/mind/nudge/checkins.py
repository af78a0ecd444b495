"""Gentle words on goals: a step whose time has come, a habit, and a week to look back on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

from alongside.mind.nudge.situation import Custom, Nudge, Situation

EARLY = timedelta(minutes=5)
SUNDAY = 6
REVIEW, NIGHT = time(18), time(21, 30)
DAILY = 7
HABIT = time(17, 45)
"""When there is still time for a habit of the day."""


def steps(now: Situation) -> Iterator[Nudge]:
    """A step of a goal, as its time comes. One that is missed moves by itself."""
    for each in now.steps:
        values = {"text": each.text, "minutes": each.minutes, "goal": each.outcome}
        yield Nudge(
            key=f"step:{each.id}:{each.start:%Y-%m-%dT%H:%M}", about="goal",
            text=now.say("{text}, {minutes} minutes?", "{text}, {minutes}분 어때요?", **values),
            why=now.say(
                "The next small step of “{goal}”. If not now, it moves by itself.",
                "“{goal}”의 다음 작은 걸음이에요. 지금이 아니면 저절로 옮겨져요.", **values,
            ),
            due=each.start - EARLY, until=each.end, because=(each.id,),
            worth=0.55 + 0.1 * min(1.0, each.weight),
        )  # fmt: skip


def habits(now: Situation) -> Iterator[Nudge]:
    """One habit towards the evening, where its week can't be kept any more without today; of a
    week that can't be kept at all nothing is said, but for what is done daily.

    Whether it was done is looked for only then; until then, and for tomorrow, there is a nudge to
    come, so that somebody looks.
    """
    if not now.habits:
        return
    later = now.here.time() >= HABIT
    yield _habit(now, now.habits[0], now.today + timedelta(days=int(later)))
    left = 7 - now.today.weekday()
    for each in now.habits:
        missing = 0 if each.done is None else each.weekly - len(each.done)
        needed = missing == left or (missing > left and each.weekly == DAILY)
        if needed and now.today not in (each.done or ()):
            yield _habit(now, each, now.today)
            return


def _habit(now: Situation, each: Custom, day: date) -> Nudge:
    done = each.done or frozenset()
    values = {"text": each.text, "minutes": each.minutes, "goal": each.outcome,
              "done": len(done), "weekly": each.weekly}  # fmt: skip
    return Nudge(
        key=f"habit:{each.id}:{day.isoformat()}", about="goal",
        text=now.say(
            "{text} today, {minutes} minutes?", "오늘 {text}, {minutes}분 어때요?", **values
        ),
        why=now.say(
            "For “{goal}”: {done} of {weekly} this week. A week without is fine, too.",
            "“{goal}”을 위한 습관이에요. 이번 주 {weekly}번 중 {done}번 했어요. 쉬어도 괜찮아요.",
            **values,
        ),
        due=now.at(day, HABIT), until=now.at(day, NIGHT), because=(each.id,),
        worth=0.52 + 0.1 * min(1.0, each.weight),
    )  # fmt: skip


def reviews(now: Situation) -> Iterator[Nudge]:
    """A week to look back on, on Sunday evening, where there are goals and it wasn't yet."""
    if now.reviewed is None:
        return
    day = now.today + timedelta(days=SUNDAY - now.today.weekday())
    year, number, _ = day.isocalendar()
    week = f"{year}-W{number:02}"
    if now.reviewed < week:
        yield Nudge(
            key=f"review:{week}", about="goal",
            text=now.say("Five minutes to look back at your week?", "5분만 한 주를 돌아볼까요?"),
            why=now.say(
                "What moved, what is next, and one question: on the Goals page.",
                "무엇이 움직였고 다음은 무엇인지, 그리고 질문 하나: 목표 페이지에 있어요.",
            ),
            due=now.at(day, REVIEW), until=now.at(day, NIGHT), because=(), worth=0.52,
        )  # fmt: skip
