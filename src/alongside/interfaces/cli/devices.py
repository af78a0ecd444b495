"""`devices`: things that don't speak our protocol, added by name and run beside `alongside up`."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from alongside.interfaces.cli.beside import BesideError, running
from alongside.interfaces.cli.terminal import (
    Json,
    print_json,
    run,
    say,
    secret,
    session,
    table,
)
from alongside.interfaces.live.adapters.kinds import ADDRESSES, Kind, adapter
from alongside.senses.live.captured import Mode

app = typer.Typer(help="Cameras, satellites, pendants and glasses, run beside `alongside up`.")
ADDED = "adapters.json"
SPOOLS = "spools"


class Added(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing that was added: where it is, and what seals what it captures while we are away."""

    kind: Kind
    address: str = ""
    secret: str = ""
    mode: Mode = "ambient"
    port: int = 7010
    id: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(12))
    key: bytes = msgspec.field(default_factory=lambda: secrets.token_bytes(32))


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What you call it: kitchen.")],
    kind: Annotated[Kind, typer.Argument(help="What it is.")],
    address: Annotated[str, typer.Argument(help="Where it is; what one looks like is told.")] = "",
    talk: Annotated[bool, typer.Option("--talk", help="All it hears is said to us.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="For a MentraOS webhook.")] = 7010,
) -> None:
    """Add a thing by a name of yours; `alongside devices run` has it capture and play.

    The key of a MentraOS app is asked for, or read from standard input.
    """
    if kind in ADDRESSES and not address:
        raise typer.BadParameter(f"a {kind} needs an address: {ADDRESSES[kind]}")
    key = run(secret("Key of the app")) if kind is Kind.MENTRA else ""
    folder = session(context).folder
    mode: Mode = "talk" if talk else "ambient"
    added = Added(kind=kind, address=address, secret=key, mode=mode, port=port)
    _write(folder, _read(folder) | {name: added})
    say(f"Added {name}. Have it capture with: alongside devices run {name}")


@app.command()
def remove(context: typer.Context, name: str) -> None:
    """Forget a thing that was added."""
    folder = session(context).folder
    added = _read(folder)
    if added.pop(name, None) is None:
        raise BesideError(f"There is no {name}. See: alongside devices list")
    _write(folder, added)
    (folder / SPOOLS / name).unlink(missing_ok=True)
    say(f"Removed {name}. What it captured is kept.")


def _shown(address: str) -> str:
    """An address without the password in it."""
    return re.sub(r"(://[^/@:]*):[^/]*@", r"\1:…@", address)


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """What was added."""
    added = _read(session(context).folder)
    if json:
        print_json([{"name": n, "kind": a.kind, "mode": a.mode} for n, a in added.items()])
    elif added:
        rows = [(name, each.kind, _shown(each.address), each.mode) for name, each in added.items()]
        table("name", "kind", "address", "mode", rows=rows)
    else:
        say("Nothing was added yet: alongside devices add kitchen wyoming tcp://host:10700")


@app.command("run")
def run_(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Which; without one, all.")] = None,
) -> None:
    """Have what was added capture and play, beside `alongside up`, until Ctrl+C."""
    folder = session(context).folder
    added = _read(folder)
    unknown = [name for name in names or () if name not in added]
    if unknown or not added:
        raise BesideError(
            f"There is no {', '.join(unknown) or 'device'}. See: alongside devices list"
        )
    run(_run(folder, {name: added[name] for name in names or added}))


async def _run(folder: Path, added: dict[str, Added]) -> None:
    from alongside.interfaces.live.adapters.adapter import ExtraMissing
    from alongside.interfaces.live.device import Refused

    try:
        async with asyncio.TaskGroup() as tasks:
            for name, each in added.items():
                tasks.create_task(_serve(folder, name, each))
    except* (ExtraMissing, Refused) as errors:
        raise BesideError(str(errors.exceptions[0])) from errors


async def _serve(folder: Path, name: str, added: Added) -> None:
    from alongside.interfaces.cli.live import key_of
    from alongside.interfaces.live.adapters.adapter import serve
    from alongside.interfaces.live.device import Device, Manner
    from alongside.interfaces.live.spool import Spool

    here = await running(folder)
    path = folder / SPOOLS / name
    await asyncio.to_thread(path.parent.mkdir, exist_ok=True)
    spool = await asyncio.to_thread(Spool, path, added.key)
    made = adapter(added.kind, added.address, added.secret, added.port)
    manner = Manner(id=added.id, name=name, can=made.can, room=made.room)
    say(f"{name}: {'talking' if added.mode == 'talk' else 'listening along'}")
    async with Device(here.address, key_of(here), spool, manner) as device:
        await serve(
            made, device, added.mode, lambda trouble: say(f"{name}: {trouble}", style="red")
        )


def _read(folder: Path) -> dict[str, Added]:
    try:
        return msgspec.json.decode((folder / ADDED).read_bytes(), type=dict[str, Added])
    except FileNotFoundError:
        return {}
    except msgspec.DecodeError as error:
        raise BesideError(f"{folder / ADDED} can't be read. Delete it, and add again.") from error


def _write(folder: Path, added: dict[str, Added]) -> None:
    path = folder / ADDED
    folder.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".new")
    written.unlink(missing_ok=True)
    with os.fdopen(os.open(written, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.encode(added))
    written.replace(path)
