"""Gentle words on goals: a step whose time has come, and a week to look back on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

from alongside.mind.nudge.situation import Nudge, Situation

EARLY = timedelta(minutes=5)
SUNDAY = 6
REVIEW, NIGHT = time(18), time(21, 30)


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
