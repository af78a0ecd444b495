"""Glasses with MentraOS: their cloud, simulated."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from PIL import Image
from websockets.asyncio.server import Server, ServerConnection, serve

from alongside.interfaces.live.adapters.mentra import Mentra
from alongside.senses.live.captured import Audio, Charged, Frame, Located, Moded, Pressed
from alongside.senses.live.told import Card, Speech, Take

from .conftest import Noting


class Cloud:
    """Takes apps in, and has all they sent."""

    def __init__(self) -> None:
        self.got: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.app: ServerConnection | None = None

    async def serve(self, app: ServerConnection) -> None:
        async for message in app:
            told = json.loads(message)
            if told["type"] == "tpa_connection_init":
                self.app = app
                await self.send(type="tpa_connection_ack", settings=[])
            self.got.put_nowait(told)

    async def send(self, **told: Any) -> None:
        assert self.app is not None
        await self.app.send(json.dumps(told))

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.got.get(), 30)


@pytest.fixture
async def cloud() -> AsyncIterator[tuple[Cloud, str]]:
    cloud = Cloud()
    async with serve(cloud.serve, "127.0.0.1", 0) as server:
        yield cloud, f"ws://127.0.0.1:{_port(server)}"


def _port(server: Server) -> int:
    return int(next(iter(server.sockets)).getsockname()[1])


def free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def hook(port: int, **body: Any) -> int:
    """Call the webhook, once it answers."""
    async with httpx.AsyncClient(timeout=30) as client:
        for _ in range(200):
            try:
                answer = await client.post(f"http://127.0.0.1:{port}/webhook", json=body)
            except httpx.ConnectError:
                await asyncio.sleep(0.02)
            else:
                return answer.status_code
    raise AssertionError("nobody answers")


async def test_a_session_is_joined_heard_and_shown_on_the_glasses(
    cloud: tuple[Cloud, str], device: Noting
) -> None:
    there, url = cloud
    port = free()
    serving = device.serving(Mentra("org.example.life", "key", port, cloud=url))
    elsewhere = "wss://elsewhere.example/app-ws"
    session = {"sessionId": "ada-1", "userId": "ada", "mentraOSWebsocketUrl": elsewhere}
    assert await hook(port, type="session_request", **session) == 200
    begun = await there.next()
    assert (begun["sessionId"], begun["packageName"], begun["apiKey"]) == (
        "ada-1", "org.example.life", "key",
    )  # fmt: skip
    wanted = await there.next()
    assert wanted["type"] == "subscription_update"
    assert "audio_chunk" in wanted["subscriptions"]
    assert there.app is not None
    await there.app.send(b"\1\0" * 160 + b"\7")
    pressed = {"buttonId": "main", "pressType": "short"}
    await there.send(type="data_stream", streamType="button_press", data=pressed)
    await there.send(type="data_stream", streamType="location_update", data={"lat": 41, "lng": -8})
    await there.send(type="data_stream", streamType="location_update", data={"lat": 410})
    await there.send(type="glasses_battery_update", level=50, charging=True)
    await there.app.send("no JSON")
    await device.until(Charged)
    assert device.captured == [
        Moded("ambient"), Audio(b"\1\0" * 160), Pressed("main"), Moded("talk"),
        Located(41.0, -8.0), Charged(0.5, charging=True),
    ]  # fmt: skip
    device.tell(Speech(1, 24_000, "Nine."), Card(id="c", kind="next", title="Train", text="5 min"))
    shown = [(await there.next())["layout"] for _ in range(2)]
    assert shown == [
        {"layoutType": "text_wall", "text": "Nine."},
        {"layoutType": "reference_card", "title": "Train", "text": "5 min"},
    ]
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_a_webhook_without_a_session_is_refused(
    cloud: tuple[Cloud, str], device: Noting
) -> None:
    there, url = cloud
    port = free()
    serving = device.serving(Mentra("org.example.life", "key", port, cloud=url))
    assert await hook(port, type="stop_request", sessionId="x") == 400
    assert await hook(port, type="session_request") == 400
    assert there.app is None
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_a_photo_that_was_asked_for_comes_by_its_number_and_no_other(
    cloud: tuple[Cloud, str], device: Noting
) -> None:
    there, url = cloud
    port = free()
    serving = device.serving(Mentra("org.example.life", "key", port, cloud=url))
    assert await hook(port, type="session_request", sessionId="ada-1") == 200
    await there.next()
    await there.next()
    file = io.BytesIO()
    Image.new("RGB", (3000, 40), "teal").save(file, "PNG")

    async def post(number: str, photo: bytes) -> int:
        async with httpx.AsyncClient(timeout=30) as client:
            answer = await client.post(
                f"http://127.0.0.1:{port}/photo-upload",
                data={"requestId": number, "success": "true"},
                files={"photo": ("photo.png", photo, "image/png")},
            )
        return answer.status_code

    assert await post("guessed", file.getvalue()) == 400
    device.tell(Take("photo"))
    asked = await there.next()
    assert (asked["type"], asked["packageName"]) == ("photo_request", "org.example.life")
    assert await post(asked["requestId"], file.getvalue()) == 200
    assert await post(asked["requestId"], file.getvalue()) == 400, "it is taken once"
    (photo,) = device.of(Frame)
    assert isinstance(photo, Frame)
    assert photo.kept
    assert Image.open(io.BytesIO(photo.jpeg)).width == 1920
    pressed = {"buttonId": "main", "pressType": "double"}
    await there.send(type="data_stream", streamType="button_press", data=pressed)
    again = await there.next()
    assert again["type"] == "photo_request"
    assert await post(again["requestId"], b"no picture") == 400
    assert len(device.of(Frame)) == 1
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
