"""`team`: agents of your own, what each may read and do, and what they say."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from alongside.interfaces.cli.terminal import Json, in_life, print_json, say, table
from alongside.interfaces.parts import Life
from alongside.log.kinds import Advised
from alongside.log.moment import Moment
from alongside.mind.team.daily import report
from alongside.mind.team.described import NotAnAgent, described
from alongside.mind.team.team import NoAgent, Round
from alongside.views.team import PARTS, Member, Scope

app = typer.Typer(help="Your team: agents with a character, what each may read, and its tools.")

Who = Annotated[str, typer.Argument(help="Which agent, by its handle, such as coach.")]
Words = Annotated[list[str], typer.Argument(help="In your own words.")]
Listed = Annotated[str, typer.Option(help="Names with commas between.")]


@app.callback(invoke_without_command=True)
def team(context: typer.Context, json: Json = False) -> None:
    """Who is on the team, and who could be."""
    if context.invoked_subcommand is None:
        in_life(context, lambda life: _list(life, json))


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """Who is on the team, and who could be."""
    in_life(context, lambda life: _list(life, json))


@app.command("show")
def show(context: typer.Context, agent: Who, json: Json = False) -> None:
    """One agent: its character, what it asks for, and what it may do."""
    in_life(context, lambda life: _show(life, agent, json))


@app.command("add")
def add(
    context: typer.Context,
    agent: Annotated[str, typer.Argument(help="One of the gallery, or a Markdown file.")],
    mine: Annotated[
        bool, typer.Option("--mine", help="You wrote the file: give what it asks for.")
    ] = False,
    json: Json = False,
) -> None:
    """Add an agent of the gallery, or one in a file. Somebody else's has no rights at first."""
    in_life(context, lambda life: _add(life, agent, mine, json))


@app.command("grant")
def grant(
    context: typer.Context,
    agent: Who,
    reads: Listed = "",
    sources: Listed = "",
    tools: Listed = "",
    wakes: Annotated[bool, typer.Option("--wakes", help="It may work unasked.")] = False,
    json: Json = False,
) -> None:
    """Say what an agent may read and use, in place of what it might before; nothing takes all."""
    scope = Scope(_split(reads), _split(sources))
    in_life(context, lambda life: _grant(life, agent, scope, _split(tools), wakes, json))


@app.command("remove")
def remove(context: typer.Context, agent: Who) -> None:
    """Take an agent off the team. What it said stays."""
    in_life(context, lambda life: _heard(life.team.retire(agent)))


@app.command("ask")
def ask(context: typer.Context, agent: Who, words: Words, json: Json = False) -> None:
    """Ask one agent something."""
    in_life(context, lambda life: _ask(life, [agent], " ".join(words), json))


@app.command("views")
def views(
    context: typer.Context,
    words: Words,
    agents: Annotated[
        str, typer.Option("--of", help="Whose, by handles; else the first three.")
    ] = "",
    json: Json = False,
) -> None:
    """Ask several agents for their views; none knows what the others say."""
    in_life(context, lambda life: _ask(life, list(_split(agents)), " ".join(words), json))


@app.command("day")
def day(context: typer.Context) -> None:
    """What the team did today, what it asks, and what it took."""
    in_life(context, _day)


@app.command("export")
def export(
    context: typer.Context,
    agent: Who,
    to: Annotated[Path | None, typer.Option(help="Where to; else it is printed.")] = None,
) -> None:
    """An agent as a Markdown file, to keep or to pass on; rights stay here."""
    in_life(context, lambda life: _export(life, agent, to))


async def _heard(work: Any) -> Any:
    """What comes of it; what is wrong is said in a line."""
    try:
        return await work
    except (NoAgent, NotAnAgent) as error:
        raise typer.BadParameter(str(error)) from error


async def _list(life: Life, json: bool) -> None:
    members = await life.team.roster()
    offered = {h: one for h, one in life.team.gallery().items() if h not in members}
    if json:
        print_json({"team": [_plain(each) for each in members.values()], "gallery": [*offered]})
        return
    if members:
        rows = [(h, each.what.name, _rights(each)) for h, each in members.items()]
        table("agent", "name", "may", rows=rows)
    else:
        say("Nobody is on your team yet. Add one of these: alongside team add coach")
    if offered:
        table("gallery", "name", "for", rows=[(h, a.name, a.purpose) for h, a in offered.items()])


async def _show(life: Life, agent: str, json: bool) -> None:
    member = await _heard(life.team.member(agent))
    if json:
        print_json(_plain(member))
        return
    say(member.what.text)
    say(f"May: {_rights(member)}", style="bold")


async def _add(life: Life, agent: str, mine: bool, json: bool) -> None:
    if agent in life.team.gallery():
        member = await _heard(life.team.add(agent))
    else:
        path = Path(agent)
        if not await asyncio.to_thread(path.is_file):
            known = ", ".join(life.team.gallery())
            raise typer.BadParameter(f"“{agent}” is neither in the gallery ({known}) nor a file.")
        text = await asyncio.to_thread(path.read_text, "utf-8")
        member = await _heard(life.team.save(text) if mine else life.team.bring(text))
    if json:
        print_json(_plain(member))
        return
    say(f"{member.what.name} is on your team. May: {_rights(member)}")
    if member.rights is None:
        what = described(member.what.text)
        asks = f"--reads {','.join(what.reads)} --tools {','.join(what.tools)}"
        say(f"It asks for: alongside team grant {member.what.handle} {asks}")


async def _grant(
    life: Life, agent: str, scope: Scope, tools: tuple[str, ...], wakes: bool, json: bool
) -> None:
    member = await _heard(life.team.grant(agent, scope, tools, wakes=wakes))
    if json:
        print_json(_plain(member))
        return
    say(f"{member.what.name} may: {_rights(member)}")


async def _ask(life: Life, agents: list[str], text: str, json: bool) -> None:
    able = [h for h, each in (await life.team.roster()).items() if each.rights]
    found: Round = await _heard(life.team.ask(agents or able[:3], text))
    if json:
        print_json([_said(each) for each in found.said])
        return
    for each in found.said:
        what = each.what
        if isinstance(what, Advised):
            say(what.name, style="bold")
            say(what.text)
            say("\n".join(f"  [{cite.number}] {cite.moment}" for cite in what.cites), style="dim")
            how = f"{what.model}, about {what.tokens} tokens" if what.model else "quoted by code"
            say(f"  ({how})\n", style="dim")


async def _day(life: Life) -> None:
    today = await life.daily.day()
    say("The team did nothing today." if today.idle else report(today, life.config.language))


async def _export(life: Life, agent: str, to: Path | None) -> None:
    member = await _heard(life.team.member(agent))
    if to is None:
        typer.echo(member.what.text)
        return
    await asyncio.to_thread(to.write_text, member.what.text, "utf-8")
    say(f"Written: {to}")


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _rights(member: Member) -> str:
    given = member.rights
    if given is None:
        return "nothing yet"
    reads = "everything" if "*" in given.reads else ", ".join(given.reads) or "nothing"
    only = f" (only from {', '.join(given.sources)})" if given.sources else ""
    return f"read {reads}{only}; use {', '.join(given.tools) or 'nothing'}"


def _plain(member: Member) -> dict[str, object]:
    given = member.rights
    return {
        "handle": member.what.handle,
        "name": member.what.name,
        "origin": member.what.origin,
        "reads": given.reads if given else None,
        "sources": given.sources if given else None,
        "tools": given.tools if given else None,
        "wakes": given.wakes if given else None,
        "parts": [*PARTS],
        "text": member.what.text,
    }


def _said(moment: Moment) -> dict[str, object]:
    what = moment.what
    if not isinstance(what, Advised):
        return {}
    cites = [
        {"number": cite.number, "moment": cite.moment, "quote": cite.quote} for cite in what.cites
    ]
    return {
        "agent": what.agent, "name": what.name, "text": what.text, "cites": cites,
        "model": what.model, "tokens": what.tokens,
    }  # fmt: skip
