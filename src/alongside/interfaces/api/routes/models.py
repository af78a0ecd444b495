"""The models there are, getting them and trying them."""

from __future__ import annotations

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field, SecretStr

from alongside.config import MODEL_DEFAULTS
from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import OpenLife, Running, Server
from alongside.interfaces.api.shapes import ModelEvent, Shape, Short
from alongside.models import machine
from alongside.models.catalogue import Catalogue
from alongside.models.getting import Progress
from alongside.models.machine import Fit

router = APIRouter(tags=["models"])

log = logging.getLogger(__name__)

ServerName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]


class Offer(Shape):
    """A model of the catalogue beside what this machine can carry; sizes in bytes.

    `speed` is what may be expected of a chat model in tokens a second; 0 for other roles.
    """

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
    speed: float


class FoundServer(Shape):
    name: str
    url: str
    models: list[str]


class Tried(Shape):
    model: Annotated[str, Field(min_length=1, max_length=200)]
    role: Short


class ServerKey(Shape):
    key: Annotated[SecretStr, Field(max_length=4000)]


class Trial(Shape):
    """What it made of the task, in how many seconds, and `rate` of `unit` a second."""

    works: bool
    said: str
    seconds: float
    first: float
    rate: float
    unit: str


@router.get("/models")
async def catalogue(life: OpenLife) -> list[Offer]:
    """The models that can be had."""
    return await asyncio.to_thread(_offers, life.catalogue)


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
    if tried.role not in MODEL_DEFAULTS:
        raise Trouble(422, f"role: there is no role {tried.role}.")
    return Trial.model_validate(await life.models.test(tried.model, tried.role))


@router.get("/servers")
async def servers(life: OpenLife) -> list[FoundServer]:
    """Model servers that run on this machine now."""
    return [FoundServer.model_validate(found) for found in await life.models.servers()]


@router.put("/servers/{name}/key", status_code=204)
async def keep_key(life: OpenLife, name: ServerName, key: ServerKey) -> None:
    """Keep the key of a server of the settings, sealed with the life's own; empty removes it.

    It is never given out again.
    """
    await life.server_keys.set(name, key.key.get_secret_value())
    await life.models.refresh()


def _task(name: str) -> str:
    return f"model {name}"


async def _get(server: Running, name: str) -> None:
    loop = asyncio.get_running_loop()

    def tell(step: Progress) -> None:
        event = ModelEvent(name=name, doing=step.doing, done=step.done, total=step.total)
        loop.call_soon_threadsafe(server.hub.publish, event)

    try:
        await server.life.catalogue.get(name, tell)
        await server.life.models.refresh()
        server.hub.publish(ModelEvent(name=name, finished=True))
    except FORESEEN as error:
        server.hub.publish(ModelEvent(name=name, finished=True, problem=str(error)))
    except Exception:
        log.exception("getting a model failed")
        server.hub.publish(ModelEvent(name=name, finished=True, problem=UNKNOWN))


def _offers(catalogue: Catalogue) -> list[Offer]:
    """Every model, with what this machine makes of it."""
    here = machine.inspect(catalogue.directory)
    return [
        Offer(
            id=offer.name,
            roles=list(catalogue.entry(offer.name).roles),
            title=offer.title,
            licence=offer.licence,
            size=offer.size,
            memory=offer.memory,
            languages=list(offer.languages),
            sources=list(offer.sources),
            server=catalogue.entry(offer.name).server,
            recommended=offer.recommended,
            here=offer.here,
            fit=offer.fit,
            speed=offer.speed,
        )
        for offer in machine.offers(catalogue, here)
    ]
