"""Reminders, things to do and timers, as the person's own are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from alongside.gate.tool import MAKES, READS, Result, ToolError, ToolSpec
from alongside.log.kinds import Reminder, Settled
from alongside.log.moment import Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.tools.times import Times
from alongside.views import agenda
from alongside.views.agenda import Kept
from alongside.views.words import fold

SOURCE = "reminders"
TEXT = {"type": "string", "minLength": 1, "maxLength": 1000}


class _Keeps:
    """A tool that keeps a reminder, which undoing forgets."""

    def __init__(self, log: SqliteLog, times: Times) -> None:
        self._log = log
        self._times = times

    async def _keep(self, what: Reminder | Settled, *because: str) -> str:
        draft = Draft(
            what=what,
            at=self._times.now(),
            zone=self._times.zone.key,
            source=SOURCE,
            trust=Trust.OUTSIDE,
            because=because,
        )
        (kept,) = await self._log.append(draft)
        return kept.id

    async def undo(self, undo: str) -> None:
        await self._log.forget(undo)


class AddReminder(_Keeps):
    """Reminds of something at a time, again and again, or with a person."""

    spec = ToolSpec(
        name="add_reminder",
        description="Remind the person: at a time (`when`), or when they meet someone (`person`).",
        parameters={
            "type": "object",
            "properties": {
                "text": TEXT,
                "when": {"type": "string", "minLength": 2, "maxLength": 100},
                "every": {"enum": ["day", "weekday", "week", "month", "year"]},
                "person": {"type": "string", "maxLength": 200},
            },
            "required": ["text"],
            "anyOf": [{"required": ["when"]}, {"required": ["person"]}],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        text, when = arguments["text"], arguments.get("when", "")
        if not when:
            person = arguments["person"]
            kept = await self._keep(Reminder(text=text, person=person))
            return Result(
                text=f"I'll remind them with {person}: {text}", trust=Trust.OWN, undo=kept
            )
        at = self._times.at(when)
        wall = self._times.wall(at).replace(tzinfo=None).isoformat(timespec="minutes")
        every = arguments.get("every", "")
        if at < self._times.now() and not every:
            raise ToolError(f"“{when}” is over. Name a time that is still to come.", ours=True)
        kept = await self._keep(Reminder(text=text, wall=wall, every=every))
        said = f"Reminder set for {self._times.say(at)}: {text}"
        return Result(text=said, trust=Trust.OWN, undo=kept)


class SetTimer(_Keeps):
    """Rings after some minutes."""

    spec = ToolSpec(
        name="set_timer",
        description="A timer that rings after so many minutes.",
        parameters={
            "type": "object",
            "properties": {
                "minutes": {"type": "number", "exclusiveMinimum": 0, "maximum": 10080},
                "text": TEXT,
            },
            "required": ["minutes"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        due = self._times.now() + timedelta(minutes=arguments["minutes"])
        text = arguments.get("text") or "The timer is over."
        kept = await self._keep(Reminder(text=text, due=due))
        wall = self._times.wall(due)
        return Result(text=f"The timer rings at {wall:%H:%M:%S}.", trust=Trust.OWN, undo=kept)


class ListReminders:
    """What the person has to be reminded of."""

    spec = ToolSpec(
        name="list_reminders",
        reads=frozenset({"reminder"}),
        description="The person's open reminders and timers.",
        parameters={"type": "object", "properties": {}, "additionalProperties": False},
        hints=READS,
    )

    def __init__(self, log: SqliteLog, times: Times) -> None:
        self._log = log
        self._times = times

    async def run(self, _: Mapping[str, Any], /) -> Result:
        found = await opened(self._log)
        if not found:
            return Result(text="Nothing is to be reminded of.", trust=Trust.OWN)
        held = {moment.id: moment.trust for moment in await self._log.get(*(k.id for k in found))}
        parts = [part for kept in found for part in self._line(kept.what, held[kept.id])]
        return Result.told(parts)

    def _line(self, what: Reminder, trust: Trust) -> Iterator[tuple[str, Trust]]:
        timed = what.due is not None or what.wall
        yield "- ", Trust.OWN
        yield what.text, trust
        yield f" ({self._when(what)})\n", Trust.OWN if timed else trust

    def _when(self, what: Reminder) -> str:
        if what.due is not None:
            return self._times.say(what.due)
        said = what.wall or (f"with {what.person}" if what.person else f"at {what.location}")
        return f"{said}, every {what.every}" if what.every else said


class CompleteReminder(_Keeps):
    """Marks what the person has done."""

    spec = ToolSpec(
        name="mark_reminder_done",
        reads=frozenset({"reminder"}),
        description="Mark an open reminder as done, by its words.",
        parameters={
            "type": "object",
            "properties": {"text": TEXT},
            "required": ["text"],
            "additionalProperties": False,
        },
        hints=MAKES,
    )

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        wanted = set(fold(arguments["text"]).split())
        found = [kept for kept in await opened(self._log) if _fits(kept, wanted)]
        if len(found) != 1:
            which = "; ".join(kept.what.text for kept in found) or "none"
            raise ToolError(f"These words name {len(found)} reminders, not one: {which}.")
        settled = await self._keep(Settled(how="done"), found[0].id)
        return Result(text=f"Done: {found[0].what.text}", trust=Trust.OUTSIDE, undo=settled)


async def opened(log: SqliteLog) -> list[Kept]:
    """The reminders that are still open."""
    found = await log.database.read(lambda db: agenda.reminders(db, log.person))
    return [kept for kept in found if not kept.settled]


def _fits(kept: Kept, wanted: set[str]) -> bool:
    held = set(fold(kept.what.text).split())
    return bool(wanted) and (wanted <= held or held <= wanted)
