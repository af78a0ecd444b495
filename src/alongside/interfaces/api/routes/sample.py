"""The sample life: looked at, then thrown away."""

from __future__ import annotations

from fastapi import APIRouter

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import Running, Server
from alongside.interfaces.api.shapes import LifeEvent
from alongside.interfaces.parts import Life

router = APIRouter(tags=["sample"])


@router.post("/sample", status_code=204)
async def look(server: Server) -> None:
    """Open the sample life in place of the person's own, which stays as it is."""
    if server.life.sample:
        raise Trouble(409, "The sample life is open already.")
    await _switch(server, await server.sample.open())


@router.delete("/sample", status_code=204)
async def throw_away(server: Server) -> None:
    """Delete the sample life and open the person's own."""
    if not server.life.sample:
        raise Trouble(409, "The sample life isn't open; your own life is never thrown away here.")
    await server.cancel()
    await _switch(server, await server.sample.throw_away())


async def _switch(server: Running, life: Life) -> None:
    """Nothing begun on one life may end on another."""
    await server.cancel()
    server.forgets.clear()
    server.downloads.clear()
    server.pictures.clear()
    server.life = life
    server.hub.publish(LifeEvent(sample=life.sample))
