"""The person's mailbox on a server, as a sense: mails that come in, and those that they send.

Off until it is switched on. Read are the inbox and the folder that the server marks as that of sent
mail (or that is called so), by UID (RFC 9051, 2.3.1.1), without marking anything as read. What lies
in the inbox is `OUTSIDE`, whoever it says it is from: anybody may write any name there. A mail is
the person's own in the folder of sent mail, where it says that it is from them and was never
delivered to anybody. What is deleted on the server later stays here.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from alongside.log.kinds import Failed
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Trust
from alongside.senses.archives.mailboxes import MESSAGE_LIMIT, with_attachments
from alongside.senses.files import because
from alongside.senses.importer import Context
from alongside.senses.mail import BROKEN, SENT, mail
from alongside.tools.connections import Connections, Mail, Mailbox
from alongside.tools.mail.box import within
from alongside.tools.watching import watch

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

EVERY = 300.0
"""Seconds between looks."""
BACK = timedelta(days=30)
"""How far back the first look goes; older mail is brought in as files."""
AT_ONCE = 50
"""Mails fetched in one visit."""
DOING = "reading the mailbox"
SOURCE = "mailbox"
INBOX = "INBOX"
_SIZE = re.compile(rb"RFC822\.SIZE (?P<size>\d+)")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it is now: `sent` holds what the person sent; `fresh` are UIDs not read yet."""

    name: str
    sent: bool
    validity: int
    fresh: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as the server holds it; no content where it is too large to take."""

    uid: int
    raw: bytes | None


class Following:
    """Reads the mailbox that is connected now. `context` gives whose life it is."""

    def __init__(self, log: Log, connections: Connections, context: Callable[[], Context]) -> None:
        self._log = log
        self._connections = connections
        self._context = context
        self._turn = asyncio.Lock()

    async def follow(self) -> None:
        """Look again and again, until cancelled; what is wrong is told of once."""
        await watch(self.look, self._failed, EVERY)

    async def look(self) -> int:
        """Take in what is new there; gives how many mails that is. Raises `ToolError`.

        Where it is cut off, the next look goes on after the last mails that were kept.
        """
        async with self._turn:
            now = self._connections.now
            if now.mail is None or now.mailbox is None:
                return 0
            return await self._looked(now.mail, now.mailbox)

    async def _looked(self, account: Mail, read: Mailbox) -> int:
        today = datetime.now(UTC).date()
        since = date.fromisoformat(read.day) if read.day else today - BACK
        taken = 0
        for folder in await within(account, partial(_folders, read=read, since=since)):
            async with aclosing(self._take(account, folder)) as kept:
                async for one, last in kept:
                    taken += one
                    read = _further(read, folder, last)
                    await self._connections.change(mailbox=read)
            read = _further(read, folder, max(folder.fresh, default=0))
        read = msgspec.structs.replace(read, day=today.isoformat())
        if read != self._connections.now.mailbox:
            await self._connections.change(mailbox=read)
        return taken

    async def _take(self, account: Mail, folder: Folder) -> AsyncGenerator[tuple[int, int], None]:
        """Keep a folder's new mails; how many each time, and the last UID that is kept by then."""
        for at in range(0, len(folder.fresh), AT_ONCE):
            uids = folder.fresh[at : at + AT_ONCE]
            letters = await within(account, partial(_fetched, folder=folder, uids=uids))
            drafts = [await self._draft(letter, folder, account) for letter in letters]
            before = await self._newest()
            kept = await self._log.append(*drafts) if drafts else ()
            yield sum(one.kind == "said" and one.seq > before for one in kept), uids[-1]

    async def _newest(self) -> int:
        async for one in self._log.read(Wanted(newest_first=True, limit=1)):
            return one.seq
        return 0

    async def _draft(self, letter: Letter, folder: Folder, account: Mail) -> Draft:
        """The mail as a draft, or why it can't be read."""
        context = self._mine(account)
        try:
            if letter.raw is None:
                raise ValueError(f"it is larger than {MESSAGE_LIMIT >> 20} MB")
            found = await asyncio.to_thread(mail, letter.raw, context, ours=folder.sent)
        except BROKEN as error:
            why = because(error)
            where = f"{folder.name} {letter.uid}"
            what = Failed(doing="reading a mail", reason=why, file=account.address, position=where)
            origin = f"mailbox:{account.address}:{folder.name}:{folder.validity}:{letter.uid}"
            return _by_code(what, origin)
        return replace(await with_attachments(found, context), source=SOURCE)

    def _mine(self, account: Mail) -> Context:
        """Whose life it is, by their address too."""
        context = self._context()
        names = tuple(dict.fromkeys((*context.names, account.address, account.user)))
        return replace(context, names=names)

    async def _failed(self, why: str) -> None:
        await self._log.append(_by_code(Failed(doing=DOING, reason=why)))


def _by_code(what: Failed, origin: str | None = None) -> Draft:
    return Draft(what=what, at=datetime.now(UTC), zone="UTC", source=SOURCE, trust=Trust.OUTSIDE,
                 origin=origin)  # fmt: skip


def _further(read: Mailbox, folder: Folder, last: int) -> Mailbox:
    validity, before = read.folders.get(folder.name, (folder.validity, 0))
    last = max(last, before) if validity == folder.validity else last
    return msgspec.structs.replace(
        read, folders={**read.folders, folder.name: (folder.validity, last)}
    )


def _folders(box: BaseMailBox, read: Mailbox, since: date) -> list[Folder]:
    """The folders that are read, with what is new in each. Blocks."""
    listed = box.folder.list()
    flagged = [one.name for one in listed if any(f.lower() == "\\sent" for f in one.flags)]
    sent = flagged or [one.name for one in listed if one.name.casefold() in SENT]
    found = (_folder(box, name, read, since) for name in (INBOX, *sent[:1]))
    return [folder for folder in found if folder is not None]


def _folder(box: BaseMailBox, name: str, read: Mailbox, since: date) -> Folder | None:
    """The folder, where something may be new in it: by its UIDVALIDITY and next UID."""
    status = box.folder.status(name, ["UIDVALIDITY", "UIDNEXT"])
    validity, following = status["UIDVALIDITY"], status["UIDNEXT"]
    known, last = read.folders.get(name, (0, 0))
    if known != validity:
        last = 0
    if known == validity and following <= last + 1:
        return None
    box.folder.set(name, readonly=True)
    return Folder(name, name != INBOX, validity, _fresh(box, since, last))


def _fresh(box: BaseMailBox, since: date, last: int) -> tuple[int, ...]:
    from imap_tools import AND, U

    wanted = AND(uid=U(str(last + 1), "*")) if last else AND(date_gte=since)
    found = sorted(int(uid) for uid in box.uids(wanted))
    return tuple(uid for uid in found if uid > last)


def _fetched(box: BaseMailBox, folder: Folder, uids: tuple[int, ...]) -> list[Letter]:
    """Mails with all that is in them, those that are gone meanwhile left out. Blocks."""
    box.folder.set(folder.name, readonly=True)
    return [letter for uid in uids if (letter := _letter(box, uid)) is not None]


def _letter(box: BaseMailBox, uid: int) -> Letter | None:
    _, told = box.client.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(part for part in told if isinstance(part, bytes)))
    if size is None:
        return None
    if int(size["size"]) > MESSAGE_LIMIT:
        return Letter(uid, None)
    _, found = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    raw = next((part[1] for part in found if isinstance(part, tuple)), None)
    return Letter(uid, raw) if raw is not None else None
