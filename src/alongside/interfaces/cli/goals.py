"""`goals`: what you want to come to, the next small step of each, and a week looked back on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from alongside.interfaces.cli.terminal import Json, as_json, in_life, print_json, say, table
from alongside.interfaces.parts import Life
from alongside.log.kinds import Aimed, Habit, Step, Ticked
from alongside.log.moment import Moment
from alongside.mind.goals import tell
from alongside.mind.goals.book import Goal
from alongside.mind.goals.goals import Picture
from alongside.mind.goals.heard import heard
from alongside.mind.goals.planning import Next
from alongside.mind.goals.review import review as reviewed
from alongside.mind.goals.units import measure
from alongside.mind.when import say as said
from alongside.views.words import fold

app = typer.Typer(help="Goals: list them, add one, give it steps, say what is done, review a week.")

Words = Annotated[list[str], typer.Argument(help="In your own words.")]
Which = Annotated[str, typer.Option("--goal", help="Which goal, by its number or words of it.")]
Due = Annotated[str, typer.Option("--by", help="The last day, such as 2027-10-01.")]
WHY = {
    "past": "its day has passed",
    "long": "longer than a day has time for; make it smaller",
    "full": "no room before its day",
    "far": "no room in the next weeks",
}


@app.callback(invoke_without_command=True)
def goals(context: typer.Context, json: Json = False) -> None:
    """Every goal with its next small step."""
    if context.invoked_subcommand is None:
        in_life(context, lambda life: _list(life, json))


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """Every goal with its next small step."""
    in_life(context, lambda life: _list(life, json))


@app.command("add")
def add(
    context: typer.Context,
    words: Words,
    why: Annotated[str, typer.Option(help="Why it matters to you.")] = "",
    due: Due = "",
    know: Annotated[str, typer.Option(help="How you will know that you are there.")] = "",
    json: Json = False,
) -> None:
    """Set a goal: run a half marathon by October."""
    aim = Aimed(outcome=" ".join(words), why=why, due=_day(due), know=know)
    in_life(context, lambda life: _add(life, aim, json))


@app.command("step")
def step(
    context: typer.Context,
    words: Words,
    goal: Which = "",
    minutes: Annotated[int, typer.Option(min=5, max=480, help="How long it takes.")] = 30,
    due: Due = "",
    weekly: Annotated[
        int, typer.Option(min=0, max=7, help="A habit: so many times a week, instead of once.")
    ] = 0,
    json: Json = False,
) -> None:
    """Give a goal a step, or a habit. A step gets its time from your calendar at once."""
    text = " ".join(words)
    what = (
        Habit(text=text, weekly=weekly, minutes=minutes)
        if weekly
        else Step(text=text, minutes=minutes, due=_day(due))
    )
    in_life(context, lambda life: _step(life, what, goal, json))


@app.command("done")
def done(context: typer.Context, words: Words, json: Json = False) -> None:
    """Say that a step is done, or a habit for today, by words of it."""
    in_life(context, lambda life: _done(life, " ".join(words), json))


@app.command("review")
def review(context: typer.Context, json: Json = False) -> None:
    """The last seven days: what moved, what comes next, and one question."""
    in_life(context, lambda life: _review(life, json))


async def _list(life: Life, json: bool) -> None:
    now = await life.goals.at()
    shown = _listed(now)
    if json:
        print_json([tell.goal(now, each) for each in shown])
        return
    if not shown:
        say('No goal yet. Say one: alongside goals add "run a half marathon by October"')
        return
    rows = [
        (number, each.what.outcome, each.due or "", _far(now, each), _next(now, each))
        for number, each in enumerate(shown, 1)
    ]
    table("", "goal", "by", "so far", "next", rows=rows)


def _far(now: Picture, goal: Goal) -> str:
    come = now.progress(goal)
    if come.target:
        return f"{come.done:g} of {come.target:g} {come.unit}"
    traces = sum(each.times for each in come.weeks)
    return f"{traces} times" if traces else ""


def _next(now: Picture, goal: Goal) -> str:
    if goal.status == "proposed":
        return "found in your notes: confirm it on the Goals page"
    if goal.status == "resting":
        return "resting"
    step = now.next(goal)
    return _when(now, step) if step else "give it a first small step: alongside goals step"


def _when(now: Picture, step: Next) -> str:
    if step.slot is not None:
        at = said(step.slot.start, language="en", zone=now.zone)
        return f"{step.text} ({step.minutes} min), {at}"
    if step.waits:
        return f"{step.text}: moved a few times, it waits for your word"
    return f"{step.text}: {WHY[step.why]}" if step.why else step.text


async def _add(life: Life, aim: Aimed, json: bool) -> None:
    now = await life.goals.at()
    told = next(heard(f"My goal is to {aim.outcome}", now.now, now.zone), None)
    outcome = told.what.outcome if told else aim.outcome[:1].upper() + aim.outcome[1:]
    target, unit = measure(outcome)
    what = Aimed(
        outcome=outcome, why=aim.why, know=aim.know, target=target, unit=unit,
        due=aim.due or (told.what.due if told else ""),
    )  # fmt: skip
    kept = await life.goals.keep(what)
    if json:
        print_json(as_json(kept))
        return
    by = f", by {said(date.fromisoformat(what.due), language='en')}" if what.due else ""
    say(f"{what.outcome}{by}. What is the first small step? alongside goals step …")


async def _step(life: Life, what: Step | Habit, words: str, json: bool) -> None:
    goal = _found(await life.goals.at(), words)
    kept = await life.goals.keep(what, goal.id)
    now = await life.goals.at()
    if json:
        print_json(as_json(kept))
    elif isinstance(what, Habit):
        slots = now.plan.habits.get(kept.id, ())
        times = "; ".join(said(each.start, language="en", zone=now.zone) for each in slots[:3])
        say(f"{what.text}, {what.weekly} times a week. Next: {times or 'no room this week'}.")
    else:
        made = Next(kept.id, what.text, what.minutes, now.plan.steps.get(kept.id),
                    now.plan.without.get(kept.id))  # fmt: skip
        say(_when(now, made))


async def _done(life: Life, words: str, json: bool) -> None:
    now = await life.goals.at()
    steps = [(e.id, e.what.text, goal) for goal in now.book.open for e in goal.open_steps]
    habits = [(e.id, e.what.text, g) for g in now.book.open for e in g.habits if e.state == "open"]
    parts = [*steps, *habits]
    fitting = [each for each in parts if fold(words) in fold(each[1])]
    exact = [each for each in fitting if fold(words) == fold(each[1])]
    if len(exact or fitting) != 1:
        names = ", ".join(f"“{text}”" for _, text, _ in (fitting or parts)[:6])
        raise typer.BadParameter(f"which of {names or 'no open steps'}?", param_hint="WORDS")
    id_, text, goal = (exact or fitting)[0]
    kept: Moment = await life.goals.keep(Ticked(how="done"), id_)
    after = await life.goals.at()
    one = after.book.goal(goal.id)
    step = after.next(one) if one else None
    if json:
        print_json(as_json(kept))
    else:
        say(f"Done: {text}." + (f" Next: {_when(after, step)}" if step else ""))


async def _review(life: Life, json: bool) -> None:
    now = await life.goals.at()
    week = reviewed(now)
    if json:
        print_json(tell.review(week))
        return
    say(f"{said(week.since, language='en')} – {said(week.until, language='en')}", style="bold")
    for each in week.goals:
        amount = f", {each.amount:g} {each.goal.unit}" if each.amount else ""
        say(f"{each.goal.what.outcome}: {len(each.traces)} times{amount}")
        for text in each.done:
            say(f"  done: {text}")
        for text in each.moved:
            say(f"  moved: {text}", style="dim")
        if each.next:
            say(f"  next: {_when(now, each.next)}")
    say(week.question, style="bold")


def _found(now: Picture, words: str) -> Goal:
    """The goal that is meant: by its number in the list, by words of it, or the only one."""
    listed = _listed(now)
    if words.isdecimal() and 1 <= int(words) <= len(listed):
        return listed[int(words) - 1]
    fitting = [each for each in now.book.open if fold(words) in fold(each.what.outcome)]
    if len(fitting) != 1:
        names = ", ".join(f"“{each.what.outcome}”" for each in (fitting or now.book.open)[:6])
        hint = f"which goal: {names}?" if names else "there is no open goal yet"
        raise typer.BadParameter(hint, param_hint="--goal")
    return fitting[0]


def _listed(now: Picture) -> list[Goal]:
    """Open goals, then those that rest, then those found in notes."""
    order = ("open", "resting", "proposed")
    shown = [each for each in now.book.goals if each.status in order]
    return sorted(shown, key=lambda each: order.index(each.status))


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter("write the day as 2027-10-01", param_hint="--by") from error
