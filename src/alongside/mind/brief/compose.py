"""The brief of a day: what lies ahead in the morning, what was and what is next in the evening.

Code writes it whole, each line with the moments it stands on. It reads aloud in under two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from alongside.log.kinds import Cite
from alongside.log.kinds.reminding import Part
from alongside.mind.nudge.situation import Plan, Pledge, Situation
from alongside.mind.remind.due import occasions
from alongside.mind.when import say

DAY = timedelta(days=1)
SOON = 7
"""Days ahead that a birthday is told of."""
MOST = 5
"""Lines of one sort; a brief is brief."""


@dataclass(slots=True)
class Writing:
    """Lines as they are written, and what they stand on, numbered."""

    lines: list[str] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)

    def cite(self, moment: str) -> str:
        for each in self.cites:
            if each.moment == moment:
                return f"[{each.number}]"
        self.cites.append(Cite(number=len(self.cites) + 1, moment=moment))
        return f"[{len(self.cites)}]"

    def line(self, head: str, items: Sequence[str]) -> None:
        if items:
            self.lines.append(f"{head} {'; '.join(items[:MOST])}.")


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief in words, with its citations. `empty` says that there was nothing to tell."""

    part: Part
    day: date
    text: str
    cites: tuple[Cite, ...]
    empty: bool


def compose(now: Situation, part: Part) -> Brief:
    """The brief of the day that the situation is of."""
    writing = Writing()
    if part == "morning":
        _morning(now, writing)
    else:
        _evening(now, writing)
    empty = not writing.lines
    day = say(now.today, language=now.language)
    if part == "morning":
        hello = now.say("Good morning. It is {day}.", "좋은 아침이에요. {day}이에요.", day=day)
    else:
        hello = now.say("Good evening. This was {day}.", "수고했어요. {day}이었어요.", day=day)
    text = "\n".join([hello, *writing.lines])
    return Brief(part, now.today, text, tuple(writing.cites), empty)


def _morning(now: Situation, writing: Writing) -> None:
    plans = [each for each in now.plans if _on(now, each, now.today)]
    head = now.say("Today:", "오늘:")
    writing.line(head, [f"{_plan(now, each)} {writing.cite(each.id)}" for each in plans])
    _steps(now, writing, now.today)
    _promises(now, writing, now.today)
    due = [*_reminders(now, now.today)]
    head = now.say("To remember:", "기억할 일:")
    writing.line(head, [f"{text} {writing.cite(id_)}" for text, id_ in due])
    _birthdays(now, writing)
    _reach(now, writing)
    _memories(now, writing)


def _evening(now: Situation, writing: Writing) -> None:
    plans = [each for each in now.plans if _on(now, each, now.today)]
    head = now.say("Today you had:", "오늘 있었던 일:")
    writing.line(head, [f"{_plan(now, each)} {writing.cite(each.id)}" for each in plans])
    _promises(now, writing, now.today)
    tomorrow = [each for each in now.plans if _on(now, each, now.today + DAY)]
    head = now.say("Tomorrow:", "내일:")
    writing.line(head, [f"{_plan(now, each)} {writing.cite(each.id)}" for each in tomorrow])
    due = [*_reminders(now, now.today + DAY)]
    head = now.say("To remember tomorrow:", "내일 기억할 일:")
    writing.line(head, [f"{text} {writing.cite(id_)}" for text, id_ in due])


def _steps(now: Situation, writing: Writing, day: date) -> None:
    """The small steps of goals that have their time that day."""
    writing.line(
        now.say("For your goals:", "목표를 위해:"),
        [
            f"{now.local(each.start):%H:%M} {each.text} {writing.cite(each.id)}"
            for each in now.steps
            if now.local(each.start).date() == day
        ],
    )


def _on(now: Situation, plan: Plan, day: date) -> bool:
    if plan.what.all_day:
        return (
            now.local(plan.start).date()
            <= day
            < max(now.local(plan.end).date(), now.local(plan.start).date() + DAY)
        )
    return now.local(plan.start).date() == day


def _plan(now: Situation, plan: Plan) -> str:
    if plan.what.all_day:
        return now.say("all day: {title}", "종일 {title}", title=plan.what.title)
    return f"{now.local(plan.start):%H:%M} {plan.what.title}"


def _promises(now: Situation, writing: Writing, day: date) -> None:
    """What is due until the end of the day, and what is late."""
    open_ = [each for each in now.pledges if not each.how and each.due is not None]
    mine = [each for each in open_ if each.mine and _due(now, each) <= day]
    late = now.say("late", "지남")
    items = [
        f"{each.text}{f' ({late})' if _due(now, each) < day else ''} {writing.cite(each.id)}"
        for each in sorted(mine, key=lambda each: (_due(now, each), each.id), reverse=True)
    ]
    writing.line(now.say("You promised:", "약속한 일:"), items)
    theirs = [each for each in open_ if not each.mine and _due(now, each) == day]
    writing.line(
        now.say("You were promised:", "약속받은 일:"),
        [f"{each.by}: {each.text} {writing.cite(each.id)}" for each in theirs],
    )


def _due(now: Situation, pledge: Pledge) -> date:
    due = pledge.due or datetime.max.replace(tzinfo=now.now.tzinfo)
    return now.local(due - timedelta(seconds=1)).date()


def _reminders(now: Situation, day: date) -> Iterator[tuple[str, str]]:
    """What is to be remembered on a day: its time and words, and the moment it stands on."""
    found = [
        (one.due, kept)
        for kept in now.reminders
        if not kept.settled
        for one in occasions(kept, now.now, now.zone, now.keys)
        if one.key not in now.keys and now.local(one.due).date() == day
    ]
    for due, kept in sorted(found, key=lambda each: (each[0], each[1].id)):
        yield f"{now.local(due):%H:%M} {kept.what.text}", kept.id


def _birthdays(now: Situation, writing: Writing) -> None:
    today, soon = [], []
    for person, day in now.birthdays(SOON):
        cite = writing.cite(person.birthday_from)
        if day == now.today:
            today.append(f"{person.called} {cite}")
        else:
            soon.append(f"{person.called}, {say(day, language=now.language)} {cite}")
    writing.line(now.say("Birthday today:", "오늘 생일:"), today)
    writing.line(now.say("Birthdays soon:", "다가오는 생일:"), soon)


def _reach(now: Situation, writing: Writing) -> None:
    waiting = [
        each for each in now.circle.people if each.due and each.due <= now.today and not each.hidden
    ]
    writing.line(
        now.say("You wanted to be in touch with:", "연락하고 싶어 한 사람:"),
        [f"{each.called} {writing.cite(each.chosen)}" for each in waiting[:2]],
    )


def _memories(now: Situation, writing: Writing) -> None:
    for each in now.memories[:2]:
        what = []
        if each.photos:
            what.append(now.say("{n} photos", "사진 {n}장", n=each.photos))
        if each.notes:
            what.append(now.say("{n} notes", "기록 {n}개", n=each.notes))
        where = now.say(" in {place}", " ({place})", place=each.place) if each.place else ""
        head = now.say("On this day in {year}:", "{year}년 오늘:", year=each.year)
        writing.line(head, [f"{', '.join(what)}{where} {writing.cite(each.id)}"])
