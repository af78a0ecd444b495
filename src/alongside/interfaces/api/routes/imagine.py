"""Imagining: pictures that follow the words, and those that were kept."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, WebSocket
from pydantic import Field, RootModel, ValidationError
from starlette.websockets import WebSocketDisconnect

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import PROTOCOL, OpenLife, Server, listening
from alongside.interfaces.api.shapes import MomentId, Shape, Truth
from alongside.interfaces.parts import Life
from alongside.log.moment import Moment
from alongside.mind.imagine import studio
from alongside.mind.imagine.lexicon import GlyphsMissing
from alongside.models.see.picture import UnreadablePictureError

router = APIRouter(tags=["imagine"])
sockets = APIRouter(dependencies=[Depends(listening)])

log = logging.getLogger(__name__)

Side = Annotated[int, Field(ge=256, le=1536, multiple_of=64)]
Words = Annotated[str, Field(max_length=2000)]


class PictureWanted(Shape):
    """A picture: its words, what to leave out, its seed and size, and a picture to draw it from."""

    words: Words
    avoid: Annotated[str, Field(max_length=500)] = ""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    width: Side = 768
    height: Side = 512
    of: MomentId | Literal[""] = ""

    @property
    def asked(self) -> studio.Asked:
        return studio.Asked(**self.model_dump())


class ImagineAsk(Shape):
    """Show this; with `draw`, have the model draw it after the sketch. Stops what is under way."""

    ask: PictureWanted
    draw: bool = False


class ImagineKeep(Shape):
    """Keep this: as the model drew it, where that was asked of it last, else the sketch."""

    keep: PictureWanted


class ImagineRequest(RootModel[ImagineAsk | ImagineKeep]):
    """What is sent to `/imagine`."""


class SketchEvent(Shape):
    """The instant sketch: an SVG, or a photo of the life in the style of the words (PNG)."""

    event: Literal["sketch"] = "sketch"
    svg: str = ""
    picture: str = ""


class DrawnEvent(Shape):
    """The picture (base64) after `step` of `steps`, drawn by `model`; at the last it is done."""

    event: Literal["drawn"] = "drawn"
    picture: str
    step: int
    steps: int
    model: str


class KeptEvent(Shape):
    """The picture is kept."""

    event: Literal["kept"] = "kept"
    moment: shapes.Moment


class RefusedEvent(Shape):
    """The picture isn't made, by this rule; `detail` says why, to the person."""

    event: Literal["refused"] = "refused"
    rule: str
    detail: str


class ImagineTrouble(Shape):
    event: Literal["problem"] = "problem"
    detail: str


Told = SketchEvent | DrawnEvent | KeptEvent | RefusedEvent | ImagineTrouble


class ImagineEvent(RootModel[Annotated[Told, Field(discriminator="event")]]):
    """What `/imagine` sends."""


class KeptPicture(Shape):
    """A picture that was kept, the one it was drawn from, and whether it is a favourite."""

    moment: shapes.Moment
    of: str
    favourite: bool


class Listed(Shape):
    limit: Annotated[int, Field(ge=1, le=500)] = 200


class Favour(Shape):
    favourite: Truth


@router.get("/imagine/pictures")
async def pictures(life: OpenLife, listed: Annotated[Listed, Query()]) -> list[KeptPicture]:
    """The pictures that were kept, newest first."""
    found = await life.studio.pictures(listed.limit)
    return [
        KeptPicture(moment=shapes.Moment.of(each.moment), of=each.of, favourite=each.favourite)
        for each in found
    ]


@router.put("/imagine/pictures/{picture}/favourite")
async def favour(life: OpenLife, picture: MomentId, wanted: Favour) -> shapes.Moment:
    """Mark a picture as a favourite, or no longer."""
    try:
        moment = await life.studio.favour(
            picture, datetime.now(UTC), life.zone, favourite=wanted.favourite
        )
    except studio.NoPicture as error:
        raise Trouble(404, str(error)) from error
    return shapes.Moment.of(moment)


@sockets.websocket("/imagine")
async def imagine(socket: WebSocket, server: Server) -> None:
    """One picture at a time: whatever comes stops the one under way.

    A model may take a while to let go of a step; the next sketch doesn't wait for that.
    """
    await socket.accept(subprotocol=PROTOCOL)
    easel = _Easel(socket, server.life)
    under_way: set[asyncio.Task[None]] = set()
    try:
        while True:
            request = _request(await socket.receive_text())
            if isinstance(request, ImagineKeep):
                await asyncio.gather(*under_way, return_exceptions=True)
            _let_go(under_way)
            drawing = asyncio.create_task(easel.take(request))
            under_way.add(drawing)
            drawing.add_done_callback(under_way.discard)
    except WebSocketDisconnect:
        pass
    finally:
        _let_go(under_way)
        await asyncio.gather(*under_way, return_exceptions=True)


def _let_go(under_way: Iterable[asyncio.Task[None]]) -> None:
    """Stop what is under way. Once: what ends a step by then isn't torn away from it."""
    for drawing in under_way:
        if not drawing.cancelling():
            drawing.cancel()


def _request(text: str) -> ImagineAsk | ImagineKeep | ImagineTrouble:
    try:
        return ImagineRequest.model_validate_json(text).root
    except ValidationError:
        return ImagineTrouble(detail="That picture couldn't be read.")


class _Easel:
    """What one page draws on, and the last picture that the model finished for it."""

    def __init__(self, socket: WebSocket, life: Life) -> None:
        self._socket = socket
        self._life = life
        self._last: tuple[PictureWanted, bytes, str] | None = None

    async def take(self, request: ImagineAsk | ImagineKeep | ImagineTrouble) -> None:
        """Answer a request; what goes wrong is told."""
        try:
            async with aclosing(self._answer(request)) as events:
                async for event in events:
                    await self._socket.send_text(event.model_dump_json())
        except (WebSocketDisconnect, asyncio.CancelledError):
            raise
        except studio.Refused as error:
            told = error.refusal.told(self._life.config.language)
            await self._send(RefusedEvent(rule=error.refusal.rule, detail=told))
        except (*FORESEEN, studio.NoPicture, GlyphsMissing, UnreadablePictureError) as error:
            await self._send(ImagineTrouble(detail=str(error)))
        except Exception:
            log.exception("imagining failed")
            await self._send(ImagineTrouble(detail=UNKNOWN))

    async def _send(self, event: Told) -> None:
        await self._socket.send_text(event.model_dump_json())

    async def _answer(
        self, request: ImagineAsk | ImagineKeep | ImagineTrouble
    ) -> AsyncGenerator[Told, None]:
        if isinstance(request, ImagineTrouble):
            yield request
        elif isinstance(request, ImagineKeep):
            yield KeptEvent(moment=shapes.Moment.of(await self._keep(request.keep)))
        else:
            yield await self._sketch(request.ask)
            if request.draw:
                async for event in self._draw(request.ask):
                    yield event

    async def _sketch(self, wanted: PictureWanted) -> SketchEvent:
        if wanted.of:
            picture = await self._life.studio.start(wanted.asked)
            return SketchEvent(picture=b64encode(picture).decode())
        return SketchEvent(svg=(await self._life.studio.sketch(wanted.asked)).svg)

    async def _draw(self, wanted: PictureWanted) -> AsyncGenerator[DrawnEvent, None]:
        model = self._life.studio.model()
        name = model.name if model else ""
        async with aclosing(self._life.studio.render(wanted.asked)) as steps:
            async for drawn in steps:
                if drawn.finished:
                    self._last = (wanted, drawn.picture, name)
                yield DrawnEvent(
                    picture=b64encode(drawn.picture).decode(),
                    step=drawn.step,
                    steps=drawn.steps,
                    model=name,
                )

    async def _keep(self, wanted: PictureWanted) -> Moment:
        drawn, model = b"", ""
        if self._last is not None and self._last[0] == wanted:
            _, drawn, model = self._last
        now = datetime.now(UTC)
        return await self._life.studio.keep(wanted.asked, now, self._life.zone, drawn, model)
