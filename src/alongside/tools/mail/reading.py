"""Searches and reads the mailbox. Nothing is marked as read; what mails say is others' words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from alongside.gate.tool import READS, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.connections import Mail
from alongside.tools.mail.box import line, within, words

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

MOST = 10
MOST_TEXT = 20_000


class SearchMail:
    """Finds mails by words."""

    spec = ToolSpec(
        name="search_mail",
        description="Search the person's mailbox by words; the latest mails where there are none.",
        parameters={
            "type": "object",
            "properties": {"query": {"type": "string", "maxLength": 200}},
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        query = words(arguments.get("query", ""))
        found = await within(self._mail, lambda box: _found(box, query))
        if not found:
            return Result(text="No mail was found.", trust=Trust.OWN)
        return Result.told(found)


def _found(box: BaseMailBox, query: str) -> list[tuple[str, Trust]]:
    from imap_tools import AND

    criteria = AND(text=query) if query else AND(all=True)
    charset = "US-ASCII" if query.isascii() else "UTF-8"
    found = box.fetch(
        criteria, charset, limit=MOST, mark_seen=False, reverse=True, headers_only=True
    )
    return [part for message in found for part in line(message)]


class ReadMail:
    """What one mail says."""

    spec = ToolSpec(
        name="read_mail",
        description="Read a mail, by the id that search_mail gave.",
        parameters={
            "type": "object",
            "properties": {"id": {"type": "string", "pattern": "^[0-9]{1,12}$"}},
            "required": ["id"],
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, mail: Mail) -> None:
        self._mail = mail

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        text = await within(self._mail, lambda box: _read(box, arguments["id"]))
        if not text:
            raise ToolError("There is no such mail; it may have been moved.", ours=True)
        return Result(text=text[:MOST_TEXT], trust=Trust.OUTSIDE)


def _read(box: BaseMailBox, uid: str) -> str:
    from imap_tools import AND

    for message in box.fetch(AND(uid=uid), mark_seen=False):
        files = ", ".join(each.filename for each in message.attachments)
        head = [f"From: {message.from_}", f"To: {', '.join(message.to)}",
                f"Date: {message.date:%Y-%m-%d %H:%M}", f"Subject: {message.subject}"]  # fmt: skip
        if files:
            head.append(f"Attached: {files}")
        return "\n".join([*head, "", message.text or message.html])
    return ""
