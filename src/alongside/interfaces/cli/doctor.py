"""`doctor`: what this machine has, what is missing, and the command that mends it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import typer

from alongside.config import Config
from alongside.interfaces.api.web import BUILT
from alongside.interfaces.cli.terminal import Json, print_json, say, session, table
from alongside.log.ring import NoRing, OsRing
from alongside.models import machine
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

GB = 1_000_000_000
WANTED_DISK = 5 * GB
WANTED_MEMORY = 4 * GB


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `mend` is what to do where it isn't well."""

    what: str
    well: bool
    note: str
    mend: str = ""


def doctor(context: typer.Context, json: Json = False) -> None:
    """Look at this machine and say what is missing, each with the command that mends it."""
    home = session(context).home
    found = [*_machine(), *_tools(), *asyncio.run(asyncio.to_thread(lambda: [*_models()]))]
    if json:
        print_json({"home": str(home.folder), "findings": found})
    else:
        say(f"Lives are in {home.folder}")
        rows = [("✓" if f.well else "✗", f.what, f.note, "" if f.well else f.mend) for f in found]
        table("", "what", "is", "to mend it", rows=rows)


def _machine() -> Iterator[Finding]:
    here = machine.inspect(Catalogue().directory)
    memory = f"{here.memory / GB:.0f} GB of memory, {here.cores} cores"
    yield Finding("machine", here.memory >= WANTED_MEMORY, memory, "use a smaller chat model")
    disk = f"{here.disk / GB:.0f} GB free"
    yield Finding("disk", here.disk >= WANTED_DISK, disk, "make room for models and media")
    version = sys.version.split(maxsplit=1)[0]
    yield Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")


def _tools() -> Iterator[Finding]:
    built = (BUILT / "index.html").exists()
    yield Finding("web app", built, "built" if built else "not built", "make setup")
    try:
        OsRing().get("alongside-doctor")
        yield Finding("keyring", well=True, note="the system's")
    except NoRing:
        note = "none; keys lie in a file that you alone can read"
        yield Finding("keyring", well=False, note=note, mend="alongside key passphrase")
    korean = shutil.which("tesseract") is not None
    note = "tesseract" if korean else "Latin and Chinese letters only"
    mend = "sudo apt-get install tesseract-ocr-kor"
    yield Finding("Korean text in photos", korean, note, mend)


def _models() -> Iterator[Finding]:
    for serving in Models(Config(), Catalogue()).serving():
        note = f"{serving.model}, {serving.where}" if serving.ready else serving.model
        yield Finding(f"model: {serving.role}", serving.ready, note, serving.problem)
