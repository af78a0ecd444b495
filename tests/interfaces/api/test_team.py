"""The team over the API: taken on, granted, asked, tried, let go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from alongside.interfaces.parts import Life
from alongside.log.kinds import Noted, Reported
from alongside.log.moment import Draft, Trust

from .conftest import WALK

GUEST = "---\nname: Guest\npurpose: Helps.\nreads: *\ntools: recall\n---\nPlain."


@pytest.fixture
async def noted(life: Life) -> str:
    what = Noted(text="The solar offer costs 12,400 euros.")
    draft = Draft(what=what, at=WALK, zone="UTC", source="notes", trust=Trust.OWN)
    return (await life.log.append(draft))[0].id


async def test_an_agent_of_the_gallery_is_taken_on_asked_and_let_go(
    client: httpx.AsyncClient, life: Life, noted: str
) -> None:
    kept = (await client.post("team", json={"handle": "coach", "language": "en"})).json()
    assert kept["rights"] == kept["asks"]
    body = {"agents": ["coach"], "text": "What of the solar offer?"}
    asked = (await client.post("team/asked", json=body)).json()["asked"]["id"]
    said = await client.post(f"team/asked/{asked}/said", json={"agent": "coach"})
    again = await client.post(f"team/asked/{asked}/said", json={"agent": "coach"})
    assert said.json() == again.json()
    assert "12,400" in said.json()["what"]["text"]
    assert [cite["moment"] for cite in said.json()["what"]["cites"]] == [noted]
    (round_,) = (await client.get("team/asked")).json()
    assert [each["id"] for each in round_["said"]] == [said.json()["id"]]
    day = (await client.get("team/day")).json()
    assert [len(day["said"]), day["tasks"], day["waiting"]] == [1, [], 0]
    yesterday = datetime.now(UTC) - timedelta(days=1)
    told = Reported(day=f"{yesterday:%Y-%m-%d}", text="Yesterday, one task.")
    await life.log.append(
        Draft(what=told, at=yesterday, zone="UTC", source="team", trust=Trust.OWN)
    )
    assert (await client.get("team/day")).json()["report"] == "Yesterday, one task."
    assert (await client.delete("team/agents/coach")).status_code == 204
    assert (await client.get("team")).json()["agents"] == []


async def test_somebody_elses_agent_does_nothing_until_granted(
    client: httpx.AsyncClient, noted: str
) -> None:
    kept = (await client.post("team/imports", json={"text": GUEST})).json()
    assert (kept["origin"], kept["rights"]) == ("imported", None)
    body = {"agents": ["guest"], "text": "What of the solar offer?"}
    assert (await client.post("team/asked", json=body)).status_code == 404
    tried = {"text": GUEST, "question": "What of the solar offer?", "handle": "guest"}
    assert "12,400" not in (await client.post("team/tried", json=tried)).json()["text"]
    rights = {"reads": ["notes"], "sources": [], "tools": [], "wakes": False}
    put = await client.put("team/agents/guest/rights", json=rights)
    assert put.json()["rights"] == rights
    assert (await client.post("team/asked", json=body)).status_code == 201
    assert "12,400" in (await client.post("team/tried", json=tried)).json()["text"]


async def test_a_file_that_is_no_agent_is_told_why(client: httpx.AsyncClient) -> None:
    for text, why in (("Hello", "---"), (GUEST.replace("reads: *", "reads: minds"), "minds")):
        answer = await client.post("team/agents", json={"text": text, "handle": ""})
        assert answer.status_code == 422
        assert why in answer.json()["detail"]
