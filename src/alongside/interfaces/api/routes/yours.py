"""Taking a life out, and checking that it is whole."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends
from starlette.responses import StreamingResponse

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Server, shown
from alongside.interfaces.api.shapes import Shape, Short

router = APIRouter(tags=["yours"])
downloads = APIRouter(tags=["yours"], dependencies=[Depends(shown)])


class Wanted(Shape):
    """`export` is readable by anyone; `backup` is whole and as encrypted as the life."""

    kind: Literal["export", "backup"]


class Download(Shape):
    """An address that gives the file once, within two minutes."""

    path: str


class Check(Shape):
    name: str
    sound: bool
    note: str


class Verified(Shape):
    sound: bool
    checks: list[Check]


@router.post("/downloads", status_code=201)
async def prepare(server: Server, wanted: Wanted) -> Download:
    """An address to download the life from."""
    return Download(path=f"/api/v1/downloads/{server.downloads.give(wanted.kind)}")


@downloads.get(
    "/downloads/{ticket}",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}}}},
)
async def download(life: OpenLife, server: Server, ticket: Short) -> StreamingResponse:
    """The life as one zip file, streamed."""
    kind = server.downloads.take(ticket)
    if kind is None:
        raise Trouble(404, "This address was used or has expired; ask for the file again.")
    made = life.archive.export() if kind == "export" else life.archive.backup()
    name = f'attachment; filename="alongside-{kind}.zip"'
    return StreamingResponse(
        made, media_type="application/zip", headers={"Content-Disposition": name}
    )


@router.post("/verify")
async def verify(life: OpenLife) -> Verified:
    """Check the chain, the media and the views against a replay."""
    checks = [Check.model_validate(check) for check in await life.archive.verify()]
    return Verified(sound=all(check.sound for check in checks), checks=checks)
