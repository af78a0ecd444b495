"""People over the API: who is who, one of them whole, what the person chooses; and Today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from alongside.interfaces.parts import Life
from alongside.log.kinds import Contact, Noted, Nudged, Promised, Said, What
from alongside.log.moment import Draft, Moment, Trust
from alongside.senses.archives.vcard import cards

NOW = datetime.now(UTC)


async def keep(
    life: Life,
    what: What,
    trust: Trust = Trust.OWN,
    days: int = 1,
    because: tuple[str, ...] = (),
) -> Moment:
    at = NOW - timedelta(days=days)
    (kept,) = await life.log.append(
        Draft(what=what, at=at, zone="Europe/Rome", source="test", trust=trust, because=because)
    )
    return kept


async def meet(life: Life) -> None:
    await keep(life, Contact(name="Ana Reis", nicknames=("Anni",), birthday="1990-02-03"))
    said = Said(text="I'd love a kite.", by="Anni", to=("Ada",), channel="chat")
    await keep(life, said, Trust.OUTSIDE)
    await keep(life, Said(text="Hey Ana!", by="Ada", to=("Anni",), channel="chat"))
    await keep(life, Said(text="Hi", by="Ana", to=("Ada",), channel="sms"), Trust.OUTSIDE)


async def everyone(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get("people")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def test_a_nickname_is_the_contacts_and_a_first_name_is_only_proposed(
    client: httpx.AsyncClient, life: Life
) -> None:
    await meet(life)
    found = await everyone(client)
    assert [(p["called"], p["touches"]) for p in found["people"]] == [("Ana Reis", 2), ("Ana", 1)]
    assert found["proposals"] == [{"first": "Ana Reis", "second": "Ana"}]


async def test_the_person_joins_and_parts(client: httpx.AsyncClient, life: Life) -> None:
    await meet(life)
    await client.post("people/together", json={"names": ["Ana Reis", "Ana"]})
    found = await everyone(client)
    assert [(p["called"], p["touches"]) for p in found["people"]] == [("Ana Reis", 3)]
    await client.post("people/apart", json={"first": "Ana Reis", "second": "Ana"})
    found = await everyone(client)
    assert [p["called"] for p in found["people"]] == ["Ana Reis", "Ana"]
    assert found["proposals"] == []


async def test_one_person_whole(client: httpx.AsyncClient, life: Life) -> None:
    await meet(life)
    chosen = {"name": "Ana Reis", "closeness": "friend", "relation": "neighbour", "every": 14}
    assert (await client.post("people/chosen", json=chosen)).status_code == 201
    await keep(life, Promised(text="bring the book", quote="x", to="Anni", confidence=1))
    whole = (await client.get("people/one", params={"name": "anni"})).json()
    assert whole["person"]["closeness"] == "friend"
    assert [wish["quote"] for wish in whole["wishes"]] == ["I'd love a kite."]
    assert [(p["text"], p["mine"]) for p in whole["promises"]] == [("bring the book", True)]
    assert sum(month["received"] for month in whole["months"]) == 1
    assert sum(map(sum, whole["hours"])) == 2
    assert whole["moods"] is None


async def test_a_birthday_and_an_employer_tell_what_they_are_known_from(
    client: httpx.AsyncClient, life: Life
) -> None:
    soon = f"1990-{NOW + timedelta(days=3):%m-%d}"
    await keep(life, Contact(name="Ana Reis", emails=("ana@example.org",)))
    card = await keep(life, Contact(name="Ana Reis", birthday=soon, organisation="Azul"))
    whole = (await client.get("people/one", params={"name": "Ana Reis"})).json()
    (born,), (works,) = whole["birthday"], whole["organisation"]
    assert (born["moment"], born["quote"], born["kind"]) == (card.id, soon, "contact")
    assert (works["moment"], works["quote"]) == (card.id, "Azul")
    (due,) = (await client.get("today")).json()["birthdays"]
    assert due["because"] == [born]
    chosen = {"name": "Ana Reis", "days": [{"title": "Birthday", "day": f"-{soon[4:]}"}]}
    said = (await client.post("people/chosen", json=chosen)).json()
    (due,) = (await client.get("today")).json()["birthdays"]
    assert [(one["moment"], one["kind"]) for one in due["because"]] == [(said["id"], "related")]


async def test_the_brief_cites_the_card_that_tells_the_birthday(
    client: httpx.AsyncClient, life: Life
) -> None:
    await keep(life, Contact(name="Ana Reis", emails=("ana@example.org",)))
    card = await keep(life, Contact(name="Ana Reis", birthday=f"--{NOW:%m-%d}"))
    brief = (await client.post("briefs", json={"part": "morning"})).json()
    assert brief["because"] == [card.id]


async def test_whom_to_reach_tells_where_that_was_chosen(
    client: httpx.AsyncClient, life: Life
) -> None:
    said = Said(text="Hi", by="Ana", to=("Ada",), channel="sms")
    await keep(life, said, Trust.OUTSIDE, days=20)
    chosen = await client.post("people/chosen", json={"name": "Ana", "every": 14})
    (ana,) = (await client.get("today")).json()["reach"]
    assert (ana["every"], [each["moment"] for each in ana["because"]]) == (
        14,
        [chosen.json()["id"]],
    )


async def test_who_somebody_is_by_the_persons_own_words(
    client: httpx.AsyncClient, life: Life
) -> None:
    note = await keep(life, Noted(text="My sister Ines is in hospital again."))
    async for _ in life.understanding.read():
        pass
    (one,) = (await everyone(client))["people"]
    assert (one["called"], one["relation"]) == ("Ines", "")
    told = one["told"]
    assert (told["relation"], told["quotes"][0]["moment"]) == ("sister", note.id)
    assert told["quotes"][0]["quote"] == "My sister Ines"
    wrong = {"how": "wrong"}
    answer = await client.post(f"mind/beliefs/{told['belief']}/judgement", json=wrong)
    assert answer.status_code == 201
    assert (await everyone(client))["people"] == []


async def mail(life: Life, by: str, address: str) -> None:
    said = Said(text="See you", by=by, to=("Ada",), channel="mail", address=address)
    await keep(life, said, Trust.OUTSIDE)


async def test_a_mail_is_from_whoever_has_its_address(
    client: httpx.AsyncClient, life: Life
) -> None:
    await keep(life, Contact(name="Ana Reis", emails=("Ana@Reis.pt", "home@reis.pt")))
    await keep(life, Contact(name="Rui Reis", emails=("home@reis.pt",)))
    await mail(life, "A. Reis (work)", "ana@reis.pt")
    await mail(life, "The Reises", "home@reis.pt")
    await mail(life, "Rui Reis", "ana@reis.pt")
    await mail(life, "Somebody", "else@reis.pt")
    found = {p["called"]: p["touches"] for p in (await everyone(client))["people"]}
    assert found == {"Ana Reis": 1, "Rui Reis": 1, "The Reises": 1, "Somebody": 1}


async def test_nobody_is_404(client: httpx.AsyncClient) -> None:
    assert (await client.get("people/one", params={"name": "Nobody"})).status_code == 404
    assert (await client.post("people/draft", json={"name": "Nobody"})).status_code == 404


async def test_a_draft_without_a_model_begins_as_the_person_does(
    client: httpx.AsyncClient, life: Life
) -> None:
    await meet(life)
    made = (
        await client.post("people/draft", json={"name": "Ana Reis", "about": "birthday"})
    ).json()
    assert made["text"].startswith("Hey Ana, happy birthday")
    assert made["model"] == ""


async def test_everyone_goes_along_as_vcards(client: httpx.AsyncClient, life: Life) -> None:
    await meet(life)
    text = (await client.get("people/vcards")).json()["text"]
    read = {card.first("FN"): card for card in cards(text)}
    assert read["Ana Reis"].first("BDAY") == "19900203"
    assert read["Ana Reis"].first("NICKNAME") == "Anni"


async def test_a_reminder_is_set_put_off_and_done(client: httpx.AsyncClient) -> None:
    refused = await client.post("reminders", json={"text": "buy milk"})
    assert refused.status_code == 422
    assert "Nothing was kept" in refused.json()["detail"]
    kept = (await client.post("reminders", json={"text": "buy milk in 20 minutes"})).json()
    assert kept["text"] == "buy milk"
    later = (NOW + timedelta(hours=5)).isoformat()
    put_off = await client.post(f"moments/{kept['moment']}/later", json={"until": later})
    assert put_off.status_code == 201
    (due,) = (await client.get("today")).json()["reminders"]
    assert datetime.fromisoformat(due["due"]) == NOW + timedelta(hours=5)
    await client.post(f"moments/{kept['moment']}/settled", json={"how": "done"})
    assert (await client.get("today")).json()["reminders"] == []


async def test_promises_stand_on_today_until_they_are_settled(
    client: httpx.AsyncClient, life: Life
) -> None:
    made = await keep(
        life, Promised(text="send it", quote="x", to="Bo", due=NOW, day=True, confidence=1)
    )
    (owed,) = (await client.get("today")).json()["promises"]
    assert (owed["text"], owed["other"], owed["late"]) == ("send it", "Bo", True)
    await client.post(f"moments/{made.id}/settled", json={"how": "not_mine"})
    assert (await client.get("today")).json()["promises"] == []


async def test_an_answer_to_a_nudge_is_kept(client: httpx.AsyncClient, life: Life) -> None:
    note = await keep(life, Noted(text="Ana sounded tired.\nCall her."))
    told = await keep(life, Nudged(about="reach", text="Say hello?", why="so"), because=(note.id,))
    assert (
        await client.post(f"moments/{told.id}/weighed", json={"how": "useful"})
    ).status_code == 201
    (nudge,) = (await client.get("today")).json()["nudges"]
    assert nudge["weighed"] == "useful"
    assert [(each["quote"], each["kind"]) for each in nudge["because"]] == [
        ("Ana sounded tired.", "noted")
    ]
    wrong = await client.post(f"moments/{note.id}/weighed", json={"how": "useful"})
    assert wrong.status_code == 422


async def test_only_push_services_are_subscribed_to(client: httpx.AsyncClient) -> None:
    keys = {"p256dh": "A" * 87, "auth": "A" * 22}
    for endpoint in ("http://push.example.org/x", "https://127.0.0.1/x", "https://localhost/x",
                     "https://[::1]/x", "https://10.0.0.1/x", "https://nas.local/x"):  # fmt: skip
        answer = await client.post("channels/browsers", json={"endpoint": endpoint, **keys})
        assert answer.status_code == 422, endpoint
    kept = {"endpoint": "https://push.example.org/x", "name": "Phone", **keys}
    (browser,) = (await client.post("channels/browsers", json=kept)).json()["browsers"]
    assert browser["name"] == "Phone"
    gone = await client.delete(f"channels/browsers/{browser['id']}")
    assert gone.json()["browsers"] == []
    assert (await client.delete("channels/browsers/none")).status_code == 404
