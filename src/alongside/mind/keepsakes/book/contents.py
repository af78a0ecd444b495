"""What stands in a book: months with their photos and words, places, people, goals and numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from alongside.log.kinds import Noted, Planned, Recorded, Said, Saw
from alongside.log.moment import Moment
from alongside.mind.keepsakes.album import Photo
from alongside.mind.keepsakes.looks import Look, choose, worth
from alongside.mind.keepsakes.words import Quote
from alongside.views.local import zone_info
from alongside.views.words import fold

A_MONTH, A_MONTHS_WORDS = 9, 4
"""Photos and quotes of a month at most."""
MOST_PEOPLE, MOST_TOWNS = 10, 14
US = frozenset({"alongside", "talk"})


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    photos: tuple[Photo, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A place, its middle, on how many days, and one moment that tells of it."""

    name: str
    latitude: float
    longitude: float
    days: int
    moment: str


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody of the year: on how many days, and some of the moments that tell of it."""

    name: str
    days: int
    moments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A goal that was reached, and its moment."""

    outcome: str
    day: date
    moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A book before its pages are laid out. `dates` is the time it tells of."""

    title: str
    dates: str
    language: str
    cover: Photo | None = None
    months: tuple[Month, ...] = ()
    towns: tuple[Town, ...] = ()
    people: tuple[Companion, ...] = ()
    goals: tuple[Reached, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    moments: int = 0

    @property
    def photos(self) -> int:
        return sum(len(month.photos) for month in self.months)

    @property
    def stands_on(self) -> tuple[str, ...]:
        """The ids of the moments that it shows or tells of."""
        months = (each.id for month in self.months for each in month.photos)
        said = (each.moment for month in self.months for each in month.quotes)
        told = [*(town.moment for town in self.towns), *(goal.moment for goal in self.goals)]
        met = (moment for each in self.people for moment in each.moments)
        return tuple(dict.fromkeys([*months, *said, *told, *met]))


def months(
    photos: Sequence[Photo],
    looks: Mapping[str, Look],
    quotes: Sequence[Quote],
    without: Collection[str] = (),
) -> tuple[Month, ...]:
    """Each month with its best photos and words, those in `without` left out."""
    days: dict[date, tuple[list[Photo], list[Quote]]] = defaultdict(lambda: ([], []))
    for photo in photos:
        if photo.id not in without:
            days[photo.local.date().replace(day=1)][0].append(photo)
    for quote in quotes:
        if quote.moment not in without:
            days[quote.local.date().replace(day=1)][1].append(quote)
    made = []
    for first in sorted(days):
        pictures, words = days[first]
        chosen = choose(pictures, looks, A_MONTH)
        made.append(Month(first, tuple(chosen), tuple(_telling(words))))
    return tuple(month for month in made if month.photos or month.quotes)


def cover(months: Sequence[Month], looks: Mapping[str, Look]) -> Photo | None:
    """The photo that is worth the most."""
    photos = [photo for month in months for photo in month.photos]
    value = worth(photos, looks)
    return max(photos, key=lambda each: value[each.id], default=None)


def _telling(quotes: Sequence[Quote]) -> list[Quote]:
    """The words of a month: spread over its days, the best of each day first."""
    days: dict[date, list[Quote]] = defaultdict(list)
    for quote in quotes:
        days[quote.local.date()].append(quote)
    for said in days.values():
        said.sort(key=lambda quote: -quote.worth)
    chosen: list[Quote] = []
    while len(chosen) < A_MONTHS_WORDS and any(days.values()):
        chosen += [said.pop(0) for said in days.values() if said]
    return sorted(chosen[:A_MONTHS_WORDS], key=lambda quote: quote.at)


class Counting:
    """Counts what took place on the days `within`, moment by moment.

    `called` is what somebody of a name is called, None for who isn't to be listed.
    """

    def __init__(
        self,
        called: Callable[[str], str | None],
        me: frozenset[str],
        within: Callable[[date], bool],
    ) -> None:
        self._called, self._me, self._within = called, me, within
        self._days: set[date] = set()
        self._kinds: Counter[str] = Counter()
        self._minutes = 0.0
        self._towns: dict[str, tuple[set[date], Moment]] = {}
        self._people: dict[str, tuple[set[date], list[str]]] = defaultdict(lambda: (set(), []))
        self.moments = 0

    def add(self, moment: Moment) -> None:
        what, zone = moment.what, zone_info(moment.zone)
        times = [each.start for each in what.occurrences] if isinstance(what, Planned) else []
        days = {at.astimezone(zone).date() for at in times or [moment.at]}
        days = {day for day in days if self._within(day)}
        if not days:
            return
        self.moments += 1
        self._kinds[self._sort(moment)] += len(days)
        if not isinstance(what, Planned):
            self._days |= days
        if isinstance(what, Recorded):
            self._minutes += what.duration / 60
        place = what.where
        if isinstance(what, Saw) and place and place.name and place.latitude is not None:
            self._towns.setdefault(place.name, (set(), moment))[0].update(days)
        self._met(moment, days)

    def _met(self, moment: Moment, days: set[date]) -> None:
        what = moment.what
        for name in what.names if isinstance(what, Said | Planned) else ():
            called = None if fold(name) in (self._me | US) else self._called(name)
            if called:
                known, told = self._people[called]
                known |= days
                told.append(moment.id)

    def _sort(self, moment: Moment) -> str:
        what = moment.what
        if isinstance(what, Said):
            return "messages" if fold(what.by) in self._me else "received"
        sorts = {Saw: "photos", Noted: "notes", Planned: "plans"}
        return sorts.get(type(what), "other")

    @property
    def numbers(self) -> dict[str, int]:
        found = {
            "days": len(self._days),
            "photos": self._kinds["photos"],
            "towns": len(self._towns),
            "notes": self._kinds["notes"],
            "messages": self._kinds["messages"],
            "plans": self._kinds["plans"],
            "minutes": round(self._minutes),
        }
        return {name: count for name, count in found.items() if count > 1}

    @property
    def towns(self) -> tuple[Town, ...]:
        """The places of photos, those of the most days first."""
        found = []
        for name, (days, moment) in self._towns.items():
            place = moment.what.where
            if place and place.latitude is not None and place.longitude is not None:
                found.append(Town(name, place.latitude, place.longitude, len(days), moment.id))
        found.sort(key=lambda town: (-town.days, town.name))
        return tuple(found[:MOST_TOWNS])

    @property
    def people(self) -> tuple[Companion, ...]:
        """Who was there on the most days. Each stands on its first moment and its last."""
        found = [
            Companion(name, len(days), tuple(dict.fromkeys((told[0], told[-1]))))
            for name, (days, told) in self._people.items()
        ]
        found.sort(key=lambda each: (-each.days, each.name))
        return tuple(found[:MOST_PEOPLE])


def discreet(contents: Contents, hide: Callable[[str], str]) -> Contents:
    """The book with the names of others taken out of its words, and nobody listed."""
    return replace(
        contents,
        title=hide(contents.title),
        people=(),
        goals=tuple(replace(goal, outcome=hide(goal.outcome)) for goal in contents.goals),
        months=tuple(
            replace(
                month,
                quotes=tuple(
                    replace(quote, text=hide(quote.text), by=hide(quote.by))
                    for quote in month.quotes
                ),
            )
            for month in contents.months
        ),
    )
