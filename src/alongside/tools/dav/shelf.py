"""The entries of a calendar on a server (CalDAV, RFC 4791): which there are, in what state, and
how one is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import escape

from alongside.gate.tool import ToolError
from alongside.tools.calendar.kept import Written
from alongside.tools.connections import Account
from alongside.tools.dav.server import Dav

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_D, _C = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_FOLD = re.compile(r"\n[ \t]")
_SPACES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
)
_MARK = f"<D:propfind {_SPACES}><D:prop><D:sync-token/><S:getctag/></D:prop></D:propfind>"
_TAGS = (
    f"<C:calendar-query {_SPACES}><D:prop><D:getetag/></D:prop><C:filter>"
    '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>'
    "</C:calendar-query>"
)
_OF = (
    f"<C:calendar-query {_SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>"
    '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="UID">'
    '<C:text-match collation="i;octet">{}</C:text-match>'
    "</C:prop-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
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
        return _contents(root)

    async def of(self, uid: str) -> Written | None:
        """The entry of that UID, where there is one."""
        root = await self._asked("REPORT", _OF.format(escape(uid)), "1")
        line = re.compile(rf"^UID:{re.escape(uid)}$", re.MULTILINE)
        for path, (tag, text) in _contents(root).items():
            if tag and line.search(_FOLD.sub("", text)):
                return Written(urljoin(self._url, path), tag, text)
        return None

    async def replace(self, was: Written, text: str) -> Written:
        """Have an entry say something else, unless it was changed since."""
        return await self._put(was, text, {"If-Match": was.tag})

    async def restore(self, was: Written) -> Written:
        """Put back an entry that was taken away, unless something is there."""
        return await self._put(was, was.text, {"If-None-Match": "*"})

    async def drop(self, was: Written) -> None:
        """Take an entry away, unless it was changed since."""
        await self._dav.delete(f"{was.where} {was.tag}")

    async def _put(self, was: Written, text: str, only: Mapping[str, str]) -> Written:
        headers = {"Content-Type": "text/calendar; charset=utf-8", **only}
        if urlsplit(was.where).netloc != urlsplit(self._url).netloc:
            raise ToolError("It lies on another server than the one connected now.")
        answer = await self._dav.ask("PUT", was.where, text.encode(), headers)
        tag = answer.headers.get("etag", "") or await self._tag(was.where)
        return Written(was.where, tag, text)

    async def _tag(self, where: str) -> str:
        """The state of an entry, where the server doesn't give it with what was put."""
        path = urlsplit(where).path
        return (await self.written([path])).get(path, ("", ""))[0]

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


def _contents(root: Element) -> dict[str, tuple[str, str]]:
    """State and content of the entries of an answer, by path."""
    told = {
        path: (_text(one, f"{_D}getetag"), _text(one, f"{_C}calendar-data").replace("\r\n", "\n"))
        for path, one in _answers(root)
    }
    return {path: found for path, found in told.items() if found[1]}


def _answers(root: Element) -> Iterator[tuple[str, Element]]:
    for one in root.iter(f"{_D}response"):
        path = _text(one, f"{_D}href")
        if path:
            yield path, one


def _text(element: Element, name: str) -> str:
    found = next(element.iter(name), None)
    return (found.text or "").strip() if found is not None else ""
