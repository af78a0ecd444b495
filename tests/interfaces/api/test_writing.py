"""Writing over the API: set up, drafted on a WebSocket, changed, edited, kept."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from alongside.interfaces.api.running import PROTOCOL
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Opened, Sessions
from alongside.interfaces.parts import Life
from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust

from .conftest import WALK

pytestmark = pytest.mark.usefixtures("life")


async def begun(client: httpx.AsyncClient, **wanted: str) -> dict[str, Any]:
    body = {"sort": "message", "to": "Jo", "about": "thanks for the soup", **wanted}
    made = await client.post("writing", json=body)
    assert made.status_code == 201
    return dict(made.json())


async def told(line: ClientConnection, **asked: object) -> list[dict[str, Any]]:
    """What comes of a request, up to its end."""
    await line.send(json.dumps(asked))
    events: list[dict[str, Any]] = []
    while not events or events[-1]["event"] == "growing":
        events.append(json.loads(await line.recv()))
    return events


async def test_a_text_is_drafted_as_it_is_watched_and_changed(
    app: FastAPI, sessions: Sessions, client: httpx.AsyncClient
) -> None:
    opened: Opened = await sessions.open()
    here = await begun(client)
    assert (here["way"], here["needs"]) == ([], "")
    with listen() as bound:
        port = bound.getsockname()[1]
        offered = [Subprotocol(PROTOCOL), Subprotocol(opened.token)]
        headers = {"Cookie": f"alongside-{port}={opened.cookie}"}
        address = f"ws://127.0.0.1:{port}/api/v1/write"
        async with (
            serving(app, bound),
            connect(address, subprotocols=offered, additional_headers=headers, proxy=None) as line,
        ):
            drafted = await told(line, draft=here["id"])
            changed = await told(line, text=here["id"], change="warmer")
            korean = await told(line, text=here["id"], change="in Korean")
            unread = await told(line, draft="nothing")
            gone = await told(line, draft="0" * 36)
            stopped = await told(line, cancel=True)
    assert len(drafted) > 3
    assert drafted[-1]["here"]["way"][0]["text"] == "Thank you for the soup! It was good."
    assert [each["change"] for each in changed[-1]["here"]["way"]] == ["", "warmer"]
    assert "doesn't write Korean" in korean[-1]["detail"]
    assert [e[-1]["event"] for e in (unread, gone, stopped)] == ["problem", "problem", "stopped"]


async def test_it_is_edited_by_hand_listed_and_kept_as_a_note(
    client: httpx.AsyncClient, life: Life
) -> None:
    here = await begun(client, sort="poem", form="haiku")
    path = f"writing/{here['id']}"
    assert (await client.post(f"{path}/note", json={})).status_code == 404
    body = {"text": "Rain on the window\nsoup and a letter from you\nthe kettle is on"}
    edited = (await client.post(f"{path}/versions", json=body)).json()
    assert [(v["by_hand"], v["faults"]) for v in edited["way"]] == [(True, [])]
    (listed,) = (await client.get("writing")).json()
    assert listed["wanted"] == here["wanted"]
    note = (await client.post(f"{path}/note", json={})).json()
    assert (note["kind"], note["because"]) == ("noted", [edited["way"][0]["id"]])
    back = await client.get(path, params={"version": edited["way"][0]["id"]})
    assert back.json()["way"] == edited["way"]
    forms = {(f["sort"], f["form"]) for f in (await client.get("writing-forms")).json()}
    assert {("letter", ""), ("poem", "sonnet"), ("song", "verse-chorus")} <= forms


async def test_the_voice_is_told_with_texts_that_show_it(
    client: httpx.AsyncClient, life: Life
) -> None:
    for n in range(3):
        what = Noted(text=f"Honestly, day {n} was fine!")
        await life.log.append(
            Draft(what=what, at=WALK, zone="UTC", source="app", trust=Trust.PERSON)
        )
    voice = (await client.get("writing-voice")).json()
    found = {trait["name"]: trait for trait in voice["traits"]}
    assert voice["texts"] == 3
    assert found["exclaims"]["value"] == 1.0
    assert found["favourites"]["words"] == ["fine", "honestly"]
    assert found["favourites"]["shown"][0]["quote"] == "Honestly, day 2 was fine!"


async def test_what_cannot_be_is_said(client: httpx.AsyncClient) -> None:
    wrong = {"sort": "poem", "form": "epic"}
    assert (await client.post("writing", json=wrong)).status_code == 422
    assert (await client.post("writing", json={"sort": "novel"})).status_code == 422
    assert (await client.get(f"writing/{'0' * 36}")).status_code == 404
    here = await begun(client)
    blank = await client.post(f"writing/{here['id']}/versions", json={"text": " \n"})
    assert blank.status_code == 422
    lost = {"text": "x", "after": "nowhere"}
    assert (await client.post(f"writing/{here['id']}/versions", json=lost)).status_code == 404
