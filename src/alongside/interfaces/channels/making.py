"""A channel for an account."""

from __future__ import annotations

from alongside.interfaces.channels.channel import Channel
from alongside.interfaces.channels.discord import DiscordChannel
from alongside.interfaces.channels.email import EmailChannel
from alongside.interfaces.channels.matrix import MatrixChannel
from alongside.interfaces.channels.signal import SignalChannel
from alongside.interfaces.channels.slack import SlackChannel
from alongside.interfaces.channels.telegram import TelegramChannel
from alongside.interfaces.channels.whatsapp import WhatsAppChannel
from alongside.tools.channels import (
    Account,
    Discord,
    Email,
    Matrix,
    Signal,
    Slack,
    Telegram,
    WhatsApp,
)
from alongside.tools.connections import Mail


def made(account: Account, mail: Mail | None) -> Channel:
    """The channel of an account; `mail` is the connected mailbox."""
    match account:
        case Telegram():
            return TelegramChannel(account)
        case Matrix():
            return MatrixChannel(account)
        case Discord():
            return DiscordChannel(account)
        case Slack():
            return SlackChannel(account)
        case Signal():
            return SignalChannel(account)
        case WhatsApp():
            return WhatsAppChannel(account)
        case Email():
            return EmailChannel(account, mail)
