"""`people`, `remind` and `brief`: who matters, what is to be remembered, what the day holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from alongside.interfaces.cli.terminal import (
    Json,
    as_json,
    in_life,
    print_json,
    say,
    table,
)
from alongside.interfaces.parts import Life
from alongside.log.kinds import Briefed, Reminder
from alongside.log.kinds.reminding import Part
from alongside.mind.people import bond
from alongside.mind.people.circle import Person
from alongside.mind.remind.reminding import NotUnderstood, told_when
from alongside.mind.when import say as said

MOST = 40


def people(
    context: typer.Context,
    name: Annotated[list[str] | None, typer.Argument(help="One person, by any name.")] = None,
    json: Json = False,
) -> None:
    """Everyone who matters, or one person: when last in touch, what they told you, promises."""
    in_life(context, lambda life: _people(life, " ".join(name or ()), json))


def remind(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(help="What and when: call Ana tomorrow at 9. Without: what is open."),
    ] = None,
    json: Json = False,
) -> None:
    """Be reminded at a time, with a person or at a place; without words, list what is open.

    Alongside says it while it runs; what came due meanwhile is said when it starts.
    """
    in_life(context, lambda life: _remind(life, " ".join(words or ()), json))


def brief(
    context: typer.Context,
    evening: Annotated[bool, typer.Option(help="The evening's instead of the morning's.")] = False,
    json: Json = False,
) -> None:
    """What today holds, in two minutes, with what it stands on."""
    in_life(context, lambda life: _brief(life, evening, json))


async def _people(life: Life, name: str, json: bool) -> None:
    now = datetime.now(UTC)
    circle = (await life.nudging.situation(now)).circle
    if not name:
        shown = [each for each in circle.people if not each.hidden]
        if json:
            print_json([_as_json(each) for each in shown])
            return
        rows = [(p.called, p.relation or p.closeness, p.last or "", p.touches) for p in shown]
        table("name", "who they are to you", "last", "times", rows=rows[:MOST])
        return
    one = circle.find(name)
    if one is None:
        raise typer.BadParameter(f"nobody called {name} is in this life", param_hint="NAME")
    found = await life.log.database.read(lambda db: bond.read(db, life.log.person, one, now))
    if json:
        print_json({"person": _as_json(one), "bond": found})
        return
    say(one.called, style="bold")
    say(", ".join(part for part in (one.relation, one.closeness, one.birthday) if part))
    say(f"{one.touches} times in touch, last on {one.last}" if one.last else "Not in touch yet.")
    for title, words in (("told you", found.news), ("would love", found.wishes)):
        if words:
            table(title, "when", rows=[(each.quote, f"{each.at:%Y-%m-%d}") for each in words])
    owed = [(p.text, "you" if p.mine else one.called, p.settled or "open") for p in found.promises]
    if owed:
        table("promised", "by", "", rows=owed)


def _as_json(person: Person) -> dict[str, Any]:
    return {
        "called": person.called,
        "names": sorted(person.names.values()),
        "relation": person.relation,
        "closeness": person.closeness,
        "every": person.every,
        "birthday": person.birthday,
        "last": person.last,
        "touches": person.touches,
    }


async def _remind(life: Life, words: str, json: bool) -> None:
    now = datetime.now(UTC)
    if not words:
        open_ = (await life.nudging.situation(now)).reminders
        if json:
            print_json([{"id": each.id, "what": each.what} for each in open_])
        elif not open_:
            say("There is nothing to be reminded of.")
        else:
            rows = [(each.what.text, told_when(each.what, life.zone, "en")) for each in open_]
            table("what", "when", rows=rows)
        return
    try:
        kept = await life.nudging.reminders.set(words, now, life.zone)
    except NotUnderstood as error:
        raise typer.BadParameter(str(error)) from error
    if json:
        print_json(as_json(kept))
    elif isinstance(kept.what, Reminder):
        say(f"{kept.what.text}: {told_when(kept.what, life.zone, 'en')}")


async def _brief(life: Life, evening: bool, json: bool) -> None:
    situation = await life.nudging.situation(datetime.now(UTC))
    part: Part = "evening" if evening else "morning"
    written = await life.nudging.briefs.write(situation, part, again=True)
    if json:
        print_json(as_json(written) if written else None)
    elif written is None or not isinstance(written.what, Briefed):
        say(f"{said(situation.today, language='en')}: there is nothing to tell of today yet.")
    else:
        say(written.what.text)
        for cite in written.what.cites:
            say(f"  [{cite.number}] {cite.moment[-8:]}", style="dim")
