"""E-mail, by the connected mailbox: looked at every minute, and answered by mail.

Anybody can write any sender into a mail. So a sender is only who they claim to be where the
person's own mail server says so, in the topmost `Authentication-Results` (RFC 8601), by DMARC; all
other mails come from nobody who could be paired.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alongside.gate.tool import ToolError
from alongside.interfaces.channels.channel import Came, ChannelError, Message
from alongside.tools.channels import Email
from alongside.tools.connections import Mail
from alongside.tools.mail.box import within
from alongside.tools.mail.outbox import Waiting
from alongside.tools.mail.writing import handed_over, written

if TYPE_CHECKING:
    from imap_tools import BaseMailBox, MailMessage

EVERY = 60.0
MOST = 50
"""Mails that are taken at once."""
MOST_TEXT = 20_000
UNPROVEN = "unproven:"
"""What stands before a sender whom nobody vouches for: it is no address, so it is never paired."""
SUBJECT = "Alongside"
UNSURE = (
    "This mail server doesn't say who really sent a mail (Authentication-Results), so a mail can't "
    "be taken for your word. Use another channel, or a mailbox at a provider that checks."
)
_QUOTED = re.compile(
    r"^(?:>|On .{5,200} wrote:$|.{5,120}(?:작성|쓴 글):$|-{3,}\s?Original)", re.MULTILINE
)
_RESULT = re.compile(r"\s*dmarc\s*=\s*(\w+)", re.IGNORECASE)
_FROM = re.compile(r"\bheader\.from\s*=\s*@?([\w.-]+)", re.IGNORECASE)
_ASIDE = re.compile(r'"[^"]*"|\([^()]*\)')
"""Quoted words and comments: there a sender may have a say."""


class EmailChannel:
    """A mailbox of which each sender is a chat."""

    most = 20_000

    def __init__(self, account: Email, mail: Mail | None, every: float = EVERY) -> None:
        self._judge = account.judge
        self._mail = mail
        self._every = every

    async def listen(self, mark: str) -> AsyncGenerator[Came, None]:
        while True:
            came = await self._looked(mark)
            mark = came.mark or mark
            yield came
            await asyncio.sleep(self._every)

    async def send(self, chat: str, text: str, key: str) -> str:
        box = self._box()
        made = written(box, {"to": chat, "subject": SUBJECT, "body": text})
        made["Auto-Submitted"] = "auto-replied"
        try:
            await handed_over(box, Waiting(key, datetime.now(UTC), chat, made.as_bytes()))
        except ToolError as error:
            raise ChannelError(str(error)) from None
        return str(made["Message-ID"])

    async def check(self) -> str:
        return self._box().address

    async def close(self) -> None:
        """Nothing is held open."""

    async def _looked(self, mark: str) -> Came:
        box = self._box()
        try:
            return await within(box, lambda opened: news(opened, mark, self._judge, box.address))
        except ToolError as error:
            raise ChannelError(str(error)) from None

    def _box(self) -> Mail:
        if self._mail is None:
            raise ChannelError("No mailbox is connected: connect your mail first.")
        return self._mail


async def judge_of(mail: Mail) -> str:
    """Who vouches for senders in this mailbox; empty where its server doesn't do it for all.

    Raises `ToolError`.
    """
    return await within(mail, _judges)


def _judges(box: BaseMailBox) -> str:
    found = box.fetch(limit=20, mark_seen=False, reverse=True, headers_only=True)
    told = {results(message)[0] for message in found}
    return told.pop() if len(told) == 1 else ""


def news(box: BaseMailBox, mark: str, judge: str, me: str) -> Came:
    """The mails after a mark, `validity:uid` of the last (RFC 3501); at first none of before."""
    from imap_tools import AND, U

    state = box.folder.status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
    validity, upcoming = state["UIDVALIDITY"], state["UIDNEXT"]
    known, _, last = mark.partition(":")
    if known != str(validity):
        return Came(mark=f"{validity}:{upcoming - 1}")
    after = int(last)
    if upcoming - 1 <= after:
        return Came(mark=mark)
    until = min(upcoming - 1, after + MOST)
    found = list(box.fetch(AND(uid=U(str(after + 1), str(until))), mark_seen=False, bulk=True))
    fresh = [one for one in found if one.uid and after < int(one.uid) <= until]
    made = [message_of(one, judge, me) for one in sorted(fresh, key=lambda one: int(one.uid or 0))]
    return Came(tuple(one for one in made if one is not None), f"{validity}:{until}")


def message_of(mail: MailMessage, judge: str, me: str) -> Message | None:
    """A mail that a person wrote; what programs send is passed over."""
    headers = _headers(mail)
    by_program = headers.get("auto-submitted", ("no",))[0].strip().lower() != "no"
    sender = mail.from_.strip().lower()
    if by_program or "list-id" in headers or "@" not in sender or len(headers.get("from", ())) != 1:
        return None
    text = _QUOTED.split(mail.text or "", maxsplit=1)[0].strip() or mail.subject.strip()
    if not text:
        return None
    proven = vouched(mail, judge, sender)
    at = mail.date if mail.date.tzinfo else mail.date.replace(tzinfo=UTC)
    to = {one.strip().lower() for one in (*mail.to, *mail.cc)}
    return Message(
        id=headers.get("message-id", (f"uid-{mail.uid}",))[0].strip()[:300],
        chat=sender,
        sender=sender if proven else f"{UNPROVEN}{sender}",
        text=text[:MOST_TEXT],
        at=at.astimezone(UTC) if 1970 <= at.year < 9000 else datetime.now(UTC),
        private=proven and to == {me.lower()},
        name=(mail.from_values.name if mail.from_values else "") or sender,
        title=sender,
    )


def vouched(mail: MailMessage, judge: str, sender: str) -> bool:
    """Whether the judge says that the mail comes from where it claims to."""
    who, told = results(mail)
    found = [(told, result[1]) for told in told.split(";") if (result := _RESULT.match(told))]
    if not judge or who != judge or len(found) != 1 or found[0][1].lower() != "pass":
        return False
    domain = _FROM.search(found[0][0])
    return domain is not None and domain[1].lower() == sender.rpartition("@")[2]


def results(mail: MailMessage) -> tuple[str, str]:
    """The topmost `Authentication-Results`: who says so, and what, without what is quoted."""
    told = _headers(mail).get("authentication-results", ("",))[0]
    who, _, rest = _ASIDE.sub(" ", " ".join(told.split())).partition(";")
    return (who.split()[0].lower() if who.split() else ""), rest


def _headers(mail: MailMessage) -> dict[str, tuple[str, ...]]:
    """Every header's values by its name in small letters, the topmost first."""
    told: Mapping[str, tuple[str, ...]] = mail.headers
    return {name.lower(): tuple(map(str, told[name])) for name in told}
