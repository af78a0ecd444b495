"""What code can work out from the records themselves: counts, firsts and lasts, times and places.

A language model must not count. Where a question asks for a number, a time, a place or a camera of
records of one kind, they are gathered here by kind, time and topic, and the answer is computed.
A topic word that no record answers to means that code does not understand: it gives nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from alongside.log.kinds import Filmed, Occurrence, Planned, Said, Saw
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.converse import exercise
from alongside.mind.converse.last_seen import LastSeen, is_left
from alongside.mind.converse.pictured import pictured
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.reckoned import SHOWN, Reckoned, ours
from alongside.mind.converse.spent import asks_for_a_sum, spent
from alongside.mind.converse.telling import Teller
from alongside.mind.when.say import say_length
from alongside.views.words import fold, terms

AROUND = timedelta(hours=2)
"""How far from a plan's own hours a record can lie and still belong to it."""
_WITH_WHOM = either(
    r"\bwho(?:m)?\b.*\b(?:i|me)\b.*\b(?:talk|chat|speak|text|write|message)(?:ed|ing)?\b",
    r"\bwith who(?:m)?\b.*\b(?:talk|chat|speak|text|write)\b",
    "누구(?:랑|와|하고).*(?:얘기|이야기|대화|채팅|연락)",
)
_TALKING = frozenset(terms("talk chat speak text write message 얘기했어 이야기했어 대화했어"))
SHUTTER = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and those of its times that are asked about."""

    moment: Moment
    times: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Reckoner:
    """Works out answers from the log for the person called by any of `me`."""

    log: Log
    me: frozenset[str] = frozenset()

    async def answer(self, question: Question) -> Reckoned | None:
        """The computed answer, or None where code can't be sure what is asked."""
        if asks_for_a_sum(question):
            return await spent(self.log, question)
        if found := await exercise.reckoned(self.log, question):
            return found
        left = LastSeen(self.log, self._teller(question))
        if is_left(question) and (found := await left.answer(question)):
            return found
        talked_of = set(question.topic) - _TALKING
        if question.since and not talked_of and _WITH_WHOM.search(question.text):
            return await self._partners(question)
        if question.want in ("count", "time", "length", "place", "camera"):
            for asked in _years(question):
                found = (
                    await self._whereabouts(asked)
                    or await self._records(asked)
                    or await self._plans(asked)
                )
                if found:
                    return found
        return await left.answer(question)

    async def _partners(self, question: Question) -> Reckoned | None:
        """Who the person exchanged messages with at a time."""
        turns = await self._of_kind("said", question)
        names = dict.fromkeys(n for m in turns for n in m.what.names if fold(n) not in self.me)
        return Reckoned(", ".join(names), tuple(turns[:SHOWN])) if names else None

    async def _whereabouts(self, question: Question) -> Reckoned | None:
        """Where the person was at a time: places of photos and recordings then, and of plans."""
        if question.want != "place" or question.since is None or question.topic or question.kind:
            return None
        wanted = Wanted(kinds=["saw", "filmed", "recorded", "planned"], by_time=True)
        moments = [m async for m in self.log.read(wanted) if m.what.where and _then(m, question)]
        places = dict.fromkeys(str(m.what.where) for m in moments)
        whole = [p for p in places if not any(p != q and q.startswith(p) for q in places)]
        return Reckoned("; ".join(whole), tuple(moments[:SHOWN])) if whole else None

    async def _records(self, question: Question) -> Reckoned | None:
        """An answer from photos, messages, notes or recordings."""
        kind = question.kind or ("saw" if question.want in ("camera", "place") else None)
        events = await self._events(question)
        seen = [m for m in await pictured(self.log, question) if _scoped(m, events)]
        if seen:
            return self._tell(question, seen)
        if kind in (None, "planned") or not (question.topic or question.since):
            return None
        within = [m for m in await self._of_kind(kind, question) if _scoped(m, events)]
        left = [term for term in question.topic if term not in events.terms]
        chosen = await self._about(within, left)
        if not chosen:
            return None
        return self._tell(question, sorted(chosen, key=lambda m: (m.at, m.seq)))

    async def _of_kind(self, kind: str | None, question: Question) -> list[Moment]:
        wanted = Wanted(
            kinds=[kind or ""], since=question.since, until=question.until, by_time=True
        )
        return [m async for m in self.log.read(wanted) if not ours(m)]

    async def _about(self, moments: Sequence[Moment], topic: Sequence[str]) -> list[Moment]:
        """The moments whose words, people or places hold every term of the topic."""
        if not topic:
            return list(moments)
        return [m for m in moments if set(topic) <= await self._terms(m)]

    async def _terms(self, moment: Moment) -> set[str]:
        drawn = (
            await self.log.effects(moment.id)
            if isinstance(moment.what, Saw | Filmed)
            else (moment,)
        )
        told = (f"{' '.join(m.what.names)} {m.what.where or ''} {m.what.words}" for m in drawn)
        return {term for text in told for term in terms(text)} | set(self._side(moment))

    def _side(self, moment: Moment) -> tuple[str, ...]:
        mine = isinstance(moment.what, Said) and fold(moment.what.by) in self.me
        return ("send", "sent", "wrote", "write") if mine else ()

    async def _events(self, question: Question) -> Events:
        """The plans whose titles the topic names, as stretches of time to look within."""
        named = [p for p in await self._titled(question) if question.kind != "planned"]
        spans = tuple(
            (time.start - AROUND, time.end + AROUND)
            for plan in named for time in plan.times
        )  # fmt: skip
        titles = {
            term
            for plan in named
            if isinstance(plan.moment.what, Planned)
            for term in terms(plan.moment.what.words)
        }
        return Events(spans, frozenset(titles))

    async def _titled(self, question: Question) -> list[Plan]:
        """Plans with a topic word in their title, with the times that fall into the scope."""
        found = []
        async for moment in self.log.read(Wanted(kinds=["planned"], by_time=True)):
            what = moment.what
            if isinstance(what, Planned) and set(terms(what.title)) & set(question.topic):
                times = tuple(t for t in what.occurrences if _inside(t, question))
                found.append(Plan(moment, times))
        return [plan for plan in found if plan.times]

    async def _plans(self, question: Question) -> Reckoned | None:
        """An answer from the calendar: how many times, when, how long, where."""
        if question.kind not in (None, "planned") or not question.topic:
            return None
        plans = [p for p in await self._titled(question) if _covers(p.moment, question.topic)]
        if not plans:
            return None
        times = sorted(
            ((t, p.moment) for p in plans for t in p.times), key=lambda pair: pair[0].start
        )
        if question.order:
            times = [times[0 if question.order == "first" else -1]]
        moments = tuple(dict.fromkeys(moment for _, moment in times))
        text = self._tell_plans(question, times)
        return Reckoned(text, moments[:SHOWN]) if text else None

    def _tell_plans(self, question: Question, times: list[tuple[Occurrence, Moment]]) -> str:
        teller = self._teller(question)
        titles = ", ".join(
            dict.fromkeys(m.what.title for _, m in times if isinstance(m.what, Planned))
        )
        if question.want == "count":
            return _count(question, titles, len(times))
        if question.want == "time":
            shown = [teller.occurrence(moment, time) for time, moment in times[:SHOWN]]
            return f"{titles}: {'; '.join(shown)}"
        if question.want == "length":
            long = [
                say_length(time.end - time.start, language=question.language) for time, _ in times
            ]
            return f"{titles}: {'; '.join(dict.fromkeys(long))}"
        places = dict.fromkeys(str(m.what.where) for _, m in times if m.what.where)
        return f"{titles}: {'; '.join(places)}" if places and question.want == "place" else ""

    def _tell(self, question: Question, chosen: list[Moment]) -> Reckoned | None:
        teller = self._teller(question)
        if question.order:
            chosen = [chosen[0 if question.order == "first" else -1]]
        if question.want == "count":
            return Reckoned(_count(question, "", len(chosen)), tuple(chosen[:SHOWN]))
        if question.want == "time" and question.order:
            (one,) = chosen
            return Reckoned(teller.time(one), (one,))
        asked = {"place": _place, "camera": _camera}.get(question.want)
        if asked is None:
            return None
        values = Counter(value for m in chosen if (value := asked(m)))
        if not values:
            return None
        standing = tuple(m for m in chosen if asked(m))
        return Reckoned(", ".join(value for value, _ in values.most_common()), standing[:SHOWN])

    def _teller(self, question: Question) -> Teller:
        return Teller(self.me, question.language)


@dataclass(frozen=True, slots=True)
class Events:
    """Stretches of time that a question names by what was planned then, and those names' terms."""

    spans: tuple[tuple[datetime, datetime], ...] = ()
    terms: frozenset[str] = frozenset()


def _years(question: Question) -> list[Question]:
    """The question, and where it names a day without its year, the same of earlier years."""
    since, until = question.since, question.until
    if since is None or str(since.year) in question.text:
        return [question]
    asked = [question]
    for back in range(1, 30):
        days = timedelta(days=round(365.2425 * back))
        asked.append(replace(question, since=since - days, until=until and until - days))
    return asked if _names_a_day(question) else [question]


def _names_a_day(question: Question) -> bool:
    return question.until is not None and any(c.isdigit() for c in question.text)


def _scoped(moment: Moment, events: Events) -> bool:
    return not events.spans or any(a <= moment.at < b for a, b in events.spans)


def _then(moment: Moment, question: Question) -> bool:
    """Whether a record, or one of a plan's times, falls into the time asked about."""
    if isinstance(moment.what, Planned):
        return any(_inside(time, question) for time in moment.what.occurrences)
    return _inside(Occurrence(moment.at, moment.at + SHUTTER), question)


def _inside(time: Occurrence, question: Question) -> bool:
    after = question.since is None or time.end > question.since
    return after and (question.until is None or time.start < question.until)


def _covers(moment: Moment, topic: Sequence[str]) -> bool:
    return set(topic) <= set(terms(f"{moment.what.words} {' '.join(moment.what.names)}"))


def _place(moment: Moment) -> str:
    return str(moment.what.where or "")


def _camera(moment: Moment) -> str:
    return moment.what.camera if isinstance(moment.what, Saw) else ""


def _count(question: Question, title: str, count: int) -> str:
    if question.language == "ko":
        return f"{title}: {count}번" if title else f"{count}개"
    times = "time" if count == 1 else "times"
    return f"{title}: {count} {times}" if title else str(count)
