"""`mcp`: Alongside as an MCP server, for other assistants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from alongside.interfaces.cli.beside import NotRunning, calling
from alongside.interfaces.cli.terminal import in_life, run, session
from alongside.interfaces.mcp_server import SCOPES, doing, serve
from alongside.log.errors import LifeInUse

RECALL = ["recall"]
Scopes = Annotated[
    list[str], typer.Option("--scope", help="What it may use: recall, note. May be repeated.")
]


def mcp(
    context: typer.Context,
    scope: Scopes = RECALL,
    agent: Annotated[str, typer.Option(help="How the other assistant is called.")] = "assistant",
) -> None:
    """Serve your memory to another assistant by the Model Context Protocol, over stdin and stdout.

    Let the assistant start this command. A note it leaves waits for your word.
    """
    if unknown := [name for name in scope if name not in SCOPES]:
        known = ", ".join(SCOPES)
        raise typer.BadParameter(f"there is no scope {unknown[0]}; there are {known}")
    scopes, name = tuple(dict.fromkeys(scope)), f"mcp:{agent[:80]}"
    try:
        in_life(context, lambda life: serve(doing(life.gate, name), scopes), beside=False)
    except LifeInUse as error:
        try:
            run(_beside(context, scopes, name))
        except NotRunning:
            raise error from None


async def _beside(context: typer.Context, scopes: tuple[str, ...], name: str) -> None:
    """Through the server that has the life open."""
    async with calling(session(context).folder) as client:

        async def do(tool: str, arguments: Mapping[str, Any]) -> tuple[str, bool]:
            done = await client.propose(tool, arguments, name)
            return done.text, done.kind == "failed"

        await serve(do, scopes)
