"""Files of a hub, from a server on loopback in its place."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from alongside.models.catalogue import Catalogue
from alongside.models.entry import Entry, File
from alongside.models.model import ModelError

WEIGHTS = bytes(range(256)) * 40_000
FILE = "maker/toy-GGUF/toy-Q4_K_M.gguf"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    found = Entry(
        "toy", ("chat",), "A toy", "MIT", len(WEIGHTS), 1, file=(File("model.gguf", hub=FILE),)
    )
    return Catalogue(tmp_path, {"toy": found})


def hub(
    content: bytes = WEIGHTS, told: str = "", stop: int = 0
) -> Callable[[Any], AsyncIterator[bytes]]:
    """Serves ranges of `content`, whose hash it tells as `told`; breaks off after `stop` bytes."""

    async def handle(request: Any) -> AsyncIterator[bytes]:
        assert request.path == "/maker/toy-GGUF/resolve/main/toy-Q4_K_M.gguf"
        asked = request.headers.get("range", "bytes=0-")
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        rest = content[start:]
        status = "206 P" if "range" in request.headers else "200 OK"
        if not rest:
            status = "416 X"
        tag = told or hashlib.sha256(content).hexdigest()
        yield (
            f'HTTP/1.1 {status}\r\nx-linked-etag: "{tag}"\r\n'
            f"content-length: {len(rest)}\r\nconnection: close\r\n\r\n"
        ).encode()
        if request.method == "GET":
            yield rest[:stop] if stop else rest

    return handle


async def test_a_file_is_fetched_and_checked_against_the_hubs_hash(
    catalogue: Catalogue, loopback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = await loopback(hub())
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    monkeypatch.setenv("HF_TOKEN", "secret")
    done: list[int] = []
    paths = await catalogue.get("toy", lambda progress: done.append(progress.done))
    assert paths["model.gguf"].read_bytes() == WEIGHTS
    assert done == sorted(done)
    assert server.requests[0].headers["authorization"] == "Bearer secret"


async def test_a_broken_download_goes_on_at_its_end(
    catalogue: Catalogue, loopback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", (await loopback(hub(stop=3_000_000))).url)
    with pytest.raises(ModelError, match="run the same command again"):
        await catalogue.get("toy")
    server = await loopback(hub())
    monkeypatch.setenv("HF_ENDPOINT", server.url)
    assert (await catalogue.get("toy"))["model.gguf"].read_bytes() == WEIGHTS
    assert int(server.requests[-1].headers["range"].strip("bytes=-")) > 0


async def test_a_file_that_is_whole_but_was_not_moved_is_not_fetched_again(
    catalogue: Catalogue, loopback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", (await loopback(hub())).url)
    partial = catalogue.directory / "toy.partial"
    partial.mkdir()
    (partial / "model.gguf.growing").write_bytes(WEIGHTS)
    assert (await catalogue.get("toy"))["model.gguf"].read_bytes() == WEIGHTS


async def test_a_file_unlike_its_hash_is_not_kept(
    catalogue: Catalogue, loopback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", (await loopback(hub(told="0" * 64))).url)
    with pytest.raises(ModelError, match="does not match"):
        await catalogue.get("toy")
    assert not catalogue.have("toy")
    assert not list(catalogue.directory.rglob("*.growing"))


@pytest.mark.parametrize(
    ("status", "expected"), [(401, "HF_TOKEN"), (403, "HF_TOKEN"), (404, "404")]
)
async def test_a_hub_that_refuses_is_told(
    catalogue: Catalogue,
    loopback: Any,
    respond: Any,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    expected: str,
) -> None:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        yield respond(status, b"")

    monkeypatch.setenv("HF_ENDPOINT", (await loopback(handle)).url)
    with pytest.raises(ModelError, match=expected):
        await catalogue.get("toy")
