"""The web app is served from its own folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from alongside.interfaces.api.web import Web


async def test_any_address_shows_the_app(stranger: httpx.AsyncClient) -> None:
    for path in ("/", "/timeline/2008", "/index.html"):
        page = await stranger.get(path)
        assert "<title>Alongside</title>" in page.text
        assert page.headers["cache-control"] == "no-cache"


async def test_hashed_files_are_kept_for_ever(stranger: httpx.AsyncClient) -> None:
    script = await stranger.get("/assets/index-C0ffee12.js")
    assert script.text == "export {}"
    assert "javascript" in script.headers["content-type"]
    assert "immutable" in script.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt", "//secret.txt"]
)
async def test_nothing_outside_is_served(stranger: httpx.AsyncClient, path: str) -> None:
    assert "not for the web" not in (await stranger.get(path)).text


async def test_pages_are_only_looked_at(stranger: httpx.AsyncClient) -> None:
    refused = await stranger.post("/")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
    assert (await stranger.get("/api/v2/moments")).status_code == 404


async def test_an_app_that_was_not_built_says_how(tmp_path: Path) -> None:
    app = Starlette()
    app.router.default = Web(tmp_path / "nothing")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        page = await client.get("/")
    assert page.status_code == 503
    assert "make setup" in page.text
