"""The command line: one command a file, errors in one line, an exit code for each kind."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from alongside import __version__
from alongside.config import ConfigError
from alongside.gate.replay import EpisodesError
from alongside.gate.written import RulesError
from alongside.interfaces.cli import (
    archives,
    asking,
    bench,
    browsing,
    channels,
    connecting,
    devices,
    doctor,
    doing,
    forgetting,
    gate,
    goals,
    imagining,
    importing,
    keepsakes,
    key,
    live,
    mcping,
    meeting,
    models,
    people,
    rehearsing,
    serving,
    team,
    understanding,
    venturing,
    writing,
)
from alongside.interfaces.cli.beside import BesideError
from alongside.interfaces.cli.terminal import Home, Session, errors
from alongside.log.errors import LifeInUse, NewerSchema, NoKey, StoreError, WrongKey
from alongside.models.model import ModelError

CODES: tuple[tuple[type[Exception], int, str], ...] = (
    (LifeInUse, 3, "If it is `alongside up`, stop it with Ctrl+C or use it in the browser."),
    (WrongKey, 4, ""),
    (NoKey, 4, "Set ALONGSIDE_PASSPHRASE or ALONGSIDE_RECOVERY to it, or type it in a terminal."),
    (NewerSchema, 5, ""),
    (ModelError, 6, ""),
    (StoreError, 7, ""),
    (ConfigError, 8, ""),
    (browsing.NoSuchMoment, 9, ""),
    (BesideError, 10, ""),
    (EpisodesError, 11, ""),
    (RulesError, 12, ""),
)
"""The exit code and a hint for each kind of error, the first that fits; 1 is any other failure, 2 a
call that isn't understood, 130 Ctrl+C."""
FAILED = 1
PARTS = {
    "devices": devices.app,
    "meeting": meeting.app,
    "models": models.app,
    "key": key.app,
    "goals": goals.app,
    "team": team.app,
    "connect": connecting.app,
    "channels": channels.app,
    "gate": gate.app,
    "bench": bench.app,
}
"""Commands that have commands of their own."""


def build(home: Home) -> typer.Typer:
    """The whole command line over a home of lives."""
    app = typer.Typer(
        name="alongside",
        help="Your private memory of your days, on your own machine.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def begin(
        context: typer.Context,
        life: Annotated[str, typer.Option(help="Which life, by its name.")] = "me",
        _: Annotated[
            bool,
            typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
        ] = False,
    ) -> None:
        """Your private memory of your days, on your own machine.

        Lives are kept in ALONGSIDE_HOME, models in ALONGSIDE_MODELS. A life with a passphrase asks
        for it, or takes it from ALONGSIDE_PASSPHRASE; ALONGSIDE_RECOVERY is its recovery code.
        """
        _one_name(life)
        passphrase = os.environ.get("ALONGSIDE_PASSPHRASE", "")
        recovery = os.environ.get("ALONGSIDE_RECOVERY", "")
        context.obj = Session(home, life, passphrase, recovery)

    app.command("up")(serving.up)
    app.command("link")(serving.link)
    app.command("import")(importing.import_)
    app.command("ask")(asking.ask)
    app.command("do")(doing.do)
    app.command("rehearse")(rehearsing.rehearse)
    app.command("imagine")(imagining.imagine)
    app.command("write")(writing.write)
    app.command("adventure")(venturing.adventure)
    app.command("film")(keepsakes.film)
    app.command("book")(keepsakes.book)
    app.command("recall")(asking.recall)
    app.command("live")(live.live)
    app.command("timeline")(browsing.timeline)
    app.command("show")(browsing.show)
    app.command("people")(people.people)
    app.command("remind")(people.remind)
    app.command("brief")(people.brief)
    app.command("understand")(understanding.understand)
    app.command("forget")(forgetting.forget)
    for command in (archives.export, archives.backup, archives.restore, archives.verify):
        app.command(command.__name__)(command)
    app.command("mcp")(mcping.mcp)
    for name, part in PARTS.items():
        app.add_typer(part, name=name)
    for act in (gate.stop, gate.resume, gate.acts):
        app.command(act.__name__)(act)
    app.command("doctor")(doctor.doctor)
    return app


def run(home: Home) -> None:
    """Run the command that was typed; what goes wrong is one line and an exit code."""
    logging.basicConfig(level=logging.WARNING)  # before a library asks for more
    sys.exit(carry_out(home, tuple(sys.argv[1:])))


def carry_out(home: Home, words: tuple[str, ...]) -> int:
    """Carry out one command; gives its exit code."""
    try:
        build(home)(words, prog_name="alongside")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else FAILED if ended.code else 0
    except Exception as error:
        if "ALONGSIDE_TRACEBACK" in os.environ:
            raise
        said, code = _told(error)
        errors.print(escape(said), style="red", soft_wrap=True)
        return code
    return 0


def _told(error: Exception) -> tuple[str, int]:
    """An error in a line for the person, and its exit code."""
    for kind, code, hint in CODES:
        if isinstance(error, kind):
            return f"{error} {hint}".rstrip(), code
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}", FAILED
    unforeseen = (
        f"Something went wrong that shouldn't: {type(error).__name__}: {error}. What was kept is "
        "safe. ALONGSIDE_TRACEBACK=1 before the command shows where, for a report."
    )
    return unforeseen, FAILED


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def _one_name(life: str) -> None:
    if not life or Path(life).name != life or life.startswith("."):
        raise typer.BadParameter(f"“{life}” can't be the name of a life", param_hint="--life")
