"""The reference pages of the documentation, written from the code: `pages()` by file name."""

from __future__ import annotations

import signal
import types
from collections.abc import Iterable, Iterator
from importlib import import_module
from inspect import cleandoc, getdoc
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import typer.main
from scripts.devices import devices
from scripts.markdown import Row, page, table
from scripts.openapi import api

from alongside.config import MODEL_DEFAULTS, Config, GoalHours, Privacy, Proactive, Server, Voice
from alongside.interfaces.cli.main import CODES, build
from alongside.life import Lives
from alongside.log.kinds import AnyWhat, Cite, Media, Occurrence, Place, Thing, What
from alongside.models.entry import Entry, File, Parts, entries
from alongside.senses.registry import built_in
from alongside.wiring.views import views

MADE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"
COMMAND = "alongside"
SETTINGS: dict[str, str] = {
    "name": "What you are called in your chats; how you are told from others.",
    "aliases": "What else you are called: short names, names in other scripts.",
    "zone": "The IANA time zone you live in, such as `Europe/Lisbon`. Empty: the machine's.",
    "language": "The language of the app and of answers, `en` or `ko`. Empty: the browser's.",
    "models": "For each role the models to use, the first that works first. See *Roles*.",
    "proactive": "What may be said unasked. See *Unasked*.",
    "servers": "Model servers by a name of your choice: `url` ends in `/v1`, `model` is optional.",
    "privacy": "What the senses may keep, and for how long. See below.",
    "folders": "Folders whose files tools may list, read and add to",
    "voice": "How it speaks and is called. See below.",
    "goals": "When there is time for goals. See below.",
}
GOALS: dict[str, str] = {
    "since": "From when there is time for goals, on your wall clock: `HH:MM`.",
    "until": "Until when.",
    "minutes": "How many minutes a day, at most.",
    "rest": "Weekdays on which nothing is planned for them, 0 for Monday.",
}
PRIVACY: dict[str, str] = {
    "keep": "What may be kept of others where no rule is stricter: `everything` (pictures with "
    "faces blurred, and words), `transcripts`, `ask` (nothing until everyone agreed), `nothing`.",
    "region": "The country whose law holds where the place doesn't tell, such as `Germany`.",
    "places": "Private places: `name`, `latitude`, `longitude`, `radius` in metres, `keep`.",
    "times": "Private times: `start` and `end` (HH:MM), `days` (0 is Monday), `keep`.",
    "sound": "Keep recordings beside the words heard.",
    "days": "For how many days `frames` (30), `captures` (0), `audio` (7) and `transcripts` (0) "
    "are kept; 0 is for ever.",
}
SERVER: dict[str, str] = {
    "url": "The address, which ends in `/v1`.",
    "model": "The model to use where a choice names none.",
}
PROACTIVE: dict[str, str] = {
    "on": "Whether anything is said unasked. Reminders are said in any case.",
    "budget": "How many times a day you may be spoken to unasked.",
    "quiet_from": "When quiet hours begin, on your wall clock: `HH:MM`.",
    "quiet_until": "When they end.",
    "morning": "When the morning brief is written; empty: never.",
    "evening": "When the evening brief is written; empty: never.",
    "push": "What a push message shows: `nothing`, the `kind` of thing, or its `words`.",
    "mood": "Whether the mood of somebody's messages is counted on their page.",
    "worded": "Whether your chat model words the brief that code composed.",
    "tokens": "About how many tokens a day models may take for what nobody asked for.",
    "on_battery": "Whether models work by themselves while this machine runs on its battery.",
}
VOICE: dict[str, str] = {
    "name": "One of the voices of the model that speaks. Empty: its usual one.",
    "speed": "How fast it speaks, from 0.5 to 2; 1 is the voice's own pace.",
    "wake": "The wake word: `hey_jarvis`, `okay_nabu`, `hey_mycroft` or `alexa`. Empty: none.",
}
ENVIRONMENT: dict[str, str] = {
    "ALONGSIDE_HOME": "The folder of lives. By default the platform's folder for user data.",
    "ALONGSIDE_MODELS": "The folder of model weights. By default in the platform's cache.",
    "ALONGSIDE_PASSPHRASE": "The passphrase of the life, for commands.",
    "ALONGSIDE_RECOVERY": "The recovery code of the life, for commands.",
    "ALONGSIDE_KEY_<NAME>": "The key of a model server or provider, before the one kept with it.",
    "ALONGSIDE_TRACEBACK": "Set to anything: errors that should not happen show where.",
    "ALONGSIDE_DATA": "For developers: data for tests and benchmarks. By default "
    "`../shared/data`; what needs it is skipped without it.",
    "HF_ENDPOINT": "Another address for the hub that `models get` asks for hub models.",
    "HF_TOKEN": "A token for hub models that ask for one.",
}
ROLES: dict[str, str] = {
    "chat": "writes answers from numbered records",
    "describe": "describes what a camera kept, and answers what is asked of it; none unless chosen",
    "embed": "turns words into vectors, for recall by meaning",
    "hear": "speech to text",
    "read": "text in pictures",
    "see": "things in pictures",
    "faces": "counts faces in pictures, never whose they are",
    "who": "tells faces of people who agreed to it from all others; proves nothing",
    "sounds": "sounds that are not speech",
    "voices": "tells voices of one recording apart",
    "turns": "tells a pause from the end of what somebody says",
    "speak": "text to speech; for each language the first that speaks it",
}


def pages() -> dict[str, str]:
    """Every reference page: file name to Markdown."""
    made = {
        "cli.md": _cli(),
        "api.md": api(),
        "devices.md": devices(),
        "settings.md": _settings(),
        "moments.md": _moments(),
        "views.md": _views(),
        "importers.md": _importers(),
        "models.md": _models(),
        "exit-codes.md": _exit_codes(),
    }
    return {name: f"{text.strip()}\n\n{MADE}" for name, text in made.items()}


def command_line() -> Any:
    """The whole command line as Typer builds it."""
    return typer.main.get_command(build(Lives(Path())))


def commands(node: Any, path: str = COMMAND) -> Iterator[tuple[str, Any]]:
    """Every command that can be called, by its full name."""
    inner = getattr(node, "commands", None)
    if inner is None:
        yield path, node
        return
    for name, command in inner.items():
        yield from commands(command, f"{path} {name}")


def options(node: Any) -> Iterator[Any]:
    return (p for p in node.params if p.param_type_name == "option" and not p.hidden)


BEFORE = (
    "Every command that prints data takes `--json`. Errors are one line on standard error; "
    "[exit codes](exit-codes.md) tell them apart. Options before the command:"
)


def _cli() -> str:
    root = command_line()
    parts = [
        "# Command line",
        cleandoc(root.help or ""),
        BEFORE,
        _parameters(root),
        *(_command(path, node) for path, node in commands(root)),
    ]
    return page(*parts)


def _command(path: str, node: Any) -> str:
    arguments = [p for p in node.params if p.param_type_name == "argument"]
    usage = " ".join([path, "[OPTIONS]", *map(_usage, arguments)])
    return f"## {path}\n\n{cleandoc(node.help or '')}\n\n```text\n{usage}\n```\n\n" + _parameters(
        node
    )


def _usage(argument: Any) -> str:
    shown = argument.name.rstrip("_").upper() + ("…" if argument.nargs != 1 else "")
    return shown if argument.required else f"[{shown}]"


def _parameters(node: Any) -> str:
    arguments = [p for p in node.params if p.param_type_name == "argument"]
    rows = [(f"`{_usage(p).strip('[]')}`", p.help or "", "") for p in arguments]
    rows += [(_flags(option), option.help or "", _default(option)) for option in options(node)]
    return table(("", "", "by default"), rows) if rows else ""


def _flags(option: Any) -> str:
    return ", ".join(f"`{flag}`" for flag in (*option.opts, *option.secondary_opts))


def _default(option: Any) -> str:
    default = option.default
    if default is None or default == "" or (option.is_flag and default is False):
        return ""
    return "on" if default is True else f"`{default}`"


def _settings() -> str:
    fields = msgspec.structs.fields(Config)
    servers = [
        (f"`{f.name}`", SERVER[f.name], _type(f.type)) for f in msgspec.structs.fields(Server)
    ]
    privacy = [
        (f"`{f.name}`", PRIVACY[f.name], _type(f.type)) for f in msgspec.structs.fields(Privacy)
    ]
    return page(
        "# Settings",
        "A life's settings lie in `config.toml` in its folder. The app's *Settings* page, "
        "`alongside models use` and `alongside models servers --add` write it; you can too, while "
        "Alongside isn't running. A file that can't be read is left as it is and told of "
        "(exit code 8).",
        table(
            ("key", "what it sets", "type"),
            [(f"`{f.name}`", SETTINGS[f.name], _type(f.type)) for f in fields],
        ),
        "Each entry of `servers`:",
        table(("key", "what it sets", "type"), servers),
        "The keys of `privacy` ([what they do](../guides/privacy.md)):",
        table(("key", "what it sets", "type"), privacy),
        "## Unasked",
        "What `proactive` holds:",
        table(
            ("key", "what it sets", "type"),
            [
                (f"`{f.name}`", PROACTIVE[f.name], _type(f.type))
                for f in msgspec.structs.fields(Proactive)
            ],
        ),
        "The keys of `voice` ([Talking](../guides/live.md)):",
        table(
            ("key", "what it sets", "type"),
            [(f"`{f.name}`", VOICE[f.name], _type(f.type)) for f in msgspec.structs.fields(Voice)],
        ),
        "The keys of `goals`:",
        table(
            ("key", "what it sets", "type"),
            [
                (f"`{f.name}`", GOALS[f.name], _type(f.type))
                for f in msgspec.structs.fields(GoalHours)
            ],
        ),
        "## Roles",
        "What each model is asked for, and the models used where `models` says nothing:",
        table(
            ("role", "what it does", "by default"),
            [(f"`{r}`", told, _codes(MODEL_DEFAULTS.get(r, ()))) for r, told in ROLES.items()],
        ),
        "## An example",
        f"```toml\n{EXAMPLE.strip()}\n```",
        "Keys of servers are never in this file: `alongside models key NAME` seals them with the "
        "life's own key, and `ALONGSIDE_KEY_DESK` in the environment goes first.",
        "## Environment",
        table(("variable", "what it sets"), [(f"`{n}`", told) for n, told in ENVIRONMENT.items()]),
    )


EXAMPLE = """
name = "Nora Han"
aliases = ["Nora", "한노라"]
zone = "Europe/Lisbon"
language = "en"

[models]
chat = ["server:desk/qwen3:8b", "embedded:qwen2.5-coder-1.5b-instruct"]

[servers.desk]
url = "http://127.0.0.1:11434/v1"
"""


def _codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


PLAIN = {"str": "text", "int": "number", "float": "number", "bool": "true or false"}


def _type(of: Any) -> str:
    """A type as a reader of the page would say it."""
    origin, inner = get_origin(of), get_args(of)
    if origin is Annotated:
        return _type(inner[0])
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in inner)
    if origin in (Union, types.UnionType):
        return " or ".join("nothing" if one is type(None) else _type(one) for one in inner)
    if origin is tuple and inner[-1:] == (...,):
        return f"list of {_type(inner[0])}"
    if origin is tuple:
        return f"({', '.join(map(_type, inner))})"
    if origin is dict:
        return f"table of {_type(inner[1])} by name"
    name = str(of.__name__)
    return PLAIN.get(name, name)


def kinds() -> tuple[type[What], ...]:
    """Every kind of moment."""
    return get_args(AnyWhat)


def _moments() -> str:
    values = (Media, Place, Cite, Thing, Occurrence)
    return page(
        "# Kinds of moment",
        "A moment has an `id` (UUIDv7), its position `seq`, when it happened (`at`, UTC) and in "
        "which `zone`, when it was kept (`recorded`), its `source`, its `trust` (`PERSON`, `OWN`, "
        "`OUTSIDE`), the moments it exists `because` of, and `what` happened, one of these kinds. "
        "An export has one a line.",
        *(f"## {kind.kind()}\n\n{_told(kind)}\n\n{_fields(kind)}" for kind in kinds()),
        "## Values in them",
        *(f"### {value.__name__}\n\n{_told(value)}\n\n{_fields(value)}" for value in values),
    )


def _told(of: type) -> str:
    return cleandoc(getdoc(of) or "")


def _fields(of: type[msgspec.Struct]) -> str:
    rows = [
        (f"`{f.name}`" + ("" if f.required else " (optional)"), _type(f.type))
        for f in msgspec.structs.fields(of)
    ]
    return table(("field", "type"), rows)


def _opening(module: str) -> str:
    """The first paragraph of a module's docstring, as one line."""
    told = (import_module(module).__doc__ or "").strip()
    return " ".join(told.split("\n\n")[0].split())


def _views() -> str:
    rows = []
    for view in views():
        module = type(view).__module__
        rows.append((f"`{view.name}`", _opening(module), view.version, f"`{module}`"))
    return page(
        "# Views",
        "What is known, folded from the log into tables of the same file, in the transaction that "
        "appends the moment. A view whose version changed is rebuilt from the log when the life is "
        "opened; a replay gives the same rows, which tests and `alongside verify` hold.",
        table(("view", "what it holds", "version", "module"), rows),
    )


def _importers() -> str:
    rows = []
    for importer in built_in():
        module = type(importer).__module__
        rows.append((f"`{importer.name}`", _opening(module), f"`{module}`"))
    return page(
        "# Importers",
        "In the order in which they may claim a file. How to get the files is told in "
        "[Bringing things in](../guides/bringing-in.md); how to add an importer in the "
        "project's `CONTRIBUTING.md`.",
        table(("source", "what it reads", "module"), rows),
    )


def _models() -> str:
    known = entries().values()
    rows = [
        (f"`{e.id}`", e.title, ", ".join(e.roles), _size(e.size), _size(e.memory), e.licence,
         ", ".join(e.languages) or "any", ", ".join(e.sources), "yes" if e.recommended else "")
        for e in known
    ]  # fmt: skip
    got = [_files(e) for e in known if any(f.parts or f.convert for f in e.file)]
    return page(
        "# Catalogue of models",
        "Open-weight models that Alongside knows. *Recommended* ones are got by `make setup` where "
        "the machine can carry them; the rest only when you ask. `registry` is the package "
        "registry that pip or npm is set up for, `hub` Hugging Face's, `server` a server of yours, "
        "`packaged` a library that is installed anyway.",
        table(
            (
                "id",
                "model",
                "roles",
                "disk",
                "memory",
                "licence",
                "languages",
                "from",
                "recommended",
            ),
            rows,
        ),
        "## Files from package registries",
        "Packages are pinned, read as data, never installed or run; each file is checked against "
        "its SHA-256 before it is used. A file marked *made* is converted on this machine from "
        "the files above it; one without a hash depends on the converter's version.",
        *got,
    )


def _files(entry: Entry) -> str:
    rows = [
        (f"`{f.name}`", _source(f), _size(f.size) if f.size else "",
         f"`{f.sha256}`" if f.sha256 else "")
        for f in entry.file
    ]  # fmt: skip
    return f"### {entry.id}\n\n" + table(("file", "from", "size", "SHA-256"), rows)


def _source(file: File) -> str:
    if file.convert:
        return f"made (`{file.convert.partition(':')[0]}`)"
    if file.hub:
        return f"hub `{file.hub}`"
    return ", ".join(map(_packages, file.parts))


def _packages(parts: Parts) -> str:
    several = f" (n = {parts.first}…{parts.first + parts.count - 1})" if parts.count > 1 else ""
    return f"`{parts.package}=={parts.version}`{several}"


def _size(count: int) -> str:
    if count >= 1_000_000_000:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.1f} MB" if count < 10_000_000 else f"{count / 1e6:.0f} MB"


def _exit_codes() -> str:
    rows: list[Row] = [(0, "Done."), (1, "Something else went wrong; the line says what.")]
    rows.append((2, "The call was not understood: an unknown command, option or value."))
    told: dict[int, list[str]] = {}
    for error, code, *_ in CODES:
        told.setdefault(code, []).append(" ".join((getdoc(error) or "").split("\n\n")[0].split()))
    rows += [(code, " ".join(lines)) for code, lines in told.items()]
    rows.append((128 + signal.SIGINT, "Stopped with Ctrl+C. What was done until then is kept."))
    return page(
        "# Exit codes",
        "What a command ends with, for scripts. [Troubleshooting](../guides/troubleshooting.md) "
        "tells what to do.",
        table(("code", "what happened"), rows),
    )
