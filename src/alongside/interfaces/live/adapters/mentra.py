"""Glasses with MentraOS: an app server that their cloud calls, and that joins each session.

The cloud tells of a session by a webhook; the session itself is a WebSocket that we open to the
cloud. Whatever address the webhook names, only the cloud that was configured gets our key. A photo
that we ask for is posted beside the webhook, by the number that we gave it.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from contextlib import suppress
from functools import partial
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from alongside.interfaces.live.adapters.adapter import PeerGone
from alongside.interfaces.live.adapters.webhook import Posted, answer
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import Down
from alongside.models.see.picture import UnreadablePictureError, as_jpeg
from alongside.senses.live.captured import Audio, Charged, Frame, Located, Moded, Pressed
from alongside.senses.live.captured import What as Sensed
from alongside.senses.live.told import Caption, Card, Clear, Speech, Take

CLOUD = "wss://prod.augmentos.cloud/app-ws"
STREAMS = ("audio_chunk", "button_press", "location_update", "glasses_battery_update")
PHOTO = "/photo-upload"
LONGEST = 1920
"""Pixels of the longer side of a photo."""
MOST_ASKED = 8
"""Photos that may be on their way."""
PRESSES = {"short": "short", "long": "long", "double": "double"}


class Mentra:
    """The app `package` with its `key`, whose webhook is answered at `port` of this machine.

    A short press of the glasses' button has it talk, or overhear again; two take a photo.
    """

    can = ("microphone", "camera", "screen", "location")
    room = False

    def __init__(
        self, package: str, key: str, port: int = 7010, host: str = "127.0.0.1", cloud: str = CLOUD
    ) -> None:
        self._package = package
        self._key = key
        self._where = host, port
        self._cloud = cloud
        self._session: ClientConnection | None = None
        self._told: asyncio.Queue[str] = asyncio.Queue()
        self._asked: deque[str] = deque(maxlen=MOST_ASKED)
        self._talks = False

    async def capture(self, device: Device) -> None:
        """Answer webhooks, and capture the session that the last of them told of."""
        heed = partial(self._posted, device)
        try:
            server = await asyncio.start_server(lambda r, w: answer(r, w, heed), *self._where)
        except OSError as error:
            raise PeerGone(f"Port {self._where[1]} can't be had: {error.strerror}.") from error
        async with server:
            while True:
                session = await self._told.get()
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
            case Take("photo"):
                await self._ask()
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
                    if isinstance(what, Pressed) and what.how == "double":
                        await self._ask()
        self._session = None

    async def _posted(self, device: Device, posted: Posted) -> bool:
        """Take in what was posted to us: a session that begins, or a photo that we asked for."""
        if posted.path.rstrip("/").endswith(PHOTO):
            return await self._photo(device, posted.form())
        body = _object(posted.body)
        session = body.get("sessionId")
        wanted = body.get("type", "session_request") == "session_request"
        if not wanted or not isinstance(session, str) or not 0 < len(session) <= 500:
            return False
        self._told.put_nowait(session)
        return True

    async def _photo(self, device: Device, form: dict[str, bytes]) -> bool:
        number = form.get("requestId", b"").decode(errors="replace").strip()
        if number not in self._asked:
            return False
        self._asked.remove(number)
        try:
            made = await asyncio.to_thread(as_jpeg, form.get("photo", b""), LONGEST)
        except UnreadablePictureError:
            return False
        await device.capture(Frame(made, kept=True))
        return True

    async def _ask(self) -> None:
        """Ask the glasses for a photo."""
        number = secrets.token_hex(16)
        self._asked.append(number)
        await self._send({"type": "photo_request", "requestId": number, "size": "large"})

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
        event = {"type": "display_event", "view": "main", "layout": layout}
        await self._send({**event, "id": secrets.token_hex(8)})

    async def _send(self, event: dict[str, Any]) -> None:
        if self._session is not None:
            with suppress(WebSocketException):
                await self._session.send(json.dumps({**event, **self._who}))


def _located(data: dict[str, Any]) -> list[Sensed]:
    latitude, longitude = data.get("lat"), data.get("lng")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return []
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return []
    return [Located(float(latitude), float(longitude))]


def _object(message: str | bytes) -> dict[str, Any]:
    try:
        told = json.loads(message)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
