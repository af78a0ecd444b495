"""Worlds in the person's own places: what these are called, and when they were there.

Only what is the person's own tells of them, and of each only the name of the place: no address and
nobody who lives there.
"""

from __future__ import annotations

import re

from alongside.log.kinds import Spot
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment, Trust

LEAST, MOST = 3, 6
KINDS = ("saw", "filmed", "recorded", "planned")
READ = 3000
"""The latest moments that are looked at."""
CAUSES = 3
"""Moments of each place that the world is drawn from."""
LONGEST = 40
_NO_NAME = re.compile(r"\d|[@/\\{}<>|]|https?:|www\.")
_PARENS = re.compile(r"\(.*?\)")


async def own_places(log: Log) -> tuple[tuple[Spot, ...], tuple[Moment, ...]]:
    """Where the person was most, with moments that tell so; nothing where it is too little."""
    told: dict[str, list[Moment]] = {}
    wanted = Wanted(kinds=KINDS, newest_first=True, by_time=True, limit=READ)
    async for moment in log.read(wanted):
        where = moment.what.where
        name = called(where.name) if where is not None else ""
        if name and moment.trust >= Trust.OWN:
            told.setdefault(name, []).append(moment)
    often = sorted(told, key=lambda name: (-len(told[name]), name))[:MOST]
    if len(often) < LEAST:
        return (), ()
    spots = tuple(Spot(name=name, month=f"{told[name][0].at:%Y-%m}") for name in often)
    return spots, tuple(moment for name in often for moment in told[name][:CAUSES])


def called(name: str) -> str:
    """What a place is called, or nothing where that is an address rather than a name."""
    first = name.split(",", maxsplit=1)[0].strip()
    bare = _PARENS.sub("", first).strip()
    fits = 1 < len(first) <= LONGEST and any(letter.isalpha() for letter in bare)
    return first if fits and not _NO_NAME.search(first) else ""
