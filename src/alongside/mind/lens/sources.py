"""What a card could tell now: of who was named, of this place, of what comes next, of a sign."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.log.kinds import (
    Agreed,
    Aimed,
    Contact,
    Heard,
    Place,
    Planned,
    Read,
    Reminder,
    Said,
    Saw,
    Settled,
    Slotted,
    Step,
    Ticked,
)
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog
from alongside.mind.lens.cards import Candidate
from alongside.senses.seeing.keeping import CAPTURE, LIVE
from alongside.views import goals
from alongside.views.promises import Promise, promises
from alongside.views.words import fold

NAMED = timedelta(seconds=90)
"""How long after a name was said its card still belongs here."""
READ = timedelta(seconds=20)
SOON = timedelta(minutes=20)
SHORT = 140
"""Characters of a card's text."""
LETTERS = 4
"""Letters under which a sign says nothing."""
Translate = Callable[[str], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Gathers candidates. `translate` gives a text in the person's language, or nothing."""

    log: SqliteLog
    translate: Translate

    async def candidates(self, now: datetime, place: Place | None) -> list[Candidate]:
        """Everything that could be told."""
        return [
            *[each async for each in self._people(now)],
            *[each async for each in self._reminders(place)],
            *[each async for each in self._plans(now)],
            *await self._steps(now),
            *[each async for each in self._signs(now)],
        ]

    async def _people(self, now: datetime) -> AsyncIterator[Candidate]:
        """Who was named or seen just now: contacts, and people who agreed to be known."""
        lately = [m async for m in self.log.read(_within(("said", "heard", "saw"), now, NAMED))]
        met = [m for m in lately if m.source in ("live", LIVE, CAPTURE)]
        if not met:
            return
        owed = await self._promises()
        async for known in self.log.read(Wanted(kinds=("contact", "agreed"))):
            naming = [m for m in met if _meets(m, known.what.names)]
            if not naming or (isinstance(known.what, Agreed) and "known" not in known.what.to):
                continue
            name = known.what.names[0]
            because = (known.id, naming[-1].id)
            if isinstance(known.what, Contact):
                told = " · ".join(filter(None, (known.what.organisation, known.what.notes)))
                yield Candidate(
                    card="person", key=f"person:{fold(name)}", title=name, text=_short(told),
                    relevance=0.6 if told else 0.3, because=because,
                )  # fmt: skip
            else:
                yield Candidate(
                    card="person", key=f"person:{fold(name)}", title=name, relevance=0.45,
                    because=because,
                )  # fmt: skip
            for promise in owed:
                if promise.mine and fold(promise.other) in map(fold, known.what.names):
                    yield Candidate(
                        card="promise", key=f"promise:{promise.id}", title=name,
                        text=_short(promise.what.text), relevance=0.9,
                        because=(promise.id, *because),
                    )  # fmt: skip

    async def _promises(self) -> list[Promise]:
        """The promises that aren't settled."""
        person = self.log.person
        made = await self.log.database.read(lambda db: promises(db, person))
        settled = await self._settled()
        return [each for each in made if each.id not in settled]

    async def _reminders(self, place: Place | None) -> AsyncIterator[Candidate]:
        """Reminders that belong to the place that this is."""
        here = fold(str(place or ""))
        if not here:
            return
        settled = await self._settled()
        async for moment in self.log.read(Wanted(kinds=("reminder",))):
            what = moment.what
            if not isinstance(what, Reminder) or not what.location or moment.id in settled:
                continue
            if fold(what.location) in here:
                yield Candidate(
                        card="reminder", key=f"reminder:{moment.id}", title=what.location,
                        text=_short(what.text), relevance=0.95, because=(moment.id,),
                    )  # fmt: skip

    async def _plans(self, now: datetime) -> AsyncIterator[Candidate]:
        """What begins soon."""
        async for moment in self.log.read(Wanted(kinds=("planned",))):
            what = moment.what
            if not isinstance(what, Planned) or what.all_day:
                continue
            for time in what.occurrences:
                if now <= time.start <= now + SOON:
                    minutes = round((time.start - now).total_seconds() / 60)
                    where = f" · {what.place}" if what.place else ""
                    yield Candidate(
                        card="next", key=f"next:{moment.id}:{time.start.isoformat()}",
                        title=what.title, text=f"{minutes} min{where}", relevance=0.7,
                        because=(moment.id,),
                    )  # fmt: skip

    async def _steps(self, now: datetime) -> list[Candidate]:
        """The next step of each goal that has its time now."""
        person = self.log.person
        told = await self.log.database.read(lambda db: goals.entries(db, person))
        slots = {each.target: each.what for each in told if isinstance(each.what, Slotted)}
        ticked = {each.target: each.what.how for each in told if isinstance(each.what, Ticked)}
        aims = {each.id: each.what.outcome for each in told if isinstance(each.what, Aimed)}
        found: dict[str, Candidate] = {}
        for step in told:
            slot = slots.get(step.id)
            open_ = ticked.get(step.id, "undone") == "undone" and step.target in aims
            if isinstance(step.what, Step) and slot and open_ and slot.start <= now < slot.end:
                card = Candidate(
                    card="next", key=f"step:{step.id}", title=_short(step.what.text),
                    text=_short(aims[step.target]), relevance=0.65, because=(step.id,),
                )  # fmt: skip
                found.setdefault(step.target, card)
        return list(found.values())

    async def _signs(self, now: datetime) -> AsyncIterator[Candidate]:
        """The last sign that was read, in the person's language where it isn't in it."""
        async for moment in self.log.read(_within(("read",), now, READ)):
            what = moment.what
            causes = await self.log.get(*moment.because)
            live = causes and isinstance(causes[0].what, Saw) and causes[0].source != "photos"
            if not live or not isinstance(what, Read):
                continue
            text = " / ".join(what.text.splitlines())
            if sum(map(str.isalpha, text)) < LETTERS:
                continue
            translated = await self.translate(text)
            if translated:
                yield Candidate(
                    card="sign", key=f"sign:{fold(text)[:80]}", title=_short(translated),
                    text=_short(text), relevance=0.8, because=(moment.id,),
                )  # fmt: skip

    async def _settled(self) -> frozenset[str]:
        """The ids of what the person is done with."""
        read = self.log.read(Wanted(kinds=("settled",)))
        done = [m async for m in read if isinstance(m.what, Settled)]
        return frozenset(cause for moment in done for cause in moment.because)


def _within(kinds: tuple[str, ...], now: datetime, back: timedelta) -> Wanted:
    return Wanted(kinds=kinds, since=now - back, until=now + timedelta(seconds=1), by_time=True)


def _meets(moment: Moment, names: tuple[str, ...]) -> bool:
    """Whether somebody was named aloud, or seen, as they agreed to."""
    if isinstance(moment.what, Saw):
        return not set(map(fold, names)).isdisjoint(map(fold, moment.what.people))
    return isinstance(moment.what, Said | Heard) and _names(moment.what.words, names)


def _names(words: str, names: tuple[str, ...]) -> bool:
    """Whether the words hold one of the names, whole, or its first part."""
    called = {part for name in names for part in (name, name.split()[0]) if len(part) > 1}
    return any(re.search(rf"\b{re.escape(name)}", words, re.IGNORECASE) for name in called)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[: SHORT - 1].rstrip()}…"
