"""What the person sets."""

from __future__ import annotations

from typing import Annotated, Literal
from zoneinfo import available_timezones

import msgspec
from fastapi import APIRouter
from pydantic import Field, HttpUrl

from alongside import config
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Shape, Short, Truth

router = APIRouter(tags=["settings"])


class Server(Shape):
    """An OpenAI-compatible server."""

    url: HttpUrl
    model: Short = ""


Keep = Literal["everything", "transcripts", "ask", "nothing"]
Clock = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Weekday = Annotated[int, Field(strict=True, ge=0, le=6)]
Days = Annotated[int, Field(strict=True, ge=0, le=36500)]


class PrivatePlace(Shape):
    """Within `radius` metres of here, only this is kept."""

    name: Short
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90)]
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180)]
    radius: Annotated[float, Field(strict=True, gt=0, le=1_000_000)] = 100.0
    keep: Keep = "nothing"


class PrivateTime(Shape):
    """On these weekdays (0 is Monday; none means all), between these times, only this is kept."""

    start: Clock
    end: Clock
    days: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ()
    keep: Keep = "nothing"


class PrivacyRules(Shape):
    """What the senses may keep, and for how many days each is kept (0 for ever)."""

    keep: Keep = "everything"
    region: Short = ""
    places: Annotated[tuple[PrivatePlace, ...], Field(max_length=200)] = ()
    times: Annotated[tuple[PrivateTime, ...], Field(max_length=200)] = ()
    sound: Truth = False
    days: dict[Short, Days] = Field(default_factory=dict, max_length=20)


Hour = Annotated[str, Field(pattern="^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]


class Proactive(Shape):
    """What may be said unasked. Times are of the wall clock; a brief without one isn't written."""

    on: Truth = True
    budget: Annotated[int, Field(strict=True, ge=0, le=50)] = 5
    quiet_from: Hour = "22:00"
    quiet_until: Hour = "07:30"
    morning: Hour = "07:30"
    evening: Hour = "20:30"
    push: Literal["nothing", "kind", "words"] = "nothing"
    mood: Truth = False
    worded: Truth = False
    tokens: Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)] = 200_000
    on_battery: Truth = False


class GoalHours(Shape):
    """When there is time for goals, so many minutes a day; `rest` are weekdays (0 is Monday)."""

    since: Clock = "09:00"
    until: Clock = "21:00"
    minutes: Annotated[int, Field(strict=True, ge=0, le=720)] = 90
    rest: Annotated[tuple[Weekday, ...], Field(max_length=7)] = (6,)


class VoiceRules(Shape):
    """How we speak and are called; `wake` is the name of a wake word, or none."""

    name: Short = ""
    speed: Annotated[float, Field(strict=True, ge=0.5, le=2.0)] = 1.0
    wake: Literal["", "hey_jarvis", "okay_nabu", "hey_mycroft", "alexa"] = ""


class Settings(Shape):
    """`models` names the models for each role, the first that works first. Folders that tools may
    reach aren't among them: those are connected."""

    name: Short = ""
    aliases: Annotated[tuple[Short, ...], Field(max_length=50)] = ()
    zone: Short = ""
    language: Annotated[str, Field(pattern="^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = ""
    models: dict[Short, tuple[Short, ...]] = Field(default_factory=dict, max_length=20)
    servers: dict[Short, Server] = Field(default_factory=dict, max_length=50)
    privacy: PrivacyRules = Field(default_factory=PrivacyRules)
    proactive: Proactive = Proactive()
    voice: VoiceRules = Field(default_factory=VoiceRules)
    goals: GoalHours = Field(default_factory=GoalHours)


class Spent(Shape):
    """About how many tokens models took unasked today, and what holds them back just now."""

    tokens: int
    held: str


@router.get("/settings/spent")
async def spent(life: OpenLife) -> Spent:
    """What models took today for what nobody asked for."""
    sparing = life.nudging.sparing
    return Spent(tokens=await sparing.spent(), held=await sparing.why_not())


@router.get("/settings")
async def settings(life: OpenLife) -> Settings:
    """The settings as they are."""
    told = msgspec.to_builtins(life.config)
    return Settings.model_validate({key: told[key] for key in Settings.model_fields if key in told})


@router.put("/settings")
async def change(life: OpenLife, wanted: Settings) -> Settings:
    """Put these settings in place of those before; they hold from now on."""
    if wanted.zone and wanted.zone not in available_timezones():
        raise Trouble(422, f"zone: {wanted.zone} isn't a time zone, such as Europe/Rome.")
    unknown = sorted(set(wanted.models) - set(config.MODEL_DEFAULTS))
    if unknown:
        raise Trouble(422, f"models: there is no role {unknown[0]}.")
    senses = sorted(set(wanted.privacy.days) - set(config.RETENTION))
    if senses:
        raise Trouble(422, f"privacy: there is no sense {senses[0]}.")
    made = msgspec.convert(wanted.model_dump(mode="json"), config.Config)
    await life.settings.change(msgspec.structs.replace(made, folders=life.config.folders))
    return wanted
