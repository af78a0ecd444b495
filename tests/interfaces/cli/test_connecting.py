"""Alongside as an MCP server, as another assistant starts it; and connecting servers to it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.interfaces.cli.conftest import COMMAND, Terminal

from alongside.gate.tool import ToolError
from alongside.tools.connections import Mcp
from alongside.tools.mcp.link import Link

SERVER = str(Path(__file__).parents[2] / "tools" / "mcp_server.py")


def asking(terminal: Terminal, *words: str) -> Mcp:
    """The command that another assistant starts."""
    told: Mapping[str, str] = terminal.environment({})
    given = [f"{name}={value}" for name, value in told.items()
             if name.startswith(("ALONGSIDE", "PYTHON"))]  # fmt: skip
    return Mcp(name="alongside", command=("env", *given, *COMMAND, "mcp", *words))


@pytest.mark.slow
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside a server"])
def test_another_assistant_asks_the_memory_and_leaves_notes_within_its_scopes(
    terminal: Terminal, beside: bool
) -> None:
    note = terminal.home.parent / "note.md"
    note.write_text("# Studio\nThe door code of the studio is 4711.\n")
    terminal.run("import", str(note))
    both = asking(terminal, "--agent", "desk", "--scope", "recall", "--scope", "note")
    alone = asking(terminal, "--agent", "desk")

    async def work() -> None:
        link, least = Link(both), Link(alone)
        try:
            assert [tool.name for tool in await link.tools()] == ["recall", "note"]
            assert "4711" in await link.call("recall", {"query": "door code studio"})
            assert "waits" in await link.call("note", {"text": "I was here"})
            with pytest.raises(ToolError, match="words"):
                await link.call("recall", {"words": "door"})
            if beside:  # the life is held by the server, so a second one may be there at once
                assert [tool.name for tool in await least.tools()] == ["recall"]
                with pytest.raises(ToolError, match="no tool note"):
                    await least.call("note", {"text": "I was here"})
        finally:
            await link.close()
            await least.close()

    with terminal.up() if beside else nullcontext():
        asyncio.run(work())
        acts = [(act["agent"], act["tool"], act["state"]) for act in terminal.json("acts")]
        assert acts == [("mcp:desk", "note", "waiting"), ("mcp:desk", "recall", "did")]
        explained = terminal.run("acts", "--explain")
    assert "on nobody's word" in explained
    assert "waiting: mcp:desk: note (note)" in explained
    assert "In all: 1 waiting, 1 did." in explained


@pytest.mark.parametrize("scope", ["mail", ""])
def test_there_is_no_other_scope(terminal: Terminal, scope: str) -> None:
    assert "there is no scope" in terminal.run("mcp", "--scope", scope, fails=2)


@pytest.mark.slow
def test_a_server_is_connected_and_taken_away(terminal: Terminal) -> None:
    said = terminal.run("connect", "mcp", "sky", "--yes", "--", sys.executable, SERVER)
    assert "get_weather (new): The weather of a place." in said
    (row,) = terminal.json("connect", "list")
    assert (row["kind"], row["name"], row["more"]) == ("mcp", "sky", "2 tools")
    again = terminal.run("connect", "mcp", "sky", "--yes")
    assert "(new)" not in again
    terminal.run("connect", "remove", "sky")
    assert terminal.json("connect", "list") == []


def test_a_search_is_connected_listed_and_taken_away(terminal: Terminal) -> None:
    terminal.run("connect", "search", "http://127.0.0.1:8888")
    (row,) = terminal.json("connect", "list")
    assert row == {"kind": "search", "name": "search", "more": "http://127.0.0.1:8888",
                   "followed": False}  # fmt: skip
    terminal.run("connect", "remove", "search")
    assert "Nothing connected" in terminal.run("connect", "remove", "search", fails=2)
    assert "can't be reached" in terminal.run(
        "connect", "calendar", "http://127.0.0.1:9/ada", fails=2
    )


def test_a_mailbox_that_is_not_there_is_not_connected(terminal: Terminal) -> None:
    nowhere = ("--imap", "127.0.0.1:9", "--smtp", "127.0.0.1:9")
    said = terminal.run("connect", "mail", "ada@example.org", *nowhere, fails=2)
    assert "didn't answer as a mailbox does" in said
    assert terminal.json("connect", "list") == []


def test_the_password_of_a_camera_is_not_listed(terminal: Terminal) -> None:
    note = terminal.home.parent / "note.md"
    note.write_text("The camera hangs over the door.\n")
    terminal.run("import", str(note))
    terminal.run("devices", "add", "door", "camera", "rtsp://ada:s3cret@192.168.1.20/stream")
    listed = terminal.run("devices", "list")
    assert "s3cret" not in listed
    assert "ada:…@" in listed
