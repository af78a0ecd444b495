"""Chat and embeddings over HTTP, against a server on loopback that streams as real ones do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

import numpy as np
import pytest

from alongside.models.chat.openai_compatible import OpenAICompatible
from alongside.models.embed.openai_compatible import ServerEmbed
from alongside.models.model import Message, ModelError, Prompt, Texts
from alongside.models.server import Endpoint, ServerRefused, ServerUnreachable, is_loopback

PROMPT = Prompt(messages=(Message("system", "Be brief."), Message("user", "Hello?")))
SCHEMA = {"type": "object", "properties": {"answer": {"type": "integer"}}, "required": ["answer"]}
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
DONE = b"data: [DONE]\n\n"


def event(text: str | None, finish: str | None = None, **more: Any) -> bytes:
    """A line as OpenAI, Ollama and vLLM stream it."""
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return b"data: " + json.dumps({**chunk, "choices": [choice], **more}).encode() + b"\n\n"


def streaming(*pieces: bytes, pause: float = 0.0) -> Callable[[Any], AsyncIterator[bytes]]:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        yield HEAD
        for piece in pieces:
            await asyncio.sleep(pause)
            yield piece

    return handle


ANSWER = (event("", role="assistant"), event("Hel"), event("lo"), event(None, "stop"), DONE)


async def said(chat: OpenAICompatible, prompt: Prompt = PROMPT) -> list[str]:
    return [piece async for piece in chat.run(prompt)]


def chat_of(server: Any, key: str = "") -> OpenAICompatible:
    return OpenAICompatible("server:toy/m", Endpoint("toy", f"{server.url}/v1", key), "m")


async def test_text_streams_as_it_is_written(loopback: Any) -> None:
    server = await loopback(streaming(*ANSWER))
    assert await said(chat_of(server, "secret")) == ["Hel", "lo"]
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer secret"
    assert request.json["messages"][1] == {"role": "user", "content": "Hello?"}
    assert request.json["stream"] is True


@pytest.mark.parametrize(
    "lines",
    [
        (b": keep-alive\n\n", event("Hi"), b": ping\n\n", event(None, "stop"), DONE),
        (event("Hi"), event(None, "stop")),
        (event("Hi").replace(b"\n", b"\r\n"), event(None, "stop"), DONE),
        (event("Hi")[:25], event("Hi")[25:], event(None, "stop"), DONE),
        (event("Hi", "stop"), event(None, choices=[], usage={"total_tokens": 3}), DONE),
        (event(None, reasoning_content="hm"), event("Hi"), event(None, "length"), DONE),
    ],
    ids=["comments", "no end mark", "carriage returns", "cut lines", "usage last", "reasoning"],
)
async def test_the_streams_of_many_servers_are_read(
    loopback: Any, lines: tuple[bytes, ...]
) -> None:
    assert await said(chat_of(await loopback(streaming(*lines)))) == ["Hi"]


async def test_characters_cut_between_packets_stay_whole(loopback: Any) -> None:
    raw = json.dumps({"choices": [{"index": 0, "delta": {"content": "안녕"}}]}, ensure_ascii=False)
    line = f"data: {raw}\n\n".encode()
    cut = line.index("안".encode()) + 1
    server = await loopback(
        streaming(line[:cut], line[cut:], event(None, "stop"), DONE, pause=0.02)
    )
    assert await said(chat_of(server)) == ["안녕"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (401, "refused the key.*alongside models key toy"),
        (404, "no such model"),
        (429, "credit"),
        (500, r"failed \(500\)"),
        (503, r"failed \(503\)"),
        (418, r"refused \(418\)"),
    ],
)
async def test_errors_say_what_to_do(
    loopback: Any, respond: Any, status: int, expected: str
) -> None:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        yield respond(status, {"error": {"message": "because of this", "type": "x"}})

    server = await loopback(handle)
    with pytest.raises(ServerRefused, match=expected) as caught:
        await said(chat_of(server))
    assert caught.value.status == status
    assert len(server.requests) == 1


@pytest.mark.parametrize("body", [b"<html>hello</html>", b"", b'{"data": []}'])
async def test_a_server_of_another_kind_is_told(loopback: Any, respond: Any, body: bytes) -> None:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        yield respond(200, body)

    with pytest.raises(ModelError):
        await said(chat_of(await loopback(handle)))


async def test_lines_that_are_not_json_are_told(loopback: Any) -> None:
    server = await loopback(streaming(b"data: {nonsense\n\n", DONE))
    with pytest.raises(ServerUnreachable, match="not a chat stream"):
        await said(chat_of(server))


async def test_a_stream_that_breaks_off_is_an_error_after_what_came(loopback: Any) -> None:
    server = await loopback(streaming(event("Hel")))
    pieces = chat_of(server).run(PROMPT)
    assert await anext(pieces) == "Hel"
    with pytest.raises(ServerUnreachable, match="middle"):
        await anext(pieces)


async def test_an_error_inside_the_stream_is_an_error(loopback: Any) -> None:
    error = b'data: {"error": {"message": "out of memory", "code": 500}}\n\n'
    server = await loopback(streaming(event("Hel"), error))
    with pytest.raises(ModelError, match="out of memory"):
        await said(chat_of(server))


async def test_nobody_there_is_told(loopback: Any, unused_tcp_port: int) -> None:
    endpoint = Endpoint("toy", f"http://127.0.0.1:{unused_tcp_port}/v1")
    with pytest.raises(ServerUnreachable, match=r"does not answer.*alongside models use"):
        await said(OpenAICompatible("server:toy/m", endpoint, "m"))


async def test_closing_the_generator_closes_the_connection(loopback: Any) -> None:
    async def endless(_: Any) -> AsyncIterator[bytes]:
        yield HEAD
        while True:
            yield event("la ")
            await asyncio.sleep(0.01)

    server = await loopback(endless)
    async with aclosing(chat_of(server).run(PROMPT)) as pieces:
        assert await anext(pieces) == "la "
    async with asyncio.timeout(10):
        await server.cut.wait()


async def test_what_is_meant_for_one_host_is_not_redirected_to_another(loopback: Any) -> None:
    elsewhere = await loopback(streaming(*ANSWER))

    async def handle(_: Any) -> AsyncIterator[bytes]:
        yield f"HTTP/1.1 307 X\r\nlocation: {elsewhere.url}/v1/chat/completions\r\n\r\n".encode()

    with pytest.raises(ModelError):
        await said(chat_of(await loopback(handle)))
    assert elsewhere.requests == []


async def test_a_proxy_is_not_asked_for_this_machine(
    loopback: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = await loopback(streaming(*ANSWER))
    server = await loopback(streaming(*ANSWER))
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("ALL_PROXY", proxy.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert await said(chat_of(server)) == ["Hel", "lo"]
    assert proxy.requests == []


def refusing(respond: Any, *parameters: str) -> Callable[[Any], AsyncIterator[bytes]]:
    """A server that knows none of `parameters`."""

    async def handle(request: Any) -> AsyncIterator[bytes]:
        sent = request.body.decode()
        for parameter in parameters:
            if f'"{parameter}"' in sent:
                yield respond(400, {"error": {"message": f"Unsupported parameter: '{parameter}'"}})
                return
        yield HEAD + b"".join(ANSWER)

    return handle


async def test_a_server_is_asked_by_schema(loopback: Any) -> None:
    server = await loopback(streaming(*ANSWER))
    await said(chat_of(server), Prompt(messages=PROMPT.messages, schema=SCHEMA))
    asked = server.requests[0].json["response_format"]
    assert asked["type"] == "json_schema"
    assert asked["json_schema"]["schema"] == SCHEMA


async def test_a_server_without_schemas_is_asked_for_json_and_told_the_schema(
    loopback: Any, respond: Any
) -> None:
    server = await loopback(refusing(respond, "json_schema"))
    chat = chat_of(server)
    prompt = Prompt(messages=PROMPT.messages, schema=SCHEMA)
    assert await said(chat, prompt) == ["Hel", "lo"]
    last = server.requests[-1].json
    assert last["response_format"] == {"type": "json_object"}
    assert json.dumps(SCHEMA) in last["messages"][0]["content"]
    await said(chat, prompt)
    assert len(server.requests) == 3


async def test_a_server_without_any_of_it_is_asked_in_words(loopback: Any, respond: Any) -> None:
    server = await loopback(refusing(respond, "response_format"))
    await said(chat_of(server), Prompt(messages=PROMPT.messages, schema=SCHEMA))
    assert "response_format" not in server.requests[-1].json
    assert json.dumps(SCHEMA) in server.requests[-1].json["messages"][0]["content"]


async def test_models_that_name_their_limits_otherwise_are_asked_so(
    loopback: Any, respond: Any
) -> None:
    server = await loopback(refusing(respond, "max_tokens", "temperature"))
    assert await said(chat_of(server)) == ["Hel", "lo"]
    last = server.requests[-1].json
    assert last["max_completion_tokens"] == PROMPT.max_tokens
    assert "temperature" not in last


async def test_a_refusal_that_no_change_mends_is_told_once(loopback: Any, respond: Any) -> None:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        yield respond(400, {"error": {"message": "temperature and max_tokens never please me"}})

    server = await loopback(handle)
    with pytest.raises(ServerRefused, match="never please me"):
        await said(chat_of(server))
    assert len(server.requests) == 3


async def test_pictures_are_sent_along(loopback: Any) -> None:
    server = await loopback(streaming(*ANSWER))
    picture = b"\x89PNG\r\n\x1a\n"
    await said(chat_of(server), Prompt(messages=(Message("user", "What is it?", (picture,)),)))
    text, image = server.requests[0].json["messages"][0]["content"]
    assert text == {"type": "text", "text": "What is it?"}
    assert image["image_url"]["url"].startswith("data:image/png;base64,iVBOR")


async def test_embeddings_come_in_order_and_of_unit_length(loopback: Any, respond: Any) -> None:
    async def handle(request: Any) -> AsyncIterator[bytes]:
        rows = [
            {"object": "embedding", "index": i, "embedding": [float(len(text)), 1.0, 0.0]}
            for i, text in enumerate(request.json["input"])
        ]
        answer = {"object": "list", "model": "m", "data": rows[::-1]}
        yield respond(200, {**answer, "usage": {"prompt_tokens": 1, "total_tokens": 1}})

    server = await loopback(handle)
    model = ServerEmbed("server:toy/m", Endpoint("toy", f"{server.url}/v1"), "nomic-embed-text")
    texts = Texts(tuple("x" * n for n in range(70)), query=True)
    rows = np.concatenate([batch async for batch in model.run(texts)])
    assert rows.shape == (70, 3)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert (np.diff(rows[:, 0]) > 0).all()
    assert server.requests[0].json["input"][0] == "search_query: "


async def test_too_few_embeddings_are_an_error(loopback: Any, respond: Any) -> None:
    async def handle(_: Any) -> AsyncIterator[bytes]:
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        yield respond(200, {"object": "list", "model": "m", "data": [], "usage": usage})

    server = await loopback(handle)
    model = ServerEmbed("server:toy/m", Endpoint("toy", f"{server.url}/v1"), "m")
    with pytest.raises(ModelError, match="0 rows for 2"):
        _ = [batch async for batch in model.run(Texts(("a", "b")))]


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.1:1/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://[::1]:8080/v1", True),
        ("https://api.example.com/v1", False),
        ("http://192.168.1.5:11434/v1", False),
        ("http://localhost.example.com/v1", False),
        ("http://127.0.0.1@example.com/v1", False),
        ("nonsense", False),
    ],
)
def test_only_loopback_counts_as_this_machine(url: str, here: bool) -> None:
    assert is_loopback(url) is here
    assert Endpoint("toy", url).remote is not here
