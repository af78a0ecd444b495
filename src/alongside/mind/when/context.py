"""What a reading depends on besides the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from alongside.mind.when.expression import MonthDay

Known = Callable[[str], MonthDay | date | None]


@dataclass(frozen=True, slots=True)
class Context:
    """The wall-clock now of the person, and a look-up of the days they know by name."""

    now: datetime
    known: Known | None = None

    @property
    def today(self) -> date:
        return self.now.date()
