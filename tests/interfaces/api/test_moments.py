"""Moments are read by time, looked at with their evidence, written down and corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx

from alongside.interfaces.parts import Life
from alongside.log.kinds import Measured, Noted, Read, Said
from alongside.log.kinds.health import Quantity
from alongside.log.moment import Draft, Moment, Trust

START = datetime(2008, 10, 22, tzinfo=UTC)


def note(text: str, minutes: int) -> Draft:
    at = START + timedelta(minutes=minutes)
    return Draft(what=Noted(text=text), at=at, zone="UTC", source="notes", trust=Trust.OWN)


async def test_pages_hold_every_moment_once(client: httpx.AsyncClient, life: Life) -> None:
    await life.log.append(*(note(f"note {n}", n // 3) for n in range(10)))
    for order in ("newest", "oldest"):
        seen: list[str] = []
        after: str | None = ""
        while after is not None:
            params = {"limit": "4", "after": after, "order": order}
            page = (await client.get("moments", params=params)).json()
            seen += [moment["words"] for moment in page["moments"]]
            after = page["next"]
        expected = [f"note {n}" for n in range(10)]
        assert seen == (expected if order == "oldest" else expected[::-1])


async def test_filters_narrow(client: httpx.AsyncClient, life: Life) -> None:
    said = Draft(
        what=Said(text="hi", by="Bo"), at=START, zone="UTC", source="chat", trust=Trust.OUTSIDE
    )
    await life.log.append(note("early", 0), note("late", 90), said)
    until = (START + timedelta(minutes=30)).isoformat()
    page = await client.get("moments", params={"kind": ["noted"], "until": until})
    assert [moment["words"] for moment in page.json()["moments"]] == ["early"]
    chat = (await client.get("moments", params={"source": "chat"})).json()["moments"]
    assert chat[0]["what"] == {"kind": "said", "text": "hi", "by": "Bo"}
    assert chat[0]["trust"] == "outside"


async def test_a_time_without_a_zone_is_refused(client: httpx.AsyncClient) -> None:
    refused = await client.get("moments", params={"since": "2008-10-22T00:00:00"})
    assert refused.status_code == 422


async def test_evidence_goes_both_ways(
    client: httpx.AsyncClient, life: Life, photo: Moment
) -> None:
    drawn = Draft(
        what=Read(text="VIA ROMA", model="ocr"),
        at=photo.at,
        zone=photo.zone,
        source="read",
        trust=Trust.OUTSIDE,
        because=(photo.id,),
    )
    (read,) = await life.log.append(drawn)
    of_photo = (await client.get(f"moments/{photo.id}")).json()
    of_read = (await client.get(f"moments/{read.id}")).json()
    assert [effect["id"] for effect in of_photo["effects"]] == [read.id]
    assert [cause["id"] for cause in of_read["causes"]] == [photo.id]


async def test_what_is_written_down_is_the_persons(client: httpx.AsyncClient, life: Life) -> None:
    at = "2020-02-03T10:00:00+09:00"
    made = await client.post("moments", json={"text": "a quiet day", "at": at})
    (kept,) = await life.log.get(made.json()["id"])
    assert (kept.what, kept.trust) == (Noted(text="a quiet day"), Trust.PERSON)
    assert kept.at == datetime(2020, 2, 3, 1, tzinfo=UTC)
    assert kept.zone == "Europe/Rome"


async def test_a_correction_is_no_surer_than_what_it_corrects(
    client: httpx.AsyncClient, life: Life, photo: Moment
) -> None:
    made = await client.post(f"moments/{photo.id}/correction", json={"text": "It was Siena."})
    (kept,) = await life.log.get(made.json()["id"])
    assert (kept.kind, kept.because, kept.trust) == ("corrected", (photo.id,), photo.trust)
    nothing = "00000000-0000-7000-8000-000000000000"
    missing = await client.post(f"moments/{nothing}/correction", json={"text": "x"})
    assert missing.status_code == 404


async def test_a_corrected_moment_is_shown_in_the_words_put_right(
    client: httpx.AsyncClient, life: Life
) -> None:
    (pot,) = await life.log.append(note("The kettle was 38 euro.", 0))
    made = await client.post(f"moments/{pot.id}/correction", json={"text": "The teapot."})
    seen = (await client.get(f"moments/{pot.id}")).json()
    assert seen["moment"]["words"] == seen["moment"]["what"]["text"] == "The teapot."
    assert seen["recorded"]["words"] == "The kettle was 38 euro."
    assert [effect["kind"] for effect in seen["effects"]] == ["corrected"]
    listed = (await client.get("moments", params={"kind": "noted"})).json()["moments"]
    assert [moment["words"] for moment in listed] == ["The teapot."]
    for words, found in (("teapot", ["The teapot."]), ("kettle", [])):
        hits = (await client.get("search", params={"q": words})).json()["hits"]
        assert [hit["moment"]["words"] for hit in hits] == found
    again = made.json()["id"]
    await client.post(f"moments/{again}/correction", json={"text": "The tray."})
    await life.log.forget(again)
    seen = (await client.get(f"moments/{pot.id}")).json()
    assert seen["moment"]["words"] == "The tray."


async def test_what_tells_of_the_log_itself_cannot_be_put_right(
    client: httpx.AsyncClient, life: Life
) -> None:
    (pot,) = await life.log.append(note("The kettle.", 0))
    gone = await life.log.forget(pot.id)
    refused = await client.post(f"moments/{gone.id}/correction", json={"text": "x"})
    assert refused.status_code == 422
    assert not (await client.get(f"moments/{gone.id}")).json()["correctable"]


async def test_what_was_measured_offers_no_words_to_put_right(
    client: httpx.AsyncClient, life: Life
) -> None:
    day = Measured(day="2024-05-06", quantities=(Quantity(measure="steps", value=8000),))
    measured, pot = await life.log.append(replace(note("", 0), what=day), note("The kettle.", 1))
    shown = [(await client.get(f"moments/{one.id}")).json() for one in (measured, pot)]
    assert [one["correctable"] for one in shown] == [False, True]
