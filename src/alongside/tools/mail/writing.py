"""Drafts and sends mails. A sent one waits a little first, and can be taken back meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from alongside.gate.tool import MAKES, Hints, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.connections import Mail
from alongside.tools.mail.box import NEEDED, drafts, within
from alongside.tools.mail.outbox import WINDOW, Outbox, Waiting

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

ADDRESS = {"type": "string", "format": "email", "pattern": r"^[^\s@<>,;:]+@[^\s@<>,;:]+$"}
_PARAMETERS = {
    "type": "object",
    "properties": {
        "to": ADDRESS,
        "subject": {"type": "string", "maxLength": 200},
        "body": {"type": "string", "maxLength": 50_000},
    },
    "required": ["to", "subject", "body"],
    "additionalProperties": False,
}
SECONDS = 60.0


class DraftMail:
    """Puts a mail among the drafts, where the person can change and send it."""

    spec = ToolSpec(
        name="draft_mail",
        description="Write a mail into the drafts. It isn't sent.",
        parameters=_PARAMETERS,
        hints=MAKES,
    )

    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        message = written(self._mail, arguments)
        await within(self._mail, lambda box: _put(box, message.as_bytes()))
        said = f"Drafted, not sent, to {arguments['to']}: {arguments['subject']}"
        return Result(text=said, trust=Trust.OWN, undo=str(message["Message-ID"]))

    async def undo(self, undo: str) -> None:
        if not await within(self._mail, lambda box: _delete(box, undo)):
            raise ToolError("It isn't among the drafts any more.")


class SendMail:
    """Sends a mail, after a while in which it can be taken back."""

    spec = ToolSpec(
        name="send_mail",
        description="Send a mail. It goes out after half a minute, until then it can be undone.",
        parameters=_PARAMETERS,
        hints=Hints(read_only=False, destructive=False, open_world=True, pays=False),
    )

    def __init__(self, mail: Mail, outbox: Outbox) -> None:
        self._mail = mail
        self._outbox = outbox

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        message = written(self._mail, arguments)
        due = datetime.now(UTC) + WINDOW
        mail = Waiting(uuid4().hex, due, arguments["to"], message.as_bytes())
        await self._outbox.add(mail)
        said = (
            f"It goes out to {arguments['to']} in {WINDOW.seconds} seconds, while Alongside runs; "
            "until then it can be taken back."
        )
        return Result(text=said, trust=Trust.OWN, undo=mail.id)

    async def undo(self, undo: str) -> None:
        await self._outbox.take_back(undo)


def written(mail: Mail, given: Mapping[str, Any]) -> EmailMessage:
    """The mail. Nothing that is given can add a header or another recipient. Raises `ToolError`."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = mail.address
        message["To"] = given["to"]
        message["Subject"] = given["subject"]
    except ValueError as error:
        raise ToolError(f"This can't stand in a mail: {error}.") from error
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=mail.address.rpartition("@")[2])
    message.set_content(given["body"])
    return message


async def handed_over(mail: Mail, waiting: Waiting) -> None:
    """Give a mail to the server. Raises `ToolError`."""
    try:
        import aiosmtplib
    except ImportError:
        raise ToolError(NEEDED) from None
    try:
        await aiosmtplib.send(
            waiting.message,
            hostname=mail.smtp,
            port=mail.smtp_port,
            username=mail.user or None,
            password=mail.password or None,
            use_tls=mail.security == "tls",
            start_tls=mail.security == "starttls",
            timeout=SECONDS,
            sender=mail.address,
            recipients=[waiting.to],
        )
    except (aiosmtplib.SMTPException, OSError) as error:
        raise ToolError(f"{mail.smtp} didn't take the mail: {error}.") from error


def _put(box: BaseMailBox, message: bytes) -> None:
    from imap_tools import MailMessageFlags

    box.append(message, drafts(box), flag_set=[MailMessageFlags.DRAFT])


def _delete(box: BaseMailBox, message_id: str) -> bool:
    from imap_tools import AND, H

    box.folder.set(drafts(box))
    found = box.uids(AND(header=H("Message-ID", message_id)))
    if found:
        box.delete(found)
    return bool(found)
