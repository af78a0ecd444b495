"""Glasses with MentraOS: an app server that their cloud calls, and that joins each session.

The cloud tells of a session by a webhook; the session itself is a WebSocket that we open to the
cloud. Whatever address the webhook names, only the cloud that was configured gets our key.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from alongside.interfaces.live.adapters.adapter import PeerGone
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.senses.live.captured import Audio, Charged, Located, Moded, Pressed
from alongside.senses.live.captured import What as Sensed
from alongside.senses.live.told import Caption, Card, Clear, Speech

CLOUD = "wss://prod.augmentos.cloud/app-ws"
STREAMS = ("audio_chunk", "button_press", "location_update", "glasses_battery_update")
MOST_WEBHOOK = 64 << 10
PRESSES = {"short": "short", "long": "long", "double": "double"}


class Mentra:
    """The app `package` with its `key`, whose webhook is answered at `port` of this machine.

    A short press of the glasses' button has it talk, or overhear again.
    """

    can = ("microphone", "screen", "location")
    room = False

    def __init__(
        self, package: str, key: str, port: int = 7010, host: str = "127.0.0.1", cloud: str = CLOUD
    ) -> None:
        self._package = package
        self._key = key
        self._where = host, port
        self._cloud = cloud
        self._session: ClientConnection | None = None
        self._talks = False

    async def capture(self, device: Device) -> None:
        """Answer webhooks, and capture the session that the last of them told of."""
        told: asyncio.Queue[str] = asyncio.Queue()
        try:
            server = await asyncio.start_server(lambda r, w: _webhook(r, w, told), *self._where)
        except OSError as error:
            raise PeerGone(f"Port {self._where[1]} can't be had: {error.strerror}.") from error
        async with server:
            while True:
                session = await told.get()
                with suppress(OSError, WebSocketException, TimeoutError):
                    await self._join(session, device)

    async def tell(self, _: Device, told: Down, /) -> None:
        match told:
            case Speech(text=text):
                await self._show({"layoutType": "text_wall", "text": text})
            case Card(title=title, text=text):
                await self._show({"layoutType": "reference_card", "title": title, "text": text})
            case Caption(text=text, final=True, translation=translation) if text:
                await self._show({"layoutType": "text_wall", "text": translation or text})
            case Clear():
                await self._show({"layoutType": "text_wall", "text": ""})
            case _:
                pass

    async def _join(self, session: str, device: Device) -> None:
        """Capture a session until its connection ends."""
        who = {"sessionId": session, "packageName": self._package}
        async with connect(self._cloud, proxy=None) as cloud:
            begin = {"type": "tpa_connection_init", **who, "apiKey": self._key}
            await cloud.send(json.dumps(begin))
            async for message in cloud:
                if isinstance(message, bytes):
                    await device.capture(Audio(message[: len(message) // 2 * 2]))
                    continue
                told = _object(message)
                if told.get("type") == "tpa_connection_ack":
                    wanted = {"type": "subscription_update", **who, "subscriptions": STREAMS}
                    await cloud.send(json.dumps(wanted))
                    self._session, self._who = cloud, who
                elif told.get("type") == "tpa_connection_error":
                    break
                for what in self._heard(told):
                    await device.capture(what)
        self._session = None

    def _heard(self, told: dict[str, Any]) -> list[Sensed]:
        data = told.get("data")
        data = data if isinstance(data, dict) else told
        match told.get("streamType", told.get("type")):
            case "button_press" if data.get("pressType") in PRESSES:
                return self._pressed(str(data.get("buttonId", "button"))[:50], data["pressType"])
            case "location_update":
                return _located(data)
            case "glasses_battery_update" if isinstance(data.get("level"), int):
                level = min(100, max(0, data["level"])) / 100
                return [Charged(level, charging=data.get("charging") is True)]
            case _:
                return []

    def _pressed(self, button: str, how: str) -> list[Sensed]:
        if how != "short":
            return [Pressed(button, "long" if how == "long" else "double")]
        self._talks = not self._talks
        return [Pressed(button), Moded("talk" if self._talks else "ambient")]

    async def _show(self, layout: dict[str, str]) -> None:
        if self._session is None:
            return
        event = {"type": "display_event", **self._who, "view": "main", "layout": layout}
        with suppress(WebSocketException):
            await self._session.send(json.dumps({**event, "id": secrets.token_hex(8)}))


def _located(data: dict[str, Any]) -> list[Sensed]:
    latitude, longitude = data.get("lat"), data.get("lng")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return []
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return []
    return [Located(float(latitude), float(longitude))]


async def _webhook(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, told: asyncio.Queue[str]
) -> None:
    """Answer one HTTP request; a session that is asked for is told of."""
    try:
        async with asyncio.timeout(10):
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.decode("latin-1").lower().split("\r\n")
            sizes = [line.partition(":")[2] for line in lines if line.startswith("content-length:")]
            size = min(MOST_WEBHOOK, int(sizes[0])) if sizes else 0
            body = _object(await reader.readexactly(size))
    except (ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
        body = {}
    session = body.get("sessionId")
    wanted = body.get("type", "session_request") == "session_request"
    if wanted and isinstance(session, str) and 0 < len(session) <= 500:
        told.put_nowait(session)
        answer, status = b'{"status":"success"}', b"200 OK"
    else:
        answer, status = b'{"status":"error"}', b"400 Bad Request"
    writer.write(
        b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
        b"Connection: close\r\n\r\n%s" % (status, len(answer), answer)
    )
    with suppress(OSError):
        await writer.drain()
        writer.close()


def _object(message: str | bytes) -> dict[str, Any]:
    try:
        told = json.loads(message)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
