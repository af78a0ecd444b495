"""Writing: texts wanted, drafted and changed while watched, and what they were learned from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, WebSocket
from pydantic import Field, RootModel, ValidationError
from starlette.websockets import WebSocketDisconnect

from alongside.interfaces.api import shapes
from alongside.interfaces.api.problems import FORESEEN, UNKNOWN, Trouble
from alongside.interfaces.api.running import PROTOCOL, OpenLife, Server, listening
from alongside.interfaces.api.shapes import MomentId, Shape
from alongside.interfaces.parts import Life
from alongside.log.kinds import Commissioned, Penned
from alongside.log.kinds.written import Sort
from alongside.log.moment import Moment
from alongside.mind.write.forms import forms
from alongside.mind.write.writing import CannotWrite, NoSuchForm, NoSuchText, Text

router = APIRouter(tags=["write"])
sockets = APIRouter(dependencies=[Depends(listening)])

log = logging.getLogger(__name__)

Language = Literal["en", "ko"]
Name = Annotated[str, Field(max_length=120)]
Version = Annotated[str, Field(max_length=64)]


class WritingForm(Shape):
    """A form that a sort of text can have; the first of a sort is the usual one."""

    sort: Sort
    form: str
    verse: bool


class WritingWanted(Shape):
    """A text to be written: to or for whom, and what it is to say."""

    sort: Sort
    form: Annotated[str, Field(max_length=40)] = ""
    language: Language = "en"
    to: Name = ""
    about: Annotated[str, Field(max_length=2000)] = ""


class WritingQuote(Shape):
    """Words, and the moment that holds them."""

    moment: str
    quote: str
    number: int = 0


class VoiceTrait(Shape):
    """A trait of how the person writes: words of a sentence or text, or a share in 0..1; the words
    that it is about; and texts that show it."""

    name: str
    value: float
    words: list[str]
    shown: list[WritingQuote]


class VoiceProfile(Shape):
    """How the person writes, counted from their own texts; `to_one`: from those to this person."""

    language: Language
    texts: int
    words: int
    to_one: bool
    traits: list[VoiceTrait]


class WritingStretch(Shape):
    """Characters of a version: the facts that it stands on, or else what is doubted in it."""

    start: int
    end: int
    facts: list[int]
    doubt: str


class WritingFault(Shape):
    """Where a version misses its form; line 0 is the whole."""

    rule: str
    line: int
    wanted: str
    found: str


class WritingVersion(Shape):
    """A version; `change` is what was asked to be changed in the one before it."""

    id: str
    at: datetime
    text: str
    language: Language
    change: str
    by_hand: bool
    model: str
    stretches: list[WritingStretch]
    faults: list[WritingFault]


class WritingHere(Shape):
    """A text at one of its versions, with what it was (or would be) written from.

    `way` are the versions from the first to this one, `branches` the last of all ways. `needs` says
    what drafting lacks, empty where a model is there.
    """

    id: str
    at: datetime
    wanted: WritingWanted
    called: str
    way: list[WritingVersion]
    branches: list[str]
    passages: list[WritingQuote]
    facts: list[WritingQuote]
    voice: VoiceProfile
    needs: str


class WritingPast(Shape):
    """A text in the list."""

    id: str
    at: datetime
    wanted: WritingWanted


class WritingByHand(Shape):
    """A version in the person's own words, after the version `after` (the latest where empty)."""

    text: Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"\S")]
    after: Version = ""


class WritingAt(Shape):
    """A version, the latest where it is empty."""

    version: Version = ""


class VoiceOf(Shape):
    """In which language, and to whom."""

    language: Language = "en"
    to: Name = ""


class WriteDraft(Shape):
    """Draft this text, once more where there is a draft. Stops what is under way."""

    draft: MomentId


class WriteChange(Shape):
    """Change a version of a text as the words say: the version `after`, or the latest."""

    change: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
    text: MomentId
    after: Version = ""


class WriteCancel(Shape):
    """Stop what is being written."""

    cancel: Literal[True]


class WriteRequest(RootModel[WriteDraft | WriteChange | WriteCancel]):
    """What is sent to `/write`."""


class GrowingEvent(Shape):
    """The whole text as it is so far."""

    event: Literal["growing"] = "growing"
    text: str


class WrittenEvent(Shape):
    """The version is kept."""

    event: Literal["written"] = "written"
    here: WritingHere


class WriteStopped(Shape):
    event: Literal["stopped"] = "stopped"


class WriteTrouble(Shape):
    event: Literal["problem"] = "problem"
    detail: str


Told = GrowingEvent | WrittenEvent | WriteStopped | WriteTrouble


class WriteEvent(RootModel[Annotated[Told, Field(discriminator="event")]]):
    """What `/write` sends."""


@router.get("/writing-forms")
async def all_forms() -> list[WritingForm]:
    """What can be written."""
    return [WritingForm(sort=each.sort, form=each.form, verse=each.verse) for each in forms()]


@router.get("/writing-voice")
async def voice(life: OpenLife, of: Annotated[VoiceOf, Query()]) -> VoiceProfile:
    """How the person writes. No model is asked."""
    found = await life.writing.voice(of.language, of.to, datetime.now(UTC))
    return VoiceProfile.model_validate(found)


@router.get("/writing")
async def texts(life: OpenLife) -> list[WritingPast]:
    """What was to be written, the latest first."""
    return [
        WritingPast(id=each.id, at=each.at, wanted=WritingWanted.model_validate(each.what))
        for each in await life.writing.all()
    ]


@router.post("/writing", status_code=201)
async def begin(life: OpenLife, wanted: WritingWanted) -> WritingHere:
    """Set up a text; gives what it would be written from."""
    try:
        made = Commissioned(**wanted.model_dump())
        return await _shown(life, await life.writing.begin(made, datetime.now(UTC), life.zone))
    except NoSuchForm as error:
        raise Trouble(422, str(error)) from None


@router.get("/writing/{moment_id}")
async def text(
    life: OpenLife, moment_id: MomentId, at: Annotated[WritingAt, Query()]
) -> WritingHere:
    """A text at a version."""
    return await _shown(life, await _found(life, moment_id, at.version))


@router.post("/writing/{moment_id}/versions", status_code=201)
async def by_hand(life: OpenLife, moment_id: MomentId, wanted: WritingByHand) -> WritingHere:
    """Keep a version in the person's own words."""
    await _found(life, moment_id, wanted.after)
    made = await life.writing.by_hand(
        moment_id, wanted.text, datetime.now(UTC), life.zone, wanted.after
    )
    return await _shown(life, made)


@router.post("/writing/{moment_id}/note", status_code=201)
async def note(life: OpenLife, moment_id: MomentId, at: WritingAt) -> shapes.Moment:
    """Keep a version among the notes."""
    try:
        kept = await life.writing.note(moment_id, datetime.now(UTC), life.zone, at.version)
    except NoSuchText as error:
        raise Trouble(404, str(error)) from None
    return shapes.Moment.of(kept)


@sockets.websocket("/write")
async def write(socket: WebSocket, server: Server) -> None:
    """One text at a time; another request, `cancel` or leaving stops the one under way."""
    await socket.accept(subprotocol=PROTOCOL)
    writing: asyncio.Task[None] | None = None
    try:
        while True:
            asked = _request(await socket.receive_text())
            await _end(writing)
            writing = asyncio.create_task(_answer(socket, server.life, asked))
    except WebSocketDisconnect:
        pass
    finally:
        await _end(writing)


def _request(text: str) -> WriteDraft | WriteChange | WriteCancel | WriteTrouble:
    try:
        return WriteRequest.model_validate_json(text).root
    except ValidationError:
        return WriteTrouble(detail="What to write couldn't be read.")


async def _answer(
    socket: WebSocket, life: Life, asked: WriteDraft | WriteChange | WriteCancel | WriteTrouble
) -> None:
    try:
        async with aclosing(_told(life, asked)) as events:
            async for event in events:
                await socket.send_text(event.model_dump_json())
    except WebSocketDisconnect:
        raise
    except (*FORESEEN, NoSuchText) as error:
        await socket.send_text(WriteTrouble(detail=str(error)).model_dump_json())
    except Exception:
        log.exception("writing failed")
        await socket.send_text(WriteTrouble(detail=UNKNOWN).model_dump_json())


async def _told(
    life: Life, asked: WriteDraft | WriteChange | WriteCancel | WriteTrouble
) -> AsyncGenerator[Told, None]:
    if isinstance(asked, WriteTrouble):
        yield asked
        return
    if isinstance(asked, WriteCancel):
        yield WriteStopped()
        return
    now, zone, writing = datetime.now(UTC), life.zone, life.writing
    if isinstance(asked, WriteDraft):
        steps = writing.draft(asked.draft, now, zone)
    else:
        steps = writing.revise(asked.text, asked.change, now, zone, asked.after)
    async with aclosing(steps):
        async for step in steps:
            yield (
                WrittenEvent(here=await _shown(life, step))
                if isinstance(step, Text)
                else GrowingEvent(text=step)
            )


async def _end(task: asyncio.Task[None] | None) -> None:
    """Stop what is written and wait until its model has let go."""
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _found(life: Life, id_: str, version: str) -> Text:
    try:
        return await life.writing.at(id_, version)
    except NoSuchText as error:
        raise Trouble(404, str(error)) from None


async def _shown(life: Life, here: Text) -> WritingHere:
    beside = await life.writing.beside(here, datetime.now(UTC), life.zone)
    learned = beside.learned
    return WritingHere(
        id=here.asked.id,
        at=here.asked.at,
        wanted=WritingWanted.model_validate(here.wanted),
        called=beside.to.called,
        way=[_version(moment) for moment in here.way],
        branches=list(here.branches),
        passages=[WritingQuote.model_validate(cite) for cite in learned.passages],
        facts=[WritingQuote.model_validate(cite) for cite in learned.cites],
        voice=VoiceProfile.model_validate(beside.voice),
        needs=_needs(life, beside.voice.language),
    )


def _needs(life: Life, language: Language) -> str:
    try:
        life.writing.writer(language)
    except CannotWrite as error:
        return str(error)
    return ""


def _version(moment: Moment) -> WritingVersion:
    what = moment.what
    if not isinstance(what, Penned):
        raise TypeError("a text consists of versions")
    return WritingVersion(
        id=moment.id, at=moment.at, text=what.text, language=what.language, change=what.change,
        by_hand=what.by_hand, model=what.model,
        stretches=[WritingStretch.model_validate(each) for each in what.stretches],
        faults=[WritingFault.model_validate(each) for each in what.faults],
    )  # fmt: skip
