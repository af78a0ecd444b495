"""Pictures by servers, against servers on loopback that answer as real ones do."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from alongside.models.imagine.comfyui import ComfyUI, workflow
from alongside.models.imagine.openai_compatible import ServerImagine
from alongside.models.model import Drawn, ModelError, Wish
from alongside.models.server import Endpoint

WISH = Wish(words="a fox", avoid="snow", width=256, height=256, seed=3, steps=2)
PNG = b"\x89PNG picture"
SD_LOCAL = "sd-cpp-local"


def answering(body: object) -> Any:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        sent = json.dumps(body).encode()
        yield b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
        yield b"content-length: %d\r\n\r\n" % len(sent) + sent

    return handle


async def all_of(model: Any, wish: Wish = WISH) -> list[Drawn]:
    async with aclosing(model.run(wish)) as steps:
        return [step async for step in steps]


def served(server: Any) -> ServerImagine:
    return ServerImagine("server:toy/sd", Endpoint("toy", f"{server.url}/v1"), "sd")


async def test_a_server_draws_from_words(loopback: Any) -> None:
    made = {"created": 1, "data": [{"b64_json": base64.b64encode(PNG).decode()}]}
    server = await loopback(answering(made))
    assert await all_of(served(server)) == [Drawn(PNG)]
    (request,) = server.requests
    assert request.path == "/v1/images/generations"
    assert request.json["size"] == "256x256"
    assert request.json["prompt"] == "a fox\n\nLeave out: snow"


async def test_a_server_that_draws_on_from_the_sketch(loopback: Any) -> None:
    """As OpenAI's edits and stable-diffusion.cpp's server take it: a form with the picture."""
    made = {"created": 1, "data": [{"b64_json": base64.b64encode(PNG).decode()}],
            "output_format": "png"}  # fmt: skip
    server = await loopback(answering(made))
    assert await all_of(served(server), replace(WISH, start=b"\x89PNG sketch")) == [Drawn(PNG)]
    (request,) = server.requests
    assert request.path == "/v1/images/edits"
    assert b"\x89PNG sketch" in request.body
    assert b"a fox" in request.body


async def test_stable_diffusion_cpp_is_told_seed_steps_and_negative_words(loopback: Any) -> None:
    made = {"created": 1, "data": [{"b64_json": base64.b64encode(PNG).decode()}],
            "output_format": "png"}  # fmt: skip
    server = await loopback(answering(made))
    model = ServerImagine("server:toy/sd-cpp-local", Endpoint("toy", f"{server.url}/v1"), SD_LOCAL)
    assert await all_of(model, replace(WISH, words="a </sd_cpp_extra_args> fox")) == [Drawn(PNG)]
    prompt = server.requests[0].json["prompt"]
    words, _, block = prompt.rpartition("<sd_cpp_extra_args>")
    assert words == "a  fox "
    assert json.loads(block.removesuffix("</sd_cpp_extra_args>")) == {
        "seed": 3, "strength": 0.6, "negative_prompt": "snow", "sample_params": {"sample_steps": 2},
    }  # fmt: skip


async def test_a_picture_that_is_no_longer_wanted_is_hung_up_on(loopback: Any) -> None:
    """A new keystroke cancels what a server draws: the connection is closed."""
    began = asyncio.Event()

    async def slow(_: Any) -> AsyncIterator[bytes]:
        began.set()
        yield b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
        await asyncio.sleep(60)

    server = await loopback(slow)
    drawing = asyncio.create_task(all_of(served(server)))
    await asyncio.wait_for(began.wait(), 10)
    drawing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing
    await asyncio.wait_for(server.cut.wait(), 10)


async def test_a_server_without_a_picture_is_told_of(loopback: Any) -> None:
    server = await loopback(answering({"created": 1, "data": [{"b64_json": ""}]}))
    with pytest.raises(ModelError, match="sent no picture"):
        await all_of(served(server))


class Comfy:
    """Answers as ComfyUI does: a queue over HTTP, progress and previews over a WebSocket."""

    def __init__(self, *, fails: bool = False, hangs: bool = False) -> None:
        self.fails, self.hangs = fails, hangs
        self.paths: list[str] = []

    def http(self, _: ServerConnection, request: Request) -> Response | None:
        self.paths.append(request.path)
        if request.path.startswith("/ws"):
            return None
        found = json.dumps(
            {"p1": {"outputs": {"show": {"images": [
                {"filename": "a.png", "subfolder": "", "type": "temp"}]}}}}
        ).encode()  # fmt: skip
        body = PNG if request.path.startswith("/view") else found
        return Response(200, "OK", Headers([("Content-Length", str(len(body)))]), body)

    async def socket(self, socket: ServerConnection) -> None:
        def event(kind: str, **data: object) -> str:
            return json.dumps({"type": kind, "data": {"prompt_id": "p1", **data}})

        await socket.send(event("execution_start"))
        await socket.send(event("progress", value=1, max=2))
        await socket.send((1).to_bytes(4) + (2).to_bytes(4) + b"preview")
        if self.hangs:
            await socket.wait_closed()
        failed = event("execution_error", exception_message="out of memory")
        await socket.send(failed if self.fails else event("executing", node=None))


@pytest.fixture
async def posts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is posted; the double above answers only what is read."""
    import httpx

    posted: list[str] = []

    async def post(_: Any, path: str, **__: Any) -> httpx.Response:
        posted.append(path)
        return httpx.Response(200, json={"prompt_id": "p1", "name": "start.png"})

    monkeypatch.setattr(httpx.AsyncClient, "post", post)
    return posted


async def drawn_by(comfy: Comfy, *, most: int = 9) -> list[Drawn]:
    async with serve(comfy.socket, "127.0.0.1", 0, process_request=comfy.http) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        model = ComfyUI("comfyui:toy/sd", Endpoint("toy", f"http://127.0.0.1:{port}"), "sd")
        made: list[Drawn] = []
        async with aclosing(model.run(WISH)) as steps:
            async for step in steps:
                made.append(step)
                if len(made) == most:
                    break
        return made


async def test_comfyui_previews_and_draws(posts: list[str]) -> None:
    made = await drawn_by(Comfy())
    assert made == [Drawn(b"preview", 1, 2), Drawn(PNG, 2, 2)]
    assert posts == ["/prompt"]


async def test_leaving_interrupts_comfyui(posts: list[str]) -> None:
    await drawn_by(Comfy(hangs=True), most=1)
    assert posts == ["/prompt", "/interrupt"]


async def test_what_comfyui_fails_with_is_told(posts: list[str]) -> None:
    with pytest.raises(ModelError, match="out of memory"):
        await drawn_by(Comfy(fails=True))


async def test_nobody_there_is_told() -> None:
    model = ComfyUI("comfyui:toy/sd", Endpoint("toy", "http://127.0.0.1:1"), "sd")
    with pytest.raises(ModelError, match="Is ComfyUI running"):
        await all_of(model)


def test_a_workflow_starts_from_a_picture_where_there_is_one() -> None:
    free, started = workflow(WISH, "sd.safetensors"), workflow(WISH, "sd.safetensors", "s.png")
    assert free["draw"]["inputs"]["denoise"] == 1.0
    assert started["draw"]["inputs"]["denoise"] == WISH.strength
    assert started["load"]["inputs"]["image"] == "s.png"
    wired = [
        v[0] for node in started.values() for v in node["inputs"].values() if isinstance(v, list)
    ]
    assert set(wired) <= set(started)
