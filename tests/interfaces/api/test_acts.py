"""Acts over HTTP: what waits is approved; what is allowed from now on is bounded and revoked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

WANTED: dict[str, Any] = {"tool": "note", "arguments": {"text": "Buy milk"}, "agent": "desk"}


async def _propose(client: httpx.AsyncClient, text: str = "Buy milk") -> dict[str, Any]:
    """The act that came of it."""
    await client.post("acts", json=WANTED | {"arguments": {"text": text}})
    newest: dict[str, Any] = (await client.get("acts")).json()["acts"][0]
    return newest


async def test_what_is_allowed_for_a_day_is_not_asked_again_until_taken_back(
    client: httpx.AsyncClient,
) -> None:
    asked = await _propose(client)
    assert asked["state"] == "waiting"
    approval = {"always": True, "days": 1}
    done = await client.post(f"acts/{asked['id']}/approve", json=approval)
    assert done.json()["kind"] == "did"
    (given,) = (await client.get("acts")).json()["permissions"]
    assert (given["tool"], given["only"]) == ("note", {"text": ["Buy milk"]})
    until = datetime.fromisoformat(given["until"])
    assert until - datetime.now(UTC) <= timedelta(days=1)
    assert (await _propose(client))["state"] == "did"
    assert (await _propose(client, "Sell the house"))["state"] == "waiting"
    await client.post(f"permissions/{given['id']}/revoke")
    assert (await _propose(client))["state"] == "waiting"


async def test_a_length_that_is_none_is_refused(client: httpx.AsyncClient) -> None:
    asked = await _propose(client)
    approval = {"always": True, "days": 0}
    refused = await client.post(f"acts/{asked['id']}/approve", json=approval)
    assert refused.status_code == 422


async def test_a_limit_that_is_changed_is_kept_in_the_log(client: httpx.AsyncClient) -> None:
    for most, words in ((40, "money: 40"), (None, "money")):
        changed = await client.put("limits/money", json={"most": most})
        assert next(one for one in changed.json() if one["of"] == "money")["own"] is (most == 40)
        (newest, *_) = (await client.get("moments", params={"kind": "limited"})).json()["moments"]
        assert (newest["what"]["kind"], newest["trust"]) == ("limited", "person")
        assert newest["words"] == words
