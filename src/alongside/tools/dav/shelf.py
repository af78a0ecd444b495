"""The entries of a calendar on a server (CalDAV, RFC 4791): which there are, in what state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from alongside.gate.tool import ToolError
from alongside.tools.connections import Account
from alongside.tools.dav.server import Dav

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_D, _C = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_SPACES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
)
_MARK = f"<D:propfind {_SPACES}><D:prop><D:sync-token/><S:getctag/></D:prop></D:propfind>"
_TAGS = (
    f"<C:calendar-query {_SPACES}><D:prop><D:getetag/></D:prop><C:filter>"
    '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>'
    "</C:calendar-query>"
)
_SOME = (
    f"<C:calendar-multiget {_SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop>{{}}"
    "</C:calendar-multiget>"
)


class Shelf:
    """One calendar. Everything raises `ToolError`."""

    def __init__(self, account: Account) -> None:
        self._dav = Dav(account)
        self._url = account.url.rstrip("/") + "/"

    async def mark(self) -> str:
        """What changes whenever something in it does; empty where the server has no such thing."""
        root = await self._asked("PROPFIND", _MARK, "0")
        for name in (f"{_D}sync-token", "{http://calendarserver.org/ns/}getctag"):
            found = next((one.text for one in root.iter(name) if one.text), "")
            if found:
                return found
        return ""

    async def tags(self) -> Mapping[str, str]:
        """The state (ETag) of every entry, by its path."""
        root = await self._asked("REPORT", _TAGS, "1")
        return {path: tag for path, one in _answers(root) if (tag := _text(one, f"{_D}getetag"))}

    async def written(self, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """State and content (iCalendar) of these entries; one that is gone is left out."""
        asked = "".join(f"<D:href>{escape(path)}</D:href>" for path in paths)
        root = await self._asked("REPORT", _SOME.format(asked), "1")
        told = {
            path: (
                _text(one, f"{_D}getetag"),
                _text(one, f"{_C}calendar-data").replace("\r\n", "\n"),
            )
            for path, one in _answers(root)
        }
        return {path: found for path, found in told.items() if found[1]}

    async def _asked(self, method: str, body: str, depth: str) -> Element:
        """The answer, parsed. A document that declares entities of its own isn't read."""
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring

        headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
        content = f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode()
        answer = await self._dav.ask(method, self._url, content, headers)
        try:
            root: Element = fromstring(answer.content, forbid_dtd=True)
        except (ParseError, DefusedXmlException) as error:
            raise ToolError(f"{self._url} didn't answer as a calendar does.") from error
        return root


def _answers(root: Element) -> Iterator[tuple[str, Element]]:
    for one in root.iter(f"{_D}response"):
        path = _text(one, f"{_D}href")
        if path:
            yield path, one


def _text(element: Element, name: str) -> str:
    found = next(element.iter(name), None)
    return (found.text or "").strip() if found is not None else ""
