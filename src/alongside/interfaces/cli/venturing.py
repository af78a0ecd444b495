"""`adventure`: a world to wander in, in the terminal."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from alongside.interfaces.cli.terminal import in_life, say, typed
from alongside.interfaces.parts import Life
from alongside.log.kinds import Founded, Ventured
from alongside.mind.adventure.atlas import Language, genres
from alongside.mind.adventure.casting import story_of
from alongside.mind.adventure.theme import MOST_THEME
from alongside.mind.adventure.venturing import (
    Adventure,
    NoSuchAdventure,
    NotForThisAge,
    Venturing,
    opening,
)


def adventure(
    context: typer.Context,
    genre: Annotated[str, typer.Argument(help="Which world; without one, they are listed.")] = "",
    seed: Annotated[int, typer.Option(help="The same seed, the same world; 0 for any.")] = 0,
    language: Annotated[str, typer.Option(help="en or ko; the life's own by default.")] = "",
    age: Annotated[int, typer.Option(min=0, help="Of the youngest who plays; 0 is not told.")] = 0,
    theme: Annotated[str, typer.Option(help="A world of your own words, instead of one.")] = "",
    resume: Annotated[str, typer.Option(help="Go on with an adventure by its id.")] = "",
    share: Annotated[Path | None, typer.Option(help="Where to write the adventure.")] = None,
    open_: Annotated[Path | None, typer.Option("--open", help="A shared adventure.")] = None,
) -> None:
    """Wander in a world that keeps what you do.

    Lines are read from the terminal, or from standard input: "look", "go north", "take the apple".
    /back goes back a turn, /quit ends.
    """
    if not (genre or theme or resume or open_):
        for name, told in genres().items():
            spoken = "ko" if language == "ko" else "en"
            say(f"{name:<12}{told[spoken]['title']}")
        return
    if genre and genre not in genres():
        raise typer.BadParameter(f"there is no world “{genre}”", param_hint="GENRE")

    async def work(life: Life) -> None:
        spoken: Language = "ko" if (language or life.config.language) == "ko" else "en"
        now = datetime.now(UTC)
        number = seed or secrets.randbelow(9999) + 1
        try:
            if resume:
                here = await life.venturing.at(resume)
            elif open_:
                here = await life.venturing.take_up(open_.read_bytes(), now, life.zone)
            elif theme:
                wish = " ".join(theme.split())[:MOST_THEME]
                here = await life.venturing.wished(
                    wish, spoken, number, now, life.zone, age or None
                )
            else:
                what = Founded(
                    genre=genre, language=spoken, seed=number, story=story_of(genre, number)
                )
                here = await life.venturing.found(what, now, life.zone, age or None)
        except (NoSuchAdventure, NotForThisAge, ValueError) as error:
            raise typer.BadParameter(str(error)) from None
        here = await _play(life.venturing, here, life.zone)
        if share:
            share.write_bytes(here.shared())
        say(f"To go on: alongside adventure --resume {here.founded.id}", style="dim")

    in_life(context, work, make=not resume)


async def _play(venturing: Venturing, here: Adventure, zone: str) -> Adventure:
    """Turn after turn until the story is at its end or the person leaves it."""
    say(here.what.title, style="bold")
    last = here.turns[-1].what if here.turns else None
    say(last.text if isinstance(last, Ventured) else opening(here))
    while not here.world.over:
        line = await typed(">")
        if line is None or line == "/quit":
            break
        action = line[:500]
        if not action:
            continue
        if action == "/back":
            turn = here.turns[-2].id if len(here.turns) > 1 else ""
            if turn:
                here = await venturing.at(here.founded.id, turn)
            continue
        after = here.turns[-1].id if here.turns else ""
        here = await venturing.do(here.founded.id, action, datetime.now(UTC), zone, after)
        made = here.turns[-1].what
        say(made.text if isinstance(made, Ventured) else "")
    return here
