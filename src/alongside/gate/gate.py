"""The gate: nothing acts but through here. Every act is proposed, decided, and then done or not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema_rs

from alongside.gate import lived
from alongside.gate.act import Act, Sentence, Verdict
from alongside.gate.arguments import arguments as told_apart
from alongside.gate.grounds import Grounds, costs, grounds
from alongside.gate.rules import BUILT_IN, Rule, judge
from alongside.gate.stop import Stop, give_up
from alongside.gate.team import may_use, narrowed
from alongside.gate.tool import Result, Tool, ToolError, Undoable
from alongside.gate.verdicts import within
from alongside.gate.written import OwnRules
from alongside.log.kinds import (
    Cost,
    Decided,
    Did,
    Failed,
    Limited,
    Permitted,
    Proposed,
    Revoked,
    Undone,
    What,
)
from alongside.log.log import UnknownCause
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import acts
from alongside.views.acts import Deed
from alongside.views.local import zone_info
from alongside.views.team import TEAM

SOURCE = "gate"
DAY = timedelta(days=1)
PATIENCE = timedelta(days=2)
"""How long something waits for the person's word."""
IN_PART = "It may have been done in part."
MOST_TEXT = 200_000
"""Characters of a result that are kept."""
YOURS = Sentence("You allowed it.", "본인이 허락했어요.")
NOT_YOURS = Sentence("You declined it.", "본인이 거절했어요.")


class NotWaiting(ValueError):
    """There is nothing to decide: it was decided, has expired, or never was."""


class Gate:
    """Judges acts by rules, keeps what came of them, and is the only one that runs tools."""

    def __init__(
        self,
        log: SqliteLog,
        tools: Callable[[], Mapping[str, Tool]],
        stop: Stop,
        rules: Sequence[Rule] = BUILT_IN,
        zone: Callable[[], str] = lambda: "UTC",
        own: Callable[[], tuple[OwnRules, str]] = lambda: (OwnRules(), ""),
    ) -> None:
        self._log = log
        self._tools = tools
        self._rules = rules
        self._zone = zone
        self._own = own
        self._turn = asyncio.Lock()
        self._running: set[str] = set()
        self.stop = stop

    async def do(self, act: Act, because: Sequence[str]) -> Moment:
        """Judge the act and, where it is allowed, do it.

        `because` are the ids of the moments that led to it, the request among them. Gives what came
        of it: `Did`, `Failed`, or a `Decided` that denies it or waits for the person, whose word
        `outcome` waits for. An act whose caller goes away is stopped.

        Raises `ToolError` where the arguments don't fit the tool, and `UnknownCause`; then nothing
        was proposed.
        """
        tools = self._tools()
        tool = tools.get(act.tool)
        _fitting(tool, act.arguments)
        causes = await self._causes(act, because)
        async with self._turn:
            found = await self._grounds(act, tools, causes)
            verdict = judge(self._rules, act, found)
            decided = await self._decide(act, causes, found, verdict)
        if verdict.decision != "allow" or tool is None:
            return decided
        return await self._run(narrowed(tool, found.member), act.arguments, decided)

    async def approve(self, proposed: str, arguments: Mapping[str, Any] | None = None) -> Moment:
        """The person says yes, perhaps with other arguments. Gives `Did` or `Failed`.

        Only an interface that knows the person may call this. Raises `NotWaiting`, `ToolError`.
        """
        async with self._turn:
            deed, asked = await self._waiting(proposed)
            what = asked.what
            if not isinstance(what, Proposed):
                raise NotWaiting(proposed)
            tool = self._tools().get(what.tool)
            given = what.arguments if arguments is None else dict(arguments)
            _fitting(tool, given)
            if tool is None:
                raise NotWaiting("The tool isn't there any more.")
            if await self.stop.looked():
                raise NotWaiting("Everything is stopped; resume first.")
            member = await lived.member(self._log, what.agent)
            if what.agent.startswith(TEAM) and not may_use(member, tool.spec):
                raise NotWaiting("This agent has no right to do that any more.")
            taken = await self._affordable(tool, given)
            changed = given if given != what.arguments else None
            decided = await self._word(deed, asked, "allow", YOURS, changed, taken)
        return await self._run(narrowed(tool, member), given, decided)

    async def decline(self, proposed: str) -> Moment:
        """The person says no. Raises `NotWaiting`."""
        async with self._turn:
            deed, asked = await self._waiting(proposed)
            return await self._word(deed, asked, "deny", NOT_YOURS, None)

    async def outcome(self, proposed: str) -> Moment:
        """Waits until an act came to an end: `Did`, `Failed`, or a `Decided` that denies it.

        One that waits for the person and expires is given as the `Decided` that asked.
        """
        async with aclosing(self._log.follow()) as growth:
            while True:
                deed = await self._deed(proposed)
                if deed is None:
                    raise NotWaiting(proposed)
                if deed.state not in ("waiting", "decided"):
                    (end,) = await self._log.get(deed.outcome or deed.decided)
                    return end
                await _next(growth, deed.expires if deed.state == "waiting" else None)

    async def undo(self, did: str) -> Moment:
        """Take back what was done; gives `Undone` or `Failed`.

        Only an interface that knows the person may call this. Raises `NotWaiting`.
        """
        (done,) = await self._log.get(did) or (None,)
        if done is None or not isinstance(done.what, Did) or not done.what.undo:
            raise NotWaiting("This can't be taken back.")
        tool = self._tools().get(done.what.tool)
        if not isinstance(tool, Undoable):
            raise NotWaiting("This can't be taken back.")
        try:
            await tool.undo(done.what.undo)
        except ToolError as error:
            failed = Failed(doing=f"taking back {done.what.tool}", reason=str(error))
            return await self._keep(failed, done.trust, done.id)
        return await self._keep(Undone(tool=done.what.tool), done.trust, done.id)

    async def permit(self, given: Permitted) -> Moment:
        """Keep a standing permission. Only an interface that knows the person may call this."""
        draft = replace(self._draft(given, Trust.PERSON), source="permissions")
        (kept,) = await self._log.append(draft)
        return kept

    async def revoke(self, permitted: str) -> Moment:
        """Take a standing permission back. Raises `NotWaiting`."""
        (found,) = await self._log.get(permitted) or (None,)
        if found is None or not isinstance(found.what, Permitted):
            raise NotWaiting("There is no such permission.")
        return await self._keep(Revoked(), found.trust, found.id)

    async def limited(self, of: str, most: float | None) -> Moment:
        """Keep that the person changed a limit. Only an interface that knows the person may call
        this."""
        draft = replace(self._draft(Limited(of=of, most=most), Trust.PERSON), source="permissions")
        (kept,) = await self._log.append(draft)
        return kept

    async def cut_off(self) -> list[Deed]:
        """Acts that were allowed and whose outcome isn't known: a crash came between.

        They are shown, never done again: nobody knows how far they came.
        """
        person, now = self._log.person, datetime.now(UTC)
        found = await self._log.database.read(lambda db: acts.open_ended(db, person, now))
        return [deed for deed in found if deed.decided not in self._running]

    async def _causes(self, act: Act, because: Sequence[str]) -> tuple[Moment, ...]:
        """The moments that led to it, the request first. Raises `UnknownCause`."""
        wanted = tuple(dict.fromkeys(id_ for id_ in (act.request, *because) if id_))
        found = await self._log.get(*wanted)
        if len(found) < len(wanted):
            raise UnknownCause(", ".join(set(wanted) - {moment.id for moment in found}))
        return found

    async def _grounds(
        self, act: Act, tools: Mapping[str, Tool], causes: Sequence[Moment]
    ) -> Grounds:
        found = grounds(act, await lived.setting(self._log, act, tools, causes))
        own, error = await asyncio.to_thread(self._own)
        return replace(
            found,
            own=own,
            own_error=error,
            limits=own.limits,
            now=datetime.now(zone_info(self._zone())),
            halted=await self.stop.looked(),
            permits=await lived.permits(self._log),
            spent=await lived.spent(self._log, datetime.now(UTC) - DAY),
            member=await lived.member(self._log, act.agent),
        )

    async def _affordable(self, tool: Tool, given: Mapping[str, Any]) -> tuple[Cost, ...]:
        """What the act takes of the budgets. Raises `NotWaiting` where that would pass a limit."""
        taken = tuple(costs(tool.spec, tuple(told_apart(given, tool.spec.parameters))))
        spent = await lived.spent(self._log, datetime.now(UTC) - DAY)
        own, _ = await asyncio.to_thread(self._own)
        past = within(taken, spent, own.limits)
        if past is not None:
            raise NotWaiting(past.why.en)
        return taken

    async def _decide(
        self, act: Act, causes: Sequence[Moment], found: Grounds, verdict: Verdict
    ) -> Moment:
        trust = min([Trust.OWN, *(moment.trust for moment in causes)])
        proposed = self._draft(
            Proposed(
                tool=act.tool,
                arguments=dict(act.arguments),
                agent=act.agent,
                title=act.title,
                written=None if act.written is None else dict(act.written),
            ),
            trust,
            *(moment.id for moment in causes),
        )
        decided = Decided(
            verdict=verdict.decision,
            rule=verdict.rule,
            why=verdict.why,
            grounds=tuple(found.arguments.values()),
            costs=found.costs,
            expires=datetime.now(UTC) + PATIENCE if verdict.decision == "ask" else None,
        )
        _, kept = await self._log.append(proposed, self._draft(decided, trust, proposed))
        return kept

    async def _word(
        self,
        deed: Deed,
        asked: Moment,
        verdict: str,
        why: Sentence,
        arguments: Any,
        taken: tuple[Cost, ...] = (),
    ) -> Moment:
        """Keep what the person said of what waited."""
        (before,) = await self._log.get(deed.decided)
        if not isinstance(before.what, Decided):
            raise NotWaiting(asked.id)
        decided = Decided(
            verdict="allow" if verdict == "allow" else "deny",
            rule="person",
            why=why,
            by="person",
            grounds=before.what.grounds,
            costs=taken,
            arguments=arguments,
        )
        return await self._keep(decided, asked.trust, asked.id)

    async def _run(self, tool: Tool, arguments: Mapping[str, Any], decided: Moment) -> Moment:
        """Run an allowed act, and keep what came of it whatever happens but a crash."""
        self._running.add(decided.id)
        try:
            return await self._keep_end(tool, arguments, decided)
        finally:
            self._running.discard(decided.id)

    async def _keep_end(self, tool: Tool, arguments: Mapping[str, Any], decided: Moment) -> Moment:
        name, began = tool.spec.name, time.monotonic()
        working = asyncio.ensure_future(tool.run(arguments))
        try:
            await self.stop.until(working, tool.spec.seconds)
        except asyncio.CancelledError:
            await give_up(working)
            if not working.done() or working.cancelled():
                end = Failed(doing=name, reason=f"It was interrupted. {IN_PART}")
                await asyncio.shield(self._keep(end, decided.trust, decided.id))
            raise
        finished = working.done()
        await give_up(working)
        if finished and not working.cancelled() and working.exception() is None:
            return await self._did(name, working.result(), time.monotonic() - began, decided)
        failed = self._why_not(tool, working if finished else None)
        return await self._keep(failed, decided.trust, decided.id)

    def _why_not(self, tool: Tool, ended: asyncio.Task[Result] | None) -> Failed:
        """Why an act has no result, for the person."""
        name = tool.spec.name
        if ended is None:
            late = f"It took more than {tool.spec.seconds:.0f} seconds and was given up."
            why = f"{'You said stop.' if self.stop.halted else late} {IN_PART}"
            return Failed(doing=name, reason=why, ours=True)
        error = None if ended.cancelled() else ended.exception()
        if isinstance(error, ToolError):
            return Failed(doing=name, reason=str(error), ours=error.ours)
        broke = f"The tool broke: {type(error).__name__}: {error}. {IN_PART}"
        return Failed(doing=name, reason=broke)

    async def _did(self, name: str, result: Result, seconds: float, decided: Moment) -> Moment:
        did = Did(
            tool=name,
            text=result.text[:MOST_TEXT],
            undo=result.undo,
            seconds=round(seconds, 3),
            own=tuple((a, min(b, MOST_TEXT)) for a, b in result.ours if a < MOST_TEXT),
        )
        return await self._keep(did, min(result.trust, decided.trust), decided.id)

    async def _waiting(self, proposed: str) -> tuple[Deed, Moment]:
        deed = await self._deed(proposed)
        if deed is None or deed.state != "waiting":
            raise NotWaiting("This doesn't wait for you any more.")
        (asked,) = await self._log.get(proposed)
        return deed, asked

    async def _deed(self, proposed: str) -> Deed | None:
        person, now = self._log.person, datetime.now(UTC)
        return await self._log.database.read(lambda db: acts.deed(db, person, proposed, now))

    async def _keep(self, what: What, trust: Trust, because: str) -> Moment:
        (kept,) = await self._log.append(self._draft(what, trust, because))
        return kept

    def _draft(self, what: Any, trust: Trust, *because: str | Draft) -> Draft:
        return Draft(
            what=what,
            at=datetime.now(UTC),
            zone=self._zone(),
            source=SOURCE,
            trust=trust,
            because=because,
        )


def _fitting(tool: Tool | None, arguments: Mapping[str, Any]) -> None:
    """Raises `ToolError` where the arguments aren't those that the tool takes."""
    if tool is None or not tool.spec.parameters:
        return
    validator = jsonschema_rs.validator_for(dict(tool.spec.parameters))
    wrong = next(iter(validator.iter_errors(dict(arguments))), None)
    if wrong is not None:
        raise ToolError(f"{tool.spec.name}: {wrong.message}")


async def _next(growth: AsyncGenerator[Moment, None], until: datetime | None) -> None:
    """Waits for the log to grow, at most until then."""
    left = None if until is None else max(0.0, (until - datetime.now(UTC)).total_seconds())
    with suppress(TimeoutError):
        async with asyncio.timeout(left):
            await anext(growth)
