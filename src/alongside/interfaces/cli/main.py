"""The command line: one command a file, errors in one line, an exit code for each kind."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.markup import escape

from alongside import __version__
from alongside.config import ConfigError
from alongside.interfaces.cli import (
    archives,
    asking,
    bench,
    browsing,
    doctor,
    forgetting,
    importing,
    key,
    models,
    serving,
)
from alongside.interfaces.cli.terminal import Home, Session, errors
from alongside.log.errors import LifeInUse, NewerSchema, NoKey, StoreError, WrongKey
from alongside.models.model import ModelError

CODES: tuple[tuple[type[Exception], int], ...] = (
    (LifeInUse, 3),
    (WrongKey, 4),
    (NoKey, 4),
    (NewerSchema, 5),
    (ModelError, 6),
    (StoreError, 7),
    (ConfigError, 8),
    (browsing.NoSuchMoment, 9),
    (serving.NotRunning, 10),
)
"""Exit codes by the kind of error; 1 is any other failure, 2 a call that isn't understood."""
INTERRUPTED = 130


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
        version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    ) -> None:
        """Your private memory of your days, on your own machine.

        A life that has a passphrase is unlocked by ALONGSIDE_PASSPHRASE, or asks for it.
        """
        if version:
            typer.echo(__version__)
            raise typer.Exit
        passphrase = os.environ.get("ALONGSIDE_PASSPHRASE", "")
        recovery = os.environ.get("ALONGSIDE_RECOVERY", "")
        context.obj = Session(home, life, passphrase, recovery)

    app.command("up")(serving.up)
    app.command("link")(serving.link)
    app.command("import")(importing.import_)
    app.command("ask")(asking.ask)
    app.command("recall")(asking.recall)
    app.command("timeline")(browsing.timeline)
    app.command("show")(browsing.show)
    app.command("forget")(forgetting.forget)
    for command in (archives.export, archives.backup, archives.restore, archives.verify):
        app.command(command.__name__)(command)
    app.add_typer(models.app, name="models")
    app.add_typer(key.app, name="key")
    app.command("doctor")(doctor.doctor)
    app.add_typer(bench.app, name="bench")
    return app


def run(home: Home) -> None:
    """Run the command that was typed; what goes wrong is one line and an exit code."""
    try:
        build(home)()
    except KeyboardInterrupt:
        errors.print("Stopped. What was done until then is kept.", style="yellow")
        sys.exit(INTERRUPTED)
    except tuple(kind for kind, _ in CODES) as error:
        errors.print(escape(str(error)), style="red", soft_wrap=True)
        sys.exit(next(code for kind, code in CODES if isinstance(error, kind)))
