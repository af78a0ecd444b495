"""Other pages, other names and other sizes get nowhere."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from alongside.interfaces.parts import Life
from alongside.log.log import Wanted

NOTE = {"text": "written by a hostile page"}


async def kept(life: Life) -> int:
    return len([moment async for moment in life.log.read(Wanted())])


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1.evil.example", ""]
)
async def test_a_name_pointed_at_this_machine_is_refused(
    client: httpx.AsyncClient, host: str
) -> None:
    refused = await client.get("status", headers={"Host": host})
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["localhost:8642", "127.0.0.1", "[::1]:8642"])
async def test_the_names_of_this_machine_are_served(stranger: httpx.AsyncClient, host: str) -> None:
    assert (await stranger.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:9999", "http://localhost:8642", "null"]
)
async def test_a_page_of_another_origin_writes_nothing(
    client: httpx.AsyncClient, life: Life, origin: str
) -> None:
    refused = await client.post("moments", json=NOTE, headers={"Origin": origin})
    assert refused.status_code == 403
    assert await kept(life) == 0


async def test_our_own_page_writes(client: httpx.AsyncClient, life: Life) -> None:
    own = {"Origin": "http://127.0.0.1:8642", "Sec-Fetch-Site": "same-origin"}
    assert (await client.post("moments", json=NOTE, headers=own)).status_code == 201
    assert await kept(life) == 1


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["no-cors", "cors", "navigate"])
async def test_another_page_reads_nothing(client: httpx.AsyncClient, site: str, mode: str) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": "document"}
    assert (await client.get("moments", headers=headers)).status_code == 403


async def test_a_link_elsewhere_may_open_the_page_but_not_frame_it(
    stranger: httpx.AsyncClient,
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    opened = await stranger.get("/", headers={**headers, "Sec-Fetch-Dest": "document"})
    framed = await stranger.get("/", headers={**headers, "Sec-Fetch-Dest": "iframe"})
    assert (opened.status_code, framed.status_code) == (200, 403)


async def test_every_answer_keeps_to_itself(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    for answer in (
        await client.get("status"),
        await stranger.get("/"),
        await stranger.get("/api/v1/nothing"),
        await stranger.get("/", headers={"Host": "evil.example"}),
    ):
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


async def test_a_body_is_bounded_whatever_length_it_claims(
    client: httpx.AsyncClient, life: Life
) -> None:
    large = b'{"text": "' + b"x" * (2 << 20) + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        yield large

    assert (await client.post("moments", content=large)).status_code == 413
    json = {"Content-Type": "application/json"}
    unsaid = await client.post("moments", content=pieces(), headers=json)
    assert unsaid.status_code == 413
    assert await kept(life) == 0


async def test_errors_are_sentences(client: httpx.AsyncClient) -> None:
    for answer, status in (
        (await client.get("moments", params={"limit": "many"}), 422),
        (await client.get("moments/00000000-0000-7000-8000-000000000000"), 404),
        (await client.put("status"), 405),
        (await client.get("nothing/here"), 404),
    ):
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert (answer.status_code, problem["status"]) == (status, status)
        assert problem["detail"].endswith((".", "integer"))
        assert "Traceback" not in answer.text
