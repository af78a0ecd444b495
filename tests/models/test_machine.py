"""What a machine can carry, which servers run on it, and keys that stay secret."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from alongside.models.catalogue import Catalogue
from alongside.models.discover import FoundServer, discover
from alongside.models.entry import entries
from alongside.models.machine import Machine, fit, inspect, offers
from alongside.models.model import ModelError
from alongside.models.server_keys import NAME, ServerKeys

GB = 10**9
KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.mark.parametrize(
    ("memory", "cores", "model"),
    [
        (1.6, 2, "qwen2.5-coder-0.5b-instruct"),
        (8, 2, "qwen2.5-coder-1.5b-instruct"),
        (0.5, 1, "qwen2.5-coder-0.5b-instruct"),
    ],
)
def test_the_largest_of_the_registry_that_fits_is_recommended(
    tmp_path: Path, memory: float, cores: int, model: str
) -> None:
    machine = Machine(int(memory * GB), cores, 100 * GB)
    found = [
        offer.name
        for offer in offers(Catalogue(tmp_path), machine)
        if offer.role == "chat" and offer.recommended and "registry" in offer.sources
    ]
    assert found == [model]


def test_a_large_machine_is_told_of_a_larger_model_too(tmp_path: Path) -> None:
    machine = Machine(64 * GB, 16, 500 * GB)
    found = [
        offer
        for offer in offers(Catalogue(tmp_path), machine)
        if offer.role == "chat" and offer.recommended
    ]
    assert len(found) == 2
    assert max(offer.size for offer in found) > 4 * GB
    assert all(offer.fit == "good" for offer in found)


def test_each_other_role_has_a_model_recommended(tmp_path: Path) -> None:
    found = offers(Catalogue(tmp_path), Machine(8 * GB, 2, 100 * GB))
    roles = {"embed", "hear", "read", "see", "faces", "sounds", "voices"}
    assert roles <= {offer.role for offer in found if offer.recommended}


def test_what_does_not_fit_is_said_to_be_too_large() -> None:
    large = entries()["llama-3.3-70b-instruct"]
    assert fit(large, Machine(8 * GB, 2, 0)) == "too large"
    assert fit(large, Machine(0, 2, 0)) == "unknown"


def test_this_machine_is_looked_at(tmp_path: Path) -> None:
    found = inspect(tmp_path / "not" / "there")
    assert found.memory > 0
    assert found.cores >= 1
    assert found.disk > 0


async def test_running_servers_are_found_with_their_models(loopback: Any, respond: Any) -> None:
    async def models(request: Any) -> AsyncIterator[bytes]:
        assert request.path == "/v1/models"
        yield respond(
            200, {"object": "list", "data": [{"id": "llama3.2:3b", "owned_by": "library"}]}
        )

    async def website(_: Any) -> AsyncIterator[bytes]:
        yield respond(200, b"<html>hello</html>")

    async def refuses(_: Any) -> AsyncIterator[bytes]:
        yield respond(404, b"")

    async def silent(_: Any) -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    real = await loopback(models)
    others = [await loopback(handle) for handle in (website, refuses, silent)]
    ports = {real.port: "ollama", **{other.port: "other" for other in others}}
    found = await discover(ports, patience=3)
    assert found == (
        FoundServer(name="ollama", url=f"http://127.0.0.1:{real.port}/v1", models=("llama3.2:3b",)),
    )


async def test_keys_of_servers_are_sealed_with_the_lifes_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = ServerKeys(tmp_path, KEY)
    await keys.load()
    assert keys.get("groq") == ""
    await keys.set("groq", "gsk-secret")
    assert b"gsk-secret" not in (tmp_path / NAME).read_bytes()
    assert (tmp_path / NAME).stat().st_mode & 0o077 == 0
    again = ServerKeys(tmp_path, KEY)
    await again.load()
    assert again.get("groq") == "gsk-secret"
    monkeypatch.setenv("ALONGSIDE_KEY_GROQ", "from outside")
    assert again.get("groq") == "from outside"
    monkeypatch.delenv("ALONGSIDE_KEY_GROQ")
    await again.set("groq", "")
    assert again.get("groq") == ""


async def test_another_life_can_not_read_them(tmp_path: Path) -> None:
    keys = ServerKeys(tmp_path, KEY)
    await keys.set("groq", "gsk-secret")
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(ModelError, match="left as it is"):
        await ServerKeys(tmp_path, OTHER).load()
    assert (tmp_path / NAME).read_bytes() == before
