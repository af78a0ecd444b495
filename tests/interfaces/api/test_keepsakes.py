"""Keepsakes over the API: offers, a storyboard, a draft and its pages; made and stopped."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest
from tests.mind.keepsakes.conftest import AWAY, drawn

from alongside.interfaces.api.shapes import KeepsakeEvent
from alongside.interfaces.parts import Life
from alongside.log.kinds import Saw
from alongside.log.moment import Draft, Trust
from alongside.mind.keepsakes.fonts import FontsMissing, needed

from .conftest import WALK

YEAR = {"first": "2008-01-01", "last": "2008-12-31"}


@pytest.fixture(autouse=True)
async def walked(life: Life) -> None:
    """Three photos of one walk."""
    try:
        needed()
    except FontsMissing as error:
        pytest.skip(str(error))
    for number in range(3):
        media = await life.blobs.put(drawn(number), type="image/jpeg", name="photo.jpg")
        what = Saw(media=media, width=320, height=240, place=AWAY)
        at = WALK + timedelta(hours=number)
        await life.log.append(
            Draft(what=what, at=at, zone="Europe/Lisbon", source="photos", trust=Trust.OWN)
        )


async def test_what_could_be_made_is_offered(client: httpx.AsyncClient) -> None:
    offers = (await client.get("keepsakes/offers")).json()
    assert offers["years"] == [{"year": 2008, "photos": 3}]
    (month,) = offers["trips"]
    assert (month["sort"], month["towns"], month["photos"]) == ("month", ["Porto"], 3)
    assert (await client.get("keepsakes")).json() == []


async def test_a_film_is_shown_before_it_is_made_and_can_be_stopped(
    client: httpx.AsyncClient,
) -> None:
    story = (await client.post("keepsakes/storyboards", json={"seconds": 30})).json()
    assert (story["title"], len(story["scenes"])) == ("Porto", 3)
    left_out = [scene["photo"]["id"] for scene in story["scenes"][:2]]
    refused = await client.post("keepsakes/storyboards", json={"without": left_out})
    assert refused.status_code == 409
    assert "two photos" in refused.json()["detail"]
    begun = (await client.post("keepsakes/films", json={"seconds": 30})).json()["name"]
    assert (await client.delete(f"keepsakes/under-way/{begun}")).status_code == 204
    assert (await client.delete(f"keepsakes/under-way/{begun}")).status_code == 404
    assert (await client.get("keepsakes")).json() == []


@pytest.mark.slow
async def test_a_book_is_drafted_looked_at_and_made(client: httpx.AsyncClient) -> None:
    shown = (await client.post("keepsakes/drafts", json=YEAR)).json()
    assert len(shown["months"][0]["photos"]) == 3
    page = await client.get(f"keepsakes/pages/{shown['key']}/1")
    assert page.headers["content-type"] == "image/webp"
    assert (await client.get(f"keepsakes/pages/{shown['key']}/99")).status_code == 404
    assert (await client.get(f"keepsakes/pages/{'0' * 64}/1")).status_code == 404
    server = client._transport.app.state.running  # type: ignore[attr-defined]
    events = server.hub.listen()
    heard = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0)
    name = (await client.post("keepsakes/books", json=YEAR)).json()["name"]
    event = await heard
    while not event.finished:
        event = await anext(events)
    await events.aclose()
    assert isinstance(event, KeepsakeEvent)
    assert (event.name, event.problem) == (name, "")
    (kept,) = (await client.get("keepsakes")).json()
    assert (kept["id"], kept["kind"]) == (event.moment, "printed")


async def test_a_book_of_no_time_is_refused(client: httpx.AsyncClient) -> None:
    for first, last in (("2008-12-31", "2008-01-01"), ("2001-01-01", "2008-01-01")):
        answer = await client.post("keepsakes/drafts", json={"first": first, "last": last})
        assert answer.status_code == 400
