"""Tasks over HTTP: taken on, told of step by step, stopped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from tests.interfaces.api.conftest import OneSample, Stop

from alongside.interfaces.api.app import make_app
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.parts import Life
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.models.chat.scripted import ScriptedChat
from alongside.tools.times import Times


def step(tool: str, **arguments: str) -> str:
    return json.dumps({"why": "as asked", "calls": [{"tool": tool, "args": arguments}]})


@pytest.fixture
def app(life: Life, sessions: Sessions, stop: Stop, web: Path) -> FastAPI:
    chat = ScriptedChat([step("note", text="Buy milk"), step("answer", text="I noted it.")])
    agent = Agent(life.log, life.gate, life.tools, lambda: chat, Times(lambda: "UTC"))
    working = replace(life, agents=Agents(agent))
    return make_app(working, sessions, OneSample(working), stop, web=web)


@pytest.fixture
async def working(app: FastAPI) -> AsyncIterator[None]:
    following = asyncio.create_task(app.state.running.life.agents.follow())
    yield
    following.cancel()


async def ended(client: httpx.AsyncClient, life: Life, task: str) -> dict[str, object]:
    """The task once it has ended, as the app looks whenever a moment comes."""
    async with asyncio.timeout(20), aclosing(life.log.follow()) as growth:
        while (told := (await client.get(f"tasks/{task}")).json())["state"] == "working":
            await anext(growth)
    return dict(told)


@pytest.mark.usefixtures("working")
async def test_a_task_is_done_and_its_steps_are_told(client: httpx.AsyncClient, life: Life) -> None:
    taken = await client.post("tasks", json={"goal": "Note that I have to buy milk"})
    assert taken.status_code == 201
    told = await ended(client, life, taken.json()["id"])
    assert (told["state"], told["text"]) == ("done", "I noted it.")
    steps = told["steps"]
    assert isinstance(steps, list)
    (one,) = steps
    assert (one["tool"], one["state"], one["title"]) == ("note", "did", "as asked")
    acts = (await client.get("acts")).json()["acts"]
    assert [each["id"] for each in acts] == [one["act"]]
    assert (await client.get("tasks")).json()[0]["id"] == told["id"]


async def test_a_task_that_is_stopped_stays_so(client: httpx.AsyncClient) -> None:
    taken = (await client.post("tasks", json={"goal": "Note milk"})).json()
    assert taken["state"] == "working"
    stopped = (await client.post(f"tasks/{taken['id']}/stop")).json()
    assert (stopped["state"], stopped["steps"]) == ("stopped", [])
    assert (await client.post(f"tasks/{taken['id']}/stop")).json() == stopped


async def test_what_is_no_task_is_not_found(client: httpx.AsyncClient) -> None:
    nowhere = "00000000-0000-0000-0000-000000000000"
    assert (await client.get(f"tasks/{nowhere}")).status_code == 404
    assert (await client.post(f"tasks/{nowhere}/stop")).status_code == 404
    assert (await client.post("tasks", json={"goal": "  "})).status_code == 422
