"""The HTTP API and the web app as one ASGI application."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from fastapi import FastAPI

from alongside.interfaces.api.devices import Devices
from alongside.interfaces.api.guard import LOOPBACK, Guard
from alongside.interfaces.api.routes import imports
from alongside.interfaces.api.routing import bare_app
from alongside.interfaces.api.running import Running
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.api.web import BUILT, Web
from alongside.interfaces.lan.lan import Lan
from alongside.interfaces.parts import Life, Sample


def make_app(
    life: Life,
    sessions: Sessions,
    sample: Sample,
    stop: Callable[[], None],
    *,
    hosts: Iterable[str] = LOOPBACK,
    web: Path = BUILT,
    lan: Lan | None = None,
) -> FastAPI:
    """The application for one opened life.

    `stop` shuts the server down; `hosts` are the host names that it answers to, without a port;
    `lan` is where the local network finds it; `web` is the folder of the built web app. The life is
    neither opened nor closed here.
    """
    app = bare_app()
    devices = Devices(life.folder / "devices.json")
    app.state.running = Running(
        life=life, sessions=sessions, sample=sample, stop=stop, devices=devices, lan=lan
    )
    app.router.default = Web(web)
    secure = lan.network.names if lan else ()
    app.add_middleware(Guard, hosts=tuple(hosts), roomy=(imports.UPLOAD,), secure=secure)
    return app
