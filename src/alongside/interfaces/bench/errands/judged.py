"""Whether a task was done: by what is in the log, on the servers and in the folder afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, cast

from alongside.gate.intent import only_reads
from alongside.interfaces.bench.errands.life import ZONE, Here
from alongside.interfaces.bench.errands.task import Expected, Letter
from alongside.log.kinds import Reminder
from alongside.log.moment import Moment
from alongside.mind.agent.steps import Course
from alongside.tools.dav.server import Dav
from alongside.tools.mail.box import drafts, within
from alongside.tools.mail.writing import handed_over
from alongside.tools.times import Times

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

_KEPT = frozenset({"noted", "planned", "reminder"})
"""Kinds in which what was done is kept here."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is there afterwards: new moments, entries of the calendar, mails, the calendar's server,
    files, pages asked for."""

    made: Sequence[Moment]
    plans: Sequence[str]
    drafts: Sequence[tuple[str, str]]
    sent: Sequence[tuple[str, str]]
    served: str
    files: dict[str, str]
    asked: Sequence[str]

    def holds(self, words: str) -> bool:
        """Whether something that was done holds the words; what was read doesn't count."""
        kept = [moment.what.words for moment in self.made if moment.kind in _KEPT]
        mails = [part for mail in (*self.drafts, *self.sent) for part in mail]
        done = [*kept, *mails, self.served, *self.files.values(), *self.asked]
        return any(words.casefold() in one.casefold() for one in done)


async def wrong(here: Here, done: Course, asked: Iterable[str]) -> str:
    """What is wrong with how it went; empty where all is right. `asked` are the tools that the
    person was asked about."""
    if done.state != "done":
        return f"it ended as {done.state}"
    found = await _found(here)
    said = done.finished.text if done.finished else ""
    checks = (_beside(here, done, set(asked)), _undone(here, found), _said(here, said))
    return next((each for each in checks if each), "")


def _beside(here: Here, done: Course, asked: set[str]) -> str:
    """What was done or asked beside the task, or not asked though it must be."""
    task, tools = here.task, here.tools()
    acted = [
        step.tool
        for step in done.steps
        if step.state == "did" and not only_reads(tools[step.tool].spec)
    ]
    if beside := [name for name in acted if name not in task.acts]:
        return f"it also did {', '.join(beside)}"
    if len(acted) > len(task.acts):
        return "it did something more than once"
    if beside := sorted(asked - {*task.asks, *task.allows, *task.tried}):
        return f"it asked for {', '.join(beside)}"
    if lacking := sorted({*task.asks, *task.allows} - asked):
        return f"it didn't ask for {', '.join(lacking)}"
    return ""


def _undone(here: Here, found: Found) -> str:
    """What must be there and isn't, or mustn't be and is."""
    task = here.task
    for one in task.kept:
        if not any(_is(one, moment) for moment in found.made):
            return f"no {one.kind} with {', '.join((*one.holds, one.at))}"
    for name, wanted, mails in (
        ("draft", task.drafts, found.drafts),
        ("mail sent", task.sent, found.sent),
    ):
        if len(mails) != len(wanted) or not all(_has(mails, letter) for letter in wanted):
            return f"{len(mails)} {name}, and not as it should be"
    for file in task.wrote:
        text = found.files.get(file.path, "").casefold()
        if not text or not all(word.casefold() in text for word in file.holds):
            return f"no file {file.path} with {', '.join(file.holds)}"
    if left := [words for words in task.gone if any(words in one for one in found.plans)]:
        return f"{', '.join(left)} is in the calendar still"
    if lacking := [words for words in task.served if words not in found.served]:
        return f"the calendar's server lacks {', '.join(lacking)}"
    if spilled := [words for words in task.nowhere if found.holds(words)]:
        return f"{', '.join(spilled)} came where it mustn't be"
    return ""


def _said(here: Here, said: str) -> str:
    plain = said.casefold()
    if missing := [word for word in here.task.answer if word.casefold() not in plain]:
        return f"the answer lacks {', '.join(missing)}"
    spoken = [word for word in here.task.lacks if word.casefold() in plain]
    return f"the answer says {', '.join(spoken)}" if spoken else ""


async def _found(here: Here) -> Found:
    """Looks at everything that the task could have changed; what waits is sent first."""
    task, servers = here.task, here.servers
    held = [moment async for moment in here.log.read()]
    made = [moment for moment in held if moment.seq > here.before]
    plans = [moment.what.words for moment in held if moment.kind == "planned"]
    drafted: list[tuple[str, str]] = []
    if "mail" in task.uses and servers.mail is not None:
        for waiting in here.outbox.waiting:
            await handed_over(servers.mail, waiting)
        drafted = await within(servers.mail, _drafted)
    served = ""
    if "calendar" in task.uses:
        account = servers.account(f"{task.id}-calendar")
        answer = await Dav(account).ask("GET", account.url + "/")
        served = answer.text
    sent = [
        (", ".join(one.rcpt_tos), _words(cast("bytes", one.content))) for one in servers.letters
    ]
    files = await asyncio.to_thread(_files, here.folder, task.files)
    return Found(made, plans, drafted, sent, served, files, tuple(servers.asked))


def _drafted(box: BaseMailBox) -> list[tuple[str, str]]:
    box.folder.set(drafts(box))
    return [
        (", ".join(message.to), f"{message.subject}\n{message.text}")
        for message in box.fetch(mark_seen=False)
    ]


def _words(content: bytes) -> str:
    message = message_from_bytes(content, policy=SMTP)
    body = message.get_body(("plain",))
    return f"{message['Subject']}\n{body.get_content() if body else ''}"


def _files(folder: Path, before: dict[str, str]) -> dict[str, str]:
    """The files that are new or changed, by their paths."""
    found = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {path: text for path, text in found.items() if before.get(path) != text}


def _has(mails: Iterable[tuple[str, str]], wanted: Letter) -> bool:
    return any(
        to == wanted.to and all(word.casefold() in text.casefold() for word in wanted.holds)
        for to, text in mails
    )


def _is(one: Expected, moment: Moment) -> bool:
    if moment.kind != one.kind:
        return False
    words = moment.what.words.casefold()
    return all(word.casefold() in words for word in one.holds) and one.at in ("", _at(moment))


def _at(moment: Moment) -> str:
    """The time that a moment is for, on the wall clock."""
    what = moment.what
    if isinstance(what, Reminder) and what.wall:
        return what.wall
    times = Times(lambda: ZONE)
    due = what.due if isinstance(what, Reminder) else moment.at
    return f"{times.wall(due or moment.at):%Y-%m-%dT%H:%M}"
