"""The channels by which the person writes to us. Secrets go in and are never told again."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field, StrictBool

from alongside.gate.tool import ToolError
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Shape
from alongside.interfaces.channels import setup
from alongside.interfaces.channels.setup import NotThere
from alongside.tools import channels as accounts
from alongside.tools.channels import HOOK_PORT, Account, Kind

router = APIRouter(tags=["connections"])
Secret = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[\x21-\x7e]+$")]
Url = Annotated[str, Field(pattern=r"^https?://[^\s@/?#]+/?$", max_length=500)]
Chat = Annotated[str, Field(min_length=1, max_length=500)]
TRYING = 60.0


class ChatNow(Shape):
    """A chat that was written in, called as others call it; `chosen` says that it is kept."""

    chat: str
    name: str
    chosen: bool


class ChannelNow(Shape):
    """A connected channel. `paired` is how the person is called there."""

    kind: Kind
    connected: bool
    problem: str
    paired: list[str]
    chats: list[ChatNow]
    tells: bool
    pairing: bool


class ChannelsNow(Shape):
    """All that are connected. `code` pairs who writes it, and is shown this once; `verify` is the
    token of WhatsApp's webhook, shown once as it is connected."""

    channels: list[ChannelNow]
    code: str = ""
    verify: str = ""


class TelegramWish(Shape):
    kind: Literal["telegram"]
    token: Secret


class MatrixWish(Shape):
    kind: Literal["matrix"]
    server: Url
    token: Secret
    owner: Annotated[str, Field(pattern=r"^@[^\s:]+:[^\s]+$", max_length=255)]


class DiscordWish(Shape):
    kind: Literal["discord"]
    token: Secret
    servers: StrictBool = False


class SlackWish(Shape):
    kind: Literal["slack"]
    app_token: Secret
    bot_token: Secret


class SignalWish(Shape):
    kind: Literal["signal"]
    number: Annotated[str, Field(pattern=r"^\+[0-9]{6,20}$")]
    url: Url = "http://127.0.0.1:8080"


class WhatsAppWish(Shape):
    kind: Literal["whatsapp"]
    token: Secret
    phone: Annotated[str, Field(pattern=r"^[0-9]{5,30}$")]
    secret: Secret
    port: Annotated[int, Field(strict=True, ge=1024, le=65535)] = HOOK_PORT


class EmailWish(Shape):
    """By the mailbox that is connected."""

    kind: Literal["email"]


ChannelWish = Annotated[
    TelegramWish | MatrixWish | DiscordWish | SlackWish | SignalWish | WhatsAppWish | EmailWish,
    Field(discriminator="kind"),
]


class OfChannel(Shape):
    kind: Kind


class ChatWish(Shape):
    kind: Kind
    chat: Chat
    chosen: StrictBool


class TellWish(Shape):
    kind: Kind
    tells: StrictBool


@router.get("/connections/channels")
async def channels_now(life: OpenLife) -> ChannelsNow:
    """The channels that are connected."""
    return _told(life)


@router.post("/connections/channels")
async def connect_channel(life: OpenLife, wanted: ChannelWish) -> ChannelsNow:
    """Connect a channel, once it has let us in; one of its kind before is replaced."""
    account = _account(wanted)
    try:
        async with asyncio.timeout(TRYING):
            await setup.connect(life, account, wanted.kind)
    except TimeoutError:
        raise Trouble(409, "The service didn't answer. Nothing was connected.") from None
    except (NotThere, ToolError) as error:
        raise Trouble(409, str(error)) from error
    verify = account.verify if isinstance(account, accounts.WhatsApp) else ""
    return _told(life, verify=verify)


@router.post("/connections/channels/pair")
async def pair_channel(life: OpenLife, of: OfChannel) -> ChannelsNow:
    """A fresh code that pairs the chat of two in which it is written within 15 minutes."""
    try:
        return _told(life, code=await setup.code(life, of.kind))
    except NotThere as error:
        raise Trouble(404, str(error)) from error


@router.post("/connections/channels/unpair")
async def unpair_channel(life: OpenLife, of: OfChannel) -> ChannelsNow:
    """Nobody is the person there any more."""
    try:
        await setup.unpair(life, of.kind)
    except NotThere as error:
        raise Trouble(404, str(error)) from error
    return _told(life)


@router.post("/connections/channels/choose")
async def choose_chat(life: OpenLife, wish: ChatWish) -> ChannelsNow:
    """Keep what is written in a chat from now on, and let messages be sent there; or no longer."""
    try:
        await setup.choose(life, wish.kind, wish.chat, wish.chosen)
    except NotThere as error:
        raise Trouble(404, str(error)) from error
    return _told(life)


@router.post("/connections/channels/tell")
async def tell_channel(life: OpenLife, wish: TellWish) -> ChannelsNow:
    """Tell nudges, briefs and what waits for the person's word there, too; or no longer."""
    try:
        await setup.tell(life, wish.kind, wish.tells)
    except NotThere as error:
        raise Trouble(404, str(error)) from error
    return _told(life)


@router.post("/connections/channels/remove")
async def remove_channel(life: OpenLife, of: OfChannel) -> ChannelsNow:
    """Disconnect a channel; what was kept of it stays."""
    try:
        await setup.disconnect(life, of.kind)
    except NotThere as error:
        raise Trouble(404, str(error)) from error
    return _told(life)


def _account(wanted: ChannelWish) -> Account | None:
    match wanted:
        case TelegramWish(token=token):
            return accounts.Telegram(token=token)
        case MatrixWish(server=server, token=token, owner=owner):
            return accounts.Matrix(server=server, token=token, owner=owner)
        case DiscordWish(token=token, servers=servers):
            return accounts.Discord(token=token, servers=servers)
        case SlackWish(app_token=app_token, bot_token=bot_token):
            return accounts.Slack(app_token=app_token, bot_token=bot_token)
        case SignalWish(number=number, url=url):
            return accounts.Signal(number=number, url=url)
        case WhatsAppWish(token=token, phone=phone, secret=secret, port=port):
            return accounts.WhatsApp(
                token=token, phone=phone, secret=secret, port=port, verify=setup.verifying()
            )
        case EmailWish():
            return None


def _told(life: OpenLife, code: str = "", verify: str = "") -> ChannelsNow:
    def plain(text: str) -> str:
        return text.encode("utf-8", "replace").decode()

    found = [
        ChannelNow(
            kind=row.kind,
            connected=row.connected,
            problem=row.problem,
            paired=[plain(one) for one in row.paired],
            chats=[
                ChatNow(chat=plain(one.chat), name=plain(one.name), chosen=one.chosen)
                for one in row.chats
            ],
            tells=row.tells,
            pairing=row.pairing,
        )
        for row in setup.rows(life)
    ]
    return ChannelsNow(channels=found, code=code, verify=verify)
