"""WhatsApp, by the Cloud API (Graph API): Meta calls a webhook of ours, signed; we call theirs.

The webhook listens on a port of its own on this machine, where nothing of the life can be reached,
so a tunnel that the person sets up leads to it and to nothing else. A call is answered with 200
only once what it tells is kept; until then Meta repeats it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from alongside.interfaces.channels.channel import Came, ChannelError, Message, fitting, parsed
from alongside.interfaces.channels.http import Http
from alongside.tools.channels import WhatsApp

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

PATH = "/whatsapp"
MOST_BODY = 1 << 20
PATIENCE = 20.0
"""Seconds that a call of Meta's waits until it is kept."""


class _Text(msgspec.Struct):
    body: str


class _Told(msgspec.Struct):
    id: str
    sender: str = msgspec.field(name="from")
    timestamp: str
    text: _Text


class WhatsAppChannel:
    """The chats of one business number. Groups aren't part of this API."""

    most = 4000

    def __init__(self, account: WhatsApp) -> None:
        self._http = Http("WhatsApp", {"Authorization": f"Bearer {account.token}"})
        self._account = account

    async def listen(self, _mark: str) -> AsyncGenerator[Came, None]:
        from alongside.interfaces.api.serve import listen, serving

        hook = Hook(self._account)
        try:
            bound = listen(port=self._account.port)
        except OSError:
            raise ChannelError(
                f"Another program listens on port {self._account.port}, where WhatsApp's calls "
                "should come in."
            ) from None
        with bound:
            async with serving(hook.app(), bound):
                while True:
                    call = await hook.calls.get()
                    yield Came(tuple(messages_of(call.told, self._account.phone)))
                    call.kept.set()

    async def send(self, chat: str, text: str, _key: str) -> str:
        given = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": chat,
                 "type": "text", "text": {"body": text, "preview_url": False}}  # fmt: skip
        url = f"{self._account.base}/{self._account.phone}/messages"
        told = await self._http.call("POST", url, given)
        found = told.get("messages") if isinstance(told, dict) else None
        first = found[0] if isinstance(found, list) and found else {}
        return str(first.get("id", "")) if isinstance(first, dict) else ""

    async def check(self) -> str:
        url = f"{self._account.base}/{self._account.phone}"
        told = await self._http.call("GET", url, params={"fields": "display_phone_number"})
        return str(told.get("display_phone_number", "")) if isinstance(told, dict) else ""

    async def close(self) -> None:
        await self._http.close()


@dataclass(frozen=True, slots=True)
class Call:
    """What a signed call tells; `kept` is set once that is safe."""

    told: Any
    kept: asyncio.Event = field(default_factory=asyncio.Event)


class Hook:
    """The webhook: Meta proves itself by the app's secret, we by the token of the webhook."""

    def __init__(self, account: WhatsApp) -> None:
        self._account = account
        self.calls: asyncio.Queue[Call] = asyncio.Queue(100)

    def app(self) -> ASGIApp:
        from starlette.applications import Starlette
        from starlette.routing import Route

        return Starlette(
            routes=[
                Route(PATH, self._greeted, methods=["GET"]),
                Route(PATH, self._called, methods=["POST"]),
            ]
        )

    async def _greeted(self, request: Request) -> Response:
        """Meta makes sure that the address is ours."""
        from starlette.responses import PlainTextResponse

        asked = request.query_params
        token = asked.get("hub.verify_token", "")
        same = hmac.compare_digest(token.encode("utf-8", "replace"), self._account.verify.encode())
        if asked.get("hub.mode") != "subscribe" or not same:
            return PlainTextResponse("no", 403)
        return PlainTextResponse(asked.get("hub.challenge", "")[:200])

    async def _called(self, request: Request) -> Response:
        from starlette.responses import Response

        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BODY:
                return Response(status_code=413)
        given = request.headers.get("x-hub-signature-256", "")
        if not signed(bytes(body), given, self._account.secret):
            return Response(status_code=403)
        call = Call(parsed(bytes(body)))
        try:
            async with asyncio.timeout(PATIENCE):
                await self.calls.put(call)
                await call.kept.wait()
        except TimeoutError:
            return Response(status_code=503)
        return Response(status_code=200)


def signed(body: bytes, given: str, secret: str) -> bool:
    """Whether the app's secret signed this body (`X-Hub-Signature-256: sha256=…`)."""
    made = f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
    return hmac.compare_digest(made.encode(), given.encode("utf-8", "replace"))


def messages_of(told: Any, phone: str) -> Iterator[Message]:
    """The text messages to our number that a call tells of."""
    for entry in _list(told, "entry"):
        for change in _list(entry, "changes"):
            value = change.get("value") if isinstance(change, dict) else None
            about = value.get("metadata") if isinstance(value, dict) else None
            if not isinstance(about, dict) or about.get("phone_number_id") != phone:
                continue
            names = dict(_names(value))
            for one in _list(value, "messages"):
                made = _message(one, names)
                if made is not None:
                    yield made


def _message(one: Any, names: dict[str, str]) -> Message | None:
    found = fitting(one, _Told)
    if found is None or not found.text.body:
        return None
    try:
        at = datetime.fromtimestamp(int(found.timestamp), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    name = names.get(found.sender, found.sender)
    return Message(
        id=found.id,
        chat=found.sender,
        sender=found.sender,
        text=found.text.body,
        at=at,
        private=True,
        name=name,
        title=name,
    )


def _names(value: Any) -> Iterator[tuple[str, str]]:
    for one in _list(value, "contacts"):
        profile = one.get("profile") if isinstance(one, dict) else None
        name = profile.get("name") if isinstance(profile, dict) else None
        if isinstance(name, str) and isinstance(one.get("wa_id"), str):
            yield one["wa_id"], name


def _list(told: Any, key: str) -> list[Any]:
    found = told.get(key) if isinstance(told, dict) else None
    return found if isinstance(found, list) else []
