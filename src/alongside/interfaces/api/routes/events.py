"""What happens, as it happens."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, WebSocket
from starlette.websockets import WebSocketDisconnect

from alongside.interfaces.api import shapes
from alongside.interfaces.api.running import PROTOCOL, Running, Server, listening
from alongside.interfaces.api.shapes import JobsEvent, LifeEvent, MomentEvent, Progress

sockets = APIRouter(dependencies=[Depends(listening)])

LOOK_EVERY = 0.5
"""Seconds between looks at how far the jobs have come."""


@sockets.websocket("/events")
async def events(socket: WebSocket, server: Server) -> None:
    """Moments kept, jobs, imports and models under way. Closes when another life is opened."""
    await socket.accept(subprotocol=PROTOCOL)
    streams = [_moments, _jobs, _told, _gone]
    tasks = [asyncio.create_task(stream(socket, server)) for stream in streams]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _moments(socket: WebSocket, server: Running) -> None:
    async for moment in server.life.log.follow():
        event = MomentEvent(moment=shapes.Moment.of(moment))
        await socket.send_text(event.model_dump_json())


async def _jobs(socket: WebSocket, server: Running) -> None:
    told = None
    while True:
        jobs = [Progress.model_validate(job) for job in server.life.jobs.progress()]
        if jobs != told:
            await socket.send_text(JobsEvent(jobs=jobs).model_dump_json())
            told = jobs
        await asyncio.sleep(LOOK_EVERY)


async def _told(socket: WebSocket, server: Running) -> None:
    async for event in server.hub.listen():
        await socket.send_text(event.model_dump_json())
        if isinstance(event, LifeEvent):
            await socket.close(1001, "another life is open")
            return


async def _gone(socket: WebSocket, _: Running) -> None:
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        return
