"""Connections over HTTP: made once they let us in, told of without their secrets, taken away."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from alongside.interfaces.parts import Life
from alongside.tools.sandbox.box import Box


async def test_a_folder_gives_tools_that_go_with_it(
    client: httpx.AsyncClient, life: Life, tmp_path: Path
) -> None:
    told = (await client.post("connections", json={"kind": "folder", "path": str(tmp_path)})).json()
    assert told["connections"] == [{"kind": "folder", "name": str(tmp_path), "more": ""}]
    assert {"list_files", "read_file", "write_file"} <= set(life.tools())
    await client.post("connections/remove", json={"name": str(tmp_path)})
    assert "read_file" not in life.tools()
    assert life.config.folders == ()


async def test_a_token_is_shown_once(client: httpx.AsyncClient) -> None:
    made = (await client.post("connections", json={"kind": "app", "name": "notebook"})).json()
    assert made["token"].startswith("alongside-")
    again = await client.get("connections")
    assert again.json()["connections"] == [{"kind": "app", "name": "notebook", "more": ""}]
    assert made["token"] not in again.text


async def test_what_does_not_let_us_in_is_not_connected(client: httpx.AsyncClient) -> None:
    nowhere = {"url": "http://127.0.0.1:9/ada", "user": "ada", "password": "very secret"}
    mail = {"address": "ada@example.org", "password": "very secret", "imap": "127.0.0.1",
            "smtp": "127.0.0.1", "imap_port": 9}  # fmt: skip
    for wanted in (
        {"kind": "calendar", **nowhere},
        {"kind": "contacts", **nowhere},
        {"kind": "mail", **mail},
        {"kind": "home", "url": "http://127.0.0.1:9", "token": "very secret"},
        {"kind": "folder", "path": "/nowhere/at/all"},
    ):
        refused = await client.post("connections", json=wanted)
        assert refused.status_code == 409, wanted
        assert "very secret" not in refused.text
    assert (await client.get("connections")).json()["connections"] == []
    gone = await client.post("connections/remove", json={"name": "calendar"})
    assert gone.status_code == 404


async def test_what_is_asked_without_a_name_is_connected_by_its_address(
    client: httpx.AsyncClient, life: Life
) -> None:
    for kind, tool in (("weather", "get_weather"), ("routes", "find_route")):
        wanted = {"kind": kind, "url": f"http://{kind}.example"}
        told = (await client.post("connections", json=wanted)).json()["connections"]
        assert {"kind": kind, "name": kind, "more": f"http://{kind}.example"} in told
        assert tool in life.tools()
        await client.post("connections/remove", json={"name": kind})
        assert tool not in life.tools()


async def test_commands_are_run_only_once_a_sandbox_is_connected(
    client: httpx.AsyncClient, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def works(_: Box) -> None:
        return

    assert "run_shell" not in life.tools()
    monkeypatch.setattr(Box, "check", works)
    await client.post("connections", json={"kind": "sandbox"})
    assert {"run_shell", "run_python"} <= set(life.tools())
    await client.post("connections/remove", json={"name": "sandbox"})
    assert "run_shell" not in life.tools()
