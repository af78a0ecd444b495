"""`do`: something is done for the person, step by step, asking where the gate asks."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import Annotated

import typer

from alongside.gate.gate import NotWaiting
from alongside.gate.tool import ToolError
from alongside.interfaces.cli.terminal import Json, confirmed, in_life, print_json, say
from alongside.interfaces.parts import Life
from alongside.mind.agent.steps import Course

LOOK = 0.3
"""Seconds between looks at how far it came."""
Words = Annotated[list[str], typer.Argument(help="What is to be done, in your own words.")]
Steps = Annotated[int, typer.Option(min=1, max=50, help="At most so many steps.")]
MARKS = {"did": "✓", "failed": "✗", "denied": "–", "waiting": "?", "open": "…", "undone": "↩"}


def do(context: typer.Context, words: Words, steps: Steps = 12, json: Json = False) -> None:
    """Have something done: it is planned, done a step at a time, and you are asked where need be.

    Every step passes the gate. Ctrl+C stops it; what was done until then is kept.
    """
    goal = " ".join(words)
    here = in_life(context, lambda life: _here(life, goal, steps, json))
    if json:
        print_json(_plain(here))


async def _here(life: Life, goal: str, steps: int, json: bool) -> Course:
    """Done in a life that is opened for it."""
    task = await life.agents.take(goal, steps=steps)
    working = asyncio.create_task(life.agents.run(task.id))
    shown: set[tuple[str, str]] = set()
    try:
        while not working.done():
            await asyncio.wait({working}, timeout=LOOK)
            here = await life.agents.course(task.id)
            if not json:
                _show([(s.proposed, s.state, s.title or s.tool, s.text) for s in here.steps], shown)
            await _answered(life, here)
        await working
    except asyncio.CancelledError:
        await life.agents.stop(task.id)
        raise
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
    here = await life.agents.course(task.id)
    if not json and here.finished:
        _show([(s.proposed, s.state, s.title or s.tool, s.text) for s in here.steps], shown)
        say(here.finished.text, style="bold")
    return here


async def _answered(life: Life, here: Course) -> None:
    """The person is asked of what waits; where nobody can answer, it is declined."""
    for step in here.steps:
        if step.state != "waiting":
            continue
        given = ", ".join(f"{name}: {value}" for name, value in step.arguments.items())
        say(f"? {step.tool} ({given})\n  {step.text}")
        yes = sys.stdin.isatty() and await confirmed("Do it?")
        with suppress(NotWaiting, ToolError):
            await (life.gate.approve if yes else life.gate.decline)(step.proposed)


def _show(steps: list[tuple[str, str, str, str]], shown: set[tuple[str, str]]) -> None:
    """Each step once in each state that tells something new."""
    for id_, state, title, text in steps:
        if state != "open" and (id_, state) not in shown:
            shown.add((id_, state))
            first = " ".join(text.split())[:160]
            say(f"{MARKS.get(state, ' ')} {title}: {first}")


def _plain(here: Course) -> dict[str, object]:
    return {
        "task": here.task.id,
        "goal": here.what.goal,
        "state": here.state,
        "text": here.finished.text if here.finished else "",
        "plan": here.plan,
        "steps": [
            {"tool": s.tool, "arguments": s.arguments, "state": s.state, "text": s.text}
            for s in here.steps
        ],
    }
