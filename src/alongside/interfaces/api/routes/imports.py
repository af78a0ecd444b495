"""Bringing files in by dropping them on the page, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from alongside.interfaces.api import shapes, upload
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Server
from alongside.interfaces.api.shapes import MomentId, Moments, Shape
from alongside.log.layout import Layout
from alongside.views import imports as brought

router = APIRouter(tags=["imports"])

UPLOAD = "/api/v1/imports"


class Import(Shape):
    """Files brought in at once; to undo it, forget its `id`."""

    id: str
    at: datetime
    paths: list[str]
    kinds: dict[str, int]
    failures: int


class Started(Shape):
    """The name of the import in the events that tell how far it has come."""

    upload: str
    files: int


class Listed(Shape):
    limit: Annotated[int, Field(ge=1, le=500)] = 100


@router.post(
    "/imports",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {
                            "file": {
                                "type": "array",
                                "items": {"type": "string", "format": "binary"},
                            }
                        },
                    }
                }
            },
        }
    },
)
async def bring_in(request: Request, life: OpenLife, server: Server) -> Started:
    """Bring files in. Each part `file` has the relative path of the file as its file name.

    The files are streamed to a private folder, deleted as soon as they are in the life. Progress
    comes as `import` events.
    """
    received = await upload.receive(request, Layout(life.folder).passing)
    server.start(received.name, upload.bring_in(server, received))
    return Started(upload=received.name, files=len(received.files))


@router.delete("/imports/under-way/{upload}", status_code=204)
async def stop(server: Server, upload: str) -> None:
    """Stop bringing files in. What is in stays; the same files go on where this stopped."""
    if upload not in server.tasks:
        raise Trouble(404, "This import isn't under way.")
    await server.cancel(upload)


@router.get("/imports")
async def imports(life: OpenLife, listed: Annotated[Listed, Query()]) -> list[Import]:
    """What was brought in, the latest first."""
    person = life.log.person
    found = await life.log.database.read(lambda db: brought.latest(db, person, listed.limit))
    return [Import.model_validate(one) for one in found]


@router.get("/imports/{moment_id}/failures")
async def failures(life: OpenLife, moment_id: MomentId) -> Moments:
    """What of it could not be read: file, position and reason."""
    person = life.log.person
    ids = await life.log.database.read(lambda db: brought.failures(db, person, moment_id))
    moments = await life.log.get(*ids)
    return Moments(moments=[shapes.Moment.of(moment) for moment in moments])
