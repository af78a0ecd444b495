"""A month's letter: how the days and the aims agree. Code writes it whole, each line with what it
stands on; a model may word it where the person switched that on for briefs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from alongside.config import Config
from alongside.log.kinds import Lettered
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.brief.compose import Writing
from alongside.mind.brief.worded import worded
from alongside.mind.goals.book import Goal
from alongside.mind.goals.goals import Goals, Picture
from alongside.mind.goals.planning import LONG
from alongside.mind.goals.tracing import Trace
from alongside.mind.nudge.reading import plans
from alongside.mind.when import say
from alongside.mind.when.expression import to_utc
from alongside.models.model import Chat
from alongside.views.local import zone_info

SOURCE = "goals"
MOST = 3
"""Moments that one line stands on."""
_SYSTEM = (
    "Say this letter about somebody's month again to them in warm, plain, short sentences, without "
    "praise or blame. Keep every marker such as [1] right after what it belongs to, and every "
    "number and name. Add nothing."
)


class Letters:
    """Writes letters for a life. `chat` gives the model that serves, `speaks` what it writes."""

    def __init__(
        self,
        goals: Goals,
        config: Callable[[], Config],
        chat: Callable[[], Chat | None] = lambda: None,
        speaks: Callable[[str, str], bool] = lambda _model, _language: False,
    ) -> None:
        self._goals = goals
        self._config = config
        self._chat = chat
        self._speaks = speaks

    async def write(self, month: date, now: datetime | None = None) -> Moment | None:
        """Write and keep the letter of a month; None where there is nothing to tell."""
        picture = await self._goals.at(now)
        log = self._goals.log
        busiest = await log.database.read(lambda db: _busiest(db, log.person, month, picture.zone))
        text, writing = compose(picture, month, busiest)
        if not writing.lines:
            return None
        said, model = await worded(
            text, _SYSTEM, picture.language, self._config().proactive, self._chat, self._speaks
        )
        causes = await log.get(*(cite.moment for cite in writing.cites))
        draft = Draft(
            what=Lettered(
                month=f"{month:%Y-%m}", text=said, cites=tuple(writing.cites), model=model
            ),
            at=picture.now,
            zone=picture.zone,
            source=SOURCE,
            trust=min([Trust.OWN, *(cause.trust for cause in causes)]),
            because=tuple(cause.id for cause in causes),
        )
        (kept,) = await log.append(draft)
        return kept


Busy = tuple[str, float, str]
"""A title, the hours it took, and a moment that shows it."""


def compose(now: Picture, month: date, busiest: Sequence[Busy] = ()) -> tuple[str, Writing]:
    """The letter of a month, and what it stands on."""
    writing = Writing()
    first, last = _bounds(month)
    goals = [g for g in now.book.goals if g.status not in ("proposed", "dismissed")]
    lived = [g for g in goals if g.began <= last and not _over(g, first)]
    for goal in lived:
        writing.lines.append(_goal(now, writing, goal, month))
    if lived:
        writing.lines += _values(now, writing, lived, month)
        items = [f"{title} ({hours:g} h) {writing.cite(id_)}" for title, hours, id_ in busiest]
        writing.line(
            now.say("Most of your planned hours went to:", "계획한 시간이 가장 많이 간 곳:"), items
        )
        writing.lines.append(_closing(now, lived, month))
    named = say(first, last + timedelta(days=1), language=now.language)
    head = now.say("Your month: {month}.", "{month}, 한 달을 돌아봐요.", month=named)
    return "\n".join([head, *writing.lines]), writing


def _goal(now: Picture, writing: Writing, goal: Goal, month: date) -> str:
    found = _in(now, goal, month)
    before = _in(now, goal, month - timedelta(days=1))
    days = len({each.day for each in found})
    cites = " ".join(writing.cite(each.moment) for each in _spread(found)) or writing.cite(goal.id)
    amount = round(sum(each.amount or 0 for each in found), 1)
    much = now.say(", {amount:g} {unit}", ", {amount:g} {unit}", amount=amount, unit=goal.unit)
    here = zone_info(now.zone)
    ended = [each.done.astimezone(here).date() for each in goal.steps if each.done]
    steps = sum(_within(day, month) for day in ended)
    told = _counted(now, steps, "step", "걸음 {n}개")
    done = now.say("; {told} done", "; {told} 완료", told=told) if steps else ""
    values = {
        "goal": goal.what.outcome, "days": _counted(now, days, "day", "{n}일"),
        "before": _counted(now, len({each.day for each in before}), "day", "{n}일"),
        "cites": cites, "much": much if amount else "", "done": done,
    }  # fmt: skip
    if not found and not steps:
        return now.say(
            "“{goal}” was quiet this month {cites}.",
            "“{goal}”은(는) 이번 달에 조용했어요 {cites}.",
            **values,
        )
    return now.say(
        "“{goal}”: {days}{much}{done}; the month before, {before} {cites}.",
        "“{goal}”: {days}{much}{done}; 지난달에는 {before} {cites}.",
        **values,
    )


def _counted(now: Picture, n: int, noun: str, korean: str) -> str:
    return now.say(f"{{n}} {noun}{'s' * (n != 1)}", korean, n=n)


def _values(now: Picture, writing: Writing, goals: Sequence[Goal], month: date) -> Iterator[str]:
    """What the person values, and how many days served it."""
    for value in now.book.values:
        serving = [g for g in goals if value.casefold() in map(str.casefold, g.what.values)]
        days = {each.day for goal in serving for each in _in(now, goal, month)}
        cite = writing.cite(now.book.valued)
        if serving:
            yield now.say(
                "For {value}: {days}, through {goals} {cite}.",
                "{value}: {days}, {goals} {cite}.",
                value=value, days=_counted(now, len(days), "day", "{n}일"), cite=cite,
                goals=", ".join(f"“{goal.what.outcome}”" for goal in serving),
            )  # fmt: skip
        else:
            yield now.say(
                "No goal of yours serves {value} yet {cite}.",
                "{value}을(를) 위한 목표는 아직 없어요 {cite}.",
                value=value, cite=cite,
            )  # fmt: skip


def _closing(now: Picture, goals: Sequence[Goal], month: date) -> str:
    """One question, of the goal that the month did least for."""
    least = min(goals, key=lambda goal: (len(_in(now, goal, month)), goal.at))
    return now.say(
        "What would next month look like if “{goal}” had one more hour a week?",
        "다음 달에 “{goal}”에 일주일에 한 시간을 더 준다면 어떤 모습일까요?",
        goal=least.what.outcome,
    )


def _in(now: Picture, goal: Goal, month: date) -> list[Trace]:
    found = now.traces.get(goal.id, ())
    return [each for each in found if each.counts and _within(each.day, month)]


def _within(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def _spread(found: Sequence[Trace]) -> list[Trace]:
    """The first, the middle and the last."""
    if len(found) <= MOST:
        return list(found)
    return [found[0], found[len(found) // 2], found[-1]]


def _bounds(month: date) -> tuple[date, date]:
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following - timedelta(days=1)


def _over(goal: Goal, first: date) -> bool:
    return goal.status in ("reached", "let_go") and goal.changed.date() < first


def _busiest(db: sqlite3.Connection, person: str, month: date, zone: str) -> list[Busy]:
    """What the calendar's hours of a month went to, the most first."""
    first, last = _bounds(month)
    since = to_utc(datetime.combine(first, time()), zone)
    until = to_utc(datetime.combine(last + timedelta(days=1), time()), zone)
    hours: dict[str, tuple[float, str]] = {}
    for each in plans(db, person, since.astimezone(UTC), zone, until - since):
        length = each.end - each.start
        if each.what.all_day or length > LONG or not since <= each.start < until:
            continue
        before = hours.get(each.what.title, (0.0, each.id))
        hours[each.what.title] = (before[0] + length.total_seconds() / 3600, before[1])
    ranked = sorted(hours.items(), key=lambda one: (-one[1][0], one[0]))
    return [(title, round(spent, 1), id_) for title, (spent, id_) in ranked[:MOST]]
