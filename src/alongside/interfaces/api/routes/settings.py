"""What the person sets."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

import msgspec
from fastapi import APIRouter
from pydantic import Field, HttpUrl

from alongside import config
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Shape, Short

router = APIRouter(tags=["settings"])


class Server(Shape):
    """An OpenAI-compatible server."""

    url: HttpUrl
    model: Short = ""


class Settings(Shape):
    """`models` names the models for each role, the first that works first."""

    name: Short = ""
    aliases: Annotated[tuple[Short, ...], Field(max_length=50)] = ()
    zone: Short = ""
    language: Annotated[str, Field(pattern="^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = ""
    models: dict[Short, tuple[Short, ...]] = Field(default_factory=dict, max_length=20)
    servers: dict[Short, Server] = Field(default_factory=dict, max_length=50)


@router.get("/settings")
async def settings(life: OpenLife) -> Settings:
    """The settings as they are."""
    return Settings.model_validate(msgspec.to_builtins(life.config))


@router.put("/settings")
async def change(life: OpenLife, wanted: Settings) -> Settings:
    """Put these settings in place of all those before; they hold from now on."""
    if wanted.zone and wanted.zone not in available_timezones():
        raise Trouble(422, f"zone: {wanted.zone} isn't a time zone, such as Europe/Rome.")
    unknown = sorted(set(wanted.models) - set(config.MODEL_DEFAULTS))
    if unknown:
        raise Trouble(422, f"models: there is no role {unknown[0]}.")
    await life.settings.change(msgspec.convert(wanted.model_dump(mode="json"), config.Config))
    return wanted
