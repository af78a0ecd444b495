"""The mailbox by IMAP: blocking work in a thread, and what goes wrong in a sentence."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from alongside.gate.tool import ToolError
from alongside.log.moment import Trust
from alongside.tools.connections import Mail

if TYPE_CHECKING:
    from imap_tools import BaseMailBox, MailMessage

T = TypeVar("T")
SECONDS = 30.0
NEEDED = "Mail needs an extra of Alongside: pip install 'alongside[mail]'"
DRAFTS = "Drafts"
ANSWERED = "\\Answered"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


async def within(mail: Mail, work: Callable[[BaseMailBox], T]) -> T:
    """Do the work in the mailbox. Raises `ToolError`."""
    return await asyncio.to_thread(_within, mail, work)


def _within(mail: Mail, work: Callable[[BaseMailBox], T]) -> T:
    try:
        import imap_tools
    except ImportError:
        raise ToolError(NEEDED) from None
    try:
        with _opened(mail) as box:
            return work(box)
    except imap_tools.MailboxLoginError:
        raise ToolError(f"{mail.imap} doesn't know this name and password.") from None
    except (imap_tools.ImapToolsError, OSError, EOFError, ValueError) as error:
        raise ToolError(f"{mail.imap} didn't answer as a mailbox does: {error}.") from error


@contextmanager
def _opened(mail: Mail) -> Iterator[BaseMailBox]:
    import imap_tools

    kinds = {"tls": imap_tools.MailBox, "starttls": imap_tools.MailBoxStartTls}
    made = kinds.get(mail.security, imap_tools.MailBoxUnencrypted)
    box = made(mail.imap, mail.imap_port, timeout=SECONDS)
    try:
        opened = box.login(mail.user, mail.password)
    except BaseException:
        box.client.shutdown()
        raise
    with opened:
        yield opened


def words(query: str) -> str:
    """Words to search for, with nothing in them that could begin another command."""
    return _CONTROL.sub(" ", query).strip()


def drafts(box: BaseMailBox) -> str:
    """The folder of drafts, made where there is none."""
    folders = list(box.folder.list())
    for folder in folders:
        if any(flag.lower() == "\\drafts" for flag in folder.flags):
            return folder.name
    if all(folder.name != DRAFTS for folder in folders):
        box.folder.create(DRAFTS)
    return DRAFTS


def line(message: MailMessage) -> Iterator[tuple[str, Trust]]:
    """A mail in a list: what the mailbox says of it, and the sender's words."""
    answered = " (answered)" if ANSWERED in message.flags else ""
    yield f"- id {message.uid}{answered}: {message.date:%Y-%m-%d %H:%M} ", Trust.OWN
    yield f"from {message.from_}: {message.subject}", Trust.OUTSIDE
    yield "\n", Trust.OWN
