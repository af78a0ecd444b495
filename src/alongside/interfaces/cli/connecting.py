"""`connect`: what tools may reach, with its secrets kept in the life, and what is connected."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer

from alongside.gate.tool import ToolError
from alongside.interfaces import connecting
from alongside.interfaces.cli.terminal import (
    Json,
    confirmed,
    in_life,
    print_json,
    say,
    secret,
    table,
)
from alongside.interfaces.connecting import NotConnected, Row
from alongside.interfaces.parts import Life
from alongside.tools.connections import Account, Mail, Mcp, Pinned, Signed
from alongside.tools.mcp.remote import digest

app = typer.Typer(help="What tools may reach: folders, servers, apps.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="What it is to be called.")]
Address = Annotated[str, typer.Argument(help="Its address.")]
User = Annotated[str, typer.Option(help="Who you are there. The password is asked for.")]
Yes = Annotated[bool, typer.Option("--yes", help="Allow it without being asked.")]


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """What is connected. Secrets aren't shown."""

    async def work(life: Life) -> list[Row]:
        return connecting.rows(life)

    rows = in_life(context, work)
    if json:
        print_json([asdict(row) for row in rows])
    elif rows:
        table("what", "name", "", rows=[(row.kind, row.name, row.more) for row in rows])
    else:
        say("Nothing is connected.")


@app.command()
def folder(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(exists=True, file_okay=False, resolve_path=True)],
) -> None:
    """Let tools list and read the files of a folder, and add new ones."""

    in_life(context, lambda life: connecting.folder(life, path))
    say(f"Tools may read {path}, and add files to it.")


@app.command()
def mcp(
    context: typer.Context,
    name: Name,
    command: Annotated[
        list[str] | None, typer.Argument(help="The server's command, after --.")
    ] = None,
    url: Annotated[str, typer.Option(help="Its address, where it is served over HTTP.")] = "",
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="Sign in there with your browser (OAuth).")
    ] = False,
    yes: Yes = False,
) -> None:
    """Connect an MCP server, or look again at one whose tools have changed.

    You see what its tools say of themselves; only what you allow as it stands is used.
    """
    if command and url:
        raise typer.BadParameter("give a command or --url, not both")

    async def work(life: Life) -> None:
        token = await secret("Token") if url and not sign_in else ""
        before = next((one for one in life.hands.connections.now.mcp if one.name == name), None)
        server = Mcp(name=name, command=tuple(command or ()), url=url, token=token)
        if before is not None and not (command or url):
            server = msgspec.structs.replace(before, tools=())
        if sign_in:
            server = msgspec.structs.replace(server, token="", signed=Signed())
        if not (server.command or server.url) or (sign_in and not server.url):
            raise typer.BadParameter("give its command after --, or --url")
        try:
            found, signed = await life.hands.offered(server, _shown if sign_in else None)
        except ToolError as error:
            raise typer.BadParameter(str(error)) from None
        _show(found, before.tools if before else ())
        if not (yes or await confirmed("Allow these tools as they stand?")):
            raise typer.Abort
        others = tuple(one for one in life.hands.connections.now.mcp if one.name != name)
        kept = msgspec.structs.replace(server, tools=found, signed=signed)
        await life.hands.change(mcp=(*others, kept))
        say(f"{name} is connected with {len(found)} tools.")

    in_life(context, work, make=True)


async def _shown(url: str) -> None:
    """Where to sign in. The browser comes back to this machine."""
    say("Sign in with a browser on this machine:")
    say(url, style="bold")


def _show(found: tuple[Pinned, ...], before: tuple[Pinned, ...]) -> None:
    known = {tool.name: digest(tool) for tool in before}
    for tool in found:
        mark = "" if known.get(tool.name) == digest(tool) else " (new)"
        changed = " (changed)" if mark and tool.name in known else mark
        say(f"{tool.name}{changed}: {tool.description}")


@app.command()
def calendar(context: typer.Context, url: Address, user: User = "") -> None:
    """Connect a calendar on a server (CalDAV): it is read, and what is added is kept there too."""
    _dav(context, "calendar", url, user)


@app.command()
def contacts(context: typer.Context, url: Address, user: User = "") -> None:
    """Connect an address book on a server (CardDAV)."""
    _dav(context, "contacts", url, user)


@app.command()
def mail(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="Your mail address.")],
    imap: Annotated[str, typer.Option(help="The server to read from, as HOST or HOST:PORT.")],
    smtp: Annotated[str, typer.Option(help="The server to send by, as HOST or HOST:PORT.")],
    user: Annotated[str, typer.Option(help="Who you are there; the address by default.")] = "",
    starttls: Annotated[bool, typer.Option(help="Begin in the clear, then encrypt.")] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Bring in its new mails too.")] = False,
) -> None:
    """Connect a mailbox. Mails are drafted first, and sent ones can be taken back for a while."""
    inbox, inbox_port = _host(imap, 143 if starttls else 993)
    outward, outward_port = _host(smtp, 587 if starttls else 465)

    async def work(life: Life) -> None:
        made = Mail(
            address=address, user=user or address, password=await secret("Password"), imap=inbox,
            smtp=outward, imap_port=inbox_port, smtp_port=outward_port,
            security=_security((inbox, outward), starttls=starttls),
        )  # fmt: skip
        try:
            await connecting.mail(life, made)
            if follow:
                await connecting.follow_mail(life, on=True)
        except ToolError as error:
            raise typer.BadParameter(str(error)) from None

    in_life(context, work, make=True)
    say(f"{address} is connected.")


@app.command("mail-following")
def mail_following(
    context: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Bring in no more.")] = False,
) -> None:
    """Bring in the new mails of the mailbox that is connected, from the last 30 days on."""

    async def work(life: Life) -> None:
        try:
            await connecting.follow_mail(life, on=not off)
        except (NotConnected, ToolError) as error:
            raise typer.BadParameter(str(error)) from None

    in_life(context, work)
    say("New mails stay where they are." if off else "New mails are brought in.")


def _host(given: str, usual: int) -> tuple[str, int]:
    host, _, port = given.partition(":")
    if port and not port.isdigit():
        raise typer.BadParameter(f"“{given}” is no server; write HOST or HOST:PORT")
    return host, int(port or usual)


def _security(hosts: tuple[str, ...], *, starttls: bool) -> str:
    """How what is sent is kept from others; nothing needs to be where it stays on this machine."""
    if all(host in ("127.0.0.1", "localhost") for host in hosts):
        return "none"
    return "starttls" if starttls else "tls"


@app.command()
def search(context: typer.Context, url: Address) -> None:
    """Connect a SearXNG, by which the web is searched; its settings must allow JSON."""
    in_life(context, lambda life: life.hands.change(search=url), make=True)
    say(f"The web is searched by {url}. Pages need: pip install 'alongside[pages]'")


@app.command()
def weather(context: typer.Context, url: Address) -> None:
    """Connect a server that knows the weather as Open-Meteo does. It learns the towns asked for."""
    in_life(context, lambda life: life.hands.change(weather=url), make=True)
    say(f"The weather is asked of {url}.")


@app.command()
def routes(context: typer.Context, url: Address) -> None:
    """Connect a server that knows ways as OSRM does. It learns the places asked for."""
    in_life(context, lambda life: life.hands.change(routes=url), make=True)
    say(f"Ways are asked of {url}.")


@app.command()
def home(context: typer.Context, url: Address) -> None:
    """Connect a Home Assistant; asks for a long-lived access token of it (under your profile)."""

    async def work(life: Life) -> None:
        account = Account(url=url, password=await secret("Token"))
        try:
            await connecting.home(life, account)
        except ToolError as error:
            raise typer.BadParameter(str(error)) from None

    in_life(context, work, make=True)
    say(f"{url} is connected.")


@app.command()
def sandbox(context: typer.Context) -> None:
    """Let commands and Python be run: without network, and without your files but those given."""

    async def work(life: Life) -> None:
        try:
            await connecting.sandbox(life)
        except ToolError as error:
            raise typer.BadParameter(str(error)) from None

    in_life(context, work, make=True)
    say("Commands may be run in a sandbox.")


def _dav(
    context: typer.Context, kind: Literal["calendar", "contacts"], url: str, user: str
) -> None:
    """Connect a collection, once it has let us in."""

    async def work(life: Life) -> None:
        account = Account(url=url, user=user, password=await secret("Password"))
        try:
            await connecting.dav(life, kind, account)
        except ToolError as error:
            raise typer.BadParameter(str(error)) from None

    in_life(context, work, make=True)
    say(f"{url} is connected.")


@app.command("app")
def app_(context: typer.Context, name: Name) -> None:
    """Make a token for an app that speaks OpenAI's API, at /v1 of `alongside up`. Shown once."""
    say(in_life(context, lambda life: connecting.app(life, name), make=True))


@app.command()
def remove(context: typer.Context, name: Name) -> None:
    """Disconnect a folder, a server or an app by its name in the list."""
    try:
        in_life(context, lambda life: connecting.remove(life, name))
    except NotConnected as error:
        raise typer.BadParameter(str(error)) from None
    say(f"{name} isn't connected any more.")
