"""Calls to a service over HTTP: what goes wrong in a sentence without the address, as that may hold
a token, and its wish for patience as `Slow`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from typing import TYPE_CHECKING, Any

from alongside.interfaces.channels.channel import ChannelError, Refused, Slow, parsed

if TYPE_CHECKING:
    import httpx

SECONDS = 30.0
USUAL_WAIT = 5.0
LONGEST_WAIT = 3600.0


class Http:
    """A client of one service, made when it is first needed."""

    def __init__(self, service: str, headers: Mapping[str, str] | None = None) -> None:
        self.service = service
        self._headers = dict(headers or {})
        self._client: httpx.AsyncClient | None = None

    async def call(
        self,
        method: str,
        url: str,
        json: Any = None,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = SECONDS,
    ) -> Any:
        """The JSON that is answered. Raises `ChannelError`, `Slow`, `Refused`."""
        import httpx

        client = await self._made()
        try:
            answer = await client.request(
                method, url, json=json, params=params, headers=headers, timeout=seconds
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ChannelError(self._lost(error)) from None
        self._judge(answer.status_code, answer.headers, answer.content)
        return parsed(answer.content)

    async def lines(self, url: str) -> AsyncGenerator[str, None]:
        """The lines of an answer that goes on. Raises `ChannelError`."""
        import httpx

        client = await self._made()
        patience = httpx.Timeout(SECONDS, read=None)
        try:
            async with client.stream("GET", url, timeout=patience) as answer:
                self._judge(answer.status_code, answer.headers, b"")
                async for line in answer.aiter_lines():
                    yield line
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ChannelError(self._lost(error)) from None

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _made(self) -> httpx.AsyncClient:
        """The client; making one reads the certificates that are trusted."""
        import httpx

        if self._client is None:
            self._client = await asyncio.to_thread(
                httpx.AsyncClient, headers=self._headers, trust_env=False
            )
        return self._client

    def _lost(self, error: Exception) -> str:
        return f"{self.service} can't be reached ({type(error).__name__})."

    def _judge(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        if status == 429:
            raise Slow(self.service, waiting(headers, parsed(content)))
        if status in (401, 403):
            raise Refused(f"{self.service} doesn't let us in: connect it again with a fresh token.")
        if status >= 400:
            raise ChannelError(f"{self.service} answered with an error ({status}).")


def waiting(headers: Mapping[str, str], told: Any) -> float:
    """The seconds that a service asks to wait: `Retry-After`, or what it says in its answer."""
    given: list[Any] = [headers.get("retry-after")]
    if isinstance(told, dict):
        inner = told.get("parameters")
        within = inner.get("retry_after") if isinstance(inner, dict) else None
        after = told.get("retry_after_ms")
        millis = after / 1000 if isinstance(after, int | float) else None
        given += [told.get("retry_after"), within, millis]
    for one in given:
        try:
            seconds = float(one)
        except (TypeError, ValueError):
            continue
        if 0 <= seconds <= LONGEST_WAIT:
            return seconds
    return USUAL_WAIT
