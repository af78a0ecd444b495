"""Other apps talk to the life as they do to OpenAI, with the official client, by a token."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator

import httpx
import httpx2
import pytest
from fastapi import FastAPI
from openai import AsyncOpenAI, AuthenticationError
from tests.interfaces.api.conftest import BASE, Scripted

from alongside.interfaces.parts import Life
from alongside.log.log import Wanted
from alongside.log.moment import Trust
from alongside.tools.connections import Token

TOKEN = "alongside-test"


@pytest.fixture
async def talking(app: FastAPI) -> AsyncIterator[AsyncOpenAI]:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as http:
        yield AsyncOpenAI(api_key=TOKEN, base_url=f"{BASE}/v1", http_client=http, max_retries=0)


async def made(life: Life) -> None:
    digest = hashlib.sha256(TOKEN.encode()).hexdigest()
    await life.hands.change(tokens=(Token(name="notebook", digest=digest),))


async def test_without_a_token_that_was_made_nobody_talks(
    talking: AsyncOpenAI, life: Life, client: httpx.AsyncClient
) -> None:
    for _ in range(2):
        with pytest.raises(AuthenticationError):
            await talking.models.list()
        await life.hands.change(tokens=(Token(name="other", digest="0" * 64),))
    assert (await client.get(f"{BASE}/v1/models")).status_code == 401


async def test_an_app_asks_and_is_answered_at_once_or_in_a_stream(
    talking: AsyncOpenAI, life: Life
) -> None:
    await made(life)
    assert [model.id async for model in talking.models.list()] == ["alongside"]
    answer = await talking.chat.completions.create(
        model="alongside", messages=[{"role": "user", "content": "Where did I walk?"}]
    )
    assert answer.choices[0].message.content == "You walked [1]."
    stream = await talking.chat.completions.create(
        model="alongside", stream=True,
        messages=[
            {"role": "system", "content": "Be short."},
            {"role": "user", "content": [{"type": "text", "text": "Where did I walk?"}]},
        ],
    )  # fmt: skip
    pieces = [chunk.choices[0].delta.content or "" async for chunk in stream]
    assert len(pieces) > 3
    assert "".join(pieces) == "You walked [1]."


async def test_what_an_app_asks_is_not_the_persons_own_word(
    talking: AsyncOpenAI, life: Life
) -> None:
    await made(life)
    await talking.chat.completions.create(
        model="alongside", messages=[{"role": "user", "content": "Where did I walk?"}]
    )
    said = [moment async for moment in life.log.read(Wanted(kinds=("said",)))]
    assert {moment.trust for moment in said} == {Trust.OUTSIDE}
    assert {getattr(moment.what, "thread", "")[:4] for moment in said} == {"app-"}


async def test_a_model_that_fails_is_told_of(
    talking: AsyncOpenAI, life: Life, scripted: Scripted, stranger: httpx.AsyncClient
) -> None:
    await made(life)
    scripted.fails = True
    wanted = {"messages": [{"role": "user", "content": "Where?"}], "stream": True}
    told = await stranger.post(
        "/v1/chat/completions", json=wanted, headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert "No model could be reached." in told.text
    assert told.text.endswith("data: [DONE]\n\n")
