"""Nobody gets in without a one-time link, and a session's two secrets work only together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from alongside.interfaces.api.sessions import LINK_LIFE, SESSION_LIFE, Sessions

NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def test_a_link_opens_one_session(stranger: httpx.AsyncClient, sessions: Sessions) -> None:
    link = sessions.link()
    opened = await stranger.post("/api/v1/session", json={"link": link})
    assert opened.status_code == 201
    cookie = opened.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    again = await stranger.post("/api/v1/session", json={"link": link})
    assert again.status_code == 403
    assert "was used or has expired" in again.json()["detail"]


async def test_the_cookie_alone_reads_nothing(
    stranger: httpx.AsyncClient, sessions: Sessions
) -> None:
    opened = await stranger.post("/api/v1/session", json={"link": sessions.link()})
    without = await stranger.get("/api/v1/moments")
    assert without.status_code == 401
    headers = {"X-Alongside-Token": opened.json()["token"]}
    assert (await stranger.get("/api/v1/moments", headers=headers)).status_code == 200
    stranger.cookies.clear()
    assert (await stranger.get("/api/v1/moments", headers=headers)).status_code == 401


async def test_leaving_ends_the_session(client: httpx.AsyncClient) -> None:
    kept = dict(client.cookies)
    assert (await client.get("session")).json()["person"] == "ada"
    assert (await client.delete("session")).status_code == 204
    client.cookies.update(kept)
    assert (await client.get("session")).status_code == 401


async def test_a_session_makes_links_for_other_browsers(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    made = (await client.post("session/links")).json()
    assert (await stranger.post("/api/v1/session", json=made)).status_code == 201


async def test_guessing_links_is_slowed(stranger: httpx.AsyncClient, sessions: Sessions) -> None:
    codes = [
        (await stranger.post("/api/v1/session", json={"link": "guess"})).status_code
        for _ in range(11)
    ]
    assert codes == [403] * 10 + [429]
    late = await stranger.post("/api/v1/session", json={"link": sessions.link()})
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0


async def test_a_link_expires() -> None:
    now = NOW
    sessions = Sessions(now=lambda: now)
    link, late = sessions.link(), sessions.link()
    now = NOW + LINK_LIFE - timedelta(seconds=1)
    assert await sessions.exchange(link) is not None
    now = NOW + LINK_LIFE
    assert await sessions.exchange(late) is None


async def test_sessions_outlive_the_process_and_expire(tmp_path: Path) -> None:
    path = tmp_path / "sessions.json"
    opened = await Sessions(path, now=lambda: NOW).open()
    assert opened.cookie not in path.read_text()
    assert opened.token not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    later = Sessions(path, now=lambda: NOW + SESSION_LIFE - timedelta(seconds=1))
    assert later.check(opened.cookie, opened.token) is not None
    ended = Sessions(path, now=lambda: NOW + SESSION_LIFE)
    assert ended.check(opened.cookie, opened.token) is None


async def test_secrets_of_two_sessions_do_not_mix() -> None:
    sessions = Sessions()
    one, other = await sessions.open(), await sessions.open()
    assert sessions.check(one.cookie, other.token) is None


@pytest.mark.parametrize("content", ["", "{", '[{"cookie": 1}]'])
def test_a_broken_file_of_sessions_lets_nobody_in(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sessions.json"
    path.write_text(content)
    assert Sessions(path).find("any") is None


async def test_a_fresh_passphrase_signs_other_browsers_out(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, sessions: Sessions
) -> None:
    opened = await stranger.post("/api/v1/session", json={"link": sessions.link()})
    headers = {"X-Alongside-Token": opened.json()["token"]}
    assert (await stranger.get("/api/v1/session", headers=headers)).status_code == 200
    wanted = {"passphrase": "correct horse"}
    assert (await client.put("key/passphrase", json=wanted)).status_code == 204
    assert (await stranger.get("/api/v1/session", headers=headers)).status_code == 401
    assert (await client.get("session")).status_code == 200
