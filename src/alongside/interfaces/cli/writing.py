"""`write`: texts in the person's own voice, and what they were learned from."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape

from alongside.interfaces.cli.terminal import (
    Json,
    as_json,
    errors,
    in_life,
    print_json,
    say,
    table,
    warn,
)
from alongside.interfaces.parts import Life
from alongside.log.kinds import Commissioned, Penned
from alongside.log.kinds.written import Sort
from alongside.mind.write.forms import forms
from alongside.mind.write.own import Language
from alongside.mind.write.voice import Voice
from alongside.mind.write.writing import Beside, CannotWrite, NoSuchForm, NoSuchText, Text

SORTS: dict[str, Sort] = {each.sort: each.sort for each in forms()}


def write(
    context: typer.Context,
    about: Annotated[list[str] | None, typer.Argument(help="What it is to say.")] = None,
    to: Annotated[str, typer.Option(help="To or for whom, by name.")] = "",
    kind: Annotated[str, typer.Option(help=f"One of: {', '.join(SORTS)}.")] = "letter",
    form: Annotated[str, typer.Option(help="Of a poem or song, such as haiku.")] = "",
    language: Annotated[str, typer.Option(help="en or ko; the life's own by default.")] = "",
    change: Annotated[str, typer.Option(help="Change a text: shorter, in Korean …")] = "",
    text: Annotated[str, typer.Option(help="The text to change or show, by its id.")] = "",
    voice: Annotated[bool, typer.Option("--voice", help="Only show how you write.")] = False,
    save: Annotated[bool, typer.Option("--save", help="Keep it as a note as well.")] = False,
    json: Json = False,
) -> None:
    """Write a letter, poem or the like in your own voice, shown with what it was learned from.

    Without a language model, your voice and what would be used are shown.
    """
    if kind not in SORTS:
        raise typer.BadParameter(f"there is no kind “{kind}”", param_hint="--kind")
    if change and not text:
        raise typer.BadParameter("say which text with --text", param_hint="--change")

    async def work(life: Life) -> None:
        spoken: Language = "ko" if (language or life.config.language) == "ko" else "en"
        now = datetime.now(UTC)
        if voice:
            _voice(await life.writing.voice(spoken, to, now), json=json)
            return
        wanted = Commissioned(
            sort=SORTS[kind], language=spoken, form=form, to=to, about=" ".join(about or ())
        )
        try:
            here = await (
                life.writing.at(text) if text else life.writing.begin(wanted, now, life.zone)
            )
        except (NoSuchText, NoSuchForm) as error:
            raise typer.BadParameter(str(error)) from None
        await _written(life, here, change, save=save, json=json)

    in_life(context, work, make=not text)


async def _written(life: Life, here: Text, change: str, *, save: bool, json: bool) -> None:
    """Draft or change the text where that is asked, and show it."""
    now, missing = datetime.now(UTC), ""
    steps: AsyncGenerator[str | Text, None] | None = None
    if change:
        steps = life.writing.revise(here.asked.id, change, now, life.zone)
    elif here.version is None:
        steps = life.writing.draft(here.asked.id, now, life.zone)
    try:
        here = await _watched(steps) if steps else here
    except CannotWrite as error:
        missing = str(error)
    beside = await life.writing.beside(here, now, life.zone)
    note = await life.writing.note(here.asked.id, now, life.zone) if save and here.way else None
    if json:
        print_json({"text": as_json(here.asked), "versions": [*map(as_json, here.way)],
                    "voice": beside.voice, "passages": beside.learned.passages,
                    "facts": beside.learned.cites, "needs": missing,
                    "note": as_json(note) if note else None})  # fmt: skip
        return
    if here.version and isinstance(here.version.what, Penned):
        _shown(here.version.what)
    _beside(beside)
    if missing:
        warn(missing)
    say(f"To change it: alongside write --text {here.asked.id} --change shorter", style="dim")


async def _watched(steps: AsyncGenerator[str | Text, None]) -> Text:
    """The text when it is done; it is shown meanwhile as it grows."""
    with errors.status("…") as status:
        async with aclosing(steps):
            async for step in steps:
                if isinstance(step, Text):
                    return step
                status.update(escape(step))
    raise RuntimeError("the text was left without an end")


def _shown(what: Penned) -> None:
    say(what.text, style="bold")
    say("")
    for each in what.stretches:
        if each.doubt:
            warn(f"No record holds this {each.doubt}: “{what.text[each.start : each.end]}”")
    for fault in what.faults:
        line = f"line {fault.line}: " if fault.line else ""
        warn(f"{line}{fault.rule}: {fault.wanted} wanted, {fault.found} found")
    say(f"— {what.model or 'by hand'}", style="dim")


def _beside(beside: Beside) -> None:
    if beside.learned.passages:
        say("Written after your own words:", style="dim")
    for cite in beside.learned.passages:
        say(f"  “{cite.quote}”", style="dim")
    if beside.learned.cites:
        say("From your life:", style="dim")
    for cite in beside.learned.cites:
        say(f"  [{cite.number}] {cite.quote}", style="dim")


def _voice(voice: Voice, *, json: bool) -> None:
    if json:
        print_json(voice)
    elif not voice.traits:
        say(f"Too few texts of yours in this language to tell a voice: {voice.texts}.")
    else:
        say(f"From {voice.texts} texts of yours, {voice.words} words.")
        table("trait", "value", "words", "as in", rows=[*_rows(voice)])


def _rows(voice: Voice) -> Iterator[tuple[str, str, str, str]]:
    for trait in voice.traits:
        counted = trait.name in ("sentence", "length")
        value = f"{trait.value:.0f} words" if counted else f"{trait.value:.0%}"
        yield trait.name, value, ", ".join(trait.words), next((s.quote for s in trait.shown), "")
