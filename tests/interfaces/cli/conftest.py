"""The real command line, run as a person runs it: a process, a home of its own, no keyring."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from alongside.life import main

COMMAND = (sys.executable, "-c", "from alongside.life import main; main()")


@dataclass(frozen=True)
class Terminal:
    """Runs commands on a home of lives; there are no models in it."""

    home: Path

    def run(self, *words: str, fails: int = 0, **environment: str) -> str:
        """What the command printed: on standard output, or of its error where it `fails`."""
        code, printed, errors = self.command(*words, **environment)
        assert code == fails, errors
        return errors if fails else printed

    def json(self, *words: str) -> Any:
        code, printed, errors = self.command(*words, "--json")
        assert code == 0, errors
        return json.loads(printed)

    def command(self, *words: str, **environment: str) -> tuple[int, str, str]:
        """Its exit code and what it printed, run in this process, which is quicker to start."""
        printed, errors = StringIO(), StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            Path(os.devnull).open() as nothing,
            redirect_stdout(printed),
            redirect_stderr(errors),
        ):
            for name, value in self.environment(environment).items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["alongside", *words])
            patch.setattr(sys, "stdin", nothing)
            with pytest.raises(SystemExit) as ended:
                main()
        return int(ended.value.code or 0), printed.getvalue(), errors.getvalue()

    @contextmanager
    def up(self, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
        """The link and the process of a server, stopped with SIGTERM if it still runs."""
        process = subprocess.Popen(
            [*COMMAND, "up", "--no-browser", "--port", "0", *options],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        try:
            links = (
                re.match(r"http://127\.0\.0\.1:\d+/#link=\S+", line) for line in process.stdout
            )
            yield next(filter(None, links))[0], process
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        given = {
            "ALONGSIDE_HOME": str(self.home),
            "ALONGSIDE_MODELS": str(self.home / "models"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "COLUMNS": "300",
        }
        return os.environ | given | dict(more or {})


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A home without any life."""
    return Terminal(tmp_path / "home")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Three notes on two days."""
    return written(tmp_path / "notes")


def written(folder: Path) -> Path:
    """A folder of three notes."""
    folder.mkdir()
    (folder / "2024-05-01.md").write_text("# Lisbon\nThe tram to Alfama was full of tourists.\n")
    (folder / "2024-05-02.md").write_text("# Sintra\nThe palace is pink and yellow.\n")
    (folder / "2024-05-03.md").write_text("# Secret\nThe zanzibarian password is melonfish.\n")
    return folder


@pytest.fixture
def lived(terminal: Terminal, notes: Path) -> Terminal:
    """A home with a life of three notes."""
    terminal.run("import", str(notes))
    return terminal
