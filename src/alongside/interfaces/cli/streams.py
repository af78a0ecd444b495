"""Standard streams of more than one terminal in a process: each command prints to its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import UnsupportedOperation
from typing import IO, Any, Protocol, TextIO, cast


class Terminal(Protocol):
    """The other end of one command: what it prints and what is typed to it."""

    tty: bool

    def print(self, text: str, *, error: bool) -> None: ...

    def typed(self, hidden: str = "") -> str:
        """The next line with its end, waited for; empty where none will come.

        Where `hidden` names what is asked for, it is typed unseen.
        """
        ...


HERE: ContextVar[Terminal | None] = ContextVar("terminal", default=None)
"""The terminal of the command that runs in this context; None for the process's own."""


class Routed:
    """Stands for a standard stream: the one of this context's terminal, else the process's own."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, own: IO[str], *, error: bool = False) -> None:
        self._own = own
        self._error = error

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError("a text stream takes str")
        if (terminal := HERE.get()) is None:
            return self._own.write(text)
        terminal.print(text, error=self._error)
        return len(text)

    def readline(self, _size: int = -1) -> str:
        terminal = HERE.get()
        return self._own.readline() if terminal is None else terminal.typed()

    def fileno(self) -> int:
        """Raises `OSError` for a terminal at the other end: it has no file here."""
        if HERE.get() is not None:
            raise UnsupportedOperation("fileno")
        return self._own.fileno()

    def flush(self) -> None:
        if HERE.get() is None:
            self._own.flush()

    def isatty(self) -> bool:
        terminal = HERE.get()
        return self._own.isatty() if terminal is None else terminal.tty

    def __getattr__(self, name: str) -> Any:
        return getattr(self._own, name)


@contextmanager
def routed() -> Iterator[None]:
    """Within the block, what a context prints goes to the terminal of that context."""
    own = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = cast("TextIO", Routed(own[0]))
    sys.stdout = cast("TextIO", Routed(own[1]))
    sys.stderr = cast("TextIO", Routed(own[2], error=True))
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = own
