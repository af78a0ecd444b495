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
    in_life,
    print_json,
    say,
    table,
)
from alongside.interfaces.parts import Life
from alongside.log.kinds import Said
from alongside.log.moment import Moment
from alongside.mind.events import Answered, Token
from alongside.mind.hit import Hit
from alongside.mind.telling import Teller

Words = Annotated[list[str], typer.Argument(help="The question, in your own words.")]


def ask(
    context: typer.Context,
    question: Words,
    thread: Annotated[
        str, typer.Option(help="Go on with an earlier conversation by its name.")
    ] = "",
    json: Json = False,
) -> None:
    """Ask your life something. The answer cites the moments that it stands on."""
    text = " ".join(question)
    in_life(context, lambda life: _ask(life, text, thread or uuid4().hex, json))


def recall(
    context: typer.Context,
    words: Words,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many moments at most.")] = 10,
    json: Json = False,
) -> None:
    """Find moments by words, meaning, time, people and place. No language model is asked."""
    in_life(context, lambda life: _recall(life, " ".join(words), limit, json))


async def _ask(life: Life, question: str, thread: str, json: bool) -> None:
    now = datetime.now(UTC)
    stream = life.converse.ask(question, thread, now, life.zone)
    answer: Moment | None = None
    async with aclosing(stream):
        with console.status("") as status:
            text = ""
            async for event in stream:
                if isinstance(event, Token):
                    text += event.text
                    status.update(escape(text))
                elif isinstance(event, Answered):
                    answer = event.moment
    if answer is None:
        return
    cited = await _cited(life, answer)
    if json:
        print_json({"answer": as_json(answer), "thread": thread, "cited": [*map(as_json, cited)]})
    else:
        _show(answer, cited, life)


async def _cited(life: Life, answer: Moment) -> tuple[Moment, ...]:
    cites = answer.what.cites if isinstance(answer.what, Said) else ()
    return await life.log.get(*dict.fromkeys(cite.moment for cite in cites))


def _show(answer: Moment, cited: tuple[Moment, ...], life: Life) -> None:
    what = answer.what
    if not isinstance(what, Said):
        return
    say(what.text, style="bold")
    teller = Teller(life.me, life.config.language or "en")
    numbers = {cite.moment: cite.number for cite in what.cites}
    for moment in cited:
        line = teller.line(moment, teller.words(moment))
        console.print(f"  [dim][{numbers[moment.id]}] {escape(line)}[/dim]", soft_wrap=True)
    say(f"— {what.model or 'worked out by code'}", style="dim")


async def _recall(life: Life, question: str, limit: int, json: bool) -> None:
    now = datetime.now(UTC)
    hits = await life.recall.find(question, now=now, zone=life.zone, limit=limit)
    if json:
        print_json([{**as_json(h.moment), "score": h.score, "why": h.why} for h in hits])
    elif not hits:
        say("Nothing in this life matches.")
    else:
        await asyncio.to_thread(_list, hits, life)


def _list(hits: tuple[Hit, ...], life: Life) -> None:
    teller = Teller(life.me, life.config.language or "en")
    rows = [
        (hit.moment.id[:8], teller.line(hit.moment, teller.words(hit.moment)), "; ".join(hit.why))
        for hit in hits
    ]
    table("moment", "what", "why", rows=rows)
