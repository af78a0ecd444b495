"""One task's own small life, connected to the servers as a person's is."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.interfaces.bench.errands.servers import ADDRESS, Servers, weather
from alongside.interfaces.bench.errands.task import Mailed, Task, filled
from alongside.interfaces.hands import Hands, built_in, in_words
from alongside.log.kinds import Noted, Occurrence, Planned, Reminder
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.log.store import Store, open_store
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.mind.recall.recall import Recall
from alongside.models.model import Chat
from alongside.tools.connections import Connections
from alongside.tools.dav.server import Dav
from alongside.tools.mail.box import ANSWERED, within
from alongside.tools.mail.outbox import Outbox
from alongside.tools.times import Times
from alongside.tools.tool import Tools
from alongside.tools.web.page import ReadPage
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.search import Search

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

NOW = datetime(2026, 11, 27, 9, 10, tzinfo=UTC)
ZONE = "Asia/Seoul"
_COLLECTION = """<?xml version="1.0"?>
<D:mkcol xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:{space}"><D:set><D:prop>
<D:resourcetype><D:collection/><C:{kind}/></D:resourcetype></D:prop></D:set></D:mkcol>"""
_DAV = {"calendar": ("caldav", "calendar"), "contacts": ("carddav", "addressbook")}
_CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{0}\r\nFN:{0}\r\nEMAIL:{1}\r\nEND:VCARD\r\n"


@dataclass(frozen=True, slots=True)
class Here:
    """A life in which a task is done, and all that can be looked at afterwards.

    `before` is the last place of the log, `folder` the allowed one.
    """

    task: Task
    log: SqliteLog
    gate: Gate
    agents: Agents
    tools: Tools
    outbox: Outbox
    servers: Servers
    folder: Path
    before: int


@asynccontextmanager
async def life(task: Task, chat: Chat, servers: Servers) -> AsyncIterator[Here]:
    """A life as the task has it, which is gone afterwards."""
    views = (Acts(), Search(), Agenda(), People(), Places())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with await open_store(folder / "life", bytes(32), "me", views) as store:
            log, times = store.log, Times(lambda: ZONE, in_words, lambda: NOW)
            task = filled(task, await _served(task, servers, folder / "allowed"))
            await _lived(task, log, times)
            tools = Tools(*built_in(log, store.blobs, Recall(log), times))
            outbox = Outbox(store.folder, bytes(32))
            hands = await _connected(task, servers, store, tools, outbox, folder / "allowed")
            stop = Stop(log, store.folder)
            await stop.open()
            gate = Gate(log, tools, stop)
            agents = Agents(Agent(log, gate, tools, lambda: chat, times))
            last = max([0, *[moment.seq async for moment in log.read()]])
            try:
                yield Here(
                    task, log, gate, agents, tools, outbox, servers, folder / "allowed", last
                )
            finally:
                await hands.close()


async def _connected(
    task: Task, servers: Servers, store: Store, tools: Tools, outbox: Outbox, folder: Path
) -> Hands:
    """The tools of what the task uses, wired as those of any life."""
    folders = [str(folder)] if "files" in task.uses else []
    connections = Connections(store.folder, bytes(32))
    hands = Hands(connections, tools, store.log, outbox, lambda: folders)
    changed: dict[str, Any] = {"search": servers.web} if "web" in task.uses else {}
    for use in {"calendar", "contacts"} & set(task.uses):
        changed[use] = servers.account(f"{task.id}-{use}")
    if "mail" in task.uses:
        changed["mail"] = servers.mail
    if "mcp" in task.uses:
        server = weather()
        pinned, _ = await hands.offered(server)
        changed["mcp"] = (msgspec.structs.replace(server, tools=pinned),)
    await hands.change(**changed)
    if "web" in task.uses:
        tools.remove([ReadPage.spec.name])
        tools.add(ReadPage(servers.reader()))
    return hands


async def _served(task: Task, servers: Servers, folder: Path) -> Mapping[str, str]:
    """Have the servers and the folder hold what the task begins with; gives what it can name."""
    await asyncio.to_thread(_lay, folder, task.files)
    servers.pages.clear()
    servers.pages.update(task.pages)
    servers.asked.clear()
    servers.letters.clear()
    for use in {"calendar", "contacts"} & set(task.uses):
        await _collection(task, servers, use)
    places = {"web": servers.site} if "web" in task.uses else {}
    if servers.mail is not None and "mail" in task.uses:
        uids = await within(servers.mail, lambda box: _put(box, task.mails))
        places |= {f"mail{number}": uid for number, uid in enumerate(uids, 1)}
    return places


def _lay(folder: Path, texts: Mapping[str, str]) -> None:
    folder.mkdir()
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


async def _collection(task: Task, servers: Servers, use: str) -> None:
    """A calendar or an address book of the task's own."""
    account = servers.account(f"{task.id}-{use}")
    space, kind = _DAV[use]
    dav = Dav(account)
    await dav.ask("MKCOL", account.url + "/", _COLLECTION.format(space=space, kind=kind).encode())
    for number, card in enumerate(task.contacts if use == "contacts" else ()):
        text = _CARD.format(card.name, card.email).encode()
        await dav.ask("PUT", f"{account.url}/{number}.vcf", text, {"Content-Type": "text/vcard"})


def _put(box: BaseMailBox, mails: tuple[Mailed, ...]) -> list[str]:
    """Have the mailbox hold these mails and nothing else; gives their ids."""
    for folder in list(box.folder.list()):
        box.folder.set(folder.name)
        if uids := box.uids():
            box.delete(uids)
    for mail in mails:
        at = datetime.fromisoformat(mail.at)
        flags = [ANSWERED] if mail.answered else []
        box.append(_letter(mail, at), "INBOX", dt=at, flag_set=flags)
    box.folder.set("INBOX")
    return list(box.uids())


def _letter(mail: Mailed, at: datetime) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.from_
    message["To"] = ADDRESS
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message.set_content(mail.body)
    return message.as_bytes()


async def _lived(task: Task, log: SqliteLog, times: Times) -> None:
    """What the life holds before the task."""
    rows: list[tuple[Noted | Planned | Reminder, Trust]] = [
        *((Noted(text=text), Trust.OWN) for text in task.notes),
        *((Noted(text=text), Trust.OUTSIDE) for text in task.theirs),
        *((Reminder(text=text, wall="2026-12-01T09:00"), Trust.PERSON) for text in task.reminders),
    ]
    for title, start, end in task.plans:
        times_ = Occurrence(times.at(start), times.at(end))
        rows.append((Planned(title=title, occurrences=(times_,)), Trust.OWN))
    for what, trust in rows:
        await log.append(Draft(what=what, at=NOW, zone=ZONE, source="notes", trust=trust))
