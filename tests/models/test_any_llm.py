"""Providers' own interfaces, through a library that stands in for `any_llm`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from alongside.models.chat.any_llm import AnyLLMChat
from alongside.models.model import Message, ModelError, Prompt

PROMPT = Prompt(messages=(Message("user", "Hello?"),), schema={"type": "object"}, stop=("\n",))


class AnyLLMError(Exception):
    pass


class MissingApiKeyError(AnyLLMError):
    pass


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Answers with `texts`, or raises `error`; `asked` is what it was last asked with."""
    state = SimpleNamespace(texts=["Hel", None, "lo"], error=None, asked={}, closed=False)

    async def stream() -> AsyncIterator[Any]:
        try:
            for text in state.texts:
                delta = SimpleNamespace(content=text)
                yield SimpleNamespace(choices=[SimpleNamespace(delta=delta)])
        finally:
            state.closed = True

    async def acompletion(**request: Any) -> AsyncIterator[Any]:
        state.asked |= request
        return stream()

    def create(provider: str, **settings: Any) -> Any:
        if state.error:
            raise state.error
        state.asked = {"provider": provider, **settings}
        return SimpleNamespace(acompletion=acompletion)

    made = ModuleType("any_llm")
    made.__dict__.update(
        AnyLLM=SimpleNamespace(create=create),
        AnyLLMError=AnyLLMError,
        MissingApiKeyError=MissingApiKeyError,
    )
    monkeypatch.setitem(sys.modules, "any_llm", made)
    return state


async def test_text_streams_from_a_provider(library: Any) -> None:
    chat = AnyLLMChat("anthropic", "large", "secret")
    assert [piece async for piece in chat.run(PROMPT)] == ["Hel", "lo"]
    assert library.asked["provider"] == "anthropic"
    assert library.asked["api_key"] == "secret"
    assert library.asked["stop"] == ["\n"]
    assert library.asked["response_format"]["json_schema"]["schema"] == {"type": "object"}


async def test_closing_the_generator_closes_the_providers_stream(library: Any) -> None:
    pieces = AnyLLMChat("anthropic", "large", "secret").run(PROMPT)
    assert await anext(pieces) == "Hel"
    await pieces.aclose()
    assert library.closed


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MissingApiKeyError("no key"), "alongside models key anthropic"),
        (AnyLLMError("too many requests"), "too many requests"),
        (ImportError("No module named 'anthropic'"), "package of its own"),
    ],
)
async def test_errors_say_what_to_do(library: Any, error: Exception, said: str) -> None:
    library.error = error
    with pytest.raises(ModelError, match=said):
        await anext(AnyLLMChat("anthropic", "large", "").run(PROMPT))
