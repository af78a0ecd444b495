"""After a talk: what was promised or decided in it, while it is fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from alongside.mind.nudge.naming import company
from alongside.mind.nudge.situation import Nudge, Plan, Pledge, Situation, Talk

SETTLED = timedelta(minutes=10)
"""After a talk, before one speaks of it."""
FRESH = timedelta(hours=8)
LATE = timedelta(minutes=30)
"""How long after a plan's end what was promised still belongs to it."""
SHOWN, LONGEST = 2, 120
"""Points that are told, and characters of each."""


def aftertalks(now: Situation) -> Iterator[Nudge]:
    """What came of a talk that was summed up, and of a meeting with somebody who was promised
    something meanwhile, or promised it. Where nothing came of it, nothing is said."""
    for talk in now.talks:
        if talk.points:
            yield _summed_up(now, talk)
    for plan in now.plans:
        if plan.what.all_day or any(abs(t.ended - plan.end) <= LATE for t in now.talks):
            continue
        names = {name for each in company(now.circle, plan.what) for name in each.names}
        made = [p for p in now.pledges if not p.how and _in(plan, p, names)]
        if made:
            yield _met(now, plan, made)


def _in(plan: Plan, pledge: Pledge, names: set[str]) -> bool:
    return plan.start <= pledge.at <= plan.end + LATE and pledge.other.casefold() in names


def _summed_up(now: Situation, talk: Talk) -> Nudge:
    person = next((found.called for n in talk.speakers if (found := now.circle.find(n))), "")
    title = talk.title or now.say("your talk", "나눈 이야기")
    points = [f"“{_short(each)}”" for each in talk.points]
    return Nudge(
        key=f"talk:{talk.ended.isoformat()}", about="followup", text=_told(now, title, points),
        why=now.say(
            "It ended at {time}. A line to somebody is easy while it is fresh.",
            "{time}에 끝났어요. 기억이 생생할 때 한 줄 보내기 좋아요.",
            time=f"{now.local(talk.ended):%H:%M}",
        ),
        due=talk.ended + SETTLED, until=talk.ended + FRESH, because=(talk.id,), person=person,
        worth=0.62,
    )  # fmt: skip


def _met(now: Situation, plan: Plan, made: list[Pledge]) -> Nudge:
    points = [_short(each.text) for each in made]
    return Nudge(
        key=f"talk:{plan.id}:{plan.start:%Y-%m-%dT%H:%M}", about="followup",
        text=_told(now, plan.what.title, points),
        why=now.say("Promised while you met.", "만나는 동안 나온 약속이에요."),
        due=plan.end + SETTLED, until=plan.end + FRESH,
        because=(plan.id, *(each.id for each in made)), person=made[0].other, worth=0.62,
    )  # fmt: skip


def _told(now: Situation, title: str, points: list[str]) -> str:
    more = len(points) - SHOWN
    rest = now.say(" and {n} more", " 외 {n}가지", n=more) if more > 0 else ""
    said = "; ".join(points[:SHOWN])
    return now.say("After {title}: {said}{rest}", "{title} 뒤에: {said}{rest}",
                   title=title, said=said, rest=rest)  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
