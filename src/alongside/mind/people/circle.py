"""Everyone who matters: people as contacts, chats, plans and the person's own choices tell them."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import msgspec

from alongside.log.kinds import Contact, Related, SpecialDay
from alongside.log.kinds.relating import Closeness
from alongside.mind.people.identity import Identity, Proposal, Word, identify
from alongside.views import believing
from alongside.views.believing import Belief
from alongside.views.local import clock
from alongside.views.words import fold

EPOCH = date(1970, 1, 1)
NEARNESS: Mapping[Closeness, int] = {"close": 0, "friend": 1, "known": 2, "": 3}
US = frozenset({"alongside", "talk"})
_contact = msgspec.json.Decoder(Contact).decode
_related = msgspec.json.Decoder(Related).decode


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Person:
    """Somebody the person knows. `names` are folded, days and times local; `cards` and `chosen`
    are the ids of the moments that tell of them. `relation` is who they are to the person as these
    chose it, `told` what is believed of it by the person's own words. `every` is the rhythm that
    the person set, in days; `spoken` is when the two were last in touch, with nobody else."""

    called: str
    names: Mapping[str, str]
    contacts: tuple[Contact, ...] = ()
    cards: tuple[str, ...] = ()
    relation: str = ""
    told: Belief | None = None
    closeness: Closeness = ""
    every: int = 0
    note: str = ""
    hidden: bool = False
    chosen: str = ""
    days: tuple[SpecialDay, ...] = ()
    first: date | None = None
    last: date | None = None
    spoken: datetime | None = None
    touches: int = 0
    channels: Mapping[str, int] = field(default_factory=dict)

    @property
    def birthday(self) -> str:
        """As ISO 8601, `--MM-DD` without a year, empty where it isn't known."""
        return self._born[0]

    @property
    def birthday_from(self) -> str:
        """The id of the moment that tells their birthday, empty where none does."""
        return self._born[1]

    @property
    def _born(self) -> tuple[str, str]:
        chosen = [d.day for d in self.days if fold(d.title) in ("birthday", "생일")]
        cards = zip(self.contacts, self.cards, strict=True)
        told = [(c.birthday, id_) for c, id_ in cards if c.birthday]
        return next(iter([*((day, self.chosen) for day in chosen), *told]), ("", ""))

    @property
    def known_as(self) -> str:
        """Who they are to the person, empty where nothing tells."""
        return self.relation or (self.told.value if self.told else "")

    @property
    def direct(self) -> date | None:
        """The day on which the two were last in touch, with nobody else."""
        return self.spoken.date() if self.spoken else None

    @property
    def organisation(self) -> str:
        return next((each.organisation for each in self.contacts if each.organisation), "")

    @property
    def organisation_from(self) -> str:
        """The id of the moment that tells their organisation, empty where none does."""
        cards = zip(self.contacts, self.cards, strict=True)
        return next((id_ for each, id_ in cards if each.organisation), "")

    @property
    def due(self) -> date | None:
        """The day from which the person wanted to be in touch again."""
        if not self.every or self.direct is None:
            return None
        return self.direct + timedelta(days=self.every)


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody, the nearest and latest first, and the names that may be one person's."""

    people: tuple[Person, ...]
    proposals: tuple[Proposal, ...]
    by_name: Mapping[str, Person]

    def find(self, name: str) -> Person | None:
        """Who goes by this name, however it is written."""
        return self.by_name.get(fold(name))


def read(db: sqlite3.Connection, person: str, me: frozenset[str], today: date) -> Circle:
    """The circle of a life as of a day; `me` are the folded names of the person."""
    cards = db.execute(
        "SELECT id, body FROM bonds_cards WHERE person = ? ORDER BY seq", (person,)
    ).fetchall()
    contacts = [(id_, _contact(body)) for id_, body in cards]
    contacts = [(id_, each) for id_, each in contacts if fold(each.name) not in me]
    touches = _touches(db, person, today)
    related = _choices(db, person)
    believed = _believed(db, person, me)
    seen = {
        name: each.shown
        for name, each in touches.items()
        if name not in me | US and set(each.channels) != {"voice"}
    }
    seen |= {name: what.name for name, (_, what) in related.items() if name not in seen}
    seen |= {name: what.subject for name, what in believed.items() if name not in seen}
    said = [
        Word(bool(together), tuple(json.loads(called)))
        for together, called in db.execute(
            "SELECT together, called FROM bonds_joined WHERE person = ? ORDER BY seq", (person,)
        )
    ]
    identities, proposals = identify([each for _, each in contacts], seen, said, _wrote(db, person))
    people = [_person(each, contacts, touches, related, believed) for each in identities]
    people.sort(key=_nearest)
    return Circle(
        people=tuple(people),
        proposals=proposals,
        by_name={name: each for each in people for name in each.names},
    )


@dataclass(slots=True)
class _Touched:
    shown: str
    first: int
    last: int
    spoken: int | None = None
    channels: Counter[str] = field(default_factory=Counter)


def _touches(db: sqlite3.Connection, person: str, today: date) -> dict[str, _Touched]:
    """How often each name was in touch until today, on which days first and last."""
    found: dict[str, _Touched] = {}
    rows = db.execute(
        "SELECT name, max(shown), channel, direct, min(day), max(day), count(*)"
        ", max(at) FROM bonds_touches WHERE person = ? AND day <= ? GROUP BY name, channel, direct",
        (person, day_number(today)),
    )
    for name, shown, channel, direct, first, last, count, at in rows:
        one = found.setdefault(name, _Touched(shown, first, last))
        one.first, one.last = min(one.first, first), max(one.last, last)
        one.channels[channel] += count
        if direct and channel != "voice":
            one.spoken = at if one.spoken is None else max(one.spoken, at)
    return found


def _choices(db: sqlite3.Connection, person: str) -> dict[str, tuple[str, Related]]:
    """What the person chose last of each name."""
    rows = db.execute(
        "SELECT name, id, body FROM bonds_related WHERE person = ? ORDER BY seq", (person,)
    )
    return {name: (id_, _related(body)) for name, id_, body in rows}


def _believed(db: sqlite3.Connection, person: str, me: frozenset[str]) -> dict[str, Belief]:
    """Who each name is to the person, by their own words; what is surest of each, then latest."""
    found = [each for each in believing.relations(db, person) if fold(each.subject) not in me | US]
    return {fold(each.subject): each for each in sorted(found, key=_surest)}


def _surest(belief: Belief) -> tuple[float, datetime]:
    return belief.confidence, belief.last


def _wrote(db: sqlite3.Connection, person: str) -> dict[str, frozenset[str]]:
    """The addresses that each name wrote from."""
    rows = db.execute(
        "SELECT DISTINCT name, address FROM bonds_addresses WHERE person = ?", (person,)
    )
    found: dict[str, set[str]] = defaultdict(set)
    for name, address in rows:
        found[name].add(address)
    return {name: frozenset(addresses) for name, addresses in found.items()}


def _person(
    identity: Identity,
    contacts: Iterable[tuple[str, Contact]],
    touches: Mapping[str, _Touched],
    related: Mapping[str, tuple[str, Related]],
    believed: Mapping[str, Belief],
) -> Person:
    names = identity.names
    cards = [(id_, each) for id_, each in contacts if fold(each.name) in names]
    touched = [touches[name] for name in names if name in touches]
    chosen = [related[name] for name in names if name in related]
    id_, what = max(chosen, default=("", Related(name=identity.called)), key=lambda each: each[0])
    spoken = [each.spoken for each in touched if each.spoken is not None]
    told = max((believed[n] for n in names if n in believed), key=_surest, default=None)
    return Person(
        called=identity.called,
        names=names,
        contacts=tuple(each for _, each in cards),
        cards=tuple(id_ for id_, _ in cards),
        relation=what.relation,
        told=told,
        closeness=what.closeness,
        every=what.every,
        note=what.note,
        hidden=what.hidden,
        chosen=id_,
        days=what.days,
        first=_day(min((each.first for each in touched), default=None)),
        last=_day(max((each.last for each in touched), default=None)),
        spoken=clock(max(spoken)) if spoken else None,
        touches=sum(each.channels.total() for each in touched),
        channels=dict(sum((each.channels for each in touched), Counter())),
    )


def _nearest(person: Person) -> tuple[int, int, int, str]:
    last = day_number(person.last) if person.last else -(10**6)
    return NEARNESS[person.closeness], -last, -person.touches, person.called


def day_number(day: date) -> int:
    """Days since 1970, as touches are kept."""
    return (day - EPOCH).days


def _day(number: int | None) -> date | None:
    return None if number is None else EPOCH + timedelta(days=number)
