"""Acts: what waits for the person, what was done, what they allow for good; and stop."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import Field

from alongside.gate.codes import LASTS
from alongside.gate.gate import NotWaiting
from alongside.gate.limits import MOST, Of
from alongside.gate.own import scope
from alongside.gate.tool import ToolError
from alongside.gate.written import RulesError
from alongside.interfaces.acts import Told, told
from alongside.interfaces.api.problems import Trouble
from alongside.interfaces.api.running import OpenLife
from alongside.interfaces.api.shapes import MomentId, Shape, Short, Truth
from alongside.interfaces.limits import change_limit, limits
from alongside.interfaces.mcp_server import WAITS, doing
from alongside.log.moment import Moment
from alongside.views import acts

router = APIRouter(tags=["acts"])
Id = Annotated[MomentId, Path()]
MOST_ARGUMENTS = 50
MOST_TEXT = 50_000


class Reason(Shape):
    en: str
    ko: str


class Grounding(Shape):
    """Where the value of an argument comes from; `note` says what is odd about it."""

    argument: str
    trust: str
    moments: list[str]
    note: str


class Act(Shape):
    """What exactly would be done or was, why, and on whose `word`.

    `state` is waiting, expired, decided (it runs), cut-off (a crash came between), denied, did,
    failed or undone.
    """

    id: str
    at: datetime
    state: str
    tool: str
    title: str
    arguments: dict[str, Any]
    agent: str
    verdict: str
    rule: str
    by: str
    why: Reason
    grounds: list[Grounding]
    word: str
    outcome: str
    outcome_id: str
    undoable: bool
    expires: datetime | None


class Permission(Shape):
    """A tool that may be used without asking, where these arguments are these."""

    id: str
    at: datetime
    tool: str
    only: dict[str, list[str]]
    most: float | None
    until: datetime | None


class Acts(Shape):
    """Everything about acts; `halted` says that the person said stop."""

    halted: bool
    acts: list[Act]
    permissions: list[Permission]


class Approval(Shape):
    """Yes, with the arguments as the person changed them. `always` allows acts like it from now on:
    the same tool, reaching the same, no dearer; for so many `days`, for good where none are given.
    """

    arguments: Annotated[dict[Short, Any], Field(max_length=MOST_ARGUMENTS)] | None = None
    always: Truth = False
    days: Annotated[int, Field(strict=True, ge=1, le=3650)] | None = None


class SpokenCode(Shape):
    """Digits that allow one act when they are said, within so many seconds."""

    code: str
    seconds: int


class WantedAct(Shape):
    """A tool with its arguments, and which program wants it used."""

    tool: Annotated[str, Field(min_length=1, max_length=200)]
    arguments: Annotated[dict[Short, Any], Field(max_length=MOST_ARGUMENTS)]
    agent: Annotated[str, Field(min_length=1, max_length=100)]


class DailyLimit(Shape):
    """The most of one thing in a day; `own` says that the person set it. `day` and `month` are what
    was taken in the last 24 hours and 30 days."""

    of: Of
    most: float
    own: bool
    day: float
    month: float


class WantedLimit(Shape):
    """The most in a day from now on; null goes back to the usual limit."""

    most: Annotated[float, Field(strict=True, ge=0, le=MOST, allow_inf_nan=False)] | None


class Outcome(Shape):
    """What came of it: did, failed, decided, undone, revoked, stopped or resumed."""

    kind: str
    text: str = ""


@router.get("/acts")
async def listed(life: OpenLife) -> Acts:
    """What waits, what was done lately, and the standing permissions."""
    person = life.log.person
    given = await life.log.database.read(lambda db: acts.permits(db, person))
    return Acts(
        halted=await life.gate.stop.looked(),
        acts=[_act(one) for one in await told(life.log, life.gate)],
        permissions=[
            Permission(
                id=one.id,
                at=one.at,
                tool=one.given.tool,
                only={name: list(values) for name, values in one.given.only.items()},
                most=one.given.most,
                until=one.given.until,
            )
            for one in given
        ],
    )


@router.post("/acts")
async def propose(life: OpenLife, wanted: WantedAct) -> Outcome:
    """Another program of the person's wants something done: it is judged as nobody's request."""
    text, failed = await doing(life.gate, wanted.agent)(wanted.tool, wanted.arguments)
    kind = "failed" if failed else "decided" if text == WAITS else "did"
    return Outcome(kind=kind, text=text[:MOST_TEXT])


@router.post("/acts/{act}/approve")
async def approve(life: OpenLife, act: Id, approval: Approval) -> Outcome:
    """Do it, as it is or as it was changed."""
    try:
        done = await life.gate.approve(act, approval.arguments)
        if approval.always:
            await _always(life, act, approval.days)
    except (NotWaiting, ToolError) as error:
        raise Trouble(409, str(error)) from error
    return _outcome(done)


@router.post("/acts/{act}/code")
async def code(life: OpenLife, act: Id) -> SpokenCode:
    """A code to say in place of touching the screen: once, for exactly this act, for a while."""
    try:
        return SpokenCode(code=await life.codes.give(act), seconds=int(LASTS))
    except NotWaiting as error:
        raise Trouble(409, str(error)) from error


@router.post("/acts/{act}/decline")
async def decline(life: OpenLife, act: Id) -> Outcome:
    """Don't do it."""
    try:
        return _outcome(await life.gate.decline(act))
    except NotWaiting as error:
        raise Trouble(409, str(error)) from error


@router.post("/acts/{act}/undo")
async def undo(life: OpenLife, act: Id) -> Outcome:
    """Take back what was done; `act` is the id of its outcome."""
    try:
        return _outcome(await life.gate.undo(act))
    except NotWaiting as error:
        raise Trouble(409, str(error)) from error


@router.post("/permissions/{permission}/revoke")
async def revoke(life: OpenLife, permission: Id) -> Outcome:
    """Take a standing permission back."""
    try:
        return _outcome(await life.gate.revoke(permission))
    except NotWaiting as error:
        raise Trouble(409, str(error)) from error


@router.get("/limits")
async def listed_limits(life: OpenLife) -> list[DailyLimit]:
    """What may be taken in the person's name in a day, and what was."""
    return await _limits(life)


@router.put("/limits/{of}")
async def limit(life: OpenLife, of: Of, wanted: WantedLimit) -> list[DailyLimit]:
    """Set a limit, or go back to the usual one. Kept in the person's own rules.toml."""
    try:
        await change_limit(life, of, wanted.most)
    except RulesError as error:
        raise Trouble(409, str(error)) from error
    return await _limits(life)


@router.post("/halt")
async def halt(life: OpenLife) -> Outcome:
    """Halt every act and job at once, until it is resumed."""
    await life.gate.stop.stop("button", life.zone)
    return Outcome(kind="stopped")


@router.post("/resume")
async def resume(life: OpenLife) -> Outcome:
    """Let it go on."""
    await life.gate.stop.resume(life.zone)
    return Outcome(kind="resumed")


async def _limits(life: OpenLife) -> list[DailyLimit]:
    try:
        return [DailyLimit.model_validate(asdict(one)) for one in await limits(life)]
    except RulesError as error:
        raise Trouble(409, str(error)) from error


async def _always(life: OpenLife, proposed: str, days: int | None) -> None:
    """Allow from now on what was allowed just now, with the arguments that it was done with."""
    found = [one for one in await told(life.log, life.gate) if one.id == proposed]
    tool = life.tools().get(found[0].tool) if found else None
    if tool is None:
        return
    until = datetime.now(UTC) + timedelta(days=days) if days else None
    given = scope(tool.spec, found[0].arguments, until)
    if given is not None:
        await life.gate.permit(given)


def _act(one: Told) -> Act:
    grounds = [
        Grounding(argument=g.argument, trust=g.trust, moments=list(g.moments), note=g.note)
        for g in one.grounds
    ]
    return Act.model_validate(one.plain() | {"grounds": grounds})


def _outcome(moment: Moment) -> Outcome:
    what = moment.what
    text = getattr(what, "text", "") or getattr(what, "reason", "")
    return Outcome(kind=moment.kind, text=str(text)[:2000])
