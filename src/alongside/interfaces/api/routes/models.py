"""The models there are, getting them and trying them."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Running, Server
from alongside.interfaces.api.shapes import ModelEvent, Shape, Short
from alongside.interfaces.parts import Fit, Life
from alongside.models.entry import Entry
from alongside.models.getting import Progress
from alongside.models.model import ModelError

router = APIRouter(tags=["models"])


class Offer(Shape):
    """A model of the catalogue beside what this machine can carry; sizes in bytes."""

    id: str
    roles: list[str]
    title: str
    licence: str
    size: int
    memory: int
    languages: list[str]
    sources: list[str]
    server: str
    recommended: bool
    here: bool
    fit: Fit


class FoundServer(Shape):
    name: str
    url: str
    models: list[str]


class Tried(Shape):
    model: Annotated[str, Field(min_length=1, max_length=200)]
    role: Short


class Trial(Shape):
    works: bool
    said: str
    seconds: float


@router.get("/models")
async def catalogue(life: OpenLife) -> list[Offer]:
    """The models that can be had."""
    entries = [entry for entry in life.catalogue.entries.values() if not entry.support]
    return await asyncio.to_thread(lambda: [_offer(life, entry) for entry in entries])


@router.post("/models/{name}/get", status_code=202)
async def get(life: OpenLife, server: Server, name: Short) -> None:
    """Get a model's weights, from where it stopped before. Progress comes as `model` events."""
    if name not in life.catalogue.entries:
        raise Trouble(404, "There is no such model in the catalogue.")
    if _task(name) not in server.tasks:
        server.start(_task(name), _get(server, name))


@router.delete("/models/{name}/get", status_code=204)
async def stop(server: Server, name: Short) -> None:
    """Stop getting a model; what has come is kept."""
    await server.cancel(_task(name))


@router.post("/models/test")
async def test(life: OpenLife, tried: Tried) -> Trial:
    """Give a model a small task in its role."""
    return Trial.model_validate(await life.models.test(tried.model, tried.role))


@router.get("/servers")
async def servers(life: OpenLife) -> list[FoundServer]:
    """Model servers that run on this machine now."""
    return [FoundServer.model_validate(found) for found in await life.models.servers()]


def _task(name: str) -> str:
    return f"model {name}"


async def _get(server: Running, name: str) -> None:
    loop = asyncio.get_running_loop()

    def tell(step: Progress) -> None:
        event = ModelEvent(name=name, doing=step.doing, done=step.done, total=step.total)
        loop.call_soon_threadsafe(server.hub.publish, event)

    try:
        await server.life.catalogue.get(name, tell)
        server.hub.publish(ModelEvent(name=name, finished=True))
    except ModelError as error:
        server.hub.publish(ModelEvent(name=name, finished=True, problem=str(error)))


def _offer(life: Life, entry: Entry) -> Offer:
    return Offer(
        id=entry.id,
        roles=list(entry.roles),
        title=entry.title,
        licence=entry.licence,
        size=entry.size,
        memory=entry.memory,
        languages=list(entry.languages),
        sources=list(entry.sources),
        server=entry.server,
        recommended=entry.recommended,
        here=life.catalogue.have(entry.id),
        fit=life.models.fit(entry),
    )
