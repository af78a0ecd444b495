"""What a passive scanner of web pages looks for, at every address: headers, cookies, leaks.

The checks are those of OWASP ZAP's passive rules that concern what a server answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI
from tests.interfaces.api.test_schema import ANY

from alongside.interfaces.api.closed import HEADERS
from alongside.interfaces.api.routing import bare_app
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.parts import Life

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PAGES = ("/", "/index.html", "/timeline/2008", "/assets/index-C0ffee12.js", "/assets/none.js",
         "/nothing.php", "/.git/config", "/.env", "/docs", "/redoc", "/metrics", "/v1/models",
         "/v1/chat/completions", "/api/v1/nothing", "/api/v2/moments", "/%00", "/%ff",
         f"/{'x' * 5000}")  # fmt: skip
EVIL = "http://evil.example"
TELLS = re.compile(
    r"Traceback|File \"|site-packages|\.py\b|/(?:home|root|tmp|work|usr|var)/|sqlite|"
    r"(?:Runtime|Value|Key|Type|Attribute)Error|uvicorn|starlette|fastapi|pydantic",
    re.IGNORECASE,
)
"""What an error says of the machine or of what runs on it."""
ESCAPES = ("//evil.example", "//evil.example/%2f..", "/\\evil.example", "/%5cevil.example",
           "/https://evil.example", "/.//evil.example", "/%09/evil.example",
           "/assets//evil.example", "/api/v1/?next=http://evil.example",
           "/api//evil.example/")  # fmt: skip


def everywhere() -> list[str]:
    return [path.format_map(ANY) for path in bare_app().openapi()["paths"]]


def told(answer: httpx.Response) -> str:
    return f"{answer.request.method} {answer.request.url} {answer.status_code}"


def is_closed(answer: httpx.Response) -> None:
    """Nothing that a passive scan would report is wrong with an answer."""
    headers = answer.headers
    for name, value in HEADERS.items():
        assert headers.get_list(name) == [value], f"{told(answer)}: {name}"
    assert "cache-control" in headers, told(answer)
    assert not [name for name in headers if name.startswith("access-control-")], told(answer)
    assert not {"server", "x-powered-by", "via", "x-debug-token"} & set(headers), told(answer)
    if urlsplit(str(answer.request.url)).path.startswith(("/api/", "/v1/")):
        assert headers["cache-control"] == "no-store", told(answer)
    if answer.content:
        assert re.match(r"[a-z]+/[a-z0-9.+-]+", headers["content-type"]), told(answer)
    if answer.status_code >= 400:
        assert not TELLS.search(answer.text), f"{told(answer)}: {answer.text[:200]}"


async def test_every_address_answers_a_stranger_and_another_page_closed(
    stranger: httpx.AsyncClient,
) -> None:
    asked = [(path, method) for path in PAGES for method in METHODS]
    asked += [(path, method) for path in everywhere() for method in ("GET", "POST")]
    for path, method in asked:
        is_closed(await stranger.request(method, path))
    foreign = {"Origin": EVIL, "Access-Control-Request-Method": "POST"}
    for path in (*PAGES, *everywhere()):
        is_closed(await stranger.options(path, headers=foreign))


async def test_every_address_answers_the_person_closed(client: httpx.AsyncClient) -> None:
    for path in everywhere():
        if "stream" not in path and "events" not in path:
            is_closed(await client.get(f"http://127.0.0.1:8642{path}"))


@pytest.mark.parametrize("path", ESCAPES)
async def test_nothing_leads_elsewhere(stranger: httpx.AsyncClient, path: str) -> None:
    for headers in ({}, {"X-Forwarded-Host": "evil.example", "Referer": EVIL}):
        answer = await stranger.get(f"http://127.0.0.1:8642{path}", headers=headers)
        assert urlsplit(answer.headers.get("location", "")).netloc in ("", "127.0.0.1:8642")
        assert "evil.example" not in answer.headers.get("refresh", "")
        is_closed(answer)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_the_cookie_is_kept_from_scripts_and_other_pages(
    app: FastAPI, sessions: Sessions, scheme: str
) -> None:
    for middleware in app.user_middleware:
        middleware.kwargs["secure"] = ("127.0.0.1",)
    transport = httpx.ASGITransport(app)
    address = f"{scheme}://127.0.0.1:8642"
    async with httpx.AsyncClient(transport=transport, base_url=address) as client:
        answer = await client.post("/api/v1/session", json={"link": sessions.link()})
    (cookie,) = cookies(answer)
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "strict"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert bool(cookie["secure"]) is (scheme == "https")


def cookies(answer: httpx.Response) -> Iterator[Any]:
    for line in answer.headers.get_list("set-cookie"):
        yield from SimpleCookie(line).values()


async def test_an_error_of_our_own_tells_nothing_of_the_machine(
    app: FastAPI, client: httpx.AsyncClient, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no such file: /home/ada/secret.db")

    monkeypatch.setattr(type(life.agents), "latest", broken)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport,
        base_url=client.base_url,
        headers=client.headers,
        cookies=client.cookies,
    ) as person:
        answer = await person.get("tasks")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    is_closed(answer)


def test_the_server_doesnt_say_what_it_is(running: Any) -> None:
    for path in ("/", "/api/v1/status", "/nothing"):
        is_closed(httpx.get(f"{running.address}{path}", trust_env=False))
    traced = httpx.request(
        "TRACE", f"{running.address}/", headers={"X-Echo": "me"}, trust_env=False
    )
    assert traced.status_code in (400, 405)
    assert "me" not in traced.headers.get("x-echo", "")
    assert "X-Echo" not in traced.text
