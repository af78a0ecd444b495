"""The real models in this process, where their weights are here."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import httpx
import numpy as np
import pytest

from alongside.config import Config
from alongside.models.catalogue import Catalogue
from alongside.models.chat.llama import Llama, Settings
from alongside.models.choice import Models
from alongside.models.model import Message, ModelError, Prompt, Texts
from alongside.models.structured import answer
from alongside.models.trial import trial

pytestmark = pytest.mark.slow
QWEN = "qwen2.5-coder-1.5b-instruct"
Weights = Callable[..., Catalogue]
LONG = "The committee met again and spoke of the bridge, the school and the harbour. " * 150
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


async def test_closing_the_answer_frees_the_model_while_it_reads(qwen: Any) -> None:
    first = ask("Say yes.", max_tokens=3)
    _ = [piece async for piece in qwen.run(first)]
    async with aclosing(qwen.run(ask("Sum this up.", LONG, max_tokens=400))) as pieces:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(pieces), 1.0)
    began = time.monotonic()
    assert [piece async for piece in qwen.run(first)]
    freed = time.monotonic() - began
    began = time.monotonic()
    assert [piece async for piece in qwen.run(ask("Say yes.", LONG, max_tokens=3))]
    assert freed < time.monotonic() - began


async def test_a_prefix_is_read_once(qwen: Any) -> None:
    async def first_piece(question: str) -> float:
        began = time.monotonic()
        async with aclosing(qwen.run(ask(question, LONG, max_tokens=2))) as pieces:
            await anext(pieces)
        return time.monotonic() - began

    unread = await first_piece("What is it about?")
    assert await first_piece("Who met?") < unread / 2


async def test_its_port_answers_nobody_without_the_key(weights: Weights) -> None:
    llama = Llama("toy", Settings(weights(QWEN).path(QWEN)["model.gguf"]))
    endpoint = await asyncio.to_thread(llama.endpoint)
    assert endpoint.url.startswith("http://127.0.0.1:")
    async with httpx.AsyncClient(trust_env=False) as client:
        body = {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 1}
        for key in ("", "guess"):
            told = {"Authorization": f"Bearer {key}"} if key else {}
            asked = await client.post(f"{endpoint.url}/chat/completions", json=body, headers=told)
            assert asked.status_code == httpx.codes.UNAUTHORIZED
    llama.close()


@pytest.mark.parametrize("model", ["minilm-l6-v2", "nomic-embed-text-v1.5", "wordllama"])
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
