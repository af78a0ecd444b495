"""`film` and `book`: a short film of a trip, a printed book of a year."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from alongside.interfaces.cli.browsing import find
from alongside.interfaces.cli.terminal import (
    Json,
    as_json,
    errors,
    in_life,
    print_json,
    say,
    table,
)
from alongside.interfaces.parts import Life
from alongside.log.moment import Moment
from alongside.mind.keepsakes.books import BookWish
from alongside.mind.keepsakes.dated import span
from alongside.mind.keepsakes.film.sound import UnreadableSound
from alongside.mind.keepsakes.film.storyboard import LONGEST, SHORTEST
from alongside.mind.keepsakes.films import FilmWish
from alongside.mind.keepsakes.fonts import FontsMissing
from alongside.mind.keepsakes.material import Done, ForgottenMeanwhile, NothingToShow
from alongside.mind.keepsakes.outings import Outing
from alongside.mind.when import resolve
from alongside.views.local import zone_info

TOLD = (NothingToShow, ForgottenMeanwhile, FontsMissing, UnreadableSound)
Out = Annotated[Path | None, typer.Option(help="Also write it into this file.")]
Title = Annotated[str, typer.Option(help="What it is called.")]
Names = Annotated[bool, typer.Option("--names/--no-names", help="Whether others are named.")]
Words = Annotated[bool, typer.Option("--words/--no-words", help="Whether your words are quoted.")]
Without = Annotated[
    list[str] | None, typer.Option(help="A photo's or note's id to leave out; repeatable.")
]


def film(
    context: typer.Context,
    when: Annotated[
        list[str] | None,
        typer.Argument(help="A number from the list, or a time: last week, October 2026."),
    ] = None,
    query: Annotated[str, typer.Option(help="Only photos that fit these words.")] = "",
    person: Annotated[str, typer.Option(help="Only days with this person.")] = "",
    title: Title = "",
    tall: Annotated[bool, typer.Option("--tall", help="720 by 1280, for a phone.")] = False,
    seconds: Annotated[int, typer.Option(min=SHORTEST, max=LONGEST, help="How long.")] = 45,
    music: Annotated[str, typer.Option(help="A recording's id, played under it.")] = "",
    voice: Annotated[
        list[str] | None, typer.Option(help="A recording's id, heard in it; repeatable.")
    ] = None,
    words: Words = True,
    names: Names = True,
    without: Without = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Make a short film of a trip from its photos; without a time, list what there is.

    Made by code alone: the sharpest photos, spread over time and place, slow moves, crossfades,
    places and your own words. It is kept in the life, and forgotten with any of its photos.
    """
    told = " ".join(when or ())

    async def work(life: Life) -> None:
        found = await life.keepsakes.films.outings()
        if not told and not query and not person:
            _list(found, life, json=json)
            return
        since, until, named = await _stretch(life, told, found)
        wish = FilmWish(
            since=since,
            until=until,
            query=query,
            person=person,
            title=title or named,
            form="tall" if tall else "wide",
            seconds=seconds,
            words=words,
            names=names,
            without=await _ids(life, without or []),
            music=(await _ids(life, [music]))[0] if music else "",
            voices=await _ids(life, voice or []),
            language=_language(life),
        )
        made = life.keepsakes.films.make(wish, datetime.now(UTC), life.zone)
        await _made(life, made, out, json=json)

    in_life(context, work)


def book(
    context: typer.Context,
    year: Annotated[str, typer.Argument(help="A year, a month or a time: 2026, October 2026.")],
    title: Title = "",
    paper: Annotated[str, typer.Option(help="a5 or a4.")] = "a5",
    bleed: Annotated[bool, typer.Option("--bleed", help="3 mm around, for a printer.")] = False,
    words: Words = True,
    names: Names = True,
    without: Without = None,
    include: Annotated[
        list[str] | None, typer.Option(help="Another's message to quote, by its id; repeatable.")
    ] = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Make a book of a year for print, as a PDF.

    Made by code alone: a cover, months with their photos and your own words, where you were, the
    people of the year, goals reached, numbers. It is kept, and forgotten with what it shows.
    """
    if paper not in ("a5", "a4"):
        raise typer.BadParameter("the paper is a5 or a4", param_hint="--paper")

    async def work(life: Life) -> None:
        first, last = await _days(life, year)
        wish = BookWish(
            first=first,
            last=last,
            title=title,
            without=await _ids(life, without or []),
            include=await _ids(life, include or []),
            words=words,
            names=names,
            paper="a4" if paper == "a4" else "a5",
            bleed=bleed,
            language=_language(life),
        )
        made = life.keepsakes.books.make(wish, datetime.now(UTC), life.zone)
        await _made(life, made, out, json=json)

    in_life(context, work)


async def _made(
    life: Life, made: AsyncGenerator[Done | Moment, None], out: Path | None, *, json: bool
) -> None:
    """Make it while it is shown how far it is; write it out where that was asked."""
    kept = None
    try:
        with errors.status("…") as status:
            async with aclosing(made) as steps:
                async for step in steps:
                    if isinstance(step, Moment):
                        kept = step
                    else:
                        status.update(f"{step.done * 100 // max(step.total, 1)} %")
    except TOLD as error:
        errors.print(str(error), style="red", soft_wrap=True)
        raise typer.Exit(1) from None
    if kept is None:
        raise RuntimeError("a keepsake was made and not kept")
    if out is not None:
        data = await life.blobs.read(kept.what.files[0].hash)
        await asyncio.to_thread(out.write_bytes, data)
    if json:
        print_json(as_json(kept))
    else:
        say(f"“{kept.what.words}” is kept" + (f", and in {out}." if out else "."))


def _list(found: list[Outing], life: Life, *, json: bool) -> None:
    language = _language(life)
    if json:
        keys = ("sort", "since", "until", "first", "last", "towns", "country", "plan")
        told = [{key: getattr(each, key) for key in keys} for each in found]
        print_json([{**one, "photos": len(o.photos)} for one, o in zip(told, found, strict=True)])
    elif not found:
        say("No trip, day or month has photos enough for a film yet.")
    else:
        rows = [
            (n, each.sort, span(each.first, each.last, language), len(each.photos),
             each.plan or ", ".join(each.towns))
            for n, each in enumerate(found, 1)
        ]  # fmt: skip
        table("", "what", "when", "photos", "where", rows=rows)
        say("To make one: alongside film NUMBER", style="dim")


async def _stretch(
    life: Life, told: str, found: list[Outing]
) -> tuple[datetime | None, datetime | None, str]:
    """The time that was meant (until exclusive), and what it is called."""
    if told.isdecimal() and len(told) < 4:
        if not 1 <= int(told) <= len(found):
            raise typer.BadParameter(f"there is no number {told} in the list", param_hint="WHEN")
        one = found[int(told) - 1]
        return one.since, one.until + timedelta(seconds=1), one.plan
    if not told:
        return None, None, ""
    since, until = await asyncio.to_thread(_span, life, told)
    return since, until, ""


async def _days(life: Life, told: str) -> tuple[date, date]:
    """The local days that were meant, both within."""
    if told.isdecimal() and len(told) == 4 and int(told) > 0:
        return date(int(told), 1, 1), date(int(told), 12, 31)
    since, until = await asyncio.to_thread(_span, life, told)
    zone = zone_info(life.zone)
    return since.astimezone(zone).date(), (until - timedelta(seconds=1)).astimezone(zone).date()


def _span(life: Life, when: str) -> tuple[datetime, datetime]:
    for found in resolve(when, now=datetime.now(UTC), zone=life.zone):
        since, until = found.span() or (None, None)
        if since is not None and until is not None:
            return since, until
    raise typer.BadParameter(f"“{when}” is not a time I understand; try October 2026.")


async def _ids(life: Life, parts: list[str]) -> tuple[str, ...]:
    return tuple([(await find(life, part)).id for part in parts])


def _language(life: Life) -> str:
    return "ko" if life.config.language == "ko" else "en"
