"""`meeting`: begin and end one, and see what came of those that are over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from alongside.interfaces.cli.beside import calling
from alongside.interfaces.cli.terminal import Json, print_json, run, say, session

if TYPE_CHECKING:
    from alongside.interfaces.api.routes.meetings import MeetingPoint, Minutes

app = typer.Typer(help="Begin and end a meeting; see what came of those that are over.")


@app.command()
def start(
    context: typer.Context,
    title: Annotated[list[str] | None, typer.Argument(help="What it is called.")] = None,
) -> None:
    """A meeting begins: what is heard from now on is summed up when it ends."""
    run(_mark(session(context).folder, begins=True, title=" ".join(title or ())))


@app.command()
def end(context: typer.Context) -> None:
    """The meeting is over: its summary follows."""
    run(_mark(session(context).folder, begins=False))


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """What came of meetings: summary, decisions and promises, each with its time."""
    run(_list(session(context).folder, json))


async def _mark(folder: Path, *, begins: bool, title: str = "") -> None:
    async with calling(folder) as client:
        await client.meeting(begins=begins, title=title)
    say("The meeting has begun." if begins else "The meeting is over. See: alongside meeting list")


async def _list(folder: Path, json: bool) -> None:
    async with calling(folder) as client:
        met = await client.meetings()
    if json:
        print_json(met.model_dump(mode="json"))
        return
    if met.since is not None:
        say(f"A meeting goes on since {met.since:%H:%M} UTC.")
    for minutes in met.meetings:
        _print(minutes)
    if not met.meetings and met.since is None:
        say("No meetings yet. Begin one with: alongside meeting start")


def _print(minutes: Minutes) -> None:
    begun = minutes.begun.astimezone(ZoneInfo(minutes.zone))
    ended = minutes.ended.astimezone(ZoneInfo(minutes.zone))
    say(f"{minutes.title or 'Meeting'}, {begun:%Y-%m-%d %H:%M}–{ended:%H:%M}", style="bold")
    for name in ("summary", "decisions", "promises"):
        points: list[MeetingPoint] = getattr(minutes, name)
        if points:
            say(f"  {name.capitalize()}")
        for point in points:
            who = f"{point.speaker}: " if point.speaker else ""
            say(f"    {timedelta(seconds=int(point.second))}  {who}{point.text}")
