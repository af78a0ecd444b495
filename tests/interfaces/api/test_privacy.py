"""Privacy through the API: off the record, consent, forgetting the last minutes, what goes next."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import httpx

from alongside.interfaces.parts import Life
from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust
from alongside.senses.live.captured import Frame


async def test_off_the_record_and_on_again(client: httpx.AsyncClient) -> None:
    record = (await client.get("privacy")).json()["record"]
    assert (record["off"], record["allowed"]["keep"]) == (False, "everything")
    record = (await client.post("privacy/off", json={"minutes": 30})).json()
    assert (record["off"], record["allowed"]["reason"]) == (True, "paused")
    assert record["until"] > record["since"]
    assert (await client.post("privacy/on", json={})).json()["off"] is False


async def test_the_rules_set_hold_at_once(client: httpx.AsyncClient) -> None:
    settings = (await client.get("settings")).json()
    settings["privacy"]["region"] = "Germany"
    assert (await client.put("settings", json=settings)).status_code == 200
    allowed = (await client.get("privacy")).json()["record"]["allowed"]
    assert (allowed["keep"], allowed["reason"]) == ("ask", "law")
    await client.post("privacy/consent", json={})
    assert (await client.get("privacy")).json()["record"]["allowed"]["keep"] == "everything"
    await client.delete("privacy/present")
    assert (await client.get("privacy")).json()["record"]["allowed"]["keep"] == "ask"


async def test_a_rule_that_makes_no_sense_is_refused(client: httpx.AsyncClient) -> None:
    settings = (await client.get("settings")).json()
    for wrong in ({"times": [{"start": "25:00", "end": "07:00"}]}, {"days": {"frames": -1}}):
        settings["privacy"] = wrong
        assert (await client.put("settings", json=settings)).status_code == 422


async def test_consent_is_told_and_taken_back(client: httpx.AsyncClient) -> None:
    made = await client.post("privacy/consent", json={"name": "Robin", "to": ["known"]})
    assert (made.status_code, made.json()["trust"]) == (201, "person")
    agreed = (await client.get("privacy")).json()["agreed"]
    assert [one["what"]["name"] for one in agreed] == ["Robin"]
    await client.delete("privacy/consent", params={"name": "Robin"})
    assert (await client.get("privacy")).json()["agreed"] == []


async def test_without_the_model_that_tells_faces_apart_no_face_is_learned(
    client: httpx.AsyncClient,
) -> None:
    photo = base64.b64encode(b"no picture").decode()
    for given, status in ((photo, 409), ("no base64!", 422)):
        body = {"name": "Robin", "to": ["known"], "photo": given}
        assert (await client.post("privacy/consent", json=body)).status_code == status
    assert (await client.get("privacy")).json()["agreed"] == []


async def test_the_last_minutes_are_forgotten(client: httpx.AsyncClient, life: Life) -> None:
    now = datetime.now(UTC)
    await life.log.append(
        Draft(what=Noted(text="hush"), at=now, zone="UTC", source="app", trust=Trust.PERSON)
    )
    gone = await client.post("privacy/forget-last", json={"minutes": 10})
    assert gone.json() == {"count": 1}


async def test_what_goes_next_is_shown(client: httpx.AsyncClient) -> None:
    keeping = {one["sense"]: one for one in (await client.get("privacy")).json()["keeping"]}
    assert (keeping["frames"]["days"], keeping["transcripts"]["days"]) == (30, 0)


async def test_how_often_a_rule_held_is_told_and_forgotten(
    client: httpx.AsyncClient, life: Life
) -> None:
    await life.privacy.withheld.count(Frame(b""), datetime.now(UTC), "paused")
    (one,) = (await client.get("privacy")).json()["kept_back"]
    assert (one["reason"], one["frames"], one["seconds"]) == ("paused", 1, 0.0)
    assert (await client.delete("privacy/kept-back")).status_code == 204
    assert (await client.get("privacy")).json()["kept_back"] == []
