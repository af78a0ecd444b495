"""One moment read by code: what it tells of the person, and what is promised in it.

Who speaks decides what may be believed. Of the person, only their own words (never `OUTSIDE`); a
promise to them may stand in anybody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from alongside.log.kinds import Believed, Contact, Noted, Promised, Said
from alongside.log.moment import Moment, Trust
from alongside.mind.understand import en, kin_called, kin_en, ko, times
from alongside.mind.understand.promising import pledges
from alongside.mind.understand.sentences import Sentence, sentences
from alongside.mind.understand.told import Pledge, Told
from alongside.mind.understand.topics import topic_of
from alongside.mind.understand.wording import statement
from alongside.views.words import fold

READ = ("noted", "said")
"""The kinds of moment that hold somebody's own words."""
KNOWN_BY_CODE = (*READ, "contact")
"""What code reads: the address book too, for who somebody is."""
US = "alongside"
TALK = "talk"
WRITTEN = "write"
"""Where texts come from that were written for the person: a letter says more than is so."""
LONGEST = 20_000
"""Characters of a moment that are read; what is longer was hardly written about oneself."""
MOST_QUOTED = 300


@dataclass(frozen=True, slots=True)
class Person:
    """Whose life it is: every name of theirs, folded."""

    names: frozenset[str]

    def is_me(self, name: str) -> bool:
        return fold(name) in self.names


@dataclass(frozen=True, slots=True)
class Reading:
    """What one moment says: `beliefs` and `promises` in its own words, with quotes in them."""

    beliefs: tuple[Believed, ...] = ()
    promises: tuple[Promised, ...] = ()


def readable(moment: Moment) -> bool:
    """Whether the moment holds words that somebody wrote or said to somebody."""
    what = moment.what
    if isinstance(what, Said):
        return what.by != US and bool(what.text) and not what.bulk
    return isinstance(what, Contact) or (isinstance(what, Noted) and moment.source != WRITTEN)


def own(moment: Moment) -> bool:
    """Whether the words are the person's own."""
    return moment.trust >= Trust.OWN and readable(moment)


def read(moment: Moment, person: Person) -> Reading:
    """What patterns find in a moment. No model, clock or network."""
    if not readable(moment):
        return Reading()
    now = times.Now(moment.at, moment.zone)
    if isinstance(moment.what, Contact):
        return Reading(_unlike([believe(one, moment, now) for one in _listed(moment, person)]))
    found = [*sentences(words_of(moment))]
    believed: list[Believed] = []
    if own(moment):
        told = chain((one for each in found for one in _told(each, now)), kin_en.across(found))
        believed = [believe(one, moment, now) for one in chain(told, _called(moment, person))]
    promised = (
        promise(one, moment, person, now) for sentence in found for one in pledges(sentence)
    )
    return Reading(_unlike(believed), tuple(one for one in promised if one is not None))


def believe(told: Told, moment: Moment, now: times.Now, model: str = "") -> Believed:
    """What is told as it is kept: with its words as they stand, its time and its topic. What a name
    alone tells is quoted by that name."""
    quote = words_of(moment)[told.start : told.end][:MOST_QUOTED].strip() or told.subject
    planned = told.category == "plan"
    date = times.begins(quote, now) if planned else _began(told, quote, now)
    said = statement(told)
    return Believed(
        category=told.category,
        about=told.about,
        value=told.value,
        statement=said,
        quote=quote,
        subject=told.subject,
        topic=topic_of(f"{said}\n{quote}") or "",
        since="" if told.over else date,
        until=date if told.over else "",
        confidence=told.confidence,
        model=model,
    )


def promise(
    pledge: Pledge, moment: Moment, person: Person, now: times.Now, model: str = ""
) -> Promised | None:
    """What is promised as it is kept; None where it is nothing between the person and another."""
    quote = words_of(moment)[pledge.start : pledge.end][:MOST_QUOTED].strip()
    sides = _sides(pledge, moment, person)
    if sides is None:
        return None
    due = times.due(quote, now)
    return Promised(
        text=pledge.text,
        quote=quote,
        by=sides[0],
        to=sides[1],
        when=due.words,
        since=due.since,
        due=due.due,
        day=due.day,
        confidence=pledge.confidence,
        model=model,
    )


def _sides(pledge: Pledge, moment: Moment, person: Person) -> tuple[str, str] | None:
    """Who owes it and to whom, each empty where it is the person; None where neither is them."""
    what = moment.what
    if isinstance(what, Noted):
        return _in_a_note(pledge)
    if not isinstance(what, Said):
        return None
    mine = moment.trust >= Trust.OWN
    others = [name for name in what.to if not person.is_me(name)]
    whom = pledge.to or (others[0] if len(others) == 1 else what.thread)
    if pledge.by:
        by = pledge.by if pledge.by != "?" else ""
        return (by, "") if mine and by and not person.is_me(by) else None
    if mine:
        return None if moment.source == TALK and not pledge.to else ("", whom)
    named = pledge.to and not person.is_me(pledge.to)
    return None if named else (what.by, "")


def _in_a_note(pledge: Pledge) -> tuple[str, str] | None:
    if pledge.by:
        return None if pledge.by == "?" else (pledge.by, "")
    return "", pledge.to


def _told(sentence: Sentence, now: times.Now) -> Iterator[Told]:
    reader: Callable[[Sentence, times.Now], Iterator[Told]] = (
        ko.read if sentence.korean else en.read
    )
    yield from reader(sentence, now)


def _listed(moment: Moment, person: Person) -> Iterator[Told]:
    """Who somebody is by the person's own address book."""
    what = moment.what
    if isinstance(what, Contact) and own(moment):
        yield from kin_called.in_the_book(what, mine=person.is_me(what.name))


def _called(moment: Moment, person: Person) -> Iterator[Told]:
    """Who the one that a message goes to is, by what the person calls them."""
    what = moment.what
    if isinstance(what, Said) and moment.source != TALK:
        others = [name for name in what.to if not person.is_me(name)]
        if len(what.to) == len(others) == 1:
            yield from kin_called.to_their_face(words_of(moment), others[0])
            yield from kin_called.saved_as(others[0])


def _began(told: Told, quote: str, now: times.Now) -> str:
    if told.category in ("preference", "value", "relationship", "habit"):
        return ""
    if told.category == "feeling":
        return now.day
    return times.began(quote, now)


def words_of(moment: Moment) -> str:
    """As many of its words as are read."""
    return moment.what.words[:LONGEST]


def _unlike(beliefs: list[Believed]) -> tuple[Believed, ...]:
    """Each thing once, as it is first told."""
    kept: dict[tuple[str, str, str], Believed] = {}
    for one in beliefs:
        kept.setdefault((one.about, fold(one.subject), fold(one.value)), one)
    return tuple(kept.values())
