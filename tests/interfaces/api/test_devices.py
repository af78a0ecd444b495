"""Browsers and devices are paired by a code, listed, and revoked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
from fastapi import FastAPI

from alongside.interfaces.api.running import Running


async def test_a_browser_comes_in_by_its_link_and_goes(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, app: FastAPI
) -> None:
    pairing = (await client.post("devices", json={"name": "Phone"})).json()
    assert pairing["code"].startswith("<svg")
    link = pairing["link"].partition("#link=")[2]
    opened = await stranger.post("/api/v1/session", json={"link": link})
    assert opened.status_code == 201
    browsers = (await client.get("devices")).json()["browsers"]
    assert [(one["name"], one["this"]) for one in browsers] == [("", True), ("Phone", False)]
    phone = {"X-Alongside-Token": opened.json()["token"]}
    assert (await stranger.get("/api/v1/status", headers=phone)).status_code == 200
    assert (await client.delete(f"devices/{browsers[1]['id']}")).status_code == 204
    assert (await stranger.get("/api/v1/status", headers=phone)).status_code == 401
    assert (await client.delete(f"devices/{browsers[1]['id']}")).status_code == 404


async def test_a_device_gets_a_token_of_its_own_once(
    client: httpx.AsyncClient, app: FastAPI
) -> None:
    pairing = (await client.post("devices", json={"name": "Glasses", "kind": "device"})).json()
    told = parse_qs(urlsplit(pairing["link"]).query)
    running: Running = app.state.running
    found = await running.devices.find(told["token"][0])
    assert found is not None
    assert (found.id, found.name) == (pairing["id"], "Glasses")
    listed = await client.get("devices")
    assert told["token"][0] not in listed.text
    assert listed.json()["devices"][0]["connected"] is False
    with running.connected(found.id) as revoked:
        assert (await client.get("devices")).json()["devices"][0]["connected"] is True
        await client.delete(f"devices/{found.id}")
        assert revoked.is_set()
    assert await running.devices.find(told["token"][0]) is None
