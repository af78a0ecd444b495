"""What was understood of a day against what was expected: the rule of matching, in plain code.

An entry fits something made where the category is one of its own, what the entry names of `about`,
`subject`, `by` and `to` is equal (case and accents folded), and the made statement holds each of
its `words`; in a word, `a|b` means either. One made thing fits at most one entry; a second that
fits the same entry is a repetition and counts as wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import msgspec

from alongside.views.believing import Belief
from alongside.views.promises import Promise
from alongside.views.words import fold

ME = "me"
_TICK = timedelta(microseconds=1)


class Who(msgspec.Struct, frozen=True):
    """Whose day it is: as in the settings."""

    name: str
    aliases: tuple[str, ...] = ()
    zone: str = "UTC"
    language: str = "en"


class Entry(msgspec.Struct, frozen=True):
    """A belief or promise that is expected, fine or forbidden: `docs/how/understanding.md`."""

    words: tuple[str, ...] = ()
    category: str | tuple[str, ...] = ()
    about: str | tuple[str, ...] = ()
    subject: str = ""
    since: str = ""
    until: str = ""
    over: bool | None = None
    by: str = ""
    to: str = ""
    due: str = ""
    why: str = ""


class Known(msgspec.Struct, frozen=True):
    """Somebody in the day and who they are to the person (`a|b` means either)."""

    name: str
    relation: str


class Day(msgspec.Struct, frozen=True):
    """`expected.json`."""

    person: Who
    topics: tuple[str, ...] = ()
    beliefs: tuple[Entry, ...] = ()
    people: tuple[Known, ...] = ()
    promises: tuple[Entry, ...] = ()
    fine: tuple[Entry, ...] = ()
    not_: tuple[Entry, ...] = msgspec.field(default=(), name="not")


@dataclass(frozen=True, slots=True)
class Made:
    """What was understood of a day."""

    beliefs: tuple[Belief, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something made or expected, of a sort: `belief`, `person` or `promise`."""

    sort: str
    text: str
    category: str = ""
    about: str = ""
    subject: str = ""
    since: str = ""
    until: str = ""
    over: bool = False
    by: str = ""
    to: str = ""
    due: str = ""


@dataclass(slots=True)
class Score:
    """Counts by sort: `right` of `expected` were found, `made` counts all that wasn't only fine."""

    right: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    dates: int = 0
    dates_right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)

    @classmethod
    def sum(cls, scores: Iterable[Self]) -> Self:
        total = cls()
        for one in scores:
            total.right += one.right
            total.made += one.made
            total.expected += one.expected
            total.dates += one.dates
            total.dates_right += one.dates_right
            total.traps += one.traps
        return total

    def sorts(self) -> list[str]:
        return sorted(self.expected | self.made)

    def of(self, sort: str) -> Score:
        """The counts of one sort alone."""
        return Score(
            Counter({sort: self.right[sort]}),
            Counter({sort: self.made[sort]}),
            Counter({sort: self.expected[sort]}),
        )

    def figures(self) -> dict[str, Any]:
        right, made, expected = map(Counter.total, (self.right, self.made, self.expected))
        told: dict[str, Any] = {
            "precision": round(right / made, 3) if made else None,
            "recall": round(right / expected, 3) if expected else None,
            "right": right,
            "made": made,
            "expected": expected,
        }
        if self.dates:
            told |= {"dates": self.dates, "dates_right": self.dates_right}
        if self.traps:
            told["fallen_for"] = len(self.traps)
        return told


def score(day: Day, made: Made) -> Score:
    """Compare; each expected entry takes the first made thing that fits it."""
    told = Score()
    left = [*map(_belief, made.beliefs), *(_promise(one, day) for one in made.promises)]
    for sort, entry in _expected(day):
        told.expected[sort] += 1
        found = next((one for one in left if one.sort == sort and fits(entry, one)), None)
        if found is None:
            told.missed.append(f"{sort}: {_named(entry)}")
            continue
        left.remove(found)
        told.right[sort] += 1
        told.made[sort] += 1
        _dates(told, entry, found)
    for one in left:
        trap = next((entry for entry in day.not_ if fits(entry, one)), None)
        if trap is None and any(fits(entry, one) for entry in day.fine):
            continue
        told.made[one.sort] += 1
        told.wrong.append(
            f"{one.sort}: {one.category} {one.about} | {one.subject}{one.by} | {one.text}"
        )
        if trap is not None:
            told.traps.append(f"{one.text} ({trap.why})")
    return told


def fits(entry: Entry, one: Thing) -> bool:
    """Whether something made is what the entry says."""
    return (
        _among(entry.category, one.category)
        and _among(entry.about, one.about)
        and (entry.over is None or entry.over == one.over)
        and all(_same(wanted, got) for wanted, got in (
            (entry.subject, one.subject), (entry.by, one.by), (entry.to, one.to),
        ))
        and all(_holds(one, word) for word in entry.words)
    )  # fmt: skip


def _expected(day: Day) -> list[tuple[str, Entry]]:
    people = (
        Entry(words=(one.relation,), category="relationship", subject=one.name)
        for one in day.people
    )
    return [
        *(("belief", entry) for entry in day.beliefs),
        *(("person", entry) for entry in people),
        *(("promise", entry) for entry in day.promises),
    ]


def _belief(one: Belief) -> Thing:
    return Thing(
        sort="person" if one.category == "relationship" else "belief",
        text=one.statement,
        category=one.category,
        about=one.about,
        subject=one.subject,
        since=one.since,
        until=one.until,
        over=one.over,
    )


def _promise(one: Promise, day: Day) -> Thing:
    due = ""
    if one.what.due is not None:
        local = one.what.due.astimezone(ZoneInfo(day.person.zone))
        if one.what.day:
            due = (local.replace(tzinfo=None) - _TICK).date().isoformat()
        else:
            due = f"{local:%Y-%m-%dT%H:%M}"
    return Thing(
        sort="promise",
        text=one.what.text,
        category="promise",
        by=one.what.by or ME,
        to=one.what.to or ME,
        due=due,
    )


def _dates(told: Score, entry: Entry, found: Thing) -> None:
    """Count each date that the entry names, right where one is as exact as the other or less."""
    for wanted, got in (
        (entry.since, found.since), (entry.until, found.until), (entry.due, found.due),
    ):  # fmt: skip
        if wanted:
            told.dates += 1
            right = bool(got) and (got.startswith(wanted) or wanted.startswith(got))
            told.dates_right += right
            if not right:
                told.missed.append(f"date: {_named(entry)}: {wanted}, not {got or 'none'}")


def _among(wanted: str | Sequence[str], got: str) -> bool:
    options = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return not any(options) or got in options


def _same(wanted: str, got: str) -> bool:
    """Equal, or one is a part of the other's name ("Noor" and "Noor Khan")."""
    left, right = fold(wanted).split(), fold(got).split()
    return not left or (bool(right) and (set(left) <= set(right) or set(right) <= set(left)))


def _holds(one: Thing, word: str) -> bool:
    text = fold(one.text)
    return any(fold(option) in text for option in word.split("|"))


def _named(entry: Entry) -> str:
    who = " ".join(part for part in (entry.subject, entry.by) if part)
    return " ".join(part for part in (who, *entry.words) if part)
