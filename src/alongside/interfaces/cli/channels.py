"""`channels`: where you can write to your Alongside from, and where it may write to."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

import typer

from alongside.gate.tool import ToolError
from alongside.interfaces.channels import setup
from alongside.interfaces.channels.setup import NotThere, Now
from alongside.interfaces.cli.terminal import Json, in_life, print_json, say, secret, table
from alongside.interfaces.parts import Life
from alongside.tools.channels import (
    HOOK_PORT,
    Account,
    Discord,
    Kind,
    Matrix,
    Signal,
    Slack,
    Telegram,
    WhatsApp,
)

T = TypeVar("T")
Asked = Callable[[], Coroutine[Any, Any, Account | None]]
"""Asks for what an account needs."""
app = typer.Typer(help="Messengers: talk to your Alongside there.", no_args_is_help=True)
connect = typer.Typer(help="Connect a messenger; secrets are asked for.", no_args_is_help=True)
app.add_typer(connect, name="connect")
Channel = Annotated[Kind, typer.Argument(help="Which channel.")]


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """The channels that are connected, who is paired, and the chats that were written in."""

    async def work(life: Life) -> list[Now]:
        return setup.rows(life)

    rows = in_life(context, work)
    if json:
        print_json([asdict(row) for row in rows])
    elif rows:
        told = [(row.kind, ", ".join(row.paired), _chats(row), row.problem) for row in rows]
        table("channel", "you there", "chats (* kept)", "problem", rows=told)
    else:
        say("No channel is connected.")


def _chats(row: Now) -> str:
    return "\n".join(f"{'*' if one.chosen else ' '} {one.name} ({one.chat})" for one in row.chats)


@connect.command()
def telegram(context: typer.Context) -> None:
    """A Telegram bot of your own: asks for its token (from @BotFather)."""

    async def account() -> Account:
        return Telegram(token=await secret("Token of the bot"))

    _connect(context, "telegram", account)


@connect.command()
def matrix(
    context: typer.Context,
    server: Annotated[str, typer.Argument(help="The homeserver, as https://…")],
    owner: Annotated[str, typer.Argument(help="Your own Matrix id, as @ada:example.org.")],
) -> None:
    """A Matrix user of Alongside's own: asks for its access token."""

    async def account() -> Account:
        return Matrix(server=server, token=await secret("Access token"), owner=owner)

    _connect(context, "matrix", account)


@connect.command()
def discord(
    context: typer.Context,
    servers: Annotated[bool, typer.Option(help="Hear the bot's servers, too.")] = False,
) -> None:
    """A Discord bot of your own: asks for its token."""

    async def account() -> Account:
        return Discord(token=await secret("Token of the bot"), servers=servers)

    _connect(context, "discord", account)


@connect.command()
def slack(context: typer.Context) -> None:
    """A Slack app of your own in Socket Mode: asks for its two tokens."""

    async def account() -> Account:
        app_token = await secret("App-level token (xapp-…)")
        return Slack(app_token=app_token, bot_token=await secret("Bot token (xoxb-…)"))

    _connect(context, "slack", account)


@connect.command()
def signal(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="The account's number, as +4915112345678.")],
    url: Annotated[str, typer.Option(help="Where signal-cli listens.")] = "http://127.0.0.1:8080",
) -> None:
    """Signal, by a signal-cli daemon that you run."""

    async def account() -> Account:
        return Signal(number=number, url=url)

    _connect(context, "signal", account)


@connect.command()
def whatsapp(
    context: typer.Context,
    phone: Annotated[str, typer.Argument(help="The id of the phone number at Meta.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where calls come in.")] = HOOK_PORT,
) -> None:
    """A WhatsApp Cloud number: asks for its token and secret, prints the webhook's token."""
    verify = setup.verifying()

    async def account() -> Account:
        token = await secret("Access token")
        key = await secret("App secret")
        return WhatsApp(token=token, phone=phone, secret=key, verify=verify, port=port)

    _connect(context, "whatsapp", account)
    say(f"Have your tunnel lead to http://127.0.0.1:{port}/whatsapp. The verify token is:")
    say(verify, style="bold")


@connect.command()
def email(context: typer.Context) -> None:
    """The mailbox that is connected already (`alongside connect mail`)."""

    async def account() -> None:
        return None

    _connect(context, "email", account)


@app.command()
def pair(context: typer.Context, channel: Channel) -> None:
    """Print the code that pairs a chat: write it there, alone, while `alongside up` runs."""
    code = _done(context, lambda life: setup.code(life, channel))
    say("Write this in a chat of two with it, within 15 minutes, while `alongside up` runs:")
    say(code, style="bold")


@app.command()
def unpair(context: typer.Context, channel: Channel) -> None:
    """Nobody is you in this channel any more."""
    _done(context, lambda life: setup.unpair(life, channel))
    say(f"Nobody is paired in {channel} any more.")


@app.command()
def keep(
    context: typer.Context,
    channel: Channel,
    chat: Annotated[str, typer.Argument(help="The chat's id, as `channels list` prints it.")],
    off: Annotated[bool, typer.Option("--off", help="Keep nothing more of it.")] = False,
) -> None:
    """Keep what is written in a chat from now on, and let messages be sent there."""
    _done(context, lambda life: setup.choose(life, channel, chat, not off))
    say("From now on nothing of it is kept." if off else "From now on this chat is kept.")


@app.command()
def nudges(
    context: typer.Context,
    channel: Channel,
    on: Annotated[bool, typer.Option("--on/--off", help="Whether to tell you there.")] = True,
) -> None:
    """Have nudges, briefs and what waits for your word told in your paired chats."""
    _done(context, lambda life: setup.tell(life, channel, on))
    say(f"Nudges {'go' if on else 'no longer go'} to {channel}.")


@app.command()
def remove(context: typer.Context, channel: Channel) -> None:
    """Disconnect a channel; what was kept of it stays."""
    _done(context, lambda life: setup.disconnect(life, channel))
    say(f"{channel} isn't connected any more.")


def _connect(context: typer.Context, kind: Kind, asked: Asked) -> None:
    async def work(life: Life) -> str:
        return await setup.connect(life, await asked(), kind)

    who = _done(context, work, make=True)
    say(
        f"{kind} is connected{f' as {who}' if who else ''}. To pair: alongside channels pair {kind}"
    )


def _done(
    context: typer.Context, work: Callable[[Life], Coroutine[Any, Any, T]], *, make: bool = False
) -> T:
    try:
        return in_life(context, work, make=make)
    except (NotThere, ToolError) as error:
        raise typer.BadParameter(str(error)) from None
