"""`gate`: what the gate would say of episodes. `stop`, `resume` and `acts` of this life."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, get_args

import msgspec
import typer

from alongside.gate import replay as episodes
from alongside.gate.limits import MOST, Of
from alongside.gate.stop import mark
from alongside.gate.written import Rule, load, several
from alongside.interfaces.acts import NOBODY, Told, by_word, told
from alongside.interfaces.cli.terminal import (
    Json,
    in_life,
    print_json,
    say,
    session,
    table,
)
from alongside.interfaces.limits import Limit, change_limit, limits
from alongside.interfaces.parts import Life
from alongside.log.errors import NoLife

app = typer.Typer(help="What may be done in your name, and how well that is kept.",
                  no_args_is_help=True)  # fmt: skip
WEEK = timedelta(days=7)


@app.command("replay")
def replay(
    file: Annotated[Path, typer.Argument(help="A JSON file of episodes.")], json: Json = False
) -> None:
    """Judge recorded episodes, without a model and without doing anything.

    The file is {"episodes": [{"id", "request", "records", "plan", "tools", "steps"}]}; every step
    gets a verdict, whatever came before it.
    """
    judged = episodes.replay(episodes.load(file))
    if json:
        print_json(judged)
        return
    rows = [_row(one) for one in judged["episodes"]]
    table("episode", "steps", "first not allowed", "why", rows=rows)
    held = sum(one["first_not_allowed"] is not None for one in judged["episodes"])
    say(f"{held} of {len(rows)} episodes hold a step that isn't allowed.")


@app.command("rules")
def rules(context: typer.Context, json: Json = False) -> None:
    """Your own rules and limits (rules.toml in the life's folder), and whether they can be read."""
    found = load(session(context).folder)
    if json:
        print_json({"rules": [msgspec.to_builtins(one) for one in found.rules],
                    "budgets": found.limits})  # fmt: skip
        return
    table("rule", "then", "tool", "where", rows=[_rule_row(one) for one in found.rules])
    table("of", "most in a day", rows=[(of, f"{most:g}") for of, most in found.limits.items()])


@app.command("limits")
def limits_(
    context: typer.Context,
    of: Annotated[
        str, typer.Argument(help="Which limit to change: calls, messages, money or hours.")
    ] = "",
    most: Annotated[
        float | None, typer.Argument(min=0, max=MOST, help="The most in a day from now on.")
    ] = None,
    json: Json = False,
) -> None:
    """What may be taken in your name in a day, and what was; with a name and a number, set it.

    A name alone takes your own limit back, and the usual one holds. It works while Alongside runs.
    """
    named = next((one for one in get_args(Of) if one == of), None)
    if of and named is None:
        raise typer.BadParameter(f"It is one of {', '.join(get_args(Of))}.")

    async def work(life: Life) -> list[Limit]:
        if named is not None:
            await change_limit(life, named, most)
        return await limits(life)

    found = in_life(context, work)
    if json:
        print_json([asdict(one) for one in found])
        return
    rows = [(o.of, f"{o.most:g}", f"{o.day:.3g}", f"{o.month:.3g}", "yours" if o.own else "usual")
            for o in found]  # fmt: skip
    table("of", "most in a day", "last 24 hours", "last 30 days", "whose limit", rows=rows)


def _rule_row(one: Rule) -> tuple[object, ...]:
    where = [f"{name}: {', '.join(several(given))}" for name, given in one.only.items()]
    where += [f"over {one.over:g}"] if one.over is not None else []
    where += [f"at most {one.most:g}"] if one.most is not None else []
    where += [f"{one.start} to {one.end}"] if one.start else []
    return one.name, one.then, one.tool, "; ".join(where)


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    first = one["first_not_allowed"]
    if first is None:
        return one["id"], len(one["steps"]), "", ""
    step = one["steps"][first]
    return one["id"], len(one["steps"]), f"step {first}: {step['verdict']}", step["why"]


def stop(context: typer.Context) -> None:
    """Stop: halt every act and job of this life at once, until you resume.

    It works while Alongside runs, and even where it hangs.
    """
    folder = session(context).folder
    if not folder.exists():
        raise NoLife(folder)
    mark(folder)
    say("Stopped. Nothing acts until you say: alongside resume")


def resume(context: typer.Context) -> None:
    """Let it go on after a stop."""

    async def work(life: Life) -> None:
        await life.gate.stop.resume(life.zone)

    in_life(context, work)
    say("It goes on.")


def acts(
    context: typer.Context,
    since: Annotated[datetime | None, typer.Option(help="From this time on.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="In words, for each thing that you said.")
    ] = False,
    json: Json = False,
) -> None:
    """What was done for you, on whose word, and what waits for you; the last week by default.

    It works while Alongside runs.
    """
    first = since.astimezone(UTC) if since else datetime.now(UTC) - WEEK
    found = _acts_told(context, first)
    if json:
        print_json(found)
        return
    if not found:
        say("Nothing was done for you in this time.")
        return
    if explain:
        _explain(found)
        return
    rows = [(f"{o['at'].astimezone():%Y-%m-%d %H:%M}", o["state"], o["title"], o["word"],
             o["why"]["en"]) for o in found]  # fmt: skip
    table("when", "state", "what", "on whose word", "why", rows=rows)


def _acts_told(context: typer.Context, first: datetime) -> list[dict[str, Any]]:
    """The acts since then."""

    async def work(life: Life) -> list[Told]:
        return await told(life.log, life.gate, first)

    return [one.plain() for one in in_life(context, work)]


def _explain(found: list[dict[str, Any]]) -> None:
    for said in by_word(found):
        word = "on nobody's word" if said.word == NOBODY else f"on the word “{said.word}”"
        say(f"{said.at.astimezone():%A %d %B %H:%M}, {word}:")
        for one in reversed(said.acts):
            say(f"  {one['state']}: {one['title']} ({one['tool']}). {one['why']['en']}")
    counted = Counter(str(one["state"]) for one in found)
    say("In all: " + ", ".join(f"{count} {state}" for state, count in counted.items()) + ".")
