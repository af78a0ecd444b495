"""Chat by the native interfaces of providers: the extra `providers`, which is `any-llm-sdk`."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator
from typing import Any

from alongside.models.chat.openai_compatible import as_dict
from alongside.models.model import ModelError, Prompt


class AnyLLMChat:
    """A `Chat` model of a provider such as `anthropic`, `gemini` or `mistral`."""

    remote = True

    def __init__(self, provider: str, model: str, key: str) -> None:
        self.name = f"{provider}:{model}"
        self._provider = provider
        self._model = model
        self._key = key

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        """Stream the answer's text. Raises `ModelError`."""
        any_llm = await asyncio.to_thread(_library, self._provider)
        try:
            client = any_llm.AnyLLM.create(
                self._provider, api_key=self._key or None, unified_exceptions=True
            )
            chunks = await client.acompletion(**self._request(given))
            try:
                async for chunk in chunks:
                    for choice in chunk.choices:
                        if choice.delta.content:
                            yield choice.delta.content
            finally:
                await _close(chunks)
        except ImportError as error:
            raise ModelError(f"{self._provider} needs a package of its own: {error}") from error
        except any_llm.MissingApiKeyError as error:
            raise ModelError(
                f"{self._provider} needs a key. Set it: alongside models key {self._provider}"
            ) from error
        except any_llm.AnyLLMError as error:
            raise ModelError(f"{self.name} did not answer: {error}") from error

    def _request(self, given: Prompt) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._model,
            "messages": [as_dict(message) for message in given.messages],
            "max_tokens": given.max_tokens,
            "temperature": given.temperature,
            "stream": True,
        }
        if given.stop:
            request["stop"] = list(given.stop)
        if given.schema is not None:
            named = {"name": "answer", "schema": dict(given.schema), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": named}
        return request


async def _close(chunks: Any) -> None:
    """End the request, whatever kind of stream the provider's own client gave."""
    closing = getattr(chunks, "aclose", None) or getattr(chunks, "close", None)
    if closing is not None:
        await closing()


def _library(provider: str) -> Any:
    try:
        return importlib.import_module("any_llm")
    except ImportError:
        raise ModelError(
            f"{provider} needs an extra of Alongside: pip install 'alongside[providers]'"
        ) from None
