"""Pictures by a ComfyUI server: a few-step checkpoint, with previews as it goes.

Its protocol: a workflow is queued with `POST /prompt`; `/ws` tells of progress and sends previews
as binary messages (an event number, a format number, then the file); `/view` gives what was made.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from alongside.models.model import Drawn, ModelError, Wish
from alongside.models.server import Endpoint

SECONDS = 600.0
"""The longest silence: a small machine may take minutes for a step."""
PREVIEW = 1
HEADER = 8
"""Bytes before the file in a binary message."""


class ComfyUI:
    """An `Imagine` model; `checkpoint` is the file's name as the server lists it."""

    def __init__(self, name: str, endpoint: Endpoint, checkpoint: str) -> None:
        self.name = name
        self.remote = endpoint.remote
        self._endpoint = endpoint
        self._checkpoint = checkpoint

    async def run(self, given: Wish) -> AsyncGenerator[Drawn, None]:
        """Stream previews, then the picture; closing it interrupts the server's work.

        Raises `ModelError`.
        """
        httpx = await asyncio.to_thread(__import__, "httpx")
        try:
            async with (
                httpx.AsyncClient(
                    base_url=self._endpoint.url, timeout=SECONDS, trust_env=self.remote
                ) as client,
                aclosing(self._queued(client, given)) as made,
            ):
                async for drawn in made:
                    yield drawn
        except (httpx.HTTPError, OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"{self._endpoint.title} did not draw ({error or type(error).__name__}). "
                f"Is ComfyUI running at {self._endpoint.url}?"
            ) from error

    async def _queued(self, client: Any, given: Wish) -> AsyncGenerator[Drawn, None]:
        from websockets.asyncio.client import connect

        us = uuid4().hex
        start = await self._uploaded(client, given.start) if given.start else ""
        address = f"{self._endpoint.url.replace('http', 'ws', 1)}/ws?clientId={us}"
        async with connect(address, max_size=64 * 2**20) as socket:
            asked = {"prompt": workflow(given, self._checkpoint, start), "client_id": us}
            answer = await client.post("/prompt", json=asked)
            if answer.status_code >= 400:
                raise ModelError(f"{self._endpoint.title} refused: {answer.text[:300]}")
            queued = answer.json()["prompt_id"]
            done = False
            try:
                async for preview in _previews(socket, queued, given.steps):
                    yield preview
                done = True
            finally:
                if not done:
                    with suppress(Exception):
                        await client.post("/interrupt", json={"prompt_id": queued})
            yield Drawn(await self._made(client, queued), given.steps, given.steps)

    async def _uploaded(self, client: Any, start: bytes) -> str:
        sent = {"image": (f"{uuid4().hex}.png", start, "image/png")}
        answer = await client.post("/upload/image", files=sent, data={"type": "temp"})
        answer.raise_for_status()
        return f"{answer.json()['name']} [temp]"

    async def _made(self, client: Any, queued: str) -> bytes:
        history = (await client.get(f"/history/{queued}")).json()
        for output in history[queued]["outputs"].values():
            for image in output.get("images", ()):
                where = {key: image[key] for key in ("filename", "subfolder", "type")}
                answer = await client.get(f"/view?{urlencode(where)}")
                answer.raise_for_status()
                return bytes(answer.content)
        raise ModelError(f"{self._endpoint.title} finished without a picture.")


async def _previews(socket: Any, queued: str, steps: int) -> AsyncIterator[Drawn]:
    """Previews until the prompt is done. Raises `ModelError` where the server failed."""
    step = 0
    async for message in socket:
        if isinstance(message, bytes):
            if int.from_bytes(message[:4]) == PREVIEW and step < steps:
                yield Drawn(message[HEADER:], step, steps)
            continue
        told = json.loads(message)
        data = told.get("data", {})
        if data.get("prompt_id", queued) != queued:
            continue
        if told["type"] == "progress":
            step = int(data["value"])
        elif told["type"] == "execution_error":
            raise ModelError(f"ComfyUI failed: {data.get('exception_message', 'no reason told')}")
        elif told["type"] == "execution_success" or (
            told["type"] == "executing" and data.get("node") is None
        ):
            return


def workflow(given: Wish, checkpoint: str, start: str = "") -> dict[str, Any]:
    """The graph that ComfyUI runs, from an uploaded picture `start` where there is one."""
    size = {"width": given.width, "height": given.height}
    graph: dict[str, Any] = {
        "model": _node("CheckpointLoaderSimple", ckpt_name=checkpoint),
        "words": _node("CLIPTextEncode", text=given.words, clip=["model", 1]),
        "avoid": _node("CLIPTextEncode", text=given.avoid, clip=["model", 1]),
        "empty": _node("EmptyLatentImage", batch_size=1, **size),
        "draw": _node(
            "KSampler",
            model=["model", 0],
            positive=["words", 0],
            negative=["avoid", 0],
            latent_image=["empty", 0],
            seed=given.seed,
            steps=given.steps,
            cfg=1.0 if given.steps <= 8 else 7.0,
            sampler_name="euler_ancestral",
            scheduler="normal",
            denoise=given.strength if start else 1.0,
        ),
        "decode": _node("VAEDecode", samples=["draw", 0], vae=["model", 2]),
        "show": _node("PreviewImage", images=["decode", 0]),
    }
    if start:
        graph["load"] = _node("LoadImage", image=start)
        graph["empty"] = _node("VAEEncode", pixels=["load", 0], vae=["model", 2])
    return graph


def _node(kind: str, **inputs: Any) -> dict[str, Any]:
    return {"class_type": kind, "inputs": inputs}
