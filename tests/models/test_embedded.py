"""The real models in this process, where their weights are here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import numpy as np
import pytest

from alongside.config import Config
from alongside.models.catalogue import Catalogue
from alongside.models.chat.embedded import EmbeddedChat
from alongside.models.chat.llama import Llama, Settings
from alongside.models.choice import Models
from alongside.models.model import Message, ModelError, Prompt, Texts
from alongside.models.structured import answer
from alongside.models.trial import trial

pytestmark = pytest.mark.slow
QWEN = "qwen2.5-coder-1.5b-instruct"
Weights = Callable[..., Catalogue]
LONG = "The committee met again and spoke of the bridge, the school and the harbour. " * 30
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "year": {"type": "integer"}},
    "required": ["city", "year"],
    "additionalProperties": False,
}


def ask(text: str, system: str = "Answer in one short sentence.", **more: Any) -> Prompt:
    return Prompt(messages=(Message("system", system), Message("user", text)), **more)


@pytest.fixture
def qwen(weights: Weights) -> Any:
    chat = Models(Config(models={"chat": (f"embedded:{QWEN}",)}), weights(QWEN)).chat()
    assert chat is not None
    return chat


async def test_it_answers_by_stream_and_by_schema_and_stops_when_told(qwen: Any) -> None:
    pieces = [piece async for piece in qwen.run(ask("What is the capital of France?"))]
    assert "Paris" in "".join(pieces)
    assert len(pieces) > 1
    told = ask("Ana moved to Porto in 2019. Where and when did she move?", schema=SCHEMA)
    assert await answer(qwen, told) == {"city": "Porto", "year": 2019}
    assert not qwen.remote
    with pytest.raises(ModelError, match="pictures"):
        await anext(qwen.run(Prompt(messages=(Message("user", "?", (b"\xff\xd8",)),))))


@dataclass(frozen=True)
class Reading:
    """How many tokens of a prompt were known already, and how many had to be read."""

    cache_n: int
    prompt_n: int


async def read(llama: Llama, question: str) -> Reading:
    """Ask with a long text before the question; what the server tells of its reading."""
    endpoint = await asyncio.to_thread(llama.endpoint)
    messages = [{"role": "system", "content": LONG}, {"role": "user", "content": question}]
    told = {"Authorization": f"Bearer {endpoint.key}"}
    async with httpx.AsyncClient(trust_env=False, timeout=600, headers=told) as client:
        body = {"messages": messages, "max_tokens": 1}
        answered = await client.post(f"{endpoint.url}/chat/completions", json=body)
    return msgspec.convert(answered.json()["timings"], Reading)


@pytest.fixture
def llama(weights: Weights) -> Iterator[Llama]:
    loaded = Llama("toy", Settings(weights(QWEN).path(QWEN)["model.gguf"]))
    yield loaded
    loaded.close()


async def test_closing_the_answer_stops_the_reading_of_its_prompt(llama: Llama) -> None:
    chat = EmbeddedChat("embedded:toy", llama)
    await asyncio.to_thread(llama.endpoint)
    async with aclosing(chat.run(ask("Who met?", LONG))) as pieces:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(pieces), 0.5)
    after = await read(llama, "Who met?")
    assert after.cache_n < after.prompt_n


async def test_a_prefix_is_read_once(llama: Llama) -> None:
    first = await read(llama, "Who met?")
    assert first.cache_n == 0
    again = await read(llama, "What did they speak of?")
    assert again.cache_n > 0.9 * first.prompt_n


async def test_its_port_answers_nobody_without_the_key(llama: Llama) -> None:
    endpoint = await asyncio.to_thread(llama.endpoint)
    assert endpoint.url.startswith("http://127.0.0.1:")
    async with httpx.AsyncClient(trust_env=False) as client:
        body = {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 1}
        for key in ("", "guess"):
            told = {"Authorization": f"Bearer {key}"} if key else {}
            asked = await client.post(f"{endpoint.url}/chat/completions", json=body, headers=told)
            assert asked.status_code == httpx.codes.UNAUTHORIZED


@pytest.mark.parametrize(
    "model", ["minilm-l6-v2", "e5-small", "nomic-embed-text-v1.5", "wordllama"]
)
async def test_embeddings_put_like_beside_like(weights: Weights, model: str) -> None:
    built = Models(Config(), weights(model)).one("embed", f"embedded:{model}")
    tried = await trial(built, "embed")
    assert tried.works, tried.said


async def test_rows_are_the_same_whatever_stands_beside_a_text(weights: Weights) -> None:
    embed = Models(Config(), weights("minilm-l6-v2")).embed()
    assert embed is not None
    texts = tuple(f"Ana wrote {'a long letter ' * (n % 7)}about dogs" for n in range(300))
    together = np.concatenate([batch async for batch in embed.run(Texts(texts))])
    assert together.shape == (300, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for n in (0, 6, 150, 299):
        alone = await anext(embed.run(Texts((texts[n],))))
        assert alone[0] @ together[n] > 0.98


async def test_e5_finds_across_languages(weights: Weights) -> None:
    embed = Models(Config(), weights("e5-small")).one("embed", "embedded:e5-small")
    texts = ("우리는 강아지를 입양했다.", "금리가 3월에 올랐다.")
    kept = await anext(embed.run(Texts(texts)))
    asked = await anext(embed.run(Texts(("What pet do we have?",), query=True)))
    near, far = kept @ asked[0]
    assert near > far
