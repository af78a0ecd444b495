"""A WebSocket to a service that talks JSON objects."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from alongside.interfaces.channels.channel import ChannelError, Refused, parsed

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

MOST_BYTES = 1 << 24
SECONDS = 30.0


class Socket:
    """One connection. `refusals` are the codes with which the service closes it for good, and
    what to do. All raises `ChannelError`, `Refused`."""

    def __init__(self, service: str, url: str, refusals: Mapping[int, str] | None = None) -> None:
        self._service = service
        self._url = url
        self._refusals = refusals or {}
        self._open: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        import websockets

        secure = self._url.startswith("wss:")
        tls = await asyncio.to_thread(ssl.create_default_context) if secure else None
        try:
            self._open = await websockets.connect(
                self._url, ssl=tls, proxy=None, max_size=MOST_BYTES, open_timeout=SECONDS
            )
        except (OSError, TimeoutError, ValueError, websockets.WebSocketException) as error:
            raise ChannelError(self._lost(error)) from None
        return self

    async def __aexit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def told(self) -> dict[str, Any]:
        """The next object; what is none is passed over."""
        import websockets

        while True:
            try:
                frame = await self._connection.recv()
            except websockets.ConnectionClosed as closed:
                raise self._ended(closed.rcvd.code if closed.rcvd else 0) from None
            told = parsed(frame)
            if isinstance(told, dict):
                return told

    async def tell(self, told: Mapping[str, Any]) -> None:
        import websockets

        try:
            await self._connection.send(msgspec.json.encode(told).decode())
        except websockets.ConnectionClosed as closed:
            raise self._ended(closed.rcvd.code if closed.rcvd else 0) from None

    async def close(self) -> None:
        if self._open is not None:
            await self._open.close()

    @property
    def _connection(self) -> ClientConnection:
        if self._open is None:
            raise ChannelError(f"{self._service} isn't connected.")
        return self._open

    def _ended(self, code: int) -> ChannelError:
        if code in self._refusals:
            return Refused(self._refusals[code])
        return ChannelError(f"The connection to {self._service} was lost.")

    def _lost(self, error: Exception) -> str:
        return f"{self._service} can't be reached ({type(error).__name__})."
