"""A typed client for a running server: for the command line beside it, and for programs.

async with Client("http://127.0.0.1:8642", await sessions.open()) as client:
    found = await client.search("the pink house")
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, TypeAdapter
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from alongside.interfaces.api.routes.acts import Acts, Outcome
from alongside.interfaces.api.routes.forget import Gone, Preview
from alongside.interfaces.api.routes.imports import Import, Started
from alongside.interfaces.api.routes.meetings import MeetingMark, Met
from alongside.interfaces.api.routes.settings import Settings
from alongside.interfaces.api.routes.status import Status
from alongside.interfaces.api.routes.talk import History, Thread
from alongside.interfaces.api.routes.tasks import Task
from alongside.interfaces.api.routes.timeline import Timeline
from alongside.interfaces.api.routes.yours import Verified
from alongside.interfaces.api.running import COOKIE, HEADER, PROTOCOL
from alongside.interfaces.api.sessions import Opened
from alongside.interfaces.api.shapes import (
    Evidence,
    Happened,
    Link,
    LiveEvent,
    Moment,
    Moments,
    Search,
    Talked,
    TalkEvent,
)

Made = TypeVar("Made", bound=BaseModel)
Given = Mapping[str, str | int | Sequence[str]]
PATIENCE = 60.0
NOTHING: Given = {}


class Refused(Exception):
    """The server answered with a problem; the message is its sentence for the person."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Client:
    """Calls the API at `address` within a session. Every method may raise `Refused`."""

    def __init__(
        self, address: str, session: Opened, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        port = urlsplit(address).port
        self.address = address
        self._token = session.token
        self._cookies = {f"{COOKIE}-{port}" if port else COOKIE: session.cookie}
        self._http = httpx.AsyncClient(
            base_url=f"{address}/api/v1/",
            headers={HEADER: session.token},
            cookies=self._cookies,
            timeout=PATIENCE,
            transport=transport,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def status(self) -> Status:
        return await self._get(Status, "status")

    async def link(self) -> str:
        """The token of another one-time link."""
        return (await self._send(Link, "POST", "session/links", {})).link

    async def moments(self, **wanted: str | int | Sequence[str]) -> Moments:
        """A page of moments; the fields are the address's own: since, until, kind, after, …"""
        return await self._get(Moments, "moments", wanted)

    async def moment(self, moment: str) -> Evidence:
        return await self._get(Evidence, f"moments/{moment}")

    async def propose(self, tool: str, arguments: Mapping[str, object], agent: str) -> Outcome:
        """Have a tool used for another program, where the gate allows it."""
        wanted = {"tool": tool, "arguments": dict(arguments), "agent": agent}
        return await self._send(Outcome, "POST", "acts", wanted)

    async def take(self, goal: str, steps: int = 12) -> Task:
        """Have something done."""
        return await self._send(Task, "POST", "tasks", {"goal": goal, "steps": steps})

    async def task(self, task: str) -> Task:
        """How far a task came."""
        return await self._get(Task, f"tasks/{task}")

    async def note(self, text: str) -> Moment:
        return await self._send(Moment, "POST", "moments", {"text": text})

    async def correct(self, moment: str, text: str) -> Moment:
        return await self._send(Moment, "POST", f"moments/{moment}/correction", {"text": text})

    async def search(self, query: str, **filters: str | int | Sequence[str]) -> Search:
        return await self._get(Search, "search", {"q": query, **filters})

    async def timeline(self, grain: str = "year", **span: str | int) -> Timeline:
        return await self._get(Timeline, "timeline", {"grain": grain, **span})

    async def threads(self) -> list[Thread]:
        return TypeAdapter(list[Thread]).validate_json((await self._call("GET", "threads")).content)

    async def history(self, thread: str) -> History:
        return await self._get(History, f"threads/{thread}")

    async def imports(self) -> list[Import]:
        return TypeAdapter(list[Import]).validate_json((await self._call("GET", "imports")).content)

    async def bring_in(self, *files: Path) -> Started:
        """Send files; `events` tells how far they have come."""
        parts = [("file", (path.name, path.open("rb"))) for path in files]
        try:
            answer = await self._call("POST", "imports", files=parts)
        finally:
            for _, (_, file) in parts:
                file.close()
        return Started.model_validate_json(answer.content)

    async def acts(self) -> Acts:
        return await self._get(Acts, "acts")

    async def halt(self) -> Outcome:
        """Stop every act and job; the server goes on."""
        return await self._send(Outcome, "POST", "halt", {})

    async def resume(self) -> Outcome:
        return await self._send(Outcome, "POST", "resume", {})

    async def would_forget(self, **wish: object) -> Preview:
        """What would go; the fields are ids, person, since, until, source, query."""
        return await self._send(Preview, "POST", "forget/preview", wish)

    async def forget(self, preview: Preview) -> Gone:
        """Forget what the preview showed."""
        return await self._send(Gone, "POST", "forget", {"token": preview.token})

    async def verify(self) -> Verified:
        return await self._send(Verified, "POST", "verify", {})

    async def settings(self) -> Settings:
        return await self._get(Settings, "settings")

    async def change(self, settings: Settings) -> Settings:
        return await self._send(Settings, "PUT", "settings", settings.model_dump(mode="json"))

    async def look_at_sample(self) -> None:
        """Open the sample life in place of the person's own."""
        await self._call("POST", "sample")

    async def throw_sample_away(self) -> None:
        await self._call("DELETE", "sample")

    async def stop(self) -> None:
        await self._call("POST", "stop")

    async def download(self, kind: str) -> AsyncGenerator[bytes, None]:
        """The life as a zip file, streamed: an `export` or a `backup`."""
        path = (await self._call("POST", "downloads", json={"kind": kind})).json()["path"]
        async with self._http.stream("GET", f"{self.address}{path}") as answer:
            await _check(answer)
            async for piece in answer.aiter_bytes():
                yield piece

    async def ask(self, question: str, thread: str) -> AsyncGenerator[Talked, None]:
        """The events of an answer. Closing it stops the model."""
        request = json.dumps({"ask": question, "thread": thread})
        async with aclosing(self._stream("talk", request)) as messages:
            async for message in messages:
                event = TalkEvent.model_validate_json(message).root
                yield event
                if event.event in ("answered", "cancelled", "problem"):
                    return

    async def events(self) -> AsyncGenerator[Happened, None]:
        """What happens in the life and the server from now on."""
        async with aclosing(self._stream("events")) as messages:
            async for message in messages:
                yield LiveEvent.model_validate_json(message).root

    async def meetings(self) -> Met:
        """What came of meetings, and whether one goes on."""
        return await self._get(Met, "/meetings")

    async def meeting(self, *, begins: bool, title: str = "") -> MeetingMark:
        """Mark that a meeting begins or ends now."""
        return await self._send(
            MeetingMark, "POST", "/meetings", {"begins": begins, "title": title}
        )

    async def _stream(self, path: str, first: str = "") -> AsyncGenerator[str, None]:
        address = f"{self.address.replace('http', 'ws', 1)}/api/v1/{path}"
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        protocols = [PROTOCOL, self._token]
        async with connect(
            address,
            subprotocols=[Subprotocol(protocol) for protocol in protocols],
            additional_headers={"Cookie": cookie},
            proxy=None,
        ) as socket:
            if first:
                await socket.send(first)
            async for message in socket:
                yield str(message)

    async def _get(self, shape: type[Made], path: str, wanted: Given = NOTHING) -> Made:
        answer = await self._call("GET", path, params=wanted)
        return shape.model_validate_json(answer.content)

    async def _send(
        self, shape: type[Made], method: str, path: str, body: Mapping[str, object]
    ) -> Made:
        return shape.model_validate_json((await self._call(method, path, json=body)).content)

    async def _call(self, method: str, path: str, **given: Any) -> httpx.Response:
        answer = await self._http.request(method, path, **given)
        await _check(answer)
        return answer


async def _check(answer: httpx.Response) -> None:
    if answer.is_error:
        content = await answer.aread()
        detail = json.loads(content or b"{}").get("detail", "")
        raise Refused(answer.status_code, detail or answer.reason_phrase)
