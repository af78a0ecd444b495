"""`export`, `backup`, `restore`, `verify`: the life written out, kept safe, checked."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from alongside.interfaces.archive import Check, is_export, unpacked
from alongside.interfaces.cli.terminal import (
    Json,
    in_life,
    print_json,
    run,
    say,
    session,
    table,
    warn,
)
from alongside.interfaces.parts import Life
from alongside.log.backup import restore as restore_backup

DAMAGED = 1
Target = Annotated[Path, typer.Argument(help="Where to write; nothing may be there yet.")]


def export(context: typer.Context, target: Target, json: Json = False) -> None:
    """Write the life out, readable by anyone: JSON Lines, media, pages."""

    async def work(life: Life) -> None:
        done = await life.archive.export_to(target)
        if json:
            print_json(done)
        else:
            say(f"{done.moments} moments and {done.media} files are in {target}, unencrypted.")
        for media in done.missing:
            warn(f"{media.name} could not be read and isn't in it.")

    in_life(context, work)


def backup(context: typer.Context, target: Target, json: Json = False) -> None:
    """Copy the life into a folder, encrypted as it is."""

    async def work(life: Life) -> None:
        missing = await life.archive.backup_to(target)
        if json:
            print_json({"backup": str(target), "missing": missing})
        else:
            say(f"The life is in {target}. What opens the life opens the backup.")
        for name in missing:
            warn(f"The media file {name} is missing in the life itself.")

    in_life(context, work)


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(exists=True, help="A backup, or an export.")],
    json: Json = False,
) -> None:
    """Make the life from a backup or an export.

    A life that is there is never overwritten: name another with `alongside --life NAME restore`.
    """
    target = session(context).folder
    if is_export(source):
        in_life(context, lambda life: life.archive.import_from(source), make=True)
    else:
        run(_restore(source, target))
    if json:
        print_json({"life": str(target)})
    else:
        say(f"The life is in {target}.")


async def _restore(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held = await asyncio.to_thread(unpacked, source, Path(folder))
        await restore_backup(held, target)


def verify(context: typer.Context, json: Json = False) -> None:
    """Check the file, the hash chain, the media, the views."""

    async def work(life: Life) -> tuple[Check, ...]:
        return await life.archive.verify()

    checks = in_life(context, work)
    if json:
        print_json(checks)
    else:
        table("what", "sound", "note", rows=[(c.name, _yes(c.sound), c.note) for c in checks])
    if not all(check.sound for check in checks):
        raise typer.Exit(DAMAGED)


def _yes(sound: bool) -> str:
    return "yes" if sound else "NO"
