"""What may be kept now, off the record, consent, and what is forgotten next."""

from __future__ import annotations

import binascii
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Moment, Shape
from alongside.log.kinds import Agreed, Place
from alongside.models.model import ModelError
from alongside.senses.privacy.regions import regions

router = APIRouter(tags=["privacy"])
Name = Annotated[str, Field(min_length=1, max_length=200)]
Use = Literal["known", "unblurred", "recorded"]
MOST = 900_000
"""Letters of a photo: about 670 kB."""


class Allowed(Shape):
    """What may be kept of others now, why, and by which place, law or hours."""

    keep: Literal["everything", "transcripts", "ask", "nothing"]
    reason: str
    detail: str


class Record(Shape):
    """Whether it is off the record, since when and until when, and what may be kept."""

    off: bool
    since: datetime | None
    until: datetime | None
    allowed: Allowed


class Keeping(Shape):
    """How a sense is kept: for `days` (0 for ever), how many moments, and what goes next."""

    sense: str
    days: int
    kept: int
    next: datetime | None
    going: int


class KeptBack(Shape):
    """What a rule kept back in the hour from `start`: how many pictures, seconds of sound."""

    start: datetime
    reason: str
    frames: int
    seconds: float


class Law(Shape):
    """The rule for a country, and the law it comes from. It is no legal advice."""

    country: str
    keep: str
    law: str


class Privacy(Shape):
    """How privacy stands, with the agreements that hold and what the senses keep."""

    record: Record
    agreed: list[Moment]
    keeping: list[Keeping]
    laws: list[Law]
    kept_back: list[KeptBack]


class Off(Shape):
    """Off the record, for so many minutes or until told otherwise."""

    how: Literal["word", "gesture", "button"] = "button"
    minutes: Annotated[int, Field(strict=True, ge=1, le=1440)] | None = None


class On(Shape):
    how: Literal["word", "gesture", "button"] = "button"


class Last(Shape):
    """How far back to forget."""

    minutes: Annotated[int, Field(strict=True, ge=1, le=1440)]


class LastForgotten(Shape):
    """How many moments were forgotten."""

    count: int


class Consent(Shape):
    """A person agreed to these uses; without a name, everyone present agreed to be recorded.

    `photo` shows the person alone (JPEG, PNG or WebP, in base64): by it their face is known. Only
    how it looks is kept, no photo.
    """

    name: Annotated[str, Field(max_length=200)] = ""
    to: Annotated[tuple[Use, ...], Field(min_length=1, max_length=3)] = ("recorded",)
    latitude: Annotated[float, Field(strict=True, ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180)] | None = None
    photo: Annotated[str, Field(max_length=MOST)] = ""


@router.get("/privacy")
async def privacy(life: OpenLife) -> Privacy:
    """How privacy stands: what may be kept now, who agreed to what, what is forgotten next."""
    held = await life.privacy.withheld.hours(datetime.now(UTC))
    return Privacy(
        record=await _record(life),
        agreed=[Moment.of(moment) for moment in await life.privacy.consent.given()],
        keeping=[Keeping.model_validate(one) for one in await life.privacy.retention.keeping()],
        laws=[Law.model_validate(one) for one in regions().values()],
        kept_back=[KeptBack.model_validate(one) for one in held],
    )


@router.post("/privacy/off")
async def off_the_record(life: OpenLife, wanted: Off) -> Record:
    """Keep nothing of what is seen and heard from now on."""
    lasts = timedelta(minutes=wanted.minutes) if wanted.minutes else None
    await life.privacy.discretion.pause(wanted.how, lasts)
    return await _record(life)


@router.post("/privacy/on")
async def on_the_record(life: OpenLife, wanted: On) -> Record:
    """Keep again what may be kept."""
    await life.privacy.discretion.resume(wanted.how)
    return await _record(life)


@router.post("/privacy/forget-last")
async def forget_last(life: OpenLife, wanted: Last) -> LastForgotten:
    """Forget all that happened in the last so many minutes, for good."""
    back = timedelta(minutes=wanted.minutes)
    return LastForgotten(count=await life.privacy.discretion.forget_last(back))


@router.post("/privacy/consent", status_code=201)
async def agree(life: OpenLife, given: Consent) -> Moment:
    """Write down that someone agreed, as the person says."""
    known = given.latitude is not None and given.longitude is not None
    place = Place(latitude=given.latitude, longitude=given.longitude) if known else None
    discretion = life.privacy.discretion
    if not given.name.strip():
        return Moment.of(await discretion.everyone_agrees(place))
    face, model = await _looks(life, given.photo) if given.photo else ((), "")
    agreed = Agreed(
        name=given.name.strip(), to=tuple(dict.fromkeys(given.to)), face=face, model=model
    )
    return Moment.of(await discretion.agree(agreed))


@router.delete("/privacy/consent")
async def withdraw(life: OpenLife, name: Name) -> Moment:
    """Someone took their consent back: their face is blurred, what stood on it is forgotten."""
    return Moment.of(await life.privacy.consent.withdraw(name.strip(), life.zone))


@router.delete("/privacy/present")
async def parted(life: OpenLife) -> Moment:
    """Those who agreed are no longer together."""
    return Moment.of(await life.privacy.discretion.no_longer_together())


@router.delete("/privacy/kept-back", status_code=204)
async def forget_counts(life: OpenLife) -> None:
    """Forget how often rules held."""
    await life.privacy.withheld.clear()


async def _looks(life: OpenLife, photo: str) -> tuple[tuple[float, ...], str]:
    """How the face in a photo looks, and the model that says so."""
    try:
        return await life.privacy.knowing.learn(b64decode(photo, validate=True))
    except (binascii.Error, ValueError) as error:
        raise Trouble(422, f"The photo can't be read: {error}.") from error
    except ModelError as error:
        raise Trouble(409, str(error)) from error


async def _record(life: OpenLife) -> Record:
    return Record.model_validate(await life.privacy.record(datetime.now(UTC)))
