"""Adventures over the API: entered, played, gone back in, shared."""

from __future__ import annotations

from collections.abc import Sequence

import httpx
import pytest

from alongside.log.kinds import Lesson
from alongside.mind.adventure.words import Word

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


async def test_a_world_of_own_words_is_the_nearest_where_no_model_names_one(
    client: httpx.AsyncClient,
) -> None:
    wanted = {"theme": "pirates and treasure", "seed": 3}
    here = (await client.post("adventures", json=wanted)).json()
    assert (here["title"], "No language model" in here["opening"]) == (
        "The island that left the map", True,
    )  # fmt: skip
    refused = await client.post("adventures", json={"theme": "a murder", "age": 8})
    assert (refused.status_code, "go beyond" in refused.json()["detail"]) == (409, True)
    assert (await client.post("adventures", json={"theme": "x" * 201})).status_code == 422
    assert (await client.post("adventures", json={"theme": "  "})).status_code == 404


async def test_a_world_in_own_places_is_offered_where_the_life_names_enough(
    client: httpx.AsyncClient,
) -> None:
    offered = (await client.get("adventures/worlds")).json()
    assert "own" not in {one["genre"] for one in offered}
    refused = await client.post("adventures", json={"genre": "own"})
    assert (refused.status_code, "fewer than 3 places" in refused.json()["detail"]) == (409, True)


async def test_a_word_that_is_asked_for_is_among_what_could_be_said(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.mind.adventure.venturing.lesson", _asks)
    here = (await client.post("adventures", json={"genre": "market", "seed": 8})).json()
    turns = f"adventures/{here['id']}/turns"
    asked = (await client.post(turns, json={"action": "Look around"})).json()
    assert len(asked["choices"]) == 4
    assert "naranja" in asked["choices"]
    known = (await client.post(turns, json={"action": "naranja"})).json()
    assert "Just so" in known["turns"][-1]["text"]


def _asks(words: Sequence[Word], *_: object) -> tuple[Word, Lesson]:
    return words[0], "asked"
