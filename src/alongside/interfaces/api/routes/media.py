"""Media by content hash: whole, in ranges, or as a picture that any browser shows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from alongside.interfaces.api import media
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Server, shown
from alongside.interfaces.api.shapes import Digest

router = APIRouter(tags=["media"], dependencies=[Depends(shown)])


@router.get(
    "/media/{digest}",
    response_class=Response,
    responses={200: {"content": {"*/*": {}}}, 206: {"content": {"*/*": {}}}, 304: {}, 416: {}},
)
async def whole(life: OpenLife, request: Request, digest: Digest) -> Response:
    """The file as it was brought in; a `Range` of it when asked."""
    return await media.answer(life.blobs, digest, request.headers)


@router.get(
    "/media/{digest}/picture",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}}, 304: {}},
)
async def picture(
    life: OpenLife,
    server: Server,
    request: Request,
    digest: Digest,
    size: Annotated[int, Query(ge=16, le=2560)] = 320,
) -> Response:
    """The picture, upright, at most `size` pixels wide and high, as WebP, without metadata."""
    tag = f'"{digest}-{size}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    made = await server.pictures.get(digest, size, lambda: life.blobs.read(digest))
    if made is None:
        raise Trouble(415, "This file isn't a picture that can be shown.")
    return Response(
        made, media_type="image/webp", headers={"ETag": tag, "Cache-Control": media.SHARE}
    )
