"""From what the person chose to the models that serve each role, one instance each.

A choice is `embedded:ID` (an id of the catalogue, or for chat a path to a GGUF file),
`server:NAME` or `server:NAME/MODEL` (a server of the settings), `PROVIDER:MODEL`, or for pictures
`diffusers:FOLDER` or `comfyui:NAME/CHECKPOINT` (a server of the settings). Third parties
add prefixes through the entry point group `alongside.models`: a function
`build(role, choice, catalogue) -> Model`, where `choice` is what follows the prefix. Only what the
person chose is ever built, so nothing is sent to a remote model they did not choose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, cast, get_args

from alongside.config import Config
from alongside.models.catalogue import Catalogue
from alongside.models.chat.any_llm import AnyLLMChat
from alongside.models.chat.fallback import Fallback
from alongside.models.chat.openai_compatible import OpenAICompatible
from alongside.models.embed.openai_compatible import ServerEmbed
from alongside.models.hear.quick import Quickens
from alongside.models.imagine.comfyui import ComfyUI
from alongside.models.imagine.diffusion import Diffusion
from alongside.models.imagine.openai_compatible import ServerImagine
from alongside.models.model import (
    Chat,
    Embed,
    Hear,
    Imagine,
    Model,
    ModelError,
    ReadText,
    Role,
    See,
    Sounds,
    Speak,
    Turns,
    Voices,
    Who,
)
from alongside.models.others import NotLoaded, made
from alongside.models.server import Endpoint
from alongside.models.speak.by_language import ByLanguage, Voice
from alongside.models.speak.server import ServerSpeak

QUICK = "wordllama"
"""The static embedding that is always here."""
MULTILINGUAL = "e5-small"
"""The embedding of a hundred languages, slower than one for English alone."""
WRITE: tuple[Role, ...] = ("chat", "describe")
"""Roles of chat models; any that can be reached may take pictures."""
Built = Model[Any, Any]
KeyOf = Callable[[str], str]
"""The key of a server or provider by its name; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Which model serves a role and where it runs; `problem` says why none does."""

    role: Role
    model: str
    where: str
    remote: bool
    ready: bool
    problem: str = ""


@dataclass(slots=True)
class _Role:
    """The models that can serve a role, in the person's order, and what keeps others off."""

    models: list[Built] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Models:
    """The models of each role. Building one is cheap: weights are loaded when first used.

    Which weights are here is looked at once, and again on `refresh`. Both touch the disk: call
    them off the event loop.
    """

    def __init__(self, config: Config, catalogue: Catalogue, key_of: KeyOf = lambda _: "") -> None:
        self._config = config
        self._catalogue = catalogue
        self._key_of = key_of
        self._built: dict[tuple[Role, str], Built] = {}
        self._roles: Mapping[Role, _Role] = {}
        self.refresh()

    def use(self, config: Config) -> None:
        """Serve the roles by other settings from now on."""
        self._config = config
        self._built.clear()
        self.refresh()

    def refresh(self) -> None:
        """Look again at which chosen models can run, e.g. after weights were got."""
        self._roles = {role: self._look(role) for role in get_args(Role)}

    def chat(self) -> Chat | None:
        """The first chosen model that works, or None if no chosen one can run."""
        chats = cast("list[Chat]", self._roles["chat"].models)
        if len(chats) > 1:
            return Fallback(chats)
        return chats[0] if chats else None

    def describe(self) -> Chat | None:
        """The model that the person chose to be given pictures, if they chose one."""
        return cast("Chat | None", self._first("describe"))

    def named(self, name: str) -> Chat | None:
        """The chat model of a choice, or for `chat` the one that serves; None where it can't run.

        Where it can't, no other takes its place: the person may have named it to keep words here.
        """
        if name == "chat":
            return self.chat()
        try:
            return cast("Chat", self._build("chat", name))
        except ModelError:
            return None

    def embed(self) -> Embed | None:
        """The better embedding; never mixed with another, whose space is a different one."""
        return cast("Embed | None", self._first("embed"))

    def speaks(self, model: str, language: str) -> bool:
        """Whether a chat model writes a language (ISO 639-1) decently, as far as is known."""
        entry = self._catalogue.entries.get(model.partition(":")[2])
        return entry is None or language in entry.languages

    def multilingual(self) -> Embed | None:
        """The embedding for what isn't in English, beside an embedded one that is for English."""
        try:
            return cast("Embed", self._build("embed", f"embedded:{MULTILINGUAL}"))
        except ModelError:
            return None

    def quick_embed(self) -> Embed:
        """The static embedding: always here, thousands of texts a second."""
        return cast("Embed", self._build("embed", f"embedded:{QUICK}"))

    def hear(self) -> Hear | None:
        return cast("Hear | None", self._first("hear"))

    def read(self) -> ReadText | None:
        return cast("ReadText | None", self._first("read"))

    def see(self) -> See | None:
        return cast("See | None", self._first("see"))

    def faces(self) -> See | None:
        return cast("See | None", self._first("faces"))

    def who(self) -> Who | None:
        return cast("Who | None", self._first("who"))

    def sounds(self) -> Sounds | None:
        return cast("Sounds | None", self._first("sounds"))

    def voices(self) -> Voices | None:
        return cast("Voices | None", self._first("voices"))

    def imagine(self) -> Imagine | None:
        return cast("Imagine | None", self._first("imagine"))

    def turns(self) -> Turns | None:
        return cast("Turns | None", self._first("turns"))

    def hear_quickly(self) -> Hear | None:
        """Speech to text for single utterances, while the person waits."""
        hear = self.hear()
        return hear.quick() if isinstance(hear, Quickens) else hear

    def speak(self) -> Speak | None:
        """The chosen voices that work, as one."""
        voices = cast("list[Speak]", self._roles["speak"].models)
        entries = self._catalogue.entries
        known = [entries.get(voice.name.partition(":")[2]) for voice in voices]
        named = [
            Voice(voice, entry.languages if entry else ())
            for voice, entry in zip(voices, known, strict=True)
        ]
        return ByLanguage(named) if named else None

    def serving(self) -> tuple[Serving, ...]:
        """For each role the model that serves it, or why none does."""
        return tuple(self._serving(role) for role in self._roles)

    def one(self, role: Role, choice: str) -> Built:
        """The model of any choice, chosen for the role or not. Raises `ModelError`."""
        return self._build(role, choice)

    def _first(self, role: Role) -> Built | None:
        models = self._roles[role].models
        return models[0] if models else None

    def _serving(self, role: Role) -> Serving:
        found = self._roles[role]
        problem = " ".join(found.problems)
        if not found.models:
            chosen = next(iter(self._config.chosen(role)), "")
            problem = problem or "No model is chosen."
            return Serving(
                role=role, model=chosen, where="", remote=False, ready=False, problem=problem
            )
        model = found.models[0]
        where = self._where(model)
        return Serving(
            role=role,
            model=model.name,
            where=where,
            remote=model.remote,
            ready=True,
            problem=problem,
        )

    def _where(self, model: Built) -> str:
        prefix, _, rest = model.name.partition(":")
        if prefix == "server":
            server = self._config.servers.get(rest.partition("/")[0])
            return server.url if server else rest
        return prefix if model.remote else "this machine"

    def _look(self, role: Role) -> _Role:
        found = _Role()
        for choice in self._config.chosen(role):
            try:
                found.models.append(self._build(role, choice))
            except ModelError as error:
                found.problems.append(str(error))
        return found

    def _build(self, role: Role, choice: str) -> Built:
        if (role, choice) not in self._built:
            self._built[role, choice] = self._make(role, choice)
        return self._built[role, choice]

    def _make(self, role: Role, choice: str) -> Built:
        prefix, _, rest = choice.partition(":")
        if not rest:
            raise ModelError(f"{choice} names no model. See: alongside models list")
        if prefix == "embedded":
            return self._embedded(role, rest)
        if prefix == "server":
            return self._server(role, rest)
        for point in entry_points(group="alongside.models", name=prefix):
            return self._of_others(point, role, rest)
        if role == "imagine" and prefix == "diffusers":
            return Diffusion(choice, Path(rest).expanduser())
        if role == "imagine" and prefix == "comfyui":
            name, _, checkpoint = rest.partition("/")
            return ComfyUI(choice, self._endpoint(name), checkpoint)
        if role not in WRITE:
            raise ModelError(
                f"{prefix} is no backend for {role}. See: alongside models list {role}"
            )
        return AnyLLMChat(prefix, rest, self._key_of(prefix))

    def _of_others(self, point: EntryPoint, role: Role, rest: str) -> Built:
        try:
            return cast("Built", made(point, role, rest, self._catalogue))
        except NotLoaded as error:
            raise ModelError(f"The package behind {point.value} can't be loaded: {error}") from None

    def _embedded(self, role: Role, rest: str) -> Built:
        module = "alongside.models.chat.embedded"
        if not (role == "chat" and rest.endswith(".gguf")):
            entry = self._catalogue.entry(rest)
            if role not in entry.roles or not entry.backend:
                raise ModelError(f"{rest} can't be used here for {role}.")
            for needed in (rest, *entry.requires):
                self._catalogue.path(needed)
            module = entry.backend
        try:
            build = import_module(module).build
            return cast("Built", build(f"embedded:{rest}", self._catalogue))
        except ImportError as error:
            raise ModelError(f"{rest} can't run on this machine: {error}") from error

    def _server(self, role: Role, rest: str) -> Built:
        name, _, model = rest.partition("/")
        endpoint = self._endpoint(name)
        model = model or self._config.servers[name].model
        if not model:
            raise ModelError(f"Say which model of {name}: server:{name}/MODEL")
        full = f"server:{name}/{model}"
        if role in WRITE:
            return OpenAICompatible(full, endpoint, model)
        if role == "speak":
            return ServerSpeak(full, endpoint, model)
        if role == "embed":
            return ServerEmbed(full, endpoint, model)
        if role == "imagine":
            return ServerImagine(full, endpoint, model)
        raise ModelError(f"A server can't be used for {role}.")

    def _endpoint(self, name: str) -> Endpoint:
        server = self._config.servers.get(name)
        if server is None:
            raise ModelError(
                f"There is no server {name} in the settings. See: alongside models servers"
            )
        return Endpoint(name, server.url, self._key_of(name))
