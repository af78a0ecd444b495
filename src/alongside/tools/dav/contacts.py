"""Looks into an address book on a server of the person's own (CardDAV)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from alongside.gate.tool import READS, Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.connections import Account
from alongside.tools.dav.server import Dav

DATA = "{urn:ietf:params:xml:ns:carddav}address-data"
MOST = 10
_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<C:addressbook-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav">
<D:prop><C:address-data/></D:prop>
<C:filter><C:prop-filter name="FN"><C:text-match collation="i;unicode-casemap"
 match-type="contains">{}</C:text-match></C:prop-filter></C:filter>
</C:addressbook-query>"""
_TOLD = ("FN", "EMAIL", "TEL", "ADR", "BDAY", "ORG")


class FindContact:
    """Finds people in the address book by their names."""

    spec = ToolSpec(
        name="find_contact",
        reads=frozenset({"contact"}),
        description="Find people in the person's address book: mail addresses, phones, birthdays.",
        parameters={
            "type": "object",
            "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200}},
            "required": ["name"],
            "additionalProperties": False,
        },
        hints=READS,
    )

    def __init__(self, account: Account) -> None:
        self._dav = Dav(account)
        self._url = account.url.rstrip("/") + "/"

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        asked = _QUERY.format(escape(arguments["name"])).encode()
        headers = {"Depth": "1", "Content-Type": "application/xml; charset=utf-8"}
        answer = await self._dav.ask("REPORT", self._url, asked, headers)
        cards = list(_cards(answer.content))[:MOST]
        text = "\n".join(_line(card) for card in cards)
        return Result(text=text or "There is nobody of that name.", trust=Trust.OWN)


def _cards(content: bytes) -> Iterator[str]:
    """The cards of an answer. A document that declares entities of its own isn't read."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        found = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise ToolError("The server's answer isn't one of an address book.") from error
    return (str(one.text) for one in found.iter(DATA) if one.text)


def _line(card: str) -> str:
    told: dict[str, list[str]] = {}
    for line in re.sub(r"\r?\n[ \t]", "", card).splitlines():
        name, _, value = line.partition(":")
        key = name.split(";")[0].rpartition(".")[2].upper()
        if key in _TOLD and value:
            told.setdefault(key, []).append(value.replace("\\,", ",").strip(";"))
    who = ", ".join(told.pop("FN", ["?"]))
    return f"- {who}: " + "; ".join(", ".join(values) for values in told.values())
