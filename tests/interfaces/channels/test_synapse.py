"""Matrix on a real homeserver: Synapse, where `ALONGSIDE_SYNAPSE` names a Python that has it.

python -m venv /somewhere && /somewhere/bin/pip install matrix-synapse
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from alongside.interfaces.channels.channel import Message, Refused
from alongside.interfaces.channels.matrix import ENCRYPTED, MatrixChannel
from alongside.tools.channels import Matrix

PYTHON = os.environ.get("ALONGSIDE_SYNAPSE", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PYTHON, reason="ALONGSIDE_SYNAPSE names no Python with Synapse"),
]


@dataclass(frozen=True)
class User:
    """Somebody on the homeserver."""

    base: str
    id: str
    token: str

    async def asks(self, method: str, path: str, given: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.base}/_matrix/client/v3/{path}"
        async with httpx.AsyncClient(timeout=60) as http:
            answer = await http.request(method, url, json=given or {}, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def room(self, *invited: str, **more: Any) -> str:
        made = await self.asks("POST", "createRoom", {"invite": list(invited), **more})
        return str(made["room_id"])

    async def says(self, room: str, text: str, key: str = "") -> str:
        content = {"msgtype": "m.text", "body": text}
        path = f"rooms/{room}/send/m.room.message/{key or abs(hash(text))}"
        return str((await self.asks("PUT", path, content))["event_id"])


@pytest.fixture
async def base(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a homeserver that anybody may register at."""
    config, name = tmp_path / "homeserver.yaml", [PYTHON, "-m", "synapse.app.homeserver"]
    made = [*name, "--server-name", "localhost", "--config-path", str(config), "--generate-config",
            "--report-stats=no", "--data-directory", str(tmp_path)]  # fmt: skip
    await asyncio.to_thread(subprocess.run, made, check=True, capture_output=True, cwd=tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    resources = [{"names": ["client"]}]
    listener = {"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "tls": False,
                "resources": resources}  # fmt: skip
    settings = {"listeners": [listener], "trusted_key_servers": [], "enable_registration": True,
                "enable_registration_without_verification": True}  # fmt: skip
    over = tmp_path / "over.yaml"
    over.write_text(json.dumps(settings))
    at = f"http://127.0.0.1:{port}"
    quiet = subprocess.DEVNULL
    up = await asyncio.create_subprocess_exec(
        *name, "-c", str(config), "-c", str(over), stdout=quiet, stderr=quiet, cwd=tmp_path
    )
    await _answering(at)
    yield at
    up.terminate()
    await up.wait()


async def _answering(at: str) -> None:
    async with httpx.AsyncClient() as http:
        for _ in range(600):
            with suppress(httpx.HTTPError):
                await http.get(f"{at}/health")
                return
            await asyncio.sleep(0.2)


async def registered(base: str, name: str) -> User:
    given = {"username": name, "password": "a long one", "auth": {"type": "m.login.dummy"}}
    async with httpx.AsyncClient(timeout=60) as http:
        made = await http.post(f"{base}/_matrix/client/v3/register", json=given)
    assert made.status_code == 200, made.text
    return User(base, made.json()["user_id"], made.json()["access_token"])


async def heard(channel: MatrixChannel, mark: str, texts: int) -> tuple[list[Message], str, str]:
    """The first so many messages, the mark after them, and the last note."""
    found: list[Message] = []
    note = ""
    async with asyncio.timeout(60), aclosing(channel.listen(mark)) as news:
        async for came in news:
            found += came.messages
            mark, note = came.mark or mark, came.note or note
            if len(found) >= texts and (texts or note):
                break
    return found, mark, note


async def test_a_user_is_invited_heard_answers_and_takes_back(base: str) -> None:
    ada, eve, bot = [await registered(base, name) for name in ("ada", "eve", "alongside")]
    channel = MatrixChannel(Matrix(base, bot.token, ada.id))
    assert await channel.check() == bot.id
    _, mark, _ = await _begun(channel)
    ours, theirs = await ada.room(bot.id, is_direct=True), await eve.room(bot.id)
    hearing = asyncio.create_task(heard(channel, mark, 1))
    await _joined(ada, ours, bot)
    await ada.says(ours, "Where did I walk?")
    (question,), mark, _ = await hearing
    assert (question.text, question.sender, question.private) == ("Where did I walk?", ada.id, True)
    members = await eve.asks("GET", f"rooms/{theirs}/joined_members")
    assert bot.id not in members["joined"]
    first = await channel.send(ours, "You walked [1].", "key-0")
    assert await channel.send(ours, "You walked [1].", "key-0") == first
    await channel.take_back(ours, first)
    gone = await ada.asks("GET", f"rooms/{ours}/event/{first}")
    assert gone["content"] == {}
    await ada.says(ours, "While you were away, one")
    await ada.says(ours, "While you were away, two")
    await channel.close()
    later, mark, _ = await heard(channel, mark, 2)
    assert [one.text[-3:] for one in later] == ["one", "two"]
    await ada.asks("PUT", f"rooms/{ours}/send/m.room.encrypted/e1", {"algorithm": "m.x"})
    _, _, note = await heard(channel, mark, 0)
    assert note == ENCRYPTED
    await channel.close()
    barred = MatrixChannel(Matrix(base, "wrong", ada.id))
    with pytest.raises(Refused):
        await barred.check()
    await barred.close()


async def _begun(channel: MatrixChannel) -> tuple[tuple[Message, ...], str, str]:
    async with aclosing(channel.listen("")) as news:
        came = await anext(news)
    return came.messages, came.mark or "", came.note


async def _joined(ada: User, room: str, bot: User) -> None:
    for _ in range(600):
        if bot.id in (await ada.asks("GET", f"rooms/{room}/joined_members"))["joined"]:
            return
        await asyncio.sleep(0.1)
