"""The birthdays that contacts have, for words like "the day before Robin's birthday"."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date

from alongside.mind.when.expression import MonthDay
from alongside.views.words import fold

_PART = re.compile(r"\w+")
_BIRTHDAY = re.compile(r"^(?:--|(\d{4})-?)(\d\d)-?(\d\d)")


class Birthdays:
    """Looks up "Robin's birthday", "지훈이 생일" and the like."""

    def __init__(self, days: Mapping[str, MonthDay]) -> None:
        """`days` is by folded name or part of a name."""
        self._days = days

    @classmethod
    def of(cls, contacts: Iterable[tuple[str, str]]) -> Birthdays:
        """From names and birthdays as contacts write them; one that can't be read is left out."""
        days: dict[str, MonthDay] = {}
        for name, birthday in contacts:
            parts = birthday_parts(birthday)
            if parts:
                days |= dict.fromkeys(called(fold(name)), MonthDay(*parts[1:]))
        return cls(days)

    def get(self, text: str) -> MonthDay | date | None:
        """The day, where the text names a birthday and one person whose birthday is known."""
        folded = fold(text)
        if not any(word in folded for word in ("birthday", "생일", "bday")):
            return None
        found = {day for name, day in self._days.items() if name in folded}
        return found.pop() if len(found) == 1 else None


def birthdays(db: sqlite3.Connection) -> Birthdays:
    """The birthdays of all contacts."""
    found = db.execute("SELECT alias, birthday FROM people_contacts WHERE birthday")
    return Birthdays.of(found.fetchall())


def birthday_parts(birthday: str) -> tuple[int | None, int, int] | None:
    """Year (if told), month and day of an ISO 8601 date or `--MM-DD`; None for anything else."""
    found = _BIRTHDAY.match(birthday)
    return (int(found[1]) if found[1] else None, int(found[2]), int(found[3])) if found else None


def called(name: str) -> list[str]:
    """A folded name, its parts, and a Korean name without the surname."""
    parts = [name, *_PART.findall(name)]
    given = [part[1:] for part in parts if len(part) == 3 and "가" <= part[0] <= "힣"]
    return [part for part in dict.fromkeys((*parts, *given)) if len(part) > 1]
