"""Connections over HTTP: made once they let us in, told of without their secrets, taken away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.tools import test_mail
from tests.tools.test_mailbox import letter, put

from alongside.interfaces.parts import Life
from alongside.log.log import Wanted
from alongside.senses.importer import Context
from alongside.tools.connections import Mail
from alongside.tools.sandbox.box import Box

imap, smtp, mail = test_mail.imap, test_mail.smtp, test_mail.mail


async def test_a_folder_gives_tools_that_go_with_it(
    client: httpx.AsyncClient, life: Life, tmp_path: Path
) -> None:
    told = (await client.post("connections", json={"kind": "folder", "path": str(tmp_path)})).json()
    folder = {"kind": "folder", "name": str(tmp_path), "more": "", "followed": False}
    assert told["connections"] == [folder]
    assert {"list_files", "read_file", "write_file"} <= set(life.tools())
    await client.post("connections/remove", json={"name": str(tmp_path)})
    assert "read_file" not in life.tools()
    assert life.config.folders == ()


async def test_a_token_is_shown_once(client: httpx.AsyncClient) -> None:
    made = (await client.post("connections", json={"kind": "app", "name": "notebook"})).json()
    assert made["token"].startswith("alongside-")
    again = await client.get("connections")
    app = {"kind": "app", "name": "notebook", "more": "", "followed": False}
    assert again.json()["connections"] == [app]
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
        more = {"more": f"http://{kind}.example", "followed": False}
        assert {"kind": kind, "name": kind, **more} in told
        assert tool in life.tools()
        await client.post("connections/remove", json={"name": kind})
        assert tool not in life.tools()


async def test_new_mails_are_brought_in_once_that_is_switched_on(
    client: httpx.AsyncClient, life: Life, mail: Mail
) -> None:
    wanted = {"on": True}
    refused = await client.post("connections/mail/following", json=wanted)
    assert refused.status_code == 409
    await life.hands.change(mail=mail)
    life.hands.sense(lambda: Context(blobs=life.blobs, now=datetime.now(UTC), names=("Ada",)))
    put(mail, letter(70, text="The boat leaves at nine"))
    assert await said(life) == []
    (row,) = (await client.post("connections/mail/following", json=wanted)).json()["connections"]
    assert row["followed"]
    assert "The boat leaves at nine" in await said(life)
    off = await client.post("connections/mail/following", json={"on": False})
    assert not off.json()["connections"][0]["followed"]
    await client.post("connections/mail/following", json=wanted)
    await client.post("connections/remove", json={"name": "mail"})
    assert life.hands.connections.now.mailbox is None


async def said(life: Life) -> list[str]:
    wanted = Wanted(kinds=("said",), sources=("mailbox",))
    return [one.what.words async for one in life.log.read(wanted)]


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
