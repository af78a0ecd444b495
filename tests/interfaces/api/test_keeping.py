"""Bringing in, forgetting, taking out, settings, models, keys, the sample life, stopping."""

from __future__ import annotations

import asyncio
import io
import tempfile
import zipfile
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from alongside.config import Server
from alongside.interfaces.api.running import Running
from alongside.interfaces.api.shapes import Shape
from alongside.interfaces.api.upload import place
from alongside.interfaces.parts import Life
from alongside.log.layout import Layout
from alongside.log.log import Wanted
from alongside.log.moment import Moment


@pytest.fixture
def running(app: FastAPI) -> Running:
    running: Running = app.state.running
    return running


@pytest.fixture
def private(life: Life) -> Path:
    """The folder that uploads are received in."""
    return Layout(life.folder).passing


@pytest.fixture(autouse=True)
def nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/else")


def is_empty(folder: Path) -> bool:
    return not folder.exists() or not any(folder.iterdir())


async def ended(running: Running) -> None:
    await asyncio.gather(*running.tasks.values())


async def test_dropped_files_come_in_and_leave_nothing_behind(
    client: httpx.AsyncClient, life: Life, running: Running, private: Path
) -> None:
    files = [
        ("file", ("notes/garden.md", b"# Garden\n\nThe roses are out.", "text/markdown")),
        ("file", ("notes/deep/sea.txt", b"We swam at dawn.", "text/plain")),
        ("file", ("notes/.trash/old.md", b"What was thrown away.", "text/markdown")),
        ("file", (".DS_Store", b"Bud1", "application/octet-stream")),
    ]
    started = await client.post("imports", files=files)
    assert started.status_code == 202
    assert started.json()["files"] == 2
    await ended(running)
    (brought,) = (await client.get("imports")).json()
    assert brought["kinds"]["noted"] == 2
    assert brought["paths"] == ["notes"]
    assert is_empty(private)
    undone = await client.post("forget/preview", json={"ids": [brought["id"]]})
    assert undone.json()["count"] == 3
    await client.post("forget", json={"token": undone.json()["token"]})
    assert [moment.kind async for moment in life.log.read(Wanted())] == ["forgotten"]


async def test_a_dropped_file_keeps_when_it_was_changed(
    client: httpx.AsyncClient, life: Life, running: Running
) -> None:
    await client.post(
        "imports",
        files=[
            ("changed-1014986096000", ("old.md", b"We moved house.")),
            ("changed-99999999999999999", ("far.md", b"A time that can't be.")),
        ],
    )
    await ended(running)
    years = {m.what.words: m.at.year async for m in life.log.read(Wanted(kinds=("noted",)))}
    assert {2002, datetime.now(UTC).year} == {*years.values()}
    assert next(year for words, year in years.items() if "moved house" in words) == 2002


async def _until_finished(events: AsyncGenerator[Shape, None]) -> AsyncIterator[Shape]:
    async with aclosing(events):
        async for event in events:
            yield event
            if getattr(event, "finished", False):
                return


async def test_progress_is_told(client: httpx.AsyncClient, running: Running) -> None:
    told: list[Any] = []

    async def listen() -> None:
        told.extend([event async for event in _until_finished(running.hub.listen())])

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0)
    await client.post("imports", files=[("file", ("a.xyz", b"?"))])
    await listening
    assert (told[-1].finished, told[-1].problem) == (True, "")
    assert told[-1].skipped[0].file == "a.xyz"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "multipart/form-data; boundary=b", 400),
        (b"no boundary here", "multipart/form-data; boundary=b", 400),
        (b"--b--\r\n", "multipart/form-data; boundary=b", 400),
        (b"{}", "application/json", 415),
        (b"{}", "multipart/form-data", 415),
        (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\ncut',
            "multipart/form-data; boundary=b",
            400,
        ),
        (b"--b\r\nX: " + b"x" * 9000, "multipart/form-data; boundary=b", 400),
    ],
)
async def test_a_broken_upload_leaves_nothing(
    client: httpx.AsyncClient, private: Path, content: bytes, kind: str, status: int
) -> None:
    refused = await client.post("imports", content=content, headers={"Content-Type": kind})
    assert refused.status_code == status
    assert is_empty(private)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "/etc/passwd", "..\\..\\windows\\system32", "C:\\x", "a/../../b", "..",
        ".", "", "a\x00b", "~/x", "x" * 5000, "/".join("a" * 50), "con:aux", " . / .. ",
    ],
)  # fmt: skip
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    path = place(tmp_path, name)
    assert path.resolve().is_relative_to(tmp_path.resolve())
    assert path != tmp_path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert not place(tmp_path, name).exists()
    below = place(tmp_path, f"{name}/below")
    below.parent.mkdir(parents=True, exist_ok=True)


async def test_an_import_can_be_stopped(client: httpx.AsyncClient, running: Running) -> None:
    running.start("alongside-x", asyncio.sleep(3600))
    assert (await client.delete("imports/under-way/alongside-x")).status_code == 204
    assert (await client.delete("imports/under-way/alongside-x")).status_code == 404


async def test_nothing_is_forgotten_without_the_previews_token(
    client: httpx.AsyncClient, life: Life, note: Moment
) -> None:
    preview = (await client.post("forget/preview", json={"ids": [note.id]})).json()
    assert (preview["count"], preview["moments"][0]["id"]) == (1, note.id)
    assert (await client.post("forget", json={"token": "guess"})).status_code == 409
    assert await life.log.get(note.id) != ()
    token = {"token": preview["token"]}
    assert (await client.post("forget", json=token)).json() == {"count": 1}
    assert await life.log.get(note.id) == ()
    assert (await client.post("forget", json=token)).status_code == 409
    assert (await client.post("forget/preview", json={})).status_code == 400


async def test_a_download_works_once(client: httpx.AsyncClient, note: Moment) -> None:
    for kind, held in (("export", "moments.jsonl"), ("backup", "life.db")):
        path = (await client.post("downloads", json={"kind": kind})).json()["path"]
        path = path.removeprefix("/api/v1/")
        given = await client.get(path)
        with zipfile.ZipFile(io.BytesIO(given.content)) as packed:
            assert held in {Path(name).name for name in packed.namelist()}
        assert f"alongside-{kind}.zip" in given.headers["content-disposition"]
        assert (await client.get(path)).status_code == 404


async def test_verify(client: httpx.AsyncClient, note: Moment) -> None:
    assert (await client.post("verify")).json()["sound"] is True


async def test_settings_are_kept_whole(client: httpx.AsyncClient, life: Life) -> None:
    settings = (await client.get("settings")).json()
    assert settings["name"] == "Ada"
    settings["servers"] = {"desk": {"url": "http://127.0.0.1:11434/v1", "model": "qwen3:4b"}}
    settings["models"] = {"chat": ["desk:qwen3:4b"]}
    assert (await client.put("settings", json=settings)).status_code == 200
    assert life.config.servers == {"desk": Server("http://127.0.0.1:11434/v1", "qwen3:4b")}
    assert life.config.chosen("chat") == ("desk:qwen3:4b",)


async def test_settings_leave_the_folders_that_are_connected(
    client: httpx.AsyncClient, life: Life, tmp_path: Path
) -> None:
    folder = {"kind": "folder", "path": str(tmp_path)}
    assert (await client.post("connections", json=folder)).status_code == 200
    settings = (await client.get("settings")).json()
    assert (await client.put("settings", json={**settings, "name": "Eve"})).status_code == 200
    assert (life.config.name, life.config.folders) == ("Eve", (str(tmp_path),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"}, {"models": {"mind-reading": ["x"]}}, {"language": "../../x"},
        {"servers": {"x": {"url": "file:///etc/passwd"}}}, {"nonsense": 1},
    ],
)  # fmt: skip
async def test_wrong_settings_change_nothing(
    client: httpx.AsyncClient, life: Life, wrong: dict[str, Any]
) -> None:
    before = life.config
    assert (await client.put("settings", json=wrong)).status_code == 422
    assert life.config == before


async def test_models(client: httpx.AsyncClient, running: Running) -> None:
    offers = (await client.get("models")).json()
    assert any(offer["recommended"] for offer in offers)
    assert not any(offer["here"] for offer in offers if "chat" in offer["roles"])
    assert (await client.post("models/no-such/get")).status_code == 404
    tried = await client.post("models/test", json={"model": "embedded:none", "role": "chat"})
    assert tried.status_code == 503
    tried = await client.post("models/test", json={"model": "embedded:none", "role": "dream"})
    assert tried.status_code == 422
    assert isinstance((await client.get("servers")).json(), list)
    assert (await client.delete(f"models/{offers[0]['id']}/get")).status_code == 204


async def test_status(client: httpx.AsyncClient) -> None:
    status = (await client.get("status")).json()
    assert (status["person"], status["name"], status["zone"]) == ("ada", "Ada", "Europe/Rome")
    assert {role["role"] for role in status["roles"]} >= {"chat", "embed", "hear"}
    assert status["jobs"] == []


async def test_a_servers_key_is_kept_and_never_given_out(
    client: httpx.AsyncClient, life: Life
) -> None:
    kept = await client.put("servers/desk/key", json={"key": "sk-private"})
    assert kept.status_code == 204
    assert life.server_keys.get("desk") == "sk-private"
    for path in ("settings", "status", "servers"):
        assert "sk-private" not in (await client.get(path)).text
    assert (await client.put("servers/a%20b/key", json={"key": "x"})).status_code == 422


async def test_keys_ask_for_the_passphrase_there_is(client: httpx.AsyncClient) -> None:
    key = (await client.get("key")).json()
    assert key["kept"] == "file"
    assert "lies in a file" in key["warning"]
    code = (await client.post("key/recovery", json={})).json()["code"]
    first = {"passphrase": "correct horse"}
    assert (await client.put("key/passphrase", json=first)).status_code == 204
    assert (await client.get("key")).json()["kept"] == "passphrase"
    by_code = await client.post("key/recovery", json={"secret": code})
    assert by_code.status_code == 201
    for _ in range(5):
        wrong = await client.post("key/recovery", json={"secret": "guess"})
        assert wrong.status_code == 403
        assert "guess" not in wrong.text
    slowed = await client.post("key/recovery", json={"secret": "correct horse"})
    assert slowed.status_code == 429


async def test_the_sample_life_is_looked_at_and_thrown_away(
    client: httpx.AsyncClient, note: Moment
) -> None:
    assert (await client.delete("sample")).status_code == 409
    preview = (await client.post("forget/preview", json={"ids": [note.id]})).json()
    assert (await client.post("sample")).status_code == 204
    assert (await client.get("status")).json()["sample"] is True
    crossed = await client.post("forget", json={"token": preview["token"]})
    assert crossed.status_code == 409
    assert (await client.post("sample")).status_code == 409
    assert (await client.delete("sample")).status_code == 204
    assert (await client.get("status")).json()["sample"] is False


async def test_stopping(client: httpx.AsyncClient, stop: Any) -> None:
    assert (await client.post("stop")).status_code == 202
    assert stop.asked == 1
