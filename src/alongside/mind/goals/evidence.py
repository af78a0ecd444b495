"""What a life shows of a goal: sentences that tell of something done, found by words alone.

Only the person's own words and calendar are read. What is wished for, planned, called off, asked or
told of others doesn't count; the person has the last word on each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.log.kinds import Noted, Planned, Recorded, Said, Saw
from alongside.log.moment import Moment, Trust
from alongside.mind.goals.signs import shows
from alongside.mind.goals.units import amount_in
from alongside.mind.understand.sentences import sentences
from alongside.mind.when import resolve
from alongside.views.local import zone_info
from alongside.views.words import fold

US = "alongside"
LONGEST = 20_000
"""Characters of a moment that are read."""
BRIEF = 240
"""A moment this short is about one thing: its amount may stand in another sentence."""
BACK = timedelta(days=31)
"""How far back words such as "on Monday" are followed."""
DAY = timedelta(days=1)
_NOT_DONE = re.compile(
    r"n[’']t\b|\b(?:not|never|no|want(?:s|ed)?|wish|will|going to|gonna|should|must|need(?:s|ed)? to"
    r"|have to|plan(?:s|ning|ned)? to|hop(?:e|ing)|tomorrow|tonight i|next (?:week|month|year|time)"
    r"|would|could|might|if|let[’']?s|skip(?:s|ped|ping)?|cancel\w*|instead of|miss(?:ed)?"
    r"|forgot to|my (?:new )?(?:goal|aim)|too (?:tired|busy|late) (?:to|for)|how to|supposed to"
    r"|used to|thinking (?:of|about)|want to|sign(?:ed)? up|register(?:ed)?|remind me)\b"
    r"|[’']ll\b",
    re.IGNORECASE,
)
_NOT_DONE_KO = re.compile(
    r"싶|려고|해야|야지|야겠|(?:^|\s)(?:못|안)\s?(?:했|갔|뛰|달|읽|썼|그|들|하)|지\s?(?:못|않|말)|내일|"
    r"다음\s?(?:주|달|번)|예정|할\s?거|할\s?것|을\s?거|을\s?것|할게|겠|목표|계획|취소|빠졌|빼먹|쉬었|건너뛰|미뤘|"
    r"신청|등록|알려\s?줘"
)
_OPEN_ITEM = re.compile(r"^\s*(?:[-*+•]\s+)?\[ \].*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment that shows something done on `day`, in which words, and how much of the unit."""

    moment: str
    kind: str
    day: date
    quote: str
    amount: float | None


def shown(
    moment: Moment, signs: frozenset[str], unit: str, me: frozenset[str], now: datetime
) -> Iterator[Shown]:
    """What a moment shows by `now` (aware UTC), at most one a day."""
    if moment.trust < Trust.OWN:
        return
    what = moment.what
    if isinstance(what, Planned):
        yield from _kept(moment, what, signs, unit, now)
    elif moment.at <= now and (words := _own(moment, me)):
        yield from _told(moment, words[:LONGEST], signs, unit)


def once_a_day(found: Sequence[Shown]) -> list[Shown]:
    """Those that are told twice, once: a calendar's where words tell of the day, like amounts."""
    told = {each.day for each in found if each.kind != Planned.kind()}
    kept: dict[tuple[date, float | None], Shown] = {}
    for each in sorted(found, key=lambda one: (one.day, one.amount is None, one.moment)):
        if each.kind == Planned.kind() and each.day in told:
            continue
        again = each.amount is None and any(day == each.day for day, _ in kept)
        if not again:
            kept.setdefault((each.day, each.amount), each)
    return list(kept.values())


def _own(moment: Moment, me: frozenset[str]) -> str:
    what = moment.what
    if isinstance(what, Said):
        mine = fold(what.by) in me and what.by != US
        return what.text if mine else ""
    if isinstance(what, Noted | Recorded):
        return what.words
    return what.caption if isinstance(what, Saw) else ""


def _kept(
    moment: Moment, what: Planned, signs: frozenset[str], unit: str, now: datetime
) -> Iterator[Shown]:
    """The times a plan took place. What is called off in its title isn't."""
    if not shows(what.title, signs) or _not_done(what.title):
        return
    amount = amount_in(what.words, unit) if unit else None
    for each in what.occurrences:
        if each.end <= now:
            day = each.start.astimezone(zone_info(moment.zone)).date()
            yield Shown(moment.id, Planned.kind(), day, what.title, amount)


def _told(moment: Moment, words: str, signs: frozenset[str], unit: str) -> Iterator[Shown]:
    readable = _OPEN_ITEM.sub(lambda found: " " * len(found.group()), words)
    days: dict[date, Shown] = {}
    for one in sentences(readable):
        quote = words[one.start : one.end].strip()
        if one.asked or one.supposed or one.reported or _not_done(quote):
            continue
        if not shows(quote, signs):
            continue
        day = day_of(quote, moment)
        amount = amount_in(quote, unit) if unit else None
        if amount is None and unit and len(words) <= BRIEF:
            amount = amount_in(words, unit)
        before = days.get(day)
        if before is None or (before.amount is None and amount is not None):
            days[day] = Shown(moment.id, moment.kind, day, quote, amount)
    yield from days.values()


def _not_done(text: str) -> bool:
    return bool(_NOT_DONE.search(text) or _NOT_DONE_KO.search(text))


def day_of(quote: str, moment: Moment) -> date:
    """The day that words tell of: one they name, not long before, else the day they were said."""
    said = moment.at.astimezone(zone_info(moment.zone)).date()
    for found in resolve(quote, now=moment.at, zone=moment.zone):
        since, _ = (found.kind in ("date", "datetime") and found.span("past")) or (None, None)
        if since is not None and moment.at - BACK <= since <= moment.at:
            return since.astimezone(zone_info(moment.zone)).date()
    return said
