"""Chat on any server that speaks OpenAI's chat completions: Ollama, LM Studio, llama.cpp, vLLM, …

Servers differ in what they accept. A server that refuses a parameter is asked once more without
it, and what it refused is remembered for as long as the model lives.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

from alongside.models.model import Message, Prompt
from alongside.models.server import Endpoint, ServerRefused, ServerUnreachable, connected

Request = dict[str, Any]


class OpenAICompatible:
    """A `Chat` model; `extra` is sent along with each request."""

    def __init__(
        self, name: str, endpoint: Endpoint, model: str, extra: Mapping[str, Any] | None = None
    ) -> None:
        self.name = name
        self.remote = endpoint.remote
        self._endpoint = endpoint
        self._model = model
        self._extra = extra or {}
        self._refused: set[str] = set()

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        """Stream the answer's text. Raises `ModelError`."""
        while True:
            started = False
            try:
                async with aclosing(self._stream(self._request(given))) as pieces:
                    async for piece in pieces:
                        started = True
                        yield piece
            except ServerRefused as error:
                without = _refused(error, self._refused)
                if started or without is None:
                    raise
                self._refused.add(without)
            else:
                return

    async def _stream(self, request: Request) -> AsyncGenerator[str, None]:
        finished = False
        async with (
            connected(self._endpoint) as client,
            await client.chat.completions.create(**request, stream=True) as chunks,
        ):
            async for chunk in chunks:
                for choice in chunk.choices:
                    finished = finished or choice.finish_reason is not None
                    if choice.delta and choice.delta.content:
                        yield choice.delta.content
        if not finished:
            raise ServerUnreachable(f"{self._endpoint.title} stopped in the middle of its answer.")

    def _request(self, given: Prompt) -> Request:
        messages = [as_dict(message) for message in given.messages]
        request: Request = {"model": self._model, "messages": messages}
        if "temperature" not in self._refused:
            request["temperature"] = given.temperature
        if given.stop:
            request["stop"] = list(given.stop)
        renamed = "max_tokens" in self._refused
        request["max_completion_tokens" if renamed else "max_tokens"] = given.max_tokens
        if given.schema is not None:
            self._ask_for_schema(request, given.schema)
        if self._extra:
            request["extra_body"] = dict(self._extra)
        return request

    def _ask_for_schema(self, request: Request, schema: Mapping[str, Any]) -> None:
        """By schema; else as some JSON, with the schema in words; else in words alone."""
        if "json_schema" not in self._refused:
            named = {"name": "answer", "schema": dict(schema), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": named}
            return
        words = f"Answer with JSON only, by this JSON schema: {json.dumps(schema)}"
        request["messages"] = [{"role": "system", "content": words}, *request["messages"]]
        if "json_object" not in self._refused:
            request["response_format"] = {"type": "json_object"}


def as_dict(message: Message) -> dict[str, Any]:
    """A message as OpenAI's API takes it, pictures as data URLs."""
    if not message.pictures:
        return {"role": message.role, "content": message.text}
    parts: list[dict[str, Any]] = [{"type": "text", "text": message.text}]
    for picture in message.pictures:
        kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
        url = f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"
        parts.append({"type": "image_url", "image_url": {"url": url}})
    return {"role": message.role, "content": parts}


def _refused(error: ServerRefused, already: set[str]) -> str | None:
    """The parameter that the server did not accept, if it is one we can do without."""
    if error.status not in {400, 422}:
        return None
    told = error.told.lower()
    if "response_format" in told or "json_schema" in told or "json_object" in told:
        return next((way for way in ("json_schema", "json_object") if way not in already), None)
    named = (name for name in ("max_tokens", "temperature") if name in told)
    return next((name for name in named if name not in already), None)
