"""A task as its file has it: the life it begins with, the request, a way, what must come of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import msgspec


class Expected(msgspec.Struct, frozen=True):
    """A moment that must be kept: its words, and the time on the wall clock that it is for."""

    kind: str
    holds: tuple[str, ...]
    at: str = ""


class Letter(msgspec.Struct, frozen=True):
    """A mail that must be among the drafts, or must have come to the server: whom to, its words."""

    to: str
    holds: tuple[str, ...]


class Written(msgspec.Struct, frozen=True):
    """A file that must be in the allowed folder, and its words."""

    path: str
    holds: tuple[str, ...]


class Mailed(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """A mail of the mailbox; `at` is in UTC."""

    from_: str
    subject: str
    body: str
    at: str = "2026-11-26T10:00:00+00:00"
    answered: bool = False


class Card(msgspec.Struct, frozen=True):
    """Somebody in the address book."""

    name: str
    email: str


class Scripted(msgspec.Struct, frozen=True):
    tool: str
    args: dict[str, Any]


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """A task; what each field is for, `tasks/calendar.toml` tells at its head."""

    id: str
    goal: str
    script: tuple[Scripted, ...] = ()
    uses: tuple[str, ...] = ()
    steps: int = 8
    notes: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    plans: tuple[tuple[str, str, str], ...] = ()
    mails: tuple[Mailed, ...] = ()
    contacts: tuple[Card, ...] = ()
    files: dict[str, str] = {}
    pages: dict[str, str] = {}
    read: tuple[str, ...] = ()
    says: str = ""
    acts: tuple[str, ...] = ()
    allows: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    kept: tuple[Expected, ...] = ()
    drafts: tuple[Letter, ...] = ()
    sent: tuple[Letter, ...] = ()
    gone: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    wrote: tuple[Written, ...] = ()
    answer: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    nowhere: tuple[str, ...] = ()


def tasks() -> list[Task]:
    """The tasks that come with the bench, by theme."""
    folder = files(__package__) / "tasks"
    themes = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name
    )
    told = [tomllib.loads(theme.read_text(encoding="utf-8"))["task"] for theme in themes]
    return [task for rows in told for task in msgspec.convert(rows, list[Task])]


def filled(task: Task, places: Mapping[str, str]) -> Task:
    """The task with what is only known once the servers run, in place of names such as `{web}`."""
    text = msgspec.json.encode(task).decode()
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", value)
    return msgspec.json.decode(text, type=Task)
