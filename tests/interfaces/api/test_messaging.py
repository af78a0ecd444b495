"""Channels over HTTP: connected once they let us in, with secrets that aren't told again."""

from __future__ import annotations

import httpx
import pytest
from tests.interfaces.channels.conftest import message
from tests.interfaces.channels.peers import served

from alongside.interfaces.channels.channel import Came
from alongside.interfaces.parts import Life

AT = "connections/channels"


async def test_a_channel_is_connected_paired_chosen_told_and_removed(
    client: httpx.AsyncClient, life: Life
) -> None:
    async with served(whoami=(200, {"user_id": "@bot:a"})) as service:
        wish = {"kind": "matrix", "server": service.base, "token": "s3cret", "owner": "@ada:a"}
        connected = await client.post(AT, json=wish)
    assert connected.status_code == 200, connected.text
    (one,) = connected.json()["channels"]
    assert (one["kind"], one["paired"], one["tells"], one["pairing"]) == (
        "matrix",
        [],
        False,
        False,
    )
    assert "s3cret" not in connected.text
    assert "send_message" in life.tools()
    code = (await client.post(f"{AT}/pair", json={"kind": "matrix"})).json()["code"]
    assert len(code) == 8
    came = Came((message("hi", chat="!r:a"),), "s1")
    await life.talks.chats.take("matrix", came, came.messages, came.messages)
    chosen = {"kind": "matrix", "chat": "!r:a", "chosen": True}
    (one,) = (await client.post(f"{AT}/choose", json=chosen)).json()["channels"]
    assert one["chats"] == [{"chat": "!r:a", "name": "Friends", "chosen": True}]
    told = await client.post(f"{AT}/tell", json={"kind": "matrix", "tells": True})
    assert told.json()["channels"][0]["tells"] is True
    again = await client.get(AT)
    assert "code" not in {k for k, v in again.json().items() if v}
    assert (await client.post(f"{AT}/unpair", json={"kind": "matrix"})).status_code == 200
    removed = await client.post(f"{AT}/remove", json={"kind": "matrix"})
    assert removed.json()["channels"] == []
    assert "send_message" not in life.tools()
    assert life.talks.chats.of("matrix").known == ()


async def test_what_cannot_be_reached_is_not_connected(client: httpx.AsyncClient) -> None:
    async with served(whoami=(401, {"errcode": "M_UNKNOWN_TOKEN"})) as service:
        wish = {"kind": "matrix", "server": service.base, "token": "s3cret", "owner": "@ada:a"}
        refused = await client.post(AT, json=wish)
    assert (refused.status_code, refused.json()["detail"]) == (
        409, "Matrix doesn't let us in: connect it again with a fresh token.")  # fmt: skip
    assert (await client.post(AT, json=wish)).status_code == 409
    assert (await client.post(AT, json={"kind": "email"})).status_code == 409
    assert (await client.get(AT)).json()["channels"] == []


@pytest.mark.parametrize(
    ("path", "more"),
    [("pair", {}), ("unpair", {}), ("remove", {}), ("tell", {"tells": True}),
     ("choose", {"chat": "x", "chosen": True})],
)  # fmt: skip
async def test_what_is_not_connected_is_told_of(
    client: httpx.AsyncClient, path: str, more: dict[str, object]
) -> None:
    answer = await client.post(f"{AT}/{path}", json={"kind": "slack", **more})
    assert (answer.status_code, answer.json()["detail"]) == (404, "No slack is connected.")
