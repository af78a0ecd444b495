"""Who people are to the person: what they choose, and which names are one person's."""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.what import What

Closeness = Literal["", "close", "friend", "known"]
"""How near somebody is, chosen by the person; empty where they chose nothing."""


class SpecialDay(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day that comes back every year: `day` is ISO 8601, `--MM-DD` without a year."""

    title: str
    day: str


class Related(What, frozen=True, kw_only=True, tag="related"):
    """Who somebody is to the person, as they say; the latest of a name stands.

    `every` is how many days the person wants to let pass at most between talks, 0 for no wish.
    `hidden` leaves somebody out of the people who matter.
    """

    name: str
    relation: str = ""
    closeness: Closeness = ""
    every: int = 0
    days: tuple[SpecialDay, ...] = ()
    note: str = ""
    hidden: bool = False

    @property
    def words(self) -> str:
        days = (f"{each.title} {each.day}" for each in self.days)
        return "\n".join(part for part in (self.name, self.relation, *days, self.note) if part)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)


class Joined(What, frozen=True, kw_only=True, tag="joined"):
    """The person says that these names are one person's, called by the first of them."""

    called: tuple[str, ...]

    @property
    def words(self) -> str:
        return " = ".join(self.called)


class Parted(What, frozen=True, kw_only=True, tag="parted"):
    """The person says that two names are two people's."""

    called: tuple[str, str]

    @property
    def words(self) -> str:
        return " ≠ ".join(self.called)
