"""`forget`: show all that would go, ask, and then it is gone."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Annotated

import typer

from alongside.interfaces.cli.browsing import find
from alongside.interfaces.cli.terminal import (
    Json,
    confirmed,
    in_life,
    line,
    print_json,
    say,
    table,
    teller_of,
)
from alongside.interfaces.parts import Life, Wish
from alongside.log.moment import Moment

SHOWN = 12


def forget(
    context: typer.Context,
    moments: Annotated[list[str] | None, typer.Argument(help="Ids of moments.")] = None,
    act: Annotated[str, typer.Option("--import", help="An import, with all that it brought.")] = "",
    person: Annotated[str, typer.Option(help="What this person said or wrote.")] = "",
    since: Annotated[datetime | None, typer.Option(help="From this time on.")] = None,
    until: Annotated[datetime | None, typer.Option(help="Before this time.")] = None,
    source: Annotated[str, typer.Option(help="All that came from this source.")] = "",
    query: Annotated[str, typer.Option(help="What holds all of these words.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask; forget.")] = False,
    json: Json = False,
) -> None:
    """Forget moments, and all that was drawn from them, for good.

    Name moments by their ids, or by options, all of which must be met. You are shown what would go
    and asked first; with --json it is only shown, unless --yes is given too.
    """
    named = [*(moments or ()), *([act] if act else ())]
    if bool(named) == any((person, since, until, source, query)):
        raise typer.BadParameter("say what to forget: either ids of moments, or options")

    async def work(life: Life) -> None:
        wish = Wish(
            ids=tuple([(await find(life, part)).id for part in named]),
            person=person,
            since=_aware(since),
            until=_aware(until),
            source=source,
            query=query,
        )
        await _forget(life, wish, yes, json)

    in_life(context, work)


def _aware(at: datetime | None) -> datetime | None:
    """A time as typed, on this machine's clock."""
    return at.astimezone() if at else None


async def _forget(life: Life, wish: Wish, yes: bool, json: bool) -> None:
    going = await life.forgetting.preview(wish)
    if not json:
        _preview(life, going)
    if not going or not (yes or (not json and await confirmed("Forget all of this for good?"))):
        if json:
            print_json({"forgotten": 0, "would_forget": [moment.id for moment in going]})
        return
    gone = await life.forgetting.forget([moment.id for moment in going])
    if json:
        print_json({"forgotten": len(going), "moment": gone.id})
    else:
        say(f"Gone for good: {_counted(len(going))}, with all that was drawn from them.")


def _counted(count: int) -> str:
    return "1 moment" if count == 1 else f"{count} moments"


def _preview(life: Life, going: tuple[Moment, ...]) -> None:
    if not going:
        say("Nothing matches; nothing would be forgotten.")
        return
    teller = teller_of(life.config)
    kinds = Counter(moment.kind for moment in going)
    say(f"{_counted(len(going))}: " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    rows = [(m.id[-8:], line(m, teller)) for m in going[:SHOWN]]
    table("moment", "what", rows=rows)
    if len(going) > SHOWN:
        say(f"… and {len(going) - SHOWN} more")
