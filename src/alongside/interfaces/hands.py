"""The tools of one life, made from its parts and from what is connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from typing import Any

from msgspec.structs import replace

from alongside.gate.tool import ToolError
from alongside.interfaces.channels.talks import Talks
from alongside.log.blobs import Blobs
from alongside.log.kinds import Contact, Failed
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.recall.recall import Recall
from alongside.mind.team.scoped import InScope
from alongside.mind.when import resolve
from alongside.senses.importer import Context
from alongside.tools.calendar.deleting import DeleteEvent
from alongside.tools.calendar.kept import KeptEntries
from alongside.tools.calendar.kept import Remote as Calendar
from alongside.tools.calendar.moving import MoveEvent
from alongside.tools.calendar.reading import FindTime, ListEvents
from alongside.tools.calendar.writing import AddEvent, DraftInvitation
from alongside.tools.clock import Clock
from alongside.tools.connections import (
    Account,
    Connected,
    Connections,
    ConnectionsError,
    Mcp,
    Pinned,
    Signed,
)
from alongside.tools.dav.contacts import FindContact
from alongside.tools.dav.following import Following
from alongside.tools.dav.server import Dav
from alongside.tools.dav.shelf import Shelf
from alongside.tools.files.copying import CopyFile
from alongside.tools.files.deleting import DeleteFile
from alongside.tools.files.folders import Folders
from alongside.tools.files.making import MakeFolder
from alongside.tools.files.moving import MoveFile
from alongside.tools.files.reading import ListFiles, ReadFile
from alongside.tools.files.writing import WriteFile
from alongside.tools.home.server import Home
from alongside.tools.home.tools import HomeStates, OperateHome, SwitchDevice
from alongside.tools.mail import following as mail_following
from alongside.tools.mail.outbox import Outbox, Waiting
from alongside.tools.mail.reading import ReadMail, SearchMail
from alongside.tools.mail.writing import DraftMail, SendMail, handed_over
from alongside.tools.mcp.link import Link
from alongside.tools.mcp.oauth import Show
from alongside.tools.mcp.remote import Remote
from alongside.tools.memory import Find, RecallTool
from alongside.tools.messages import DraftMessage, ListChats, Recipients, SendMessage
from alongside.tools.note import Note
from alongside.tools.outdoors.routes import Routes
from alongside.tools.outdoors.weather import Weather
from alongside.tools.reminders import AddReminder, CompleteReminder, ListReminders, SetTimer
from alongside.tools.sandbox.box import Box
from alongside.tools.sandbox.running import RunPython, RunShell
from alongside.tools.times import Span, Times
from alongside.tools.tool import Tool, Tools
from alongside.tools.web.guarded import Web
from alongside.tools.web.page import ReadPage
from alongside.tools.web.search import SearchWeb
from alongside.views.team import Scope
from alongside.views.words import fold


def built_in(log: SqliteLog, blobs: Blobs, recall: Recall, times: Times) -> list[Tool]:
    """Every tool that needs nothing but the life itself."""
    kept = KeptEntries(log, times)
    return [
        Clock(lambda: times.zone.key),
        Note(log),
        RecallTool(finding(recall, times), times, lambda scope: finding(recall, times, scope)),
        ListEvents(log, times),
        FindTime(log, times),
        AddEvent(log, times),
        MoveEvent(kept),
        DeleteEvent(kept),
        DraftInvitation(log, blobs, times),
        AddReminder(log, times),
        SetTimer(log, times),
        ListReminders(log, times),
        CompleteReminder(log, times),
    ]


DOINGS = frozenset({
    "tasked", "meant", "proposed", "decided", "did", "undone", "finished", "gleaned", "handed",
})  # fmt: skip
"""What tells of acts: an agent that looks something up would find its own words."""
BESIDE = 12
"""Of those, so many may be passed over in one look."""
LEAST = 3


def finding(recall: Recall, times: Times, scope: Scope | None = None) -> Find:
    """Recall, as a tool asks it; within a scope where there is one."""
    within = InScope(recall, scope) if scope else recall

    async def find(query: str, limit: int) -> Sequence[Moment]:
        most = max(limit, LEAST)
        found = await within.find(query, now=times.now(), zone=times.zone.key, limit=most + BESIDE)
        return [hit.moment for hit in found if hit.moment.kind not in DOINGS][:most]

    return find


def in_words(words: str, now: datetime, zone: str) -> Span | None:
    """The stretch that words mean, the next one where there are several."""
    for found in resolve(words, now=now, zone=zone):
        span = found.span("future")
        if span is not None:
            return span
    return None


async def phones_of(log: Log, name: str) -> tuple[str, ...]:
    """The phone numbers of whoever is called so in the person's own contacts."""
    wanted, found = fold(name), dict[str, None]()
    async for moment in log.read(Wanted(kinds=("contact",))):
        what = moment.what
        if moment.trust < Trust.OWN or not isinstance(what, Contact):
            continue
        if wanted in map(fold, what.names):
            found.update(dict.fromkeys(what.phones))
    return tuple(found)


class Hands:
    """Keeps the tools of a life as its connections are."""

    def __init__(
        self,
        connections: Connections,
        tools: Tools,
        log: Log,
        outbox: Outbox,
        folders: Callable[[], Sequence[str]] = tuple,
        talks: Talks | None = None,
        blobs: Blobs | None = None,
    ) -> None:
        """`folders` are those that the person allows now, `talks` what messages go by; `blobs`
        keep what commands leave."""
        self._blobs = blobs
        self.calendar: Following | None = None
        self.mailbox: mail_following.Following | None = None
        self.connections = connections
        self._folders = folders
        self._log = log
        self._outbox = outbox
        self._talks = talks
        self._tools = tools
        self._links: dict[str, Link] = {}
        self._added: tuple[str, ...] = ()
        self.problem = ""

    def sense(self, context: Callable[[], Context]) -> None:
        """Have what reads the calendar and the mailbox; `context` gives whose life it is."""
        self.calendar = Following(self._log, self.connections, context)
        self.mailbox = mail_following.Following(self._log, self.connections, context)

    async def load(self) -> None:
        """Read what is connected, and add its tools. What is wrong with it is in `problem`."""
        try:
            await self.connections.load()
            await self._outbox.load()
        except (ConnectionsError, ToolError) as error:
            self.problem = str(error)
        self._add()

    async def follow(self) -> None:
        """Send mails and messages once they are due, until cancelled."""
        await self._outbox.follow(self._send, self._unsent)

    async def read(self) -> None:
        """Read the calendar again and again, until cancelled."""
        if self.calendar is not None:
            await self.calendar.follow()

    async def read_mail(self) -> None:
        """Bring in new mails again and again, until cancelled, where that is switched on."""
        if self.mailbox is not None:
            await self.mailbox.follow()

    async def _send(self, waiting: Waiting) -> None:
        if waiting.via and self._talks is not None:
            text = waiting.message.decode()
            await self._talks.sent(waiting.via, waiting.chat, text, waiting.id)
            return
        mail = self.connections.now.mail
        if mail is None:
            raise ToolError("No mailbox is connected any more.")
        await handed_over(mail, waiting)

    async def _unsent(self, waiting: Waiting, why: str) -> None:
        what = f"a message by {waiting.via}" if waiting.via else "a mail"
        failed = Failed(doing=f"sending {what} to {waiting.to}", reason=why)
        source = waiting.via or "mail"
        draft = Draft(
            what=failed, at=datetime.now(UTC), zone="UTC", source=source, trust=Trust.OUTSIDE
        )
        await self._log.append(draft)

    async def change(self, **changed: Any) -> None:
        """Connect something else from now on, by the names of `Connected`."""
        await self.connections.change(**changed)
        await self.refresh()

    async def refresh(self) -> None:
        """Have the tools be as the connections and the folders are now. What is still connected
        stays so: a task may be at work there."""
        before = self._links
        self._tools.remove(self._added)
        self._add()
        for link in before.values():
            if link not in self._links.values():
                await link.close()

    async def offered(
        self, server: Mcp, show: Show | None = None
    ) -> tuple[tuple[Pinned, ...], Signed | None]:
        """What an MCP server offers now, and what signing in there gave, where the person is shown
        where to. Raises `ToolError`."""
        given = server.signed

        async def keep(signed: Signed) -> None:
            nonlocal given
            given = signed

        link = Link(server, keep, show)
        try:
            return await link.tools(), given
        finally:
            await link.close()

    async def _renewed(self, name: str, signed: Signed) -> None:
        """Keep what a server gave anew; its link goes on."""
        known = self.connections.now.mcp
        fresh = [replace(one, signed=signed) if one.name == name else one for one in known]
        await self.connections.change(mcp=tuple(fresh))

    async def close(self) -> None:
        """Let go of what is connected; a tool that is used connects anew."""
        for link in self._links.values():
            await link.close()

    def _add(self) -> None:
        now = self.connections.now
        self._keep_at(now.calendar)
        made = list(self._made(now))
        taken = set(self._tools())
        fresh = {tool.spec.name: tool for tool in made if tool.spec.name not in taken}
        self._tools.add(*fresh.values())
        self._added = tuple(fresh)

    def _keep_at(self, account: Account | None) -> None:
        """Have what writes into the calendar write there too."""
        turn = self.calendar.turn if self.calendar else nullcontext()
        for tool in self._tools().values():
            if isinstance(tool, AddEvent):
                tool.remote, tool.turn = Dav(account) if account else None, turn
            if isinstance(tool, MoveEvent | DeleteEvent):
                tool.kept.remote = Calendar(Shelf(account), turn) if account else None

    def _made(self, connected: Connected) -> Iterator[Tool]:
        self._links = {server.name: self._link(server) for server in connected.mcp}
        for server in connected.mcp:
            for tool in server.tools:
                yield Remote(server, tool, self._links[server.name])
        if self._folders():
            folders = Folders(self._folders)
            yield from (ListFiles(folders), ReadFile(folders), WriteFile(folders))
            yield from (MakeFolder(folders), CopyFile(folders), MoveFile(folders))
            yield DeleteFile(folders)
        if connected.contacts:
            yield FindContact(connected.contacts)
        if connected.mail:
            yield SearchMail(connected.mail)
            yield ReadMail(connected.mail)
            yield DraftMail(connected.mail)
            yield SendMail(connected.mail, self._outbox)
        if connected.channels and self._talks is not None:
            recipients = Recipients(self._talks, partial(phones_of, self._log))
            yield ListChats(self._talks)
            yield DraftMessage(recipients)
            yield SendMessage(self._talks, recipients, self._outbox)
        if connected.search:
            yield SearchWeb(connected.search)
            yield ReadPage(Web())
        yield from self._around(connected)

    def _link(self, server: Mcp) -> Link:
        """The link to a server: the one there is, where that leads to the same."""
        link = self._links.get(server.name)
        if link is None or not link.leads_to(server):
            return Link(server, partial(self._renewed, server.name))
        link.server = server
        return link

    def _around(self, connected: Connected) -> Iterator[Tool]:
        """The home, the weather and the ways, and the sandbox."""
        if connected.home:
            home = Home(connected.home)
            yield from (HomeStates(home), SwitchDevice(home), OperateHome(home))
        if connected.weather:
            yield Weather(connected.weather)
        if connected.routes:
            yield Routes(connected.routes)
        if connected.sandbox and self._blobs:
            given = (Box(), Folders(self._folders), self._log, self._blobs)
            yield from (RunPython(*given), RunShell(*given))
