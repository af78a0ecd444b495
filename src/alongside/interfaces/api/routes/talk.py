"""Talking: a stream for each question, and the threads so far."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, WebSocket
from pydantic import Field, ValidationError
from starlette.websockets import WebSocketDisconnect

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import PROTOCOL, OpenLife, Server, listening
from alongside.interfaces.api.shapes import (
    CancelledEvent,
    ProblemEvent,
    Shape,
    TalkAsk,
    TalkEvent,
    TalkRequest,
)
from alongside.mind.converse.events import Aloud
from alongside.views import threads as talks

router = APIRouter(tags=["talk"])
sockets = APIRouter(dependencies=[Depends(listening)])

log = logging.getLogger(__name__)

ThreadId = Annotated[str, Path(min_length=1, max_length=500)]


class Thread(Shape):
    """A conversation: ours where `source` is `talk`, else one brought in."""

    id: str
    source: str
    title: str
    first: datetime
    last: datetime
    count: int
    people: list[str]


class Listed(Shape):
    source: Annotated[str, Field(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class Turns(Shape):
    """Turns before this position, newest page first; each page in the order it was said."""

    before: Annotated[int | None, Field(ge=1, le=2**62)] = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class History(Shape):
    """Ask again with `before` for what was said earlier, until there is none."""

    thread: Thread
    moments: list[shapes.Moment]
    before: int | None


@router.get("/threads")
async def threads(life: OpenLife, listed: Annotated[Listed, Query()]) -> list[Thread]:
    """Conversations, the latest first."""
    person = life.log.person
    found = await life.log.database.read(
        lambda db: talks.latest(db, person, listed.source, listed.limit)
    )
    return [Thread.model_validate(thread) for thread in found]


@router.get("/threads/{thread:path}")
async def history(life: OpenLife, thread: ThreadId, turns: Annotated[Turns, Query()]) -> History:
    """What was said in a conversation."""
    person = life.log.person
    found = await life.log.database.read(lambda db: talks.one(db, person, thread))
    if found is None:
        raise Trouble(404, "There is no such conversation; it may have been forgotten.")
    said = await life.log.database.read(
        lambda db: talks.turns(db, person, thread, turns.before, turns.limit)
    )
    moments = await life.corrected.get(*(turn.id for turn in said))
    return History(
        thread=Thread.model_validate(found),
        moments=[shapes.Moment.of(moment) for moment in moments],
        before=said[0].place if len(said) == turns.limit else None,
    )


@sockets.websocket("/talk")
async def talk(socket: WebSocket, server: Server) -> None:
    """One question at a time; a new question, `cancel` or leaving stops the one under way."""
    await socket.accept(subprotocol=PROTOCOL)
    answering: asyncio.Task[None] | None = None
    try:
        while True:
            asked = _request(await socket.receive_text())
            await _end(answering)
            answering = None
            if isinstance(asked, TalkAsk):
                answering = asyncio.create_task(_answer(socket, server, asked))
            else:
                await _send(socket, asked)
    except WebSocketDisconnect:
        pass
    finally:
        await _end(answering)


def _request(text: str) -> TalkAsk | CancelledEvent | ProblemEvent:
    try:
        request = TalkRequest.model_validate_json(text).root
    except ValidationError:
        return ProblemEvent(detail="That question couldn't be read.")
    return request if isinstance(request, TalkAsk) else CancelledEvent()


async def _answer(socket: WebSocket, server: Server, asked: TalkAsk) -> None:
    life = server.life
    now, zone = datetime.now(UTC), life.zone
    try:
        async with aclosing(life.converse.ask(asked.ask, asked.thread, now, zone)) as events:
            async for event in events:
                if not isinstance(event, Aloud):
                    await socket.send_text(TalkEvent.of(event).model_dump_json())
    except WebSocketDisconnect:
        raise
    except FORESEEN as error:
        await _send(socket, ProblemEvent(detail=str(error)))
    except Exception:
        log.exception("answering failed")
        await _send(socket, ProblemEvent(detail=UNKNOWN))


async def _send(socket: WebSocket, event: Shape) -> None:
    await socket.send_text(event.model_dump_json())


async def _end(task: asyncio.Task[None] | None) -> None:
    """Stop an answer and wait until its model has let go."""
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
