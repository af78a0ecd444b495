"""One collection on a DAV server (RFC 4791, RFC 6352): its address is what the person gave."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from alongside.gate.tool import ToolError
from alongside.tools.connections import Account

if TYPE_CHECKING:
    import httpx

SECONDS = 20.0
SAID = {401: "it doesn't know this name and password", 403: "it doesn't allow that",
        404: "there is no such place"}  # fmt: skip


class Dav:
    """Keeps, deletes and finds what lies in the collection. Everything raises `ToolError`."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._base = account.url.rstrip("/") + "/"

    async def check(self) -> None:
        """Whether it is there and lets us in."""
        await self.ask("PROPFIND", self._base, headers={"Depth": "0"})

    async def put(self, uid: str, ics: bytes) -> str:
        """Keep a new entry of a calendar; gives where it is, with its state (ETag)."""
        where = urljoin(self._base, f"{quote(uid, safe='@')}.ics")
        headers = {"Content-Type": "text/calendar; charset=utf-8", "If-None-Match": "*"}
        answer = await self.ask("PUT", where, ics, headers)
        return f"{where} {answer.headers.get('etag', '')}"

    async def delete(self, where: str) -> None:
        """Take an entry away again, unless it was changed since."""
        address, _, etag = where.partition(" ")
        headers = {"If-Match": etag} if etag else {}
        if urlsplit(address).netloc != urlsplit(self._base).netloc:
            raise ToolError("It lies on another server than the one connected now.")
        await self.ask("DELETE", address, headers=headers)

    async def ask(
        self, method: str, where: str, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        """One request, that must go well. No redirect is followed, so the password stays here."""
        import httpx

        auth = httpx.BasicAuth(self._account.user, self._account.password)
        try:
            async with httpx.AsyncClient(timeout=SECONDS, auth=auth, trust_env=False) as client:
                answer = await client.request(method, where, content=content, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ToolError(f"{self._base} can't be reached: {error}.") from error
        if answer.status_code == 412:
            raise ToolError("It was changed on the server meanwhile; it was left as it is.")
        if not answer.is_success:
            why = SAID.get(answer.status_code, f"it answered with {answer.status_code}")
            raise ToolError(f"{self._base} didn't take it: {why}.")
        return answer
