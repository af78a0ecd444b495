"""Coming in by a one-time link, and leaving."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife, Server, Session, cookie_name
from alongside.interfaces.api.sessions import SESSION_LIFE
from alongside.interfaces.api.shapes import Link, Whoami
from alongside.interfaces.api.shapes import Session as Given

door = APIRouter(tags=["session"])
"""The one way in: its calls need no session."""
router = APIRouter(tags=["session"])


@door.post("/session", status_code=201)
async def enter(link: Link, request: Request, response: Response, server: Server) -> Given:
    """Open a session with a one-time link. It works once, within 15 minutes."""
    wait = server.links.wait()
    if wait:
        raise _slower(wait)
    opened = await server.sessions.exchange(link.link)
    if opened is None:
        raise Trouble(403, "This link was used or has expired. `alongside link` prints another.")
    server.links.clear()
    response.set_cookie(
        cookie_name(request),
        opened.cookie,
        max_age=int(SESSION_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return Given(token=opened.token, person=server.life.log.person, expires=opened.expires)


@router.post("/session/links", status_code=201)
async def another(server: Server) -> Link:
    """Another one-time link, for a browser that isn't signed in yet."""
    return Link(link=server.sessions.link())


@router.get("/session")
async def whoami(session: Session, life: OpenLife) -> Whoami:
    """Who is signed in, and until when."""
    return Whoami(person=life.log.person, expires=session.expires)


@router.delete("/session", status_code=204)
async def leave(request: Request, response: Response, server: Server) -> None:
    """End this session."""
    name = cookie_name(request)
    await server.sessions.close(request.cookies.get(name, ""))
    response.delete_cookie(name, httponly=True, samesite="strict")


def _slower(wait: float) -> Trouble:
    seconds = str(int(wait) + 1)
    return Trouble(429, f"Too many tries; wait {seconds} seconds.", {"Retry-After": seconds})
