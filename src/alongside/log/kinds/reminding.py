"""What the person wants to be told of, and what they were told without asking."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from alongside.log.kinds.parts import Cite
from alongside.log.kinds.what import What

Every = Literal["", "day", "weekday", "week", "month", "year"]
Part = Literal["morning", "evening"]


class Reminder(What, frozen=True, kw_only=True, tag="reminder"):
    """Something to be reminded of: at a time, or with a person, or at a place.

    `wall` is a time on the wall clock (`2026-11-27T09:00`) of wherever the person is then, first of
    all where it comes back `every` so often; `due` is an instant ("in twenty minutes").
    """

    text: str
    wall: str = ""
    due: datetime | None = None
    every: Every = ""
    person: str = ""
    location: str = ""

    @property
    def words(self) -> str:
        return self.text


class Snoozed(What, frozen=True, kw_only=True, tag="snoozed"):
    """The person wants to be told again at `until` (aware UTC) of what is in `because`."""

    until: datetime


class Settled(What, frozen=True, kw_only=True, tag="settled"):
    """The person is done with the reminder or promise in `because`, dropped it, or says that it
    isn't theirs."""

    how: Literal["done", "dropped", "not_mine"]


class Nudged(What, frozen=True, kw_only=True, tag="nudged"):
    """Words for the person that nobody asked for just then: what about, and why now.

    Its origin tells one occasion from another, so that each is told of once.
    """

    about: str
    text: str
    why: str
    person: str = ""
    due: datetime | None = None

    @property
    def words(self) -> str:
        return self.text


class Weighed(What, frozen=True, kw_only=True, tag="weighed"):
    """What the person thought of the nudge in `because`."""

    how: Literal["useful", "not_now", "never"]


class Briefed(What, frozen=True, kw_only=True, tag="briefed"):
    """The brief of a day (ISO 8601): what lies ahead in the morning, what was in the evening.

    It carries the `model` that worded it; empty: code did.
    """

    part: Part
    day: str
    text: str
    cites: tuple[Cite, ...] = ()
    model: str = ""

    @property
    def words(self) -> str:
        return self.text
