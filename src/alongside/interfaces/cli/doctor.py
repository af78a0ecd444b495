"""`doctor`: what this machine has, what is missing, and the command that mends it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from alongside import config as settings
from alongside.interfaces.cli.terminal import Json, print_json, run, say, session, table
from alongside.log.keys import Keys
from alongside.log.ring import NoRing, OsRing
from alongside.models import machine
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

GB = 1_000_000_000
WANTED_DISK = 5 * GB
WANTED_MEMORY = 4 * GB
UNGUARDED = "in a file beside the life: whoever copies the folder can read it"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` is what to do where it isn't well."""

    what: str
    well: bool
    note: str
    mend: str = ""


def doctor(context: typer.Context, json: Json = False) -> None:
    """Say what this machine lacks, and how to mend it."""
    here = session(context)
    found = run(_findings(here.folder))
    if json:
        print_json({"home": here.home.folder, "findings": found})
    else:
        say(f"Lives are in {here.home.folder}")
        rows = [("✓" if f.well else "✗", f.what, f.note, "" if f.well else f.mend) for f in found]
        table("", "what", "is", "to mend it", rows=rows)


async def _findings(folder: Path) -> list[Finding]:
    key, korean = await _key(folder), await _korean()
    rest = await asyncio.to_thread(lambda: [*_machine(), _web_app(), *_models(folder)])
    return [*rest, korean, key]


def _machine() -> Iterator[Finding]:
    here = machine.inspect(Catalogue().directory)
    memory = f"{here.memory / GB:.0f} GB of memory, {here.cores} cores"
    yield Finding("machine", here.memory >= WANTED_MEMORY, memory, "use a smaller chat model")
    disk = f"{here.disk / GB:.0f} GB free"
    yield Finding("disk", here.disk >= WANTED_DISK, disk, "make room for models and media")
    version = sys.version.split(maxsplit=1)[0]
    yield Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")


def _web_app() -> Finding:
    from alongside.interfaces.api.web import BUILT

    built = (BUILT / "index.html").exists()
    return Finding("web app", built, "built" if built else "not built", "make setup")


def _models(folder: Path) -> Iterator[Finding]:
    config = settings.load(folder / "config.toml")
    for serving in Models(config, Catalogue()).serving():
        note = f"{serving.model}, {serving.where}" if serving.ready else serving.model
        yield Finding(f"model: {serving.role}", serving.ready, note, serving.problem)


async def _korean() -> Finding:
    from alongside.models.see import korean

    problem = await korean.missing()
    mend = f"sudo apt-get install {korean.NEEDED}"
    return Finding("Korean in photos", not problem, problem or "is read", mend)


async def _key(folder: Path) -> Finding:
    """Where the life's key is kept, or where it would be if there is no life yet."""
    keys = Keys(folder)
    if await asyncio.to_thread(keys.exists):
        kinds = await keys.kinds()
    else:
        kinds = ("keyring",) if await asyncio.to_thread(_has_keyring) else ("file",)
    kept = next((kind for kind in kinds if kind != "recovery"), "recovery code")
    well = "file" not in kinds
    note = f"opened by the {kept}" if well else UNGUARDED
    return Finding("key", well, note, "alongside key passphrase")


def _has_keyring() -> bool:
    try:
        OsRing().get("alongside-doctor")
    except NoRing:
        return False
    return True
