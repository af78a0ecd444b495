"""How right what is said unasked is, on labelled days (see `days.py` for their form).

Each day is lived from its first moment under a clock of its own, by the engine that runs in a life.
What is said while the day is watched is right where it meets something labelled right that nothing
met before, and a false alarm else, also where it falls into a stretch labelled wrong. F1 counts
right ones, false alarms and what was labelled right and not said, over all days. Reminders count
like the rest; briefs don't. No model is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alongside.config import Config
from alongside.interfaces.bench.days import Day, Event, NotDays, Right, load
from alongside.interfaces.bench.simulated import Simulated, simulated
from alongside.log.kinds import (
    Contact,
    Media,
    Noted,
    Nudged,
    Occurrence,
    Place,
    Planned,
    Promised,
    Related,
    Reminder,
    Said,
    Saw,
    Settled,
    Weighed,
    What,
)
from alongside.log.moment import Moment, Trust
from alongside.mind.remind.reminding import NotUnderstood
from alongside.mind.when.expression import to_utc

DAY = timedelta(days=1)


@dataclass(slots=True)
class Judged:
    """What came of one day."""

    day: Day
    right: list[Moment] = field(default_factory=list)
    alarms: list[tuple[Moment, str]] = field(default_factory=list)
    missed: list[Right] = field(default_factory=list)


async def run(path: Path) -> dict[str, Any]:
    """Measure a file of labelled days. Raises OSError, `NotDays`."""
    return told([await live(day) for day in load(path)])


async def live(day: Day) -> Judged:
    """Live a day, from the first thing that happens in it, and judge what was said in it."""
    async with simulated() as life:
        life.zone = day.zone
        life.config = Config(
            name=day.me, zone=day.zone, language=day.language, proactive=day.settings
        )
        start = to_utc(day.since, day.zone)
        events = sorted(day.life, key=lambda each: each.at)
        life.now = min([start, *(to_utc(each.at, day.zone) for each in events)])
        for event in events:
            await life.until(to_utc(event.at, life.zone))
            await happen(life, event)
        await life.until(to_utc(day.until, life.zone))
        return judge(day, [each for each in await life.said() if each.at >= start])


def judge(day: Day, said: Sequence[Moment]) -> Judged:
    """What of it is right and what a false alarm, and what is missed."""
    judged = Judged(day)
    open_ = list(day.right)
    for each in said:
        met = next((right for right in open_ if _meets(each, right, day.zone)), None)
        wrong = next((w for w in day.wrong if _within(each, w.since, w.until, day.zone)), None)
        if met is not None and (wrong is None or _about(each) == "reminder"):
            open_.remove(met)
            judged.right.append(each)
        else:
            judged.alarms.append((each, wrong.why or "wrong moment" if wrong else "not needed"))
    judged.missed = open_
    return judged


def _meets(moment: Moment, right: Right, zone: str) -> bool:
    what = moment.what
    if not isinstance(what, Nudged) or not _within(moment, right.since, right.until, zone):
        return False
    text = f"{what.text} {what.why} {what.person}".casefold()
    named = not right.words or any(word.casefold() in text for word in right.words)
    return named and (not right.about or what.about in right.about)


def _within(moment: Moment, since: datetime, until: datetime, zone: str) -> bool:
    return to_utc(since, zone) <= moment.at <= to_utc(until, zone)


def _about(moment: Moment) -> str:
    return moment.what.about if isinstance(moment.what, Nudged) else ""


async def happen(life: Simulated, event: Event) -> None:
    """One thing happens in a life, now."""
    if event.remind:
        try:
            await life.remind(event.remind)
        except NotUnderstood as error:
            raise NotDays(f"“{event.remind}” sets no reminder: {error}") from error
    elif event.zone:
        life.zone = event.zone
    elif event.done:
        await life.keep(Settled(how="done"), because=[await _meant(life, event.done)])
    elif event.answered:
        said = [m for m in await life.said() if _about(m) == event.answered.about]
        await life.keep(Weighed(how=event.answered.how), because=[said[-1].id] if said else [])
    else:
        what, trust = _what(life, event)
        await life.keep(what, trust)


def _what(life: Simulated, event: Event) -> tuple[What, Trust]:
    me = life.config.name
    if event.contact:
        each = event.contact
        return Contact(
            name=each.name, nicknames=each.nicknames, birthday=each.birthday, notes=each.notes
        ), Trust.OWN
    if event.said:
        mine = event.said.by in ("me", me)
        to = () if event.said.group else (event.said.to or (() if mine else (me,)))
        by = me if mine else event.said.by
        said = Said(text=event.said.text, by=by, to=to, channel="chat", thread=by)
        return said, Trust.OWN if mine else Trust.OUTSIDE
    if event.planned:
        plan = event.planned
        times = (Occurrence(to_utc(plan.start, life.zone), to_utc(plan.end, life.zone)),)
        place = Place(name=plan.place) if plan.place else None
        return Planned(
            title=plan.title, occurrences=times, people=plan.people, place=place,
            all_day=plan.all_day,
        ), Trust.OWN  # fmt: skip
    if event.promised:
        one = event.promised
        due, whole = _due(one.due, life.zone)
        return Promised(
            text=one.text, quote=one.text, by=_other(one.by, me), to=_other(one.to, me), due=due,
            day=whole, confidence=1,
        ), Trust.OWN  # fmt: skip
    if event.related:
        chosen = event.related
        return Related(
            name=chosen.name, relation=chosen.relation, closeness=chosen.closeness,
            every=chosen.every,
        ), Trust.PERSON  # fmt: skip
    if event.place:
        media = Media(hash="0" * 64, type="image/jpeg", name="photo.jpg", size=0)
        return Saw(media=media, place=Place(name=event.place)), Trust.OWN
    return Noted(text=event.noted), Trust.OWN


def _due(written: str, zone: str) -> tuple[datetime | None, bool]:
    """When a promise is due (exclusive), and whether a whole day is meant."""
    if not written:
        return None, False
    at = datetime.fromisoformat(written)
    whole = len(written) == len("2026-11-27")
    return to_utc(at + DAY if whole else at, zone), whole


def _other(name: str, me: str) -> str:
    return "" if name in ("me", me) else name


async def _meant(life: Simulated, text: str) -> str:
    """The promise or reminder with this text."""
    async for moment in life.log.read():
        if isinstance(moment.what, Promised | Reminder) and moment.what.text == text:
            return moment.id
    raise NotDays(f"nothing promised or to be reminded of is called “{text}”")


def told(judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures of these days together, and what came of each."""
    right = sum(len(each.right) for each in judged)
    alarms = sum(len(each.alarms) for each in judged)
    missed = sum(len(each.missed) for each in judged)
    quiet = [each for each in judged if not each.day.right]
    said = right + alarms
    return {
        "days": len(judged),
        "right": right,
        "false_alarms": alarms,
        "missed": missed,
        "precision": round(right / said, 4) if said else 1.0,
        "recall": round(right / (right + missed), 4) if right + missed else 1.0,
        "f1": round(2 * right / (2 * right + alarms + missed), 4) if said + missed else 1.0,
        "false_alarms_a_day": round(alarms / len(judged), 4) if judged else 0.0,
        "quiet_days": len(quiet),
        "quiet_days_kept": sum(not each.alarms for each in quiet),
        "by_day": [_day(each) for each in judged],
    }


def _day(judged: Judged) -> dict[str, Any]:
    return {
        "day": judged.day.name,
        "right": [_line(each) for each in judged.right],
        "false_alarms": [f"{_line(each)} ({why})" for each, why in judged.alarms],
        "missed": [
            f"{each.since:%Y-%m-%d %H:%M} {'/'.join(each.about)} {'/'.join(each.words)}"
            for each in judged.missed
        ],
    }


def _line(moment: Moment) -> str:
    at = moment.at.astimezone(ZoneInfo(moment.zone))
    text = moment.what.text if isinstance(moment.what, Nudged) else ""
    return f"{at:%Y-%m-%d %H:%M} {_about(moment)}: {text}"
