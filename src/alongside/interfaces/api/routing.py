"""Every address of the API, and the OpenAPI schema made from them."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import msgspec
from fastapi import Depends, FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from alongside.interfaces.api import problems
from alongside.interfaces.api.routes import (
    acts,
    adventure,
    channels,
    compatible,
    connections,
    devices,
    events,
    forget,
    goals,
    growing,
    imagine,
    imports,
    keepsakes,
    keys,
    live,
    media,
    meetings,
    messaging,
    mind,
    models,
    moments,
    people,
    privacy,
    rehearse,
    sample,
    search,
    session,
    settings,
    status,
    talk,
    tasks,
    team,
    timeline,
    today,
    voices,
    write,
    yours,
)
from alongside.interfaces.api.running import PROTOCOL, entered
from alongside.interfaces.api.shapes import LiveEvent, Problem, TalkEvent, TalkRequest
from alongside.interfaces.live import protocol
from alongside.log.kinds import AnyWhat

PREFIX = "/api/v1"
INSIDE = (
    acts,
    adventure,
    session,
    channels,
    connections,
    devices,
    forget,
    growing,
    goals,
    imagine,
    imports,
    keepsakes,
    keys,
    meetings,
    messaging,
    mind,
    models,
    moments,
    people,
    privacy,
    rehearse,
    sample,
    search,
    settings,
    status,
    talk,
    tasks,
    team,
    timeline,
    today,
    voices,
    write,
    yours,
)
STREAMED: tuple[type[BaseModel], ...] = (
    Problem,
    TalkRequest,
    TalkEvent,
    LiveEvent,
    imagine.ImagineRequest,
    imagine.ImagineEvent,
    write.WriteRequest,
    write.WriteEvent,
)
STREAMS = (talk.sockets, events.sockets, live.sockets, imagine.sockets, write.sockets)
REFERENCE = "#/components/schemas/{name}"
DESCRIPTION = f"""
Every call needs the session: its cookie, and its token as `X-Alongside-Token` (media and downloads
need only the cookie). `POST {PREFIX}/session` gives both for the one-time link.

WebSockets carry JSON text: `{PREFIX}/talk` takes `TalkRequest` and sends `TalkEvent`,
`{PREFIX}/events` sends `LiveEvent`, `{PREFIX}/imagine` takes `ImagineRequest` and sends
`ImagineEvent`, `{PREFIX}/write` takes `WriteRequest` and sends `WriteEvent`. Another,
`{PREFIX}/live`, is for devices that hear and see: it speaks the device protocol (`DeviceUp`,
`DeviceDown`, binary sound and pictures). Open them with
the subprotocols `{PROTOCOL}` and the token:
`new WebSocket(url, ["{PROTOCOL}", token])`.

Errors are problem details (RFC 9457) whose `detail` is a sentence for the person.
"""


def bare_app() -> FastAPI:
    """The application without a life: every address, answering to none yet."""
    app = _Api(
        title="Alongside",
        version=version("alongside"),
        description=DESCRIPTION.strip(),
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=problems.DOCUMENTED,
        generate_unique_id_function=lambda route: f"{route.tags[0]}_{route.name}",
    )
    problems.install(app)
    for guarded_by_itself in (
        session.door,
        media.router,
        keepsakes.pages,
        yours.downloads,
        *STREAMS,
    ):
        app.include_router(guarded_by_itself, prefix=PREFIX)
    app.include_router(compatible.router, prefix="/v1")
    for part in INSIDE:
        app.include_router(part.router, prefix=PREFIX, dependencies=[Depends(entered)])
    return app


class _Api(FastAPI):
    """Adds to the schema what can't be derived: the kinds of `What`, and what WebSockets carry."""

    def openapi(self) -> dict[str, Any]:
        made = super().openapi()
        schemas: dict[str, Any] = made["components"]["schemas"]
        _, shapes = models_json_schema(
            [(shape, "serialization") for shape in STREAMED],
            ref_template=REFERENCE.format(name="{model}"),
        )
        unions = {"What": AnyWhat, "DeviceUp": protocol.Up, "DeviceDown": protocol.DownText}
        made_of, structs = msgspec.json.schema_components(unions.values(), ref_template=REFERENCE)
        schemas.update({**shapes["$defs"], **structs})
        schemas.update({n: {"title": n, **of} for n, of in zip(unions, made_of, strict=True)})
        for path in made["paths"].values():
            for operation in path.values():
                if "security" in operation:
                    operation["security"] = [_all_of(operation["security"])]
        return made


def _all_of(either: list[dict[str, list[str]]]) -> dict[str, list[str]]:
    """One requirement that asks for all that the given ones ask for."""
    return {name: scopes for one in either for name, scopes in one.items()}
