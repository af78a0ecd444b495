"""`rehearse`: practise a hard talk in the terminal, and take it up again later."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer

from alongside.interfaces.cli.terminal import (
    Json,
    as_json,
    in_life,
    print_json,
    say,
    typed,
)
from alongside.interfaces.parts import Life
from alongside.log.kinds import Debriefed, Rehearsed, Staged
from alongside.mind.rehearse.rehearsing import NoSuchRehearsal, Rehearsal
from alongside.mind.rehearse.scenes import Language, scenes

HELP = "An empty line is silence. /back N goes to turn N, /show gives an example, /done ends."


def rehearse(
    context: typer.Context,
    scene: Annotated[str, typer.Argument(help="Which talk; without one, they are listed.")] = "",
    with_: Annotated[str, typer.Option("--with", help="With whom, by name.")] = "",
    goal: Annotated[str, typer.Option(help="What you want of the talk.")] = "",
    about: Annotated[str, typer.Option(help="What the talk is about, for the scene “own”.")] = "",
    difficulty: Annotated[int, typer.Option(min=1, max=3, help="How hard it is made.")] = 2,
    language: Annotated[str, typer.Option(help="en or ko; the life's own by default.")] = "",
    swap: Annotated[bool, typer.Option("--swap", help="Play the other side.")] = False,
    resume: Annotated[str, typer.Option(help="Take up an earlier rehearsal by its id.")] = "",
    json: Json = False,
) -> None:
    """Practise a hard talk before you have it.

    The lines are read from the terminal, or from standard input, a line a turn.
    """
    if not scene and not resume:
        _list(language)
        return
    if scene and scene not in scenes():
        raise typer.BadParameter(f"there is no scene “{scene}”", param_hint="SCENE")

    async def work(life: Life) -> None:
        try:
            if resume:
                here = await life.rehearsing.at(resume)
            else:
                spoken: Language = "ko" if (language or life.config.language) == "ko" else "en"
                staged = Staged(
                    scene=scene, language=spoken, title=about, partner=with_, goal=goal,
                    difficulty=difficulty, swapped=swap, seed=secrets.randbelow(10_000),
                )  # fmt: skip
                here = await life.rehearsing.begin(staged, datetime.now(UTC), life.zone)
        except NoSuchRehearsal as error:
            raise typer.BadParameter(str(error), param_hint="--resume") from None
        await _talk(life, here, json=json)

    in_life(context, work, make=not resume)


def _list(language: str) -> None:
    spoken: Language = "ko" if language == "ko" else "en"
    for scene in scenes().values():
        part = scene.part(spoken)
        say(f"{scene.id:<12}{part.title} – {part.about}")


async def _talk(life: Life, here: Rehearsal, *, json: bool) -> None:
    """Turn after turn until the talk is over or the person ends it; then the debrief."""
    if not json:
        say(f"{here.staged.title} · {here.staged.partner}", style="bold")
        if here.staged.known:
            say("Played from what your life holds of them: a guess.", style="dim")
        say(HELP, style="dim")
        for number, moment in enumerate(here.turns, 1):
            if isinstance(moment.what, Rehearsed):
                _show(number, moment.what, here.staged)
    while not here.state.over:
        line = await typed("you:")
        if line is None or line == "/done":
            break
        here = await _turn(life, here, line, json=json)
    if any(isinstance(m.what, Rehearsed) and m.what.by == "me" for m in here.turns):
        last = here.turns[-1].id
        made = await life.rehearsing.debrief(here.stage.id, datetime.now(UTC), life.zone, last)
        if json:
            print_json({"rehearsal": here.stage.id, "turns": [*map(as_json, here.turns)],
                        "debrief": as_json(made)})  # fmt: skip
        elif isinstance(made.what, Debriefed):
            _debriefed(made.what)
    if not json:
        say(f"To go on: alongside rehearse --resume {here.stage.id}", style="dim")


async def _turn(life: Life, here: Rehearsal, line: str, *, json: bool) -> Rehearsal:
    """What a line asks for: an example, an earlier turn, or the next turn."""
    if line == "/show":
        _, text = await life.rehearsing.hint(here.stage.id, here.turns[-1].id)
        if not json:
            say(f"  → {text}", style="italic")
        return here
    word, _, number = line.partition(" ")
    if word == "/back":
        wanted = int(number) if number.isdigit() else len(here.turns) - 2
        wanted = min(len(here.turns), max(1, wanted))
        while wanted > 1 and _by_me(here, wanted):
            wanted -= 1
        back = await life.rehearsing.at(here.stage.id, here.turns[wanted - 1].id)
        if not json:
            _show(wanted, _what(back, wanted), here.staged)
        return back
    said = await life.rehearsing.say(
        here.stage.id, line, datetime.now(UTC), life.zone, after=here.turns[-1].id
    )
    if not json:
        _show(len(said.turns), _what(said, len(said.turns)), said.staged)
    return said


def _what(here: Rehearsal, number: int) -> Rehearsed:
    what = here.turns[number - 1].what
    if not isinstance(what, Rehearsed):
        raise TypeError("a rehearsal consists of turns")
    return what


def _by_me(here: Rehearsal, number: int) -> bool:
    return _what(here, number).by == "me"


def _show(number: int, what: Rehearsed, staged: Staged) -> None:
    who = staged.partner if what.by == "partner" else "you"
    say(f"[{number}] {who}: {what.text or '…'}")


def _debriefed(what: Debriefed) -> None:
    say(f"\nEnded: {what.outcome}; they came {what.reached:.0%} of the way.", style="bold")
    for title, told in (("What helped", what.helped), ("What hurt", what.hurt)):
        if told:
            say(title, style="bold")
        for each in told:
            say(f"  “{each.text}” – {', '.join(act.replace('_', ' ') for act in each.acts)}")
    say("To take with you", style="bold")
    for sentence in what.take:
        say(f"  {sentence}")
    if what.plan:
        say("To practise next: " + ", ".join(act.replace("_", " ") for act in what.plan))
