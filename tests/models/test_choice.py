"""From settings to models, and what must never happen: asking a remote model nobody chose."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from alongside.config import Config, Server
from alongside.models import choice as choosing
from alongside.models.catalogue import Catalogue
from alongside.models.chat.fallback import Fallback
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.choice import Models
from alongside.models.model import Message, ModelError, Prompt, Texts

PROMPT = Prompt(messages=(Message("user", "Hello?"),))
OLLAMA = {"ollama": Server("http://127.0.0.1:11434/v1", "llama3.2:3b")}


@pytest.fixture
def empty(tmp_path: Path) -> Catalogue:
    """The shipped catalogue on a machine without weights."""
    return Catalogue(tmp_path / "models")


def chats(*choices: str) -> dict[str, tuple[str, ...]]:
    return {"chat": choices}


def test_without_weights_each_role_says_how_to_get_them(empty: Catalogue) -> None:
    models = Models(Config(), empty)
    assert models.chat() is None
    assert models.embed() is None
    assert models.hear() is None
    chat = next(one for one in models.serving() if one.role == "chat")
    assert not chat.ready
    assert "alongside models get qwen2.5-coder-1.5b-instruct" in chat.problem


async def test_the_static_embedding_needs_no_weights(empty: Catalogue) -> None:
    models = Models(Config(), empty)
    texts = Texts(("We adopted a puppy.", "They have a young dog.", "Interest rates rose."))
    rows = await anext(models.quick_embed().run(texts))
    assert rows.shape == (3, 256)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert models.quick_embed() is models.quick_embed()


def test_a_server_of_the_settings_is_used_and_told_apart(empty: Catalogue) -> None:
    away = Server("https://llm.example.com/v1", "large")
    models = Models(Config(models=chats("server:away"), servers={"away": away}), empty)
    chat = next(one for one in models.serving() if one.role == "chat")
    assert chat.ready
    assert chat.remote
    assert chat.where == "https://llm.example.com/v1"
    assert chat.model == "server:away/large"
    local = Models(Config(models=chats("server:ollama/qwen3:4b"), servers=OLLAMA), empty).chat()
    assert local is not None
    assert not local.remote
    assert local.name == "server:ollama/qwen3:4b"


def test_only_what_was_chosen_is_ever_built(empty: Catalogue) -> None:
    away = Server("https://llm.example.com/v1", "large")
    models = Models(Config(servers={"away": away}), empty)
    assert models.chat() is None
    assert not any(one.remote for one in models.serving())


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ("server:gone/m", "no server gone"),
        ("server:bare", "server:bare/MODEL"),
        ("embedded:nothing", "has no model nothing"),
        ("embedded:whisper-base", "can't be used here for chat"),
        ("embedded:/nowhere/mine.gguf", "no file"),
        ("bare-name", "names no model"),
    ],
)
def test_a_choice_that_can_not_be_is_told(empty: Catalogue, chosen: str, problem: str) -> None:
    servers = {"bare": Server("http://127.0.0.1:1/v1")}
    models = Models(Config(models=chats(chosen), servers=servers), empty)
    assert models.chat() is None
    assert problem in models.serving()[0].problem


def test_weights_that_came_later_are_found_on_refresh(tmp_path: Path, empty: Catalogue) -> None:
    mine = tmp_path / "mine.gguf"
    models = Models(Config(models=chats(f"embedded:{mine}")), empty)
    assert models.chat() is None
    mine.write_bytes(b"GGUF")
    models.refresh()
    chat = models.chat()
    assert chat is not None
    assert chat.name == f"embedded:{mine}"
    assert models.chat() is chat


async def test_a_broken_file_of_weights_is_told(tmp_path: Path, empty: Catalogue) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"GGUF but not really")
    model = Models(Config(models=chats(f"embedded:{mine}")), empty).chat()
    assert model is not None
    with pytest.raises(ModelError, match="could not be loaded"):
        _ = [piece async for piece in model.run(PROMPT)]


def test_a_third_partys_prefix_is_honoured(
    empty: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Point:
        def load(self) -> Any:
            return lambda role, rest, catalogue: ScriptedChat(["hi"], f"theirs:{role}/{rest}")

    monkeypatch.setattr(
        choosing, "entry_points", lambda group, name: [Point()] if name == "theirs" else []
    )
    model = Models(Config(models=chats("theirs:best")), empty).chat()
    assert model is not None
    assert model.name == "theirs:chat/best"


@pytest.mark.parametrize("error", [ImportError, OSError, RuntimeError, SyntaxError, KeyError])
def test_a_package_that_cannot_be_loaded_is_a_problem_of_its_choice(
    empty: Catalogue, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    class Point:
        value = "parrots:build"

        def load(self) -> Any:
            raise error("no feathers")

    monkeypatch.setattr(choosing, "entry_points", lambda group, name: [Point()])
    models = Models(Config(models=chats("theirs:best")), empty)
    assert models.chat() is None
    (chat,) = [one for one in models.serving() if one.role == "chat"]
    assert "parrots:build can't be loaded: " in chat.problem
    assert "no feathers" in chat.problem


async def test_a_provider_without_its_extra_names_it(empty: Catalogue) -> None:
    model = Models(Config(models=chats("anthropic:large")), empty, lambda _: "key").chat()
    assert model is not None
    assert model.remote
    with pytest.raises(ModelError, match=r"pip install 'alongside\[providers\]'"):
        _ = [piece async for piece in model.run(PROMPT)]


class Failing:
    """A chat model that says `said` and then fails."""

    remote = True

    def __init__(self, *said: str) -> None:
        self.name = "failing:chat"
        self._said = said

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        for piece in self._said:
            yield piece
        raise ModelError("It failed.")


async def test_the_next_model_answers_where_the_first_says_nothing() -> None:
    chat = Fallback([Failing(), ScriptedChat(["I am here."])])
    assert "".join([piece async for piece in chat.run(PROMPT)]) == "I am here."
    assert chat.name == "scripted:chat"
    assert not chat.remote


async def test_an_answer_that_broke_off_is_not_begun_again() -> None:
    other = ScriptedChat(["I am here."])
    chat = Fallback([Failing("Well"), other])
    pieces = chat.run(PROMPT)
    assert await anext(pieces) == "Well"
    with pytest.raises(ModelError):
        await anext(pieces)
    assert not other.given
    assert chat.name == "failing:chat"


async def test_where_none_works_the_last_says_why() -> None:
    with pytest.raises(ModelError, match="It failed"):
        _ = [piece async for piece in Fallback([Failing(), Failing()]).run(PROMPT)]


@pytest.mark.parametrize("text", ["", "one", "  two  words \n", "안녕 하세요", "\n"])
async def test_a_script_is_said_whole(text: str) -> None:
    chat = ScriptedChat([text])
    assert "".join([piece async for piece in chat.run(PROMPT)]) == text
    assert chat.given == [PROMPT]
    assert chat.cancelled == 0


async def test_a_script_tells_who_stopped_listening() -> None:
    chat = ScriptedChat(lambda given: f"You said: {given.messages[-1].text}")
    pieces = chat.run(PROMPT)
    assert await anext(pieces) == "You"
    await pieces.aclose()
    assert chat.cancelled == 1
