"""Trips, found by code: where photos were taken away from the usual place, and days full of them.

The usual place is the cell of some 20 km in which a year's photos lie on the most days. Months are
offered as well, so that whoever never goes away has films to make too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from alongside.log.kinds import Place, Planned
from alongside.log.moment import Moment, Trust
from alongside.mind.keepsakes.album import Photo, kilometres

Sort = Literal["trip", "day", "month"]
CELL = 0.2
"""Degrees."""
AWAY_KM = 15.0
BROKEN, NEAR_BROKEN = timedelta(days=4), timedelta(hours=20)
"""Without a photo for so long, a trip was over; near home one sleeps at home."""
NEAR_KM = 100.0
FEWEST = 2
FULL_DAY = 5
"""Photos that make a day at home worth a film."""
MOST_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """A stretch of time worth a film, from its first photo to its last (aware UTC, both within).

    `days` are local. `plan` is what the calendar calls it, `towns` where it was, the most first.
    """

    sort: Sort
    since: datetime
    until: datetime
    first: date
    last: date
    photos: tuple[Photo, ...]
    towns: tuple[str, ...] = ()
    country: str = ""
    plan: str = ""


def outings(photos: Sequence[Photo], plans: Iterable[Moment] = ()) -> list[Outing]:
    """Every outing in these photos (the earliest first), the latest outing first."""
    usual = _usual(photos)
    trips = [_outing("trip", run) for run in _runs(photos, usual) if len(run) >= FEWEST]
    away = {photo.id for trip in trips for photo in trip.photos}
    days: dict[date, list[Photo]] = defaultdict(list)
    months: dict[date, list[Photo]] = defaultdict(list)
    for photo in photos:
        months[photo.local.date().replace(day=1)].append(photo)
        if photo.id not in away and not photo.live:
            days[photo.local.date()].append(photo)
    full = [_outing("day", run) for run in days.values() if len(run) >= FULL_DAY]
    whole = [_month(run) for run in months.values() if len(run) >= FEWEST]
    known = [*plans]
    found = [*(_planned(each, known) for each in (*trips, *full)), *whole]
    return sorted(found, key=lambda each: (each.until, each.sort), reverse=True)


def _usual(photos: Sequence[Photo]) -> dict[int, Place]:
    """The middle of the usual place of each year; a year's is that of all where it says little."""
    days: dict[int, dict[tuple[int, int], set[date]]] = defaultdict(lambda: defaultdict(set))
    for photo in photos:
        cell = _cell(photo)
        if cell:
            for year in (photo.local.year, 0):
                days[year][cell].add(photo.local.date())
    found = {}
    for year, cells in days.items():
        cell, most = max(cells.items(), key=lambda each: (len(each[1]), each[0]))
        if len(most) > 1 or len(cells) == 1 or not year:
            found[year] = Place(latitude=(cell[0] + 0.5) * CELL, longitude=(cell[1] + 0.5) * CELL)
    return found


def _cell(photo: Photo) -> tuple[int, int] | None:
    place = photo.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return int(place.latitude // CELL), int(place.longitude // CELL)


def _runs(photos: Sequence[Photo], usual: dict[int, Place]) -> list[list[Photo]]:
    """Photos away from the usual place, each run without one at home between."""
    runs: list[list[Photo]] = []
    going = False
    for photo in photos:
        if photo.place is None or _cell(photo) is None:
            continue
        home = usual.get(photo.local.year) or usual[0]
        away = kilometres(home, photo.place)
        longest = NEAR_BROKEN if away < NEAR_KM else BROKEN
        if away <= AWAY_KM:
            going = False
        elif going and photo.at - runs[-1][-1].at <= longest:
            runs[-1].append(photo)
        else:
            runs.append([photo])
            going = True
    return runs


def _outing(sort: Sort, run: Sequence[Photo]) -> Outing:
    towns = Counter(photo.town for photo in run if photo.town)
    countries = Counter(photo.place.country for photo in run if photo.place and photo.place.country)
    return Outing(
        sort=sort,
        since=run[0].at,
        until=run[-1].at,
        first=run[0].local.date(),
        last=run[-1].local.date(),
        photos=tuple(run),
        towns=tuple(name for name, _ in towns.most_common(MOST_PLACES)),
        country=next((name for name, _ in countries.most_common(1)), ""),
    )


def _month(run: Sequence[Photo]) -> Outing:
    first = run[0].local.date().replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return replace(_outing("month", run), first=first, last=following - timedelta(days=1))


def _planned(outing: Outing, plans: Sequence[Moment]) -> Outing:
    """The outing by the name that the calendar has for it: the plan that covers the most of it."""
    best, most = "", timedelta()
    for moment in plans:
        what = moment.what
        if not isinstance(what, Planned) or what.rule or moment.trust < Trust.OWN:
            continue
        for each in what.occurrences:
            shared = min(each.end, outing.until) - max(each.start, outing.since)
            if shared > most or (shared == most and shared > timedelta() and not best):
                best, most = what.title, shared
    return replace(outing, plan=best)
