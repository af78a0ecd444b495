"""`alongside models`: which models there are, getting them, choosing and trying them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, cast, get_args

import msgspec
import typer
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from alongside import config as settings
from alongside.config import Config, ConfigError, Server
from alongside.interfaces.cli.terminal import (
    Json,
    console,
    errors,
    print_json,
    say,
    session,
    table,
    warn,
)
from alongside.interfaces.cli.terminal import secret as ask_secret
from alongside.log.errors import StoreError
from alongside.log.keys import Keys
from alongside.models import machine
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.models.discover import discover
from alongside.models.getting import Progress as Got
from alongside.models.model import ModelError, Role
from alongside.models.server import is_loopback
from alongside.models.server_keys import NAME, ServerKeys, from_environment
from alongside.models.trial import Trial, trial

app = typer.Typer(help="Which models there are; get, choose and try them.", no_args_is_help=True)
ROLES = get_args(Role)
FAILED = 1
GB = 1_000_000_000

Tried = tuple[str, str, Trial]
RoleName = Annotated[str, typer.Argument(help=f"One of {', '.join(ROLES)}.")]


@contextmanager
def told() -> Iterator[None]:
    """Errors that are for the person come out as one line and exit code 1."""
    try:
        yield
    except (ModelError, ConfigError, StoreError) as error:
        errors.print(escape(str(error)), style="red", soft_wrap=True)
        raise typer.Exit(FAILED) from error


@app.command("list")
def list_models(
    role: Annotated[str, typer.Argument(help="Only models of this role.")] = "",
    fitting: Annotated[
        bool, typer.Option("--fitting", help="Leave out what is too large.")
    ] = False,
    json: Json = False,
) -> None:
    """The catalogue, beside what this machine can carry."""
    with told():
        catalogue = Catalogue()
        here = machine.inspect(catalogue.directory)
        offers = [
            offer
            for offer in machine.offers(catalogue, here)
            if role in {"", offer.role} and not (fitting and offer.fit == "too large")
        ]
    if json:
        print_json({"machine": here, "models": offers})
        return
    listing = Table(box=None, header_style="bold", pad_edge=False)
    listing.add_column("model", no_wrap=True)
    for column in ("role", "disk", "memory", "fits", "from", "licence"):
        listing.add_column(column)
    for offer in offers:
        listing.add_row(*_row(offer))
    console.print(listing)
    say(f"● here   ★ recommended   {here.memory / 1e9:.0f} GB of memory, {here.cores} cores, "
        f"{here.disk / 1e9:.0f} GB of disk free")  # fmt: skip


def _row(offer: machine.Offer) -> tuple[str, ...]:
    marks = ("●" if offer.here else " ") + ("★" if offer.recommended else " ")
    speed = f", {offer.speed:.0f} tokens/s" if offer.speed else ""
    return (
        f"{marks} {offer.name}",
        offer.role,
        _bytes(offer.size),
        _bytes(offer.memory),
        offer.fit + speed,
        ", ".join(offer.sources),
        offer.licence,
    )


def _bytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= GB else f"{count / 1e6:.0f} MB"


@app.command()
def get(
    models: Annotated[list[str] | None, typer.Argument(help="Ids of the catalogue.")] = None,
    recommended: Annotated[
        bool, typer.Option("--recommended", help="All that the embedded features need.")
    ] = False,
    json: Json = False,
) -> None:
    """Get weights: resumed where a get stopped, checked against their hash."""
    with told():
        catalogue = Catalogue()
        wanted = [*(models or []), *(_needed(catalogue) if recommended else [])]
        if not wanted:
            raise ModelError("Say which model: alongside models get ID, or --recommended.")
        got = {name: _get(catalogue, name) for name in wanted}
    if json:
        print_json({name: {file: str(at) for file, at in at.items()} for name, at in got.items()})


def _needed(catalogue: Catalogue) -> list[str]:
    offers = machine.offers(catalogue, machine.inspect(catalogue.directory))
    return [offer.name for offer in offers if offer.recommended and "registry" in offer.sources]


def _get(catalogue: Catalogue, name: str) -> dict[str, Path]:
    entry = catalogue.entry(name)
    if catalogue.have(name):
        errors.print(f"{name} is here.")
        return catalogue.path(name)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors) as bar:
        task = bar.add_task(name, total=entry.size)

        def show(got: Got) -> None:
            described = name if got.doing == "getting" else f"{name} ({got.doing})"
            bar.update(task, completed=got.done, total=got.total, description=described)

        return asyncio.run(catalogue.get(name, show))


@app.command()
def remove(model: Annotated[str, typer.Argument(help="An id of the catalogue.")]) -> None:
    """Delete a model's weights; they can be got again."""
    with told():
        catalogue = Catalogue()
        catalogue.remove(catalogue.entry(model).id)
    say(f"{model} is deleted.")


@app.command()
def use(
    context: typer.Context,
    role: RoleName,
    models: Annotated[
        list[str],
        typer.Argument(
            help="embedded:ID, server:NAME/MODEL or PROVIDER:MODEL; the first that works is used."
        ),
    ],
) -> None:
    """Choose the models of a role, with those to fall back on after the first."""
    with told():
        path = _config_path(context)
        config = settings.load(path)
        known = _role(role)
        chosen = tuple(_full(model) for model in models)
        config = asyncio.run(_with_servers(config, chosen))
        built = Models(config, Catalogue())
        for choice in chosen:
            model = built.one(known, choice)
            if model.remote:
                warn(f"{choice} is not on this machine: what {role} is given will be sent there.")
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = {**config.models, role: chosen}
        settings.save(path, msgspec.structs.replace(config, models=changed))
    say(f"{role}: {', '.join(chosen)}")


@app.command()
def servers(
    context: typer.Context,
    add: Annotated[
        tuple[str, str] | None, typer.Option("--add", help="A name and the URL that ends in /v1.")
    ] = None,
    model: Annotated[str, typer.Option(help="The model of the added server to use.")] = "",
    json: Json = False,
) -> None:
    """Servers in the settings, and those found running on this machine."""
    with told():
        path = _config_path(context)
        config = settings.load(path)
        if add is not None:
            name, url = add
            kept = {**config.servers, name: Server(url.rstrip("/"), model)}
            config = msgspec.structs.replace(config, servers=kept)
            path.parent.mkdir(parents=True, exist_ok=True)
            settings.save(path, config)
    found = asyncio.run(discover())
    if json:
        print_json({"settings": config.servers, "found": found})
        return
    kept_rows = [
        (
            name,
            server.url,
            "remote" if not is_loopback(server.url) else "this machine",
            server.model,
        )
        for name, server in config.servers.items()
    ]
    found_rows = [(one.name, one.url, "running here", ", ".join(one.models)) for one in found]
    table("server", "address", "where", "models", rows=[*kept_rows, *found_rows])


@app.command()
def key(
    context: typer.Context,
    server: Annotated[str, typer.Argument(help="The server's or provider's name.")],
    secret: Annotated[str | None, typer.Option(help="The key itself.")] = None,
) -> None:
    """Keep the key of a server, sealed with the life's own key; an empty one forgets it.

    It is asked for, or read as a line where there is no terminal.
    """
    given = asyncio.run(ask_secret("Key (empty forgets it)")) if secret is None else secret
    with told():
        asyncio.run(_keep_key(context, server, given))
    say(f"The key of {server} is {'kept' if given else 'forgotten'}.")


@app.command("test")
def try_models(
    context: typer.Context,
    role: Annotated[str, typer.Argument(help="Only this role.")] = "",
    model: Annotated[str, typer.Option(help="A model that is not the chosen one.")] = "",
    json: Json = False,
) -> None:
    """Try the models that serve each role on a small task, and measure them."""
    with told():
        roles = [_role(role)] if role else list(ROLES)
        tried = asyncio.run(_try(context, roles, _full(model) if model else ""))
    if json:
        told_all = [{"role": role, "model": name, "trial": one} for role, name, one in tried]
        print_json(told_all)
    else:
        table("role", "model", "", "took", "speed", "said", rows=[_tried(*one) for one in tried])
    if not all(one.works for _, _, one in tried):
        raise typer.Exit(FAILED)


def _tried(role: str, name: str, one: Trial) -> tuple[object, ...]:
    speed = f"{one.rate:.1f} {one.unit}/s" if one.rate else ""
    return role, name, "✓" if one.works else "✗", f"{one.seconds:.1f} s", speed, one.said


async def _try(context: typer.Context, roles: list[Role], model: str) -> list[Tried]:
    """Each role's model on its task, one after the other."""
    config = settings.load(_config_path(context))
    keys = await _server_keys(context)
    models = await asyncio.to_thread(
        Models, config, Catalogue(), keys.get if keys else from_environment
    )
    tried: list[Tried] = []
    for role in roles:
        choice = model or next(iter(config.chosen(role)), "")
        try:
            one = await trial(models.one(role, choice), role)
        except ModelError as error:
            one = Trial(works=False, said=str(error), seconds=0.0)
        tried.append((role, choice, one))
    return tried


async def _with_servers(config: Config, chosen: tuple[str, ...]) -> Config:
    """The settings with those running servers that are chosen and not in them yet."""
    wanted = {
        choice.split(":")[1].split("/")[0] for choice in chosen if choice.startswith("server:")
    }
    if wanted <= config.servers.keys():
        return config
    found = {one.name: Server(one.url) for one in await discover() if one.name in wanted}
    return msgspec.structs.replace(config, servers={**found, **config.servers})


async def _keep_key(context: typer.Context, server: str, secret: str) -> None:
    keys = await _server_keys(context, make=True)
    if keys is not None:
        await keys.set(server, secret)


async def _server_keys(context: typer.Context, *, make: bool = False) -> ServerKeys | None:
    """The life's keys of servers, unlocked; None if there are none and none are to be made."""
    here = session(context)
    folder = here.home.of(here.life)
    if not make and not await asyncio.to_thread((folder / NAME).exists):
        return None
    opened = await Keys(folder).unlock(here.passphrase, here.recovery)
    keys = ServerKeys(folder, opened.key)
    await keys.load()
    return keys


def _config_path(context: typer.Context) -> Path:
    here = session(context)
    return here.home.of(here.life) / "config.toml"


def _role(name: str) -> Role:
    if name not in ROLES:
        raise ModelError(f"There is no role {name}. Roles: {', '.join(ROLES)}")
    return cast("Role", name)


def _full(model: str) -> str:
    """A bare id is one of the catalogue's, and a path one of the person's own files."""
    if ":" in model and not Path(model).exists():
        return model
    return f"embedded:{Path(model).resolve() if model.endswith('.gguf') else model}"
