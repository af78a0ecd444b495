"""Which nudge is said now, if any, and when to look again: pure, from a situation.

What the person asked for is said on time. All else waits for the night to end and a meeting to be
over, keeps a distance from the nudge before, and shares a budget for the day; a promise that is due
is said whatever the budget. Less welcome than half is not said at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from alongside.mind.nudge.situation import Nudge, Plan, Situation
from alongside.mind.nudge.weights import Weights
from alongside.views.agenda import Told

LEAST = 0.5
"""The welcome below which nothing is said."""
APART = timedelta(minutes=20)
"""How far apart two nudges are that nobody asked for."""
LATER = timedelta(hours=3)
"""After "not now"."""
ONCE_A_DAY = frozenset({"reach"})
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to say now, and when to look again (aware UTC; None: when something happens)."""

    say: tuple[Nudge, ...]
    again: datetime | None


def choose(now: Situation, nudges: Sequence[Nudge]) -> Choice:
    """The nudges to say now, those asked for first and at most one other."""
    open_ = [each for nudge in nudges if (each := _open(now, nudge)) is not None]
    due = [each for each in open_ if each.due <= now.now]
    later = [each.due for each in open_ if each.due > now.now]
    asked = _once([each for each in due if each.asked])
    others = [each for each in due if not each.asked]
    if not others or not now.settings.on:
        return Choice(asked, min(later, default=None))
    clear = _clear(now)
    if clear > now.now:
        return Choice(asked, min([clear, *later]))
    welcome = _welcome(now, others)
    if welcome:
        later.append(now.now + APART)
    return Choice((*asked, *welcome[:1]), min(later, default=None))


def _open(now: Situation, nudge: Nudge) -> Nudge | None:
    """The nudge, where it may still be said; put off where the person said "not now"."""
    if nudge.until is not None and nudge.until <= now.now:
        return None
    origin = f"nudge:{nudge.key}"
    before = next((each for each in now.told if each.origin == origin), None)
    if before is None:
        return nudge
    if before.weighed != "not_now" or not nudge.until:
        return None
    mark = before.marks[-1]
    again = replace(nudge, key=f"{nudge.key}:again:{mark.id}", due=mark.at + LATER)
    return _open(now, again)


def _once(nudges: Sequence[Nudge]) -> tuple[Nudge, ...]:
    return tuple({each.key: each for each in nudges}.values())


def _clear(now: Situation) -> datetime:
    """When the person may be spoken to: now, or once night, meeting and distance are over."""
    at = now.now
    for _ in range(8):
        before = at
        at = max(_after_night(now, at), at)
        at = max([at, *(plan.end for plan in now.plans if _in(plan, at))])
        said = max((each.at for each in now.told if _unasked(each)), default=None)
        if said is not None and said <= at < said + APART:
            at = said + APART
        if at == before:
            break
    return at


def _in(plan: Plan, at: datetime) -> bool:
    """Whether a plan is under way that one shouldn't be spoken to in."""
    brief = plan.end - plan.start <= timedelta(hours=4)
    return not plan.what.all_day and brief and plan.start <= at < plan.end


def _after_night(now: Situation, at: datetime) -> datetime:
    """The end of the quiet hours that this instant lies in, else itself."""
    since, until = hour(now.settings.quiet_from), hour(now.settings.quiet_until)
    if since is None or until is None or since == until:
        return at
    here = now.local(at)
    clock = here.time()
    if since < until:
        quiet, day = since <= clock < until, here.date()
    else:
        quiet = clock >= since or clock < until
        day = here.date() + DAY if clock >= since else here.date()
    return now.at(day, until) if quiet else at


def _welcome(now: Situation, nudges: Sequence[Nudge]) -> list[Nudge]:
    """Those that may be said now, the most welcome first."""
    weights = Weights(now.told)
    today = [each for each in now.told if now.local(each.at).date() == now.today]
    spent = sum(_unasked(each) for each in today)
    said = {each.what.about for each in today}
    scored: list[tuple[float, Nudge]] = []
    for each in nudges:
        if weights.muted(each.about, each.person) or (each.about in ONCE_A_DAY & said):
            continue
        score = each.worth * weights.of(each.about, each.person, now.here)
        if each.must or (score >= LEAST and spent < now.settings.budget):
            scored.append((score + each.must, each))
    scored.sort(key=lambda one: (-one[0], one[1].due, one[1].key))
    return [each for _, each in scored]


def _unasked(told: Told) -> bool:
    return told.what.about != "reminder"


def hour(written: str) -> time | None:
    """A time of the wall clock as settings write it; None for none."""
    try:
        return time.fromisoformat(written) if written else None
    except ValueError:
        return None
