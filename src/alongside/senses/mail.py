"""One mail as a moment: who wrote it to whom, what about, and the words that are their own.

A mail is the person's own only where it comes from an address of theirs and was never delivered to
anybody: anyone may write any name into `From`, and servers mark what they deliver. What a reply
quotes is left out, so that nobody's words pass for another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

from imap_tools import MailAttachment, MailMessage
from imap_tools.utils import EmailAddress

from alongside.log.kinds import Said
from alongside.log.moment import Draft, Trust
from alongside.senses.html_text import readable
from alongside.senses.importer import Context, digest
from alongside.senses.named import plausible

CHANNEL = "mail"
LONGEST = 100_000
"""Characters of a mail that are kept."""
MOST_NAMED = 50
ATTACHMENT_LIMIT = 25 << 20
"""The largest attachment kept, in bytes."""
BROKEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError, MessageError)
"""What parsing a damaged mail raises."""
_DELIVERED = (
    "Delivered-To", "Return-Path", "Authentication-Results", "Received-SPF", "X-Received",
    "ARC-Authentication-Results",
)  # fmt: skip
_EXPORTED = ("X-GM-THRID", "X-Gmail-Labels")
"""With what Google begins a mail in a Takeout, above all that others wrote."""
SENT = frozenset(
    {
        "sent", "sent items", "sent mail", "sent messages", "보낸편지함", "gesendet", "enviados",
        "inviati", "messages envoyés",
    }
)  # fmt: skip
"""What the folder or the label of sent mail is called."""
_BULK = ("List-Unsubscribe", "List-Id", "Feedback-ID", "X-Campaign-Id")
_ROBOT = re.compile(
    r"^(?:no|do.?not).?reply\b|^(?:mailer-daemon|notifications?|newsletter)@", re.IGNORECASE
)
_REPLY = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|sv|tr|rv|답장|회신|전달)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
_QUOTE = re.compile(
    r"^(?:On\s.{0,200}\bwrote:|Am\s.{0,200}\bschrieb\b.*:|Le\s.{0,200}\bécrit\s?:"
    r"|El\s.{0,200}\bescribió:|Il\s.{0,200}\bha scritto:|.{0,100}\d.{0,100}(?:님이|에)\s?작성:?"
    r"|-{2,}\s?(?:Original Message|Forwarded message|원본 메일|원본 메시지|전달된 메시지).*"
    r"|_{20,})\s*$",
    re.IGNORECASE,
)
"""The line after which a mail only repeats another."""
_BLANK = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as a draft, and what is attached to it."""

    draft: Draft
    attachments: Sequence[MailAttachment] = ()


def mail(raw: bytes, context: Context, *, ours: bool = True) -> Mail:
    """Raises one of `BROKEN` for what is no mail, with why. Where it isn't `ours`, it lay where
    others put it, and is nobody's own."""
    message = MailMessage.from_bytes(raw)
    sender = message.from_values
    if sender is None or not (sender.email or sender.name):
        raise ValueError("it doesn't say who it is from")
    mine = ours and _is_mine(message.obj, sender, context)
    bulk = not mine and _is_bulk(message.obj, sender.email)
    text = own_words(message.text or readable(message.html))[:LONGEST]
    kept = [] if bulk else [each for each in message.attachments if _is_kept(each)]
    subject = _REPLY.sub("", " ".join(message.subject.split()))
    if not (text or subject or kept):
        raise ValueError("it is empty")
    at = _when(message)
    said = Said(
        text=text or subject,
        by=(context.me if mine else "") or sender.name or sender.email,
        to=_names((*message.to_values, *message.cc_values), context),
        thread=subject,
        channel=CHANNEL,
        address=sender.email,
        bulk=bulk,
    )
    told = digest(message.obj.get("Message-ID", ""), at.isoformat(), sender.email, subject, text)
    draft = Draft(
        what=said,
        at=at,
        zone=context.zone,
        source=CHANNEL,
        trust=Trust.OWN if mine else Trust.OUTSIDE,
        origin=f"mail:{told}",
    )
    return Mail(draft, kept)


def own_words(text: str) -> str:
    """The words of a mail without what it quotes of others."""
    kept: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\0", "").split("\n"):
        if _QUOTE.match(line.strip()):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    return _BLANK.sub("\n\n", "\n".join(kept)).strip()


def _when(message: MailMessage) -> datetime:
    at = plausible(parsedate_to_datetime(message.date_str))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _is_mine(headers: Message, sender: EmailAddress, context: Context) -> bool:
    first = tuple(headers.keys()[:2])
    if first == _EXPORTED:
        labels = str(headers["X-Gmail-Labels"]).casefold().split(",")
        return any(label.strip() in SENT for label in labels)
    delivered = any(name in headers for name in _DELIVERED)
    return context.is_me(sender.email) and not delivered


def _is_bulk(headers: Message, address: str) -> bool:
    """Whether a machine wrote it to many, or to anyone."""
    precedence = str(headers.get("Precedence", "")).casefold()
    automatic = str(headers.get("Auto-Submitted", "no")).casefold()
    marked = any(name in headers for name in _BULK) or precedence in ("bulk", "list", "junk")
    return marked or not automatic.startswith("no") or bool(_ROBOT.search(address))


def _names(addresses: Iterable[EmailAddress], context: Context) -> tuple[str, ...]:
    """Whom it is to, the person by the name they go by."""
    named = (
        (context.me or each.name or each.email)
        if context.is_me(each.email)
        else (each.name or each.email)
        for each in addresses
    )
    return tuple(dict.fromkeys(name for name in named if name))[:MOST_NAMED]


def _is_kept(attachment: MailAttachment) -> bool:
    return (
        attachment.content_disposition == "attachment" and 0 < attachment.size <= ATTACHMENT_LIMIT
    )
