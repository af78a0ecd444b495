"""Voices that the person taught us to know, by name."""

from __future__ import annotations

import binascii
from base64 import b64decode
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import Shape
from alongside.log.kinds import Enrolled
from alongside.log.moment import Moment
from alongside.models.hear.pcm import from_pcm
from alongside.models.model import ModelError

router = APIRouter(tags=["voices"])

Called = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
MOST = 900_000
"""Letters of a recording: about twenty seconds."""


class TaughtVoice(Shape):
    """A voice that is known: since when, and from how many seconds of speech."""

    name: str
    moment: str
    since: datetime
    seconds: float


class TaughtVoices(Shape):
    """All that are known."""

    voices: list[TaughtVoice]


class VoiceLesson(Shape):
    """Whose voice it is, and some seconds of it: mono PCM, 16 bit, 16 kHz, in base64."""

    name: Called
    sound: Annotated[str, Field(min_length=4, max_length=MOST)]


@router.get("/voices")
async def voices(life: OpenLife) -> TaughtVoices:
    """The voices that are known; they suggest who speaks, and prove nothing."""
    return TaughtVoices(voices=[_voice(moment) for moment in await life.voices.taught()])


@router.post("/voices", status_code=201)
async def teach(life: OpenLife, lesson: VoiceLesson) -> TaughtVoice:
    """Learn a voice. Of the sound only its embedding is kept."""
    try:
        pcm = b64decode(lesson.sound, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Trouble(422, "sound: this is no base64.") from error
    samples = from_pcm(pcm[: len(pcm) // 2 * 2])
    try:
        return _voice(await life.voices.teach(lesson.name.strip(), samples, life.zone))
    except ModelError as error:
        raise Trouble(409, str(error)) from error


@router.delete("/voices", status_code=204)
async def unlearn(life: OpenLife, name: Annotated[Called, Query()]) -> None:
    """Forget a voice."""
    if not await life.voices.forget(name.strip()):
        raise Trouble(404, "No voice of that name is known.")


def _voice(moment: Moment) -> TaughtVoice:
    what = moment.what
    seconds = what.seconds if isinstance(what, Enrolled) else 0.0
    return TaughtVoice(name=what.words, moment=moment.id, since=moment.at, seconds=seconds)
