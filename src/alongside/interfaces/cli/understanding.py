"""`understand`: read the life for beliefs and promises, anew and by a better model where asked."""

from __future__ import annotations

from contextlib import aclosing
from typing import Annotated

import typer

from alongside.interfaces.cli.terminal import Json, confirmed, in_life, print_json, say, table
from alongside.interfaces.parts import Life
from alongside.views.believing import Belief


def understand(
    context: typer.Context,
    model: Annotated[
        str,
        typer.Option(
            help="A chat model that reads too: a choice, or `chosen`. It sees your words."
        ),
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read the whole life anew, compare, then ask.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take the new reading over unasked.")] = False,
    json: Json = False,
) -> None:
    """What is believed of you, after reading what wasn't read yet."""
    if again:
        in_life(context, lambda life: _again(life, model, yes, json))
    else:
        in_life(context, lambda life: _read(life, model, json))


async def _read(life: Life, model: str, json: bool) -> None:
    await _all(life, model)
    found = (await life.understanding.mind()).beliefs
    if json:
        print_json([_told(one) for one in found])
    elif not found:
        say("Nothing is believed of you yet. It comes from your own notes and messages.")
    else:
        rows = [(one.category, one.statement, _when(one), _quote(one)) for one in found]
        table("", "belief", "when", "because you said", rows=rows)


async def _again(life: Life, model: str, yes: bool, json: bool) -> None:
    reading = await life.understanding.next_reading()
    await _all(life, model, reading)
    compared = await life.understanding.compare(reading)
    if json:
        print_json({"same": compared.same, "new": compared.new, "gone": compared.gone})
    else:
        rows = [("+", one) for one in compared.new] + [("-", one) for one in compared.gone]
        table("", "belief", rows=rows)
        say(f"{len(compared.same)} the same, {len(compared.new)} new, {len(compared.gone)} gone.")
    if yes or (not json and await confirmed("Let the new reading stand?")):
        await life.understanding.take(reading, model)
    else:
        await life.understanding.drop(reading)


async def _all(life: Life, model: str, reading: int | None = None) -> None:
    chat = await life.understanding.chat(model)
    async with aclosing(life.understanding.read(chat, reading)) as steps:
        async for _ in steps:
            pass


def _when(one: Belief) -> str:
    return f"{one.since}–{one.until}" if one.since or one.until else ""


def _quote(one: Belief) -> str:
    return one.evidence[-1].quote


def _told(one: Belief) -> dict[str, object]:
    return {
        "id": one.id,
        "category": one.category,
        "about": one.about,
        "statement": one.statement,
        "subject": one.subject,
        "since": one.since,
        "until": one.until,
        "over": one.over,
        "confidence": one.confidence,
        "evidence": [{"moment": e.moment, "quote": e.quote} for e in one.evidence],
    }
