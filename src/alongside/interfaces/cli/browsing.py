"""`timeline` and `show`: the life in the order it happened, and one moment with its causes."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import Annotated

import typer

from alongside.interfaces.cli.terminal import (
    Json,
    as_json,
    in_life,
    line,
    print_json,
    say,
    table,
    teller_of,
)
from alongside.interfaces.parts import Life
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.mind.when import resolve

UNSHOWN = frozenset({"imported", "forgotten"})


class NoSuchMoment(LookupError):
    """No moment has an id that begins or ends so, or more than one has."""


def timeline(
    context: typer.Context,
    when: Annotated[
        list[str] | None, typer.Argument(help="A time, such as: 22 October 2008, last week.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; can be repeated.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many moments at most.")] = 50,
    json: Json = False,
) -> None:
    """What happened, in order: the latest, or at a time you name."""
    in_life(context, lambda life: _timeline(life, " ".join(when or ()), kind or [], limit, json))


def show(
    context: typer.Context,
    moment: Annotated[str, typer.Argument(help="A moment's id, or how it begins or ends.")],
    json: Json = False,
) -> None:
    """One moment, with what it was drawn from and what was drawn from it."""
    in_life(context, lambda life: _show(life, moment, json))


async def _timeline(life: Life, when: str, kinds: list[str], limit: int, json: bool) -> None:
    since, until = await asyncio.to_thread(_span, life, when)
    wanted = Wanted(
        since=since, until=until, kinds=kinds, limit=limit, by_time=True, newest_first=not when
    )
    found = [m async for m in life.corrected.read(wanted) if m.kind not in UNSHOWN]
    moments = sorted(found, key=lambda m: (m.at, m.seq))
    if json:
        print_json([as_json(moment) for moment in moments])
    elif not moments:
        say("Nothing is kept from then." if when else "Nothing is kept yet.")
    else:
        teller = teller_of(life.config)
        rows = [(m.id[-8:], m.kind, line(m, teller)) for m in moments]
        table("moment", "kind", "what", rows=rows)


def _span(life: Life, when: str) -> tuple[datetime | None, datetime | None]:
    now = datetime.now(UTC)
    if not when:
        return None, now
    for found in resolve(when, now=now, zone=life.zone):
        span = found.span()
        if span is not None:
            return span
    raise typer.BadParameter(f"“{when}” is not a time I understand; try 22 October 2008.")


async def _show(life: Life, begins: str, json: bool) -> None:
    recorded = await find(life, begins)
    (moment,) = await life.corrected.get(recorded.id) or (recorded,)
    causes = await life.corrected.get(*moment.because)
    effects = [m for m in await life.corrected.effects(moment.id) if m.id != moment.id]
    if json:
        drawn = {"causes": [*map(as_json, causes)], "effects": [*map(as_json, effects)]}
        print_json({**as_json(moment), **drawn})
        return
    teller = teller_of(life.config)
    say(teller.heading(moment), style="bold")
    say(moment.what.words)
    if moment != recorded:
        say(f"Put right. As recorded: {recorded.what.words}", style="dim")
    say(f"{moment.id} · {moment.source} · {moment.trust.name.lower()}", style="dim")
    for title, others in (("drawn from", causes), ("drawn from it", effects)):
        rows = [(m.id[-8:], m.kind, line(m, teller)) for m in others[:20]]
        if rows:
            table("moment", "kind", title, rows=rows)


async def find(life: Life, part: str) -> Moment:
    """The moment with this id, or whose id begins or ends so. Raises `NoSuchMoment`."""
    exact = await life.log.get(part)
    if exact:
        return exact[0]
    matching = "SELECT id FROM moments WHERE person = ? AND (id LIKE ? || '%' OR id LIKE '%' || ?)"
    given = (life.log.person, *[part if re.fullmatch("[0-9a-f-]+", part) else "?"] * 2)
    ids = await life.log.database.read(lambda db: db.execute(matching, given).fetchmany(2))
    if len(ids) > 1:
        raise NoSuchMoment(f"More than one moment's id begins or ends with {part}: give all of it.")
    if not ids:
        raise NoSuchMoment(f"No moment's id begins or ends with {part}.")
    return (await life.log.get(ids[0][0]))[0]
