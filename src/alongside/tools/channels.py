"""The channels by which the person can be written to: who we are there, and who is the person.

One account of each kind. They are kept sealed among the connections, and no model sees them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

import msgspec

Kind = Literal["telegram", "matrix", "discord", "slack", "signal", "whatsapp", "email"]
KINDS: tuple[Kind, ...] = get_args(Kind)
HOOK_PORT = 8645


class Telegram(msgspec.Struct, frozen=True, omit_defaults=True, tag="telegram"):
    """A bot of the person's own (Bot API 7)."""

    token: str
    base: str = "https://api.telegram.org"


class Matrix(msgspec.Struct, frozen=True, omit_defaults=True, tag="matrix"):
    """A user on a homeserver, by its access token; `owner` is the person's own Matrix id, whose
    invitations alone are accepted."""

    server: str
    token: str
    owner: str


class Discord(msgspec.Struct, frozen=True, omit_defaults=True, tag="discord"):
    """A bot; `servers` says that it may be told of messages in servers too, not only to itself."""

    token: str
    servers: bool = False
    base: str = "https://discord.com/api/v10"


class Slack(msgspec.Struct, frozen=True, omit_defaults=True, tag="slack"):
    """An app in Socket Mode: its app-level token opens the socket, its bot token speaks."""

    app_token: str
    bot_token: str
    base: str = "https://slack.com/api"


class Signal(msgspec.Struct, frozen=True, omit_defaults=True, tag="signal"):
    """A signal-cli daemon that serves HTTP at `url`, with the account of this phone `number`."""

    number: str
    url: str = "http://127.0.0.1:8080"


class WhatsApp(msgspec.Struct, frozen=True, omit_defaults=True, tag="whatsapp"):
    """A number of the WhatsApp Cloud API. Meta calls us at `port` of this machine, through a tunnel
    of the person's own, signed with the app's `secret`; `verify` is the token of the webhook."""

    token: str
    phone: str
    secret: str
    verify: str
    port: int = HOOK_PORT
    base: str = "https://graph.facebook.com/v23.0"


class Email(msgspec.Struct, frozen=True, omit_defaults=True, tag="email"):
    """The connected mailbox; `judge` is who says there whether a sender is who they claim to be:
    the server's name in `Authentication-Results` (RFC 8601)."""

    judge: str


Account = Telegram | Matrix | Discord | Slack | Signal | WhatsApp | Email


class Paired(msgspec.Struct, frozen=True, omit_defaults=True):
    """The person there: who writes in which chat of two."""

    sender: str
    chat: str
    name: str = ""


class Chosen(msgspec.Struct, frozen=True):
    """A chat that the person chose to be kept and written to, called as it was when they did."""

    chat: str
    name: str


class Linked(msgspec.Struct, frozen=True, omit_defaults=True):
    """A connected channel: the person is paired by the `code`, `until` then, in few `tries`.

    `tells` says that what is said unasked goes to them there, too.
    """

    account: Account
    paired: tuple[Paired, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    tells: bool = False
    code: str = ""
    until: datetime | None = None
    tries: int = 0
