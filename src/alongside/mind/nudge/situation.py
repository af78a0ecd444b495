"""What a nudge is, and all that is looked at to find what is worth saying: pure values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from alongside.config import Proactive
from alongside.log.kinds import Planned
from alongside.mind.people.circle import Circle, Person
from alongside.mind.recall.birthdays import birthday_parts
from alongside.mind.when.expression import to_utc
from alongside.views.agenda import Kept, Told

FRESH = timedelta(days=45)
"""How long news is fresh enough to be asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """Something that may be said. It is right from `due` until `until` (aware UTC; None: always).

    `key` tells one occasion from another; `worth` lies in 0..1. What was `asked` for is said on
    time, whatever the hour; what `must` be said waits for a quiet night to end, but for no budget.
    """

    key: str
    about: str
    text: str
    why: str
    due: datetime
    because: tuple[str, ...]
    until: datetime | None = None
    person: str = ""
    worth: float = 0.5
    asked: bool = False
    must: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """One time that a plan takes place (aware UTC)."""

    id: str
    what: Planned
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """A promise: what `by` said they would do for `to`, each empty where it is the person.

    `due` (aware UTC, exclusive) is None where no time was named; `whole` says that a day is meant,
    not an hour. `how` says how it was settled; empty while it is open.
    """

    id: str
    at: datetime
    text: str
    by: str = ""
    to: str = ""
    due: datetime | None = None
    whole: bool = True
    how: str = ""

    @property
    def mine(self) -> bool:
        """Whether the person is to do it."""
        return not self.by

    @property
    def other(self) -> str:
        """Whom it is between, besides the person."""
        return self.to if self.mine else self.by


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that was summed up: what was promised in it, then what was decided, word for word."""

    id: str
    title: str
    ended: datetime
    points: tuple[str, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What somebody told of themselves, word for word, when and where."""

    id: str
    name: str
    at: datetime
    zone: str
    quote: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the same day of a former year left: photos and notes, and one moment that shows it."""

    year: int
    photos: int
    notes: int
    place: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A step of a goal and the time it was given (aware UTC). `weight` is how much the goal weighs
    by what the person values, 1 or more where it serves what they value most."""

    id: str
    goal: str
    text: str
    outcome: str
    minutes: int
    start: datetime
    end: datetime
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """A habit of an open goal, so many times a week. `done` are the days of this week on which it
    was done: None where that wasn't looked for yet, as it is only towards the evening."""

    id: str
    text: str
    outcome: str
    minutes: int
    weekly: int
    done: frozenset[date] | None = None
    weight: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A life as of `now`: what is open, whom it concerns, what was said already.

    `met` has, for a reminder of a person or a place, the moment that shows they are there;
    `briefed` the last day of each part that has a brief. `steps` are those of open goals, the
    soonest first, `habits` theirs, the weightiest first; `reviewed` is the last week (ISO 8601)
    looked back on, None where there is no goal.
    """

    now: datetime
    zone: str
    language: str
    settings: Proactive
    circle: Circle
    reminders: tuple[Kept, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    plans: tuple[Plan, ...] = ()
    talks: tuple[Talk, ...] = ()
    news: tuple[News, ...] = ()
    wishes: tuple[News, ...] = ()
    memories: tuple[Memory, ...] = ()
    told: tuple[Told, ...] = ()
    met: Mapping[str, str] = field(default_factory=dict)
    briefed: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Ahead, ...] = ()
    habits: tuple[Custom, ...] = ()
    reviewed: str | None = None

    @cached_property
    def here(self) -> datetime:
        """The wall clock now."""
        return self.now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @cached_property
    def today(self) -> date:
        return self.here.date()

    @cached_property
    def keys(self) -> frozenset[str]:
        """What was told already."""
        return frozenset(each.origin.removeprefix("nudge:") for each in self.told)

    def at(self, day: date, hour: time) -> datetime:
        """That hour of the wall clock on that day, as aware UTC."""
        return to_utc(datetime.combine(day, hour), self.zone)

    def local(self, at: datetime) -> datetime:
        """An instant on the wall clock."""
        return at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def of(self, news: Iterable[News], person: Person) -> list[News]:
        """Those that this person told, the latest last."""
        return [each for each in news if each.name in person.names]

    def birthdays(self, days: int) -> list[tuple[Person, date]]:
        """Whose birthday is today or in so many days, the soonest first."""
        found = []
        for person in self.circle.people:
            parts = birthday_parts(person.birthday)
            if parts is None or person.hidden:
                continue
            years = (self.today.year, self.today.year + 1)
            day = min(d for year in years if (d := yearly(year, *parts[1:])) >= self.today)
            if (day - self.today).days <= days:
                found.append((person, day))
        return sorted(found, key=lambda each: (each[1], each[0].called))

    def say(self, english: str, korean: str, **values: object) -> str:
        """The words in the person's language, with `{names}` replaced."""
        return (korean if self.language == "ko" else english).format(**values)


def yearly(year: int, month: int, day: int) -> date:
    """The day in a year; 29 February is 1 March in one without."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1)


Source = Callable[[Situation], Iterable[Nudge]]
"""What finds nudges; told or not yet due ones are among them."""
