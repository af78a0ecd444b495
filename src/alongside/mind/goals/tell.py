"""Goals as plain values, as interfaces show them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from alongside.mind.goals.book import Goal, HabitNow, Slot, StepNow
from alongside.mind.goals.goals import Picture
from alongside.mind.goals.pace import Forecast, Progress, streak
from alongside.mind.goals.planning import Next, due_of
from alongside.mind.goals.review import Moving, Review
from alongside.mind.goals.tracing import Trace, days_of

Plain = dict[str, Any]


def goal(now: Picture, one: Goal) -> Plain:
    """A goal as it stands."""
    what = one.what
    return {
        "id": one.id,
        "at": one.at,
        "outcome": what.outcome,
        "why": what.why,
        "since": one.began,
        "due": one.due,
        "know": what.know,
        "unit": one.unit,
        "target": what.target,
        "signs": list(what.signs),
        "signs_read": sorted(one.signs),
        "values": list(what.values),
        "status": one.status,
        "quote": what.quote,
        "evidence": one.evidence,
        "next": next_step(now.next(one)) if one.status == "open" else None,
        "steps": [_step(now, one, each) for each in one.steps if each.state != "dropped"],
        "habits": [_habit(now, one, each) for each in one.habits if each.state == "open"],
        "ifthens": [
            {"id": id_, "obstacle": each.obstacle, "then": each.then} for id_, each in one.ifthens
        ],
        "progress": progress(now.progress(one)),
    }


def trace(one: Trace) -> Plain:
    return {
        "moment": one.moment,
        "kind": one.kind,
        "day": one.day,
        "quote": one.quote,
        "amount": one.amount,
        "counts": one.counts,
        "chosen": bool(one.chosen),
    }


def next_step(one: Next | None) -> Plain | None:
    if one is None:
        return None
    return {
        "part": one.part,
        "text": one.text,
        "minutes": one.minutes,
        "slot": slot(one.slot),
        "why": one.why,
        "waits": one.waits,
    }


def slot(one: Slot | None) -> Plain | None:
    return None if one is None else asdict(one)


def review(one: Review) -> Plain:
    return {
        "week": one.week,
        "since": one.since,
        "until": one.until,
        "goals": [_moving(each) for each in one.goals],
        "question": one.question,
        "answer": one.answer,
    }


def progress(one: Progress) -> Plain:
    return {
        "unit": one.unit,
        "done": one.done,
        "target": one.target,
        "weeks": [asdict(each) for each in one.weeks],
        "last": one.last,
        "forecast": None if one.forecast is None else _forecast(one.forecast),
        "too_early": one.too_early,
    }


def _forecast(one: Forecast) -> Plain:
    names = ("start", "low", "middle", "high")
    return {
        "weeks": one.weeks,
        "early": one.early,
        "middle": one.middle,
        "late": one.late,
        "chance": one.chance,
        "fan": [dict(zip(names, each, strict=True)) for each in one.fan],
    }


def _step(now: Picture, one: Goal, step: StepNow) -> Plain:
    due: date | None = due_of(one, step)
    here = step.state == "open" and not step.waits
    return {
        "id": step.id,
        "text": step.what.text,
        "minutes": step.what.minutes,
        "due": due,
        "milestone": step.what.milestone,
        "state": step.state,
        "done": step.done,
        "slot": slot(now.plan.steps.get(step.id)) if here else None,
        "why": now.plan.without.get(step.id) if here else None,
        "missed": step.missed,
        "waits": step.waits,
    }


def _habit(now: Picture, one: Goal, habit: HabitNow) -> Plain:
    days = days_of(habit, now.traces.get(one.id, ()))
    return {
        "id": habit.id,
        "text": habit.what.text,
        "weekly": habit.what.weekly,
        "minutes": habit.what.minutes,
        "streak": asdict(streak(habit, days, now.today)),
        "today": now.today in days,
        "slots": [slot(each) for each in now.plan.habits.get(habit.id, ())],
    }


def _moving(one: Moving) -> Plain:
    return {
        "goal": one.goal.id,
        "outcome": one.goal.what.outcome,
        "times": len(one.traces),
        "amount": one.amount,
        "unit": one.goal.unit,
        "done": list(one.done),
        "moved": list(one.moved),
        "next": next_step(one.next),
    }
