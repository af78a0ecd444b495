"""Adventures over the API: entered, played, gone back in, shared."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.usefixtures("life")


async def test_a_world_is_played_and_branched(client: httpx.AsyncClient) -> None:
    offered = (await client.get("adventures/worlds", params={"language": "ko"})).json()
    assert {"harbour", "manor"} <= {one["genre"] for one in offered}
    started = await client.post("adventures", json={"genre": "harbour", "seed": 7})
    assert started.status_code == 201
    here = started.json()
    assert here["turns"] == []
    assert here["picture"].startswith("<svg")
    first = await client.post(f"adventures/{here['id']}/turns", json={"action": here["choices"][0]})
    moved = first.json()
    assert [turn["action"] for turn in moved["turns"]] == here["choices"][:1]
    other = await client.post(
        f"adventures/{here['id']}/turns",
        json={"action": "Look around", "after": moved["turns"][0]["id"]},
    )
    again = await client.post(
        f"adventures/{here['id']}/turns",
        json={"action": "wait", "after": moved["turns"][0]["id"]},
    )
    assert len(again.json()["branches"]) == 2
    back = await client.get(
        f"adventures/{here['id']}", params={"turn": other.json()["turns"][-1]["id"]}
    )
    assert back.json()["turns"] == other.json()["turns"]
    (listed,) = (await client.get("adventures")).json()
    assert listed["title"] == here["title"]


async def test_a_shared_adventure_is_taken_up_where_it_was(client: httpx.AsyncClient) -> None:
    here = (await client.post("adventures", json={"genre": "manor", "seed": 3})).json()
    for action in ("Look around", "wait"):
        here = (await client.post(f"adventures/{here['id']}/turns", json={"action": action})).json()
    file = (await client.get(f"adventures/{here['id']}/file")).json()
    again = (await client.post("adventure-files", json=file)).json()
    assert again["id"] != here["id"]
    assert [turn["action"] for turn in again["turns"]] == ["Look around", "wait"]
    assert (again["place"], again["clock"]) == (here["place"], here["clock"])


async def test_what_is_no_adventure_is_said(client: httpx.AsyncClient) -> None:
    young = await client.post("adventures", json={"genre": "manor", "age": 5})
    assert (young.status_code, "from 10" in young.json()["detail"]) == (409, True)
    assert (await client.post("adventures", json={"genre": "nowhere"})).status_code == 404
    assert (await client.get(f"adventures/{'0' * 36}")).status_code in (404, 422)
    broken = await client.post("adventure-files", json={"text": "{}"})
    assert (broken.status_code, "no adventure" in broken.json()["detail"]) == (422, True)
