"""What may be taken in the person's name in a day, and what was."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args

from alongside.gate import lived
from alongside.gate.limits import Of, change
from alongside.gate.written import load
from alongside.interfaces.parts import Life

DAY, MONTH = timedelta(days=1), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most of one thing in a day; `own` says that the person set it. `day` and `month` are what
    was taken in the last 24 hours and 30 days."""

    of: Of
    most: float
    own: bool
    day: float
    month: float


async def change_limit(life: Life, of: Of, most: float | None) -> None:
    """Set a limit, or with None go back to the usual one, and keep that it was changed.

    Raises `RulesError`; then nothing was.
    """
    await asyncio.to_thread(change, life.folder, of, most)
    await life.gate.limited(of, most)


async def limits(life: Life) -> list[Limit]:
    """Every limit. Raises `RulesError` where the person's file can't be read."""
    now, own = datetime.now(UTC), load(life.folder)
    day, month = [await lived.spent(life.log, now - span) for span in (DAY, MONTH)]
    most = own.limits
    return [Limit(of, most[of], of in own.budgets, day[of], month[of]) for of in get_args(Of)]
