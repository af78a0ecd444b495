"""The readable part of an export: web pages that need no server, one for each day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alongside.log import rows
from alongside.log.kinds import Media
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.log.outlet import MEDIA, Outlet, media_name

PAGE = 500
BY_TIME = Wanted(by_time=True)
_FURTHEST = timedelta(hours=27)
"""No local time differs from another by more."""


def write_pages(db: sqlite3.Connection, person: str, out: Outlet) -> None:
    """Write `index.html` and `days/<date>.html` for every day something happened on."""
    import jinja2

    pages = jinja2.Environment(
        loader=jinja2.PackageLoader("alongside.log", "pages"), autoescape=True, trim_blocks=True
    )
    pages.globals["media_path"] = lambda media: f"../{MEDIA}/{media_name(media)}"
    day_page, counts = pages.get_template("day.html"), dict[date, int]()
    for day, moments in _days(db, person):
        counts[day] = len(moments)
        with out.open(f"days/{day}.html") as file:
            file.write(day_page.render(day=day, moments=moments, local=local, shown=shown).encode())
    with out.open("index.html") as file:
        file.write(pages.get_template("index.html").render(person=person, days=counts).encode())


def local(moment: Moment) -> datetime:
    """When it happened, as the clocks there showed it."""
    try:
        return moment.at.astimezone(ZoneInfo(moment.zone))
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return moment.at


def shown(media: Media) -> str:
    """How a page shows a media file: as `image`, `audio` or `video`, or as a `link`."""
    kind = media.type.partition("/")[0]
    shows = kind in ("audio", "video") or media.type in ("image/jpeg", "image/png", "image/webp")
    return kind if shows else "link"


def _days(db: sqlite3.Connection, person: str) -> Iterator[tuple[date, list[Moment]]]:
    """Each day with its moments; a day is done when no zone's clocks could still be in it."""
    open_days: dict[date, list[Moment]] = {}
    for moment in _by_time(db, person):
        done = (moment.at - _FURTHEST).date()
        for day in sorted(day for day in open_days if day < done):
            yield day, open_days.pop(day)
        open_days.setdefault(local(moment).date(), []).append(moment)
    yield from sorted(open_days.items())


def _by_time(db: sqlite3.Connection, person: str) -> Iterator[Moment]:
    here = rows.Page()
    while moments := rows.page(db, person, BY_TIME, here, PAGE):
        yield from (moment for moment in moments if moment.kind != "forgotten")
        here = rows.Page.past(moments[-1], BY_TIME)
