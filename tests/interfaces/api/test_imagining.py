"""Pictures that follow the words, over a real server."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from alongside.interfaces.api.running import PROTOCOL
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Opened, Sessions
from alongside.mind.imagine.lexicon import GlyphsMissing, lexicon
from alongside.mind.imagine.studio import Studio
from alongside.models.model import Drawn, Wish

FOX = {"words": "a fox in the snow", "width": 256, "height": 256}


@pytest.fixture(autouse=True)
def glyphs() -> None:
    try:
        lexicon()
    except GlyphsMissing as error:
        pytest.skip(str(error))


@pytest.fixture
async def opened(sessions: Sessions) -> Opened:
    return await sessions.open()


@asynccontextmanager
async def easel(app: FastAPI, opened: Opened) -> AsyncIterator[tuple[ClientConnection, str]]:
    with listen() as bound:
        async with serving(app, bound):
            port = bound.getsockname()[1]
            cookie = f"alongside-{port}={opened.cookie}"
            async with connect(
                f"ws://127.0.0.1:{port}/api/v1/imagine",
                subprotocols=[Subprotocol(PROTOCOL), Subprotocol(opened.token)],
                additional_headers={"Cookie": cookie},
            ) as socket:
                yield socket, f"http://127.0.0.1:{port}"


async def told(socket: ClientConnection, **request: Any) -> dict[str, Any]:
    await socket.send(json.dumps(request))
    return await heard(socket)


async def heard(socket: ClientConnection) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(await socket.recv())
    return event


async def test_a_sketch_then_the_picture_then_it_is_kept(app: FastAPI, opened: Opened) -> None:
    async with easel(app, opened) as (socket, address):
        sketch = await told(socket, ask=FOX, draw=True)
        assert sketch["event"] == "sketch"
        assert sketch["svg"].startswith("<svg")
        drawn = [await heard(socket) for _ in range(4)]
        assert [each["step"] for each in drawn] == [1, 2, 3, 4]
        assert base64.b64decode(drawn[-1]["picture"]).startswith(b"\x89PNG")
        kept = (await told(socket, keep=FOX))["moment"]
        assert kept["what"]["model"] == "scripted:colours"
        sketched = (await told(socket, keep={**FOX, "words": "a dog"}))["moment"]
        assert "model" not in sketched["what"]
        headers = {"Cookie": f"alongside-{address.rpartition(':')[2]}={opened.cookie}"}
        headers["X-Alongside-Token"] = opened.token
        async with httpx.AsyncClient(base_url=f"{address}/api/v1", headers=headers) as client:
            path = f"/imagine/pictures/{kept['id']}/favourite"
            assert (await client.put(path, json={"favourite": True})).status_code == 200
            shown = (await client.get("/imagine/pictures")).json()
            unknown = "00000000-0000-7000-8000-000000000000"
            gone = await client.put(
                f"/imagine/pictures/{unknown}/favourite", json={"favourite": True}
            )
        assert [(each["moment"]["words"], each["favourite"]) for each in shown] == [
            ("a dog", False), ("a fox in the snow", True),
        ]  # fmt: skip
        assert gone.status_code == 404


class Slow:
    """Draws a step at a time; asked to stop, it ends the step in hand first."""

    name, remote = "scripted:slow", False

    def __init__(self) -> None:
        self.step, self.ended = asyncio.Event(), 0

    async def run(self, given: Wish) -> AsyncGenerator[Drawn, None]:
        try:
            yield Drawn(b"\x89PNG", 1, 4)
            await asyncio.sleep(60)
        finally:
            working = asyncio.create_task(self.step.wait())
            await asyncio.shield(working)
            self.ended += 1


async def test_the_next_sketch_does_not_wait_for_a_step_in_hand(
    app: FastAPI, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow()
    monkeypatch.setattr(Studio, "model", property(lambda _: lambda: slow), raising=False)
    async with easel(app, opened) as (socket, _):
        assert (await told(socket, ask=FOX, draw=True))["event"] == "sketch"
        assert (await heard(socket))["event"] == "drawn"
        for words in ("a fox in the snow a", "a fox in the snow and"):
            sketch = await asyncio.wait_for(told(socket, ask={**FOX, "words": words}), 10)
            assert sketch["event"] == "sketch"
        assert slow.ended == 0
        slow.step.set()
        assert (await told(socket, ask=FOX))["event"] == "sketch"
    assert slow.ended == 1


async def test_what_is_refused_or_not_there_is_told(app: FastAPI, opened: Opened) -> None:
    async with easel(app, opened) as (socket, _):
        refused = await told(socket, ask={**FOX, "words": "a naked child"})
        assert (refused["event"], refused["rule"]) == ("refused", "minors")
        kept = await told(socket, keep={**FOX, "words": "a naked child"})
        assert kept["event"] == "refused"
        for broken in ({"ask": {"words": "a fox", "width": 7}}, {"sing": True}, {"ask": None}):
            assert (await told(socket, **broken))["event"] == "problem"
        unknown = "00000000-0000-7000-8000-000000000000"
        assert (await told(socket, ask={**FOX, "of": unknown}))["event"] == "problem"
        assert (await told(socket, ask=FOX))["event"] == "sketch"


async def test_a_stranger_draws_nothing(app: FastAPI) -> None:
    with listen() as bound:
        async with serving(app, bound):
            port = bound.getsockname()[1]
            with pytest.raises(InvalidStatus):
                await connect(
                    f"ws://127.0.0.1:{port}/api/v1/imagine", subprotocols=[Subprotocol(PROTOCOL)]
                )
