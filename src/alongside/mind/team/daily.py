"""What the team does by itself: those that may wake look through the day, and once a day it is told
what the team did, what it asks and what it cost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.log.kinds import Advised, Reported
from alongside.log.moment import Moment, Trust
from alongside.mind.agent.steps import Course
from alongside.mind.jobs import Progress
from alongside.mind.team.described import NONE, Described, described
from alongside.mind.team.team import Team
from alongside.views import team as view
from alongside.views.team import TEAM, Member

OFTEN = timedelta(minutes=5)
"""How often it is looked whether an agent is to wake."""
EVENING = 18
"""The hour from which the day is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the team did on a day: what it said, the tasks begun, acts that wait, and the cost."""

    day: date
    said: tuple[Moment, ...]
    tasks: tuple[Course, ...]
    report: Moment | None = None

    @property
    def waiting(self) -> int:
        return sum(step.state == "waiting" for task in self.tasks for step in task.steps)

    @property
    def steps(self) -> int:
        return sum(len(task.steps) for task in self.tasks)

    @property
    def tokens(self) -> int:
        """What it took of models, about; of tasks, once they have ended."""
        spoken = sum(m.what.tokens for m in self.said if isinstance(m.what, Advised))
        return spoken + sum(task.finished.tokens for task in self.tasks if task.finished)

    @property
    def idle(self) -> bool:
        return not self.said and not self.tasks

    def spent(self, member: Member) -> int:
        """The tokens that one agent took of what bounds its day."""
        handle = member.what.handle
        spoken = [m.what for m in self.said if isinstance(m.what, Advised)]
        tasks = [task for task in self.tasks if task.what.agent == member.agent]
        done = sum(task.finished.tokens for task in tasks if task.finished)
        return done + sum(each.tokens for each in spoken if each.agent == handle)


class Daily:
    """Wakes those that may, and reports. As a job it does what is due now."""

    name = "team"

    def __init__(self, team: Team, halted: Callable[[], Awaitable[bool]]) -> None:
        """`halted` says whether the person stopped everything; then nobody wakes."""
        self._team = team
        self._halted = halted
        self._turn = asyncio.Lock()

    async def day(self, day: date | None = None) -> Day:
        """What the team did on a day; by default today."""
        team = self._team
        here = day or self._now().date()
        zone = team.times.zone
        since = datetime.combine(here, time(), zone)
        until = datetime.combine(here + timedelta(days=1), time(), zone)
        person = team.log.person

        async def kept(kind: str) -> tuple[Moment, ...]:
            ids = await team.log.database.read(lambda db: view.since(db, person, kind, since))
            return tuple(m for m in await team.log.get(*ids) if m.at < until)

        tasks = [
            each
            for each in await team.agents.latest()
            if each.what.agent.startswith(TEAM) and since <= each.task.at < until
        ]
        reports = [m for m in await kept("reported") if _day(m) == here.isoformat()]
        return Day(
            day=here,
            said=await kept("advised"),
            tasks=tuple(tasks),
            report=reports[-1] if reports else None,
        )

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Wake whoever is due, and report the day where it is time."""
        async with self._turn:
            done = 0
            for member in (await self._team.roster()).values():
                done += not await self._halted() and await self._wake(member)
            done += await self._report()
        if done:
            yield Progress(name=self.name, done=done, total=done)

    async def keep_up(self) -> None:
        """Look again as time goes by, until cancelled."""
        while True:
            await asyncio.sleep(OFTEN.total_seconds())
            async with aclosing(self.catch_up()) as steps:
                async for _ in steps:
                    pass

    async def _wake(self, member: Member) -> bool:
        what, now = described(member.what.text), self._now()
        if not _due(member, what, now):
            return False
        looked = await self._look(member, what, now.date().isoformat())
        began = await self._begin(member, what, now.date().isoformat())
        return looked or began

    async def _look(self, member: Member, what: Described, day: str) -> bool:
        """Look through the day and tell what was found, once."""
        today = await self.day()
        woke = [m for m in today.said if isinstance(m.what, Advised) and m.what.day]
        if any(isinstance(m.what, Advised) and m.what.agent == member.what.handle for m in woke):
            return False
        if today.spent(member) >= what.tokens:
            return False
        team = self._team
        advice = await team.advising.woken(member, what, team.times.now(), team.times.zone.key)
        if advice is None:
            return False
        await team.said(member, advice, day=day)
        return True

    async def _begin(self, member: Member, what: Described, day: str) -> bool:
        """Begin what its file says it does, once a day and within what is left of its day's tokens,
        unless what it began before still waits or no model works for it."""
        team = self._team
        left = what.tokens - (await self.day()).spent(member)
        mute = what.model == NONE or team.advising.named(what.model) is None
        if not what.does or left <= 0 or mute:
            return False
        own = [one for one in await team.agents.latest() if one.what.agent == member.agent]
        if any(one.what.day == day or (one.what.day and one.end is None) for one in own):
            return False
        team.agents.begin((await team.woken(member, what, day, left)).id)
        return True

    async def _report(self) -> bool:
        """Report today once it is evening, or yesterday where nobody did."""
        now = self._now()
        days = [now.date() - timedelta(days=1)]
        if now.hour >= EVENING:
            days.append(now.date())
        found = [await self.day(day) for day in days]
        due = [day for day in found if day.report is None and not day.idle]
        for day in due:
            text = report(day, self._team.language())
            told = Reported(day=day.day.isoformat(), text=text, steps=day.steps, tokens=day.tokens)
            causes = [m.id for m in day.said] + [task.task.id for task in day.tasks]
            origin = f"team:report:{told.day}"
            await self._team.keep(told, Trust.OWN, *causes, origin=origin)
        return bool(due)

    def _now(self) -> datetime:
        """The time on the person's wall."""
        return self._team.times.wall(self._team.times.now())


def _due(member: Member, what: Described, now: datetime) -> bool:
    if what.wakes is None or member.rights is None or not member.rights.wakes:
        return False
    return now.hour * 60 + now.minute >= what.wakes


def _day(moment: Moment) -> str:
    return moment.what.day if isinstance(moment.what, Reported) else ""


def report(day: Day, language: str) -> str:
    """A day of the team in words: who said what, what was done, what waits, what it took."""
    korean = language.startswith("ko")
    said = [m.what for m in day.said if isinstance(m.what, Advised)]
    lines = [f"{each.name}: {_short(each.text)}" for each in said if each.day]
    asked = [each.name for each in said if not each.day]
    if asked:
        names = ", ".join(dict.fromkeys(asked))
        lines.append(f"여쭤보신 것에 답함: {names}" if korean else f"Answered you: {names}")
    lines += [_task(task, korean=korean) for task in day.tasks]
    if day.waiting:
        n = day.waiting
        lines.append(f"허락을 기다리는 일: {n}" if korean else f"Waiting for your word: {n}")
    cost = "걸음 {}, 토큰 약 {}" if korean else "Cost: {} steps, about {} tokens"
    return "\n".join([*lines, cost.format(day.steps, day.tokens)])


def _task(task: Course, *, korean: bool) -> str:
    states = {"done": "마침", "waiting": "기다림", "working": "하는 중"}
    state = states.get(task.state, "그만둠") if korean else task.state
    path: Sequence[str] = [task.what.agent, *(each.to for each in task.handed)]
    who = " → ".join(each.removeprefix(TEAM) for each in path)
    alone = (", 스스로" if korean else ", by itself") if task.what.day else ""
    return f"{who}: {_short(task.what.goal)} ({state}{alone})"


def _short(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= 160 else f"{first[:159]}…"
