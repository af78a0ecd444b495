"""The chat completions of OpenAI's API, so that other apps of the person can talk to their life.

Off until the person makes a token for an app. What an app sends isn't taken for the person's own
word, as anything may stand in it: it asks, and nothing more.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import uuid4

import msgspec
from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.parts import Life
from alongside.log.kinds import Said
from alongside.log.moment import Trust
from alongside.mind.converse.events import Answered, Token
from alongside.mind.converse.manner import Manner

log = logging.getLogger(__name__)
MODEL = "alongside"
MOST_TEXT = 20_000
MANNER = Manner(trust=Trust.OUTSIDE)
UNKNOWN_APP = "No app has this token. Make one: alongside connect app NAME"


class _Loose(BaseModel):
    """What apps send varies; what isn't known is passed over."""

    model_config = ConfigDict(extra="ignore")


class Part(_Loose):
    type: str = ""
    text: str = ""


class Turn(_Loose):
    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: Annotated[str, Field(max_length=MOST_TEXT)] | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class Wanted(_Loose):
    messages: Annotated[list[Turn], Field(min_length=1, max_length=500)]
    stream: bool = False


def app_of(request: Request, life: OpenLife) -> str:
    """The name of the app that holds the token of this call."""
    given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    digest = hashlib.sha256(given.encode()).hexdigest()
    for token in life.hands.connections.now.tokens:
        if hmac.compare_digest(token.digest, digest):
            return token.name
    raise Trouble(401, UNKNOWN_APP)


App = Annotated[str, Depends(app_of)]
router = APIRouter(tags=["compatible"], include_in_schema=False)


@router.get("/models")
async def models(_: App) -> Response:
    """The one model: the life, whatever words it."""
    model = {"id": MODEL, "object": "model", "created": 0, "owned_by": "you"}
    return JSONResponse({"object": "list", "data": [model]})


@router.post("/chat/completions")
async def complete(life: OpenLife, app: App, wanted: Wanted) -> Response:
    """Answers the last question of a conversation, from the life."""
    asked = [turn.text for turn in wanted.messages if turn.role == "user" and turn.text.strip()]
    if not asked:
        raise Trouble(422, "There is no question in these messages.")
    begun = hashlib.sha256(f"{app}\0{asked[0]}".encode()).hexdigest()[:16]
    pieces = _answer(life, asked[-1], f"app-{begun}")
    if wanted.stream:
        return StreamingResponse(_events(pieces), media_type="text/event-stream")
    try:
        text = "".join([piece async for piece in pieces])
    except FORESEEN as error:
        return _failed(str(error))
    turn = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": turn, "finish_reason": "stop"}
    return JSONResponse(_made("chat.completion", choice))


async def _answer(life: Life, question: str, thread: str) -> AsyncGenerator[str, None]:
    """The answer as it is written; what its check changed is said after it."""
    now, told = datetime.now(UTC), ""
    async with aclosing(life.converse.ask(question, thread, now, life.zone, MANNER)) as events:
        async for event in events:
            if isinstance(event, Token):
                told += event.text
                yield event.text
            elif isinstance(event, Answered) and isinstance(event.moment.what, Said):
                whole = event.moment.what.text
                if whole.strip() != told.strip():
                    yield whole.removeprefix(told) if whole.startswith(told) else f"\n\n{whole}"


async def _events(pieces: AsyncGenerator[str, None]) -> AsyncGenerator[bytes, None]:
    """Server-sent events, as OpenAI's clients read them."""
    id_ = f"chatcmpl-{uuid4().hex}"

    def event(delta: dict[str, str], reason: str | None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        made = _made("chat.completion.chunk", choice) | {"id": id_}
        return b"data: " + msgspec.json.encode(made) + b"\n\n"

    try:
        yield event({"role": "assistant", "content": ""}, None)
        async with aclosing(pieces):
            async for piece in pieces:
                yield event({"content": piece}, None)
        yield event({}, "stop")
    except FORESEEN as error:
        yield _problem(str(error))
    except Exception:
        log.exception("answering an app failed")
        yield _problem(UNKNOWN)
    yield b"data: [DONE]\n\n"


def _problem(message: str) -> bytes:
    made = {"error": {"message": message, "type": "server_error"}}
    return b"data: " + msgspec.json.encode(made) + b"\n\n"


def _failed(message: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": "server_error"}}, status_code=503)


def _made(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": kind,
        "created": int(time.time()),
        "model": MODEL,
        "choices": [choice],
    }
