"""The built web app: its files, and its one page for every other address."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from alongside.interfaces.api.problems import problem

BUILT = Path(__file__).parent.parent / "web"
PAGE = "index.html"
HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
FOREVER = "public, max-age=31536000, immutable"
FRESH = "no-cache"
MISSING = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Alongside</title>
<h1>The web app isn't built</h1>
<p>Alongside runs, but this copy has no pages yet. In its folder, run <code>make setup</code>
(it needs Node 20), then load this page again. The command line works meanwhile:
<code>alongside --help</code>.</p>
"""


class Web:
    """Serves the files of `folder`; any address without a file shows the app's page."""

    def __init__(self, folder: Path = BUILT) -> None:
        self._folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            response = await asyncio.to_thread(self._answer, Request(scope))
            await response(scope, receive, send)
        else:
            await WebSocketClose(1008, "nothing here")(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return problem(405, "This address can only be looked at.", {"Allow": "GET, HEAD"})
        asked = request.url.path.lstrip("/")
        if asked.startswith("api/"):
            return problem(404, "There is nothing at this address.")
        path = self._find(asked)
        if path is None:
            return HTMLResponse(MISSING, 503)
        hashed = path.parent.name == "assets" and HASHED.search(path.name)
        return FileResponse(path, headers={"Cache-Control": FOREVER if hashed else FRESH})

    def _find(self, asked: str) -> Path | None:
        """The file asked for, else the app's page, else none where the app isn't built."""
        return self._file(asked) or self._file(PAGE)

    def _file(self, name: str) -> Path | None:
        try:
            path = (self._folder / name).resolve()
            return path if path.is_relative_to(self._folder) and path.is_file() else None
        except (OSError, ValueError):  # a name that no file can have
            return None
