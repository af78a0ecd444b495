"""`ask` and `recall`: answers from the life, and the moments that they would come from."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import typer
from rich.markup import escape

from alongside.interfaces.cli.terminal import (
    Json,
    as_json,
    console,
    errors,
    in_life,
    line,
    print_json,
    say,
    table,
    teller_of,
)
from alongside.interfaces.parts import Life
from alongside.log.kinds import Said
from alongside.log.moment import Moment
from alongside.mind.converse.events import Answered, Token
from alongside.mind.converse.telling import Teller
from alongside.mind.recall.hit import Hit

Words = Annotated[list[str], typer.Argument(help="The question, in your own words.")]


def ask(
    context: typer.Context,
    question: Words,
    thread: Annotated[
        str, typer.Option(help="Go on with an earlier conversation by its name.")
    ] = "",
    json: Json = False,
) -> None:
    """Ask your life something; the answer cites what it stands on."""
    text = " ".join(question)
    in_life(context, lambda life: _ask(life, text, thread or uuid4().hex, json))


def recall(
    context: typer.Context,
    words: Words,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many moments at most.")] = 10,
    json: Json = False,
) -> None:
    """Find moments by words, meaning, time, people and place.

    No language model is asked.
    """
    in_life(context, lambda life: _recall(life, " ".join(words), limit, json))


async def _ask(life: Life, question: str, thread: str, json: bool) -> None:
    answer = await _answer(life, question, thread)
    what = answer.what
    if not isinstance(what, Said):
        return
    cited = await life.corrected.get(*dict.fromkeys(cite.moment for cite in what.cites))
    if json:
        print_json({"answer": as_json(answer), "thread": thread, "cited": [*map(as_json, cited)]})
    else:
        teller = await asyncio.to_thread(teller_of, life.config)
        _show(what, cited, teller)
        say(f"To go on: alongside ask --thread {thread} …", style="dim")


async def _answer(life: Life, question: str, thread: str) -> Moment:
    """The answer as it is kept; it is shown meanwhile as it is written."""
    with errors.status("…") as status:
        asked = life.converse.ask(question, thread, datetime.now(UTC), life.zone)
        async with aclosing(asked) as stream:
            text = ""
            async for event in stream:
                if isinstance(event, Token):
                    text += event.text
                    status.update(escape(text))
                elif isinstance(event, Answered):
                    return event.moment
    raise RuntimeError("the question was left without an answer")


def _show(said: Said, cited: tuple[Moment, ...], teller: Teller) -> None:
    say(said.text, style="bold")
    numbers = {cite.moment: cite.number for cite in said.cites}
    for moment in cited:
        told = escape(f"[{numbers[moment.id]}] {line(moment, teller)}")
        console.print(f"  [dim]{told}[/dim]", soft_wrap=True)
    say(f"— {said.model or 'worked out by code, without a model'}", style="dim")


async def _recall(life: Life, question: str, limit: int, json: bool) -> None:
    now = datetime.now(UTC)
    hits = await life.recall.find(question, now=now, zone=life.zone, limit=limit)
    if json:
        print_json([{**as_json(h.moment), "score": h.score, "why": h.why} for h in hits])
    elif not hits:
        say("Nothing in this life matches.")
    else:
        _list(hits, await asyncio.to_thread(teller_of, life.config))


def _list(hits: tuple[Hit, ...], teller: Teller) -> None:
    rows = [(hit.moment.id[-8:], line(hit.moment, teller), "; ".join(hit.why)) for hit in hits]
    table("moment", "what", "why", rows=rows)
