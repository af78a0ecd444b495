"""The Mind page's calls: what is believed and why, and what the person says of it."""

from __future__ import annotations

from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import httpx

from alongside.interfaces.parts import Life
from alongside.log.kinds import Contact, Noted
from alongside.log.moment import Draft, Moment, Trust

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


async def lived(life: Life, text: str) -> Moment:
    """A note of the person, read."""
    draft = Draft(what=Noted(text=text), at=AT, zone="UTC", source="notes", trust=Trust.OWN)
    (kept,) = await life.log.append(draft)
    async with aclosing(life.understanding.read()) as steps:
        async for _ in steps:
            pass
    return kept


async def mind(client: httpx.AsyncClient) -> Any:
    return (await client.get("mind")).json()


async def test_what_is_believed_is_told_with_the_words_it_stands_on(
    client: httpx.AsyncClient, life: Life
) -> None:
    note = await lived(life, "I live in Porto. I love rain.")
    told = await mind(client)
    assert [one["statement"] for one in told["beliefs"]] == ["Lives in Porto", "Likes rain"]
    home = told["beliefs"][0]
    at = "2026-03-01T12:00:00Z"
    quoted = {"moment": note.id, "quote": "I live in Porto.", "at": at, "kind": ""}
    assert home["evidence"] == [quoted]
    assert {one["topic"]: one["allowed"] for one in told["topics"]} == dict.fromkeys(
        ("health", "religion", "politics", "sexuality", "money"), False
    )
    assert (told["profile"]["text"], told["profile"]["own"]) == ("Lives in Porto\nLikes rain", "")
    statements = {one["id"]: one["statement"] for one in told["beliefs"]}
    drawn = [statements[each] for each in told["profile"]["drawn"]]
    assert drawn == ["Lives in Porto", "Likes rain"]


async def test_what_an_address_book_tells_is_no_word_of_the_persons(
    client: httpx.AsyncClient, life: Life
) -> None:
    card = Contact(name="Ana Reis", notes="my sister")
    await life.log.append(Draft(what=card, at=AT, zone="UTC", source="book", trust=Trust.OWN))
    note = await lived(life, "I live in Porto.")
    told = {one["category"]: one["evidence"] for one in (await mind(client))["beliefs"]}
    assert [each["kind"] for each in told["relationship"]] == ["contact"]
    assert [(each["moment"], each["kind"]) for each in told["fact"]] == [(note.id, "")]
    (ana,) = (await client.get("people")).json()["people"]
    assert [each["kind"] for each in ana["told"]["quotes"]] == ["contact"]


async def test_right_wrong_and_back(client: httpx.AsyncClient, life: Life) -> None:
    await lived(life, "I live in Porto")
    (home,) = (await mind(client))["beliefs"]
    path = f"mind/beliefs/{home['id']}/judgement"
    assert (await client.post(path, json={"how": "wrong"})).status_code == 201
    assert (await mind(client))["beliefs"] == []
    await client.post(path, json={"how": "right"})
    (home,) = (await mind(client))["beliefs"]
    assert (home["confirmed"], home["confidence"]) == (True, 1.0)


async def test_a_belief_is_forgotten_and_its_evidence_stays(
    client: httpx.AsyncClient, life: Life
) -> None:
    note = await lived(life, "I live in Porto")
    (home,) = (await mind(client))["beliefs"]
    path = f"mind/beliefs/{home['id']}"
    assert (await client.delete(path)).status_code == 204
    assert (await client.delete(path)).status_code == 404
    assert await life.log.get(note.id) == (note,)
    assert (await mind(client))["beliefs"] == []


async def test_what_is_barred_goes_and_stays_away(client: httpx.AsyncClient, life: Life) -> None:
    await lived(life, "I live in Porto. I love rain.")
    told = await client.post("mind/rules", json={"about": " Porto ", "allowed": False})
    assert [one["statement"] for one in told.json()["beliefs"]] == ["Likes rain"]
    assert told.json()["barred"] == ["porto"]
    assert [m.what.words async for m in life.log.read() if m.kind == "believed"] == ["Likes rain"]
    await lived(life, "Porto! I live in Porto!")
    assert len((await mind(client))["beliefs"]) == 1
    lifted = await client.post("mind/rules", json={"about": "porto", "allowed": True})
    assert lifted.json()["barred"] == []


async def test_the_persons_own_profile_stands(client: httpx.AsyncClient, life: Life) -> None:
    await lived(life, "I live in Porto")
    written = {"text": "Ada, who builds engines."}
    told = (await client.put("mind/profile", json=written)).json()
    words = "Ada, who builds engines."
    assert told["profile"] == {"text": words, "own": words, "drawn": []}
    await lived(life, "I love rain")
    assert (await mind(client))["profile"]["text"] == "Ada, who builds engines.\nLikes rain"
    (own,) = [m async for m in life.log.read() if m.kind == "profiled"]
    assert own.trust is Trust.PERSON
    drawn = (await client.delete("mind/profile")).json()
    assert drawn["profile"]["text"] == "Lives in Porto\nLikes rain"
    assert drawn["profile"]["own"] == ""


async def test_a_belief_put_right_reads_so(client: httpx.AsyncClient, life: Life) -> None:
    await lived(life, "I live in Porto")
    (home,) = (await mind(client))["beliefs"]
    await client.post(f"moments/{home['id']}/correction", json={"text": "Lives by the sea"})
    (home,) = (await mind(client))["beliefs"]
    assert (home["statement"], home["corrected"]) == ("Lives by the sea", True)


async def test_only_beliefs_are_judged(client: httpx.AsyncClient, life: Life) -> None:
    note = await lived(life, "Nothing of note")
    path = f"mind/beliefs/{note.id}/judgement"
    assert (await client.post(path, json={"how": "right"})).status_code == 404
