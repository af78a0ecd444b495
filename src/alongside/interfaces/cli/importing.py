"""`import`: bring in files, folders and archives, then look, listen and understand them."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from alongside.interfaces.cli.terminal import Json, errors, in_life, print_json, say, table, warn
from alongside.interfaces.parts import Life
from alongside.senses import progress as steps


def import_(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(exists=True, help="Files, folders or zip archives.")
    ],
    later: Annotated[
        bool, typer.Option("--later", help="Leave photos and recordings for `up` to go through.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring in notes, chats, calendars, contacts, photos, recordings.

    Doing it again adds only what is missing. `alongside forget --import ID` undoes it as one act.
    """
    in_life(context, lambda life: _import(life, paths, later, json), make=True)


async def _import(life: Life, paths: list[Path], later: bool, json: bool) -> None:
    with _bars() as bars:
        last = await _read(life, paths, bars)
        problems = [] if later else await _work(life, bars)
    if json:
        print_json({**_counts(last), "failures": last.failures, "skipped": last.skipped})
    else:
        _report(last)
    for problem in problems:
        warn(problem)


def _bars() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=errors, transient=True)


async def _read(life: Life, paths: list[Path], bars: Progress) -> steps.Progress:
    from alongside.senses.importing import import_paths

    bar = bars.add_task("Reading", total=None)
    last = steps.Progress()
    async with aclosing(import_paths(life.log, life.blobs, paths, life.config)) as stream:
        async for last in stream:
            name = Path(last.file).name or "Reading"
            bars.update(
                bar, description=name[:40], completed=last.files_done, total=last.files_total
            )
    return last


async def _work(life: Life, bars: Progress) -> list[str]:
    """Let the jobs go through what came in; gives what kept any of them from it."""
    shown = {}
    problems = dict[str, None]()
    async with aclosing(life.jobs.catch_up()) as stream:
        async for step in stream:
            if step.name not in shown:
                shown[step.name] = bars.add_task(step.name, total=None)
            bars.update(shown[step.name], completed=step.done, total=step.total or None)
            if step.problem:
                problems[step.problem] = None
    return list(problems)


def _counts(last: steps.Progress) -> dict[str, object]:
    return {
        "import": last.act.id if last.act else None,
        "files": last.files_total,
        "added": last.added,
        "known": last.known,
        "failed": last.failed,
        "sources": last.sources,
    }


def _report(last: steps.Progress) -> None:
    files = "1 file" if last.files_total == 1 else f"{last.files_total} files"
    say(f"{last.added} moments added from {files}; {last.known} were there.")
    if last.sources:
        table("from", "moments", rows=sorted(last.sources.items()))
    for failure in last.failures:
        where = f"{failure.file} {failure.position}".strip()
        say(f"Could not read {where}: {failure.reason}", style="yellow")
    for skipped in last.skipped:
        say(f"Left out {skipped.file}: {skipped.reason}", style="dim")
    if last.act is not None:
        say(f"To undo it: alongside forget --import {last.act.id}", style="dim")
