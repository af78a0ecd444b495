"""The timeline, the map, threads and imports: what they show, forget, and rebuild."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import (
    Failed,
    Imported,
    Media,
    Noted,
    Occurrence,
    Place,
    Planned,
    Said,
    Saw,
    What,
)
from alongside.log.moment import EARLIEST, LATEST, Draft, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import imports, threads, timeline
from alongside.views import map as atlas
from alongside.views.local import wall, zone_info

VIEWS = (timeline.Timeline(), atlas.Map(), threads.Threads(), imports.Imports())
TABLES = ("timeline", "timeline_days", "map", "threads", "imports", "imports_effects")
EVERYWHERE = atlas.Area()
NOON = datetime(2008, 10, 22, 12, tzinfo=UTC)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", VIEWS)
        await log.open()
        yield log


def draft(
    what: What, at: datetime = NOON, zone: str = "UTC", because: tuple[str, ...] = ()
) -> Draft:
    return Draft(what=what, at=at, zone=zone, source="test", trust=Trust.OWN, because=because)


def photo(number: int, place: Place | None = None) -> Saw:
    return Saw(media=Media(f"{number:064x}", "image/jpeg", "p.jpg", 1), place=place)


def note(text: str = "x") -> Noted:
    return Noted(text=text)


async def draw(
    log: SqliteLog,
    grain: timeline.Grain,
    since: datetime | None = None,
    until: datetime | None = None,
) -> timeline.Drawn:
    window = timeline.Window(grain, since, until)
    return await log.database.read(lambda db: timeline.read(db, "ada", window))


async def points(log: SqliteLog, area: atlas.Area = EVERYWHERE) -> list[atlas.Point]:
    return await log.database.read(lambda db: atlas.read(db, "ada", area))


async def dump(log: SqliteLog) -> list[list[tuple[object, ...]]]:
    return await log.database.read(
        lambda db: [sorted(db.execute(f"SELECT * FROM {table}").fetchall()) for table in TABLES]
    )


async def test_moments_count_in_the_time_of_where_they_happened(log: SqliteLog) -> None:
    new_year = datetime(2019, 12, 31, 20, tzinfo=UTC)
    await log.append(draft(note(), new_year, "Asia/Seoul"), draft(note(), new_year, "Europe/Rome"))
    years = (await draw(log, "year")).buckets
    assert [(bucket.start.year, bucket.count) for bucket in years] == [(2019, 1), (2020, 1)]


async def test_every_grain_counts_the_same_moments(log: SqliteLog) -> None:
    times = [NOON + timedelta(hours=37 * n) for n in range(100)]
    await log.append(*(draft(note(), at) for at in times))
    starts = {
        "year": lambda at: at.replace(month=1, day=1),
        "month": lambda at: at.replace(day=1),
        "week": lambda at: at - timedelta(days=at.weekday()),
        "day": lambda at: at,
    }
    grains: tuple[timeline.Grain, ...] = ("year", "month", "week", "day")
    for grain in grains:
        days = {starts[grain](at).date() for at in times}
        buckets = (await draw(log, grain)).buckets
        assert [bucket.start.date() for bucket in buckets] == sorted(days)
        assert sum(bucket.count for bucket in buckets) == 100
    hours = (await draw(log, "hour")).buckets
    assert [bucket.start for bucket in hours] == [at.replace(tzinfo=None) for at in times]


async def test_weeks_before_1970_start_on_monday_too(log: SqliteLog) -> None:
    await log.append(draft(note(), datetime(1969, 12, 31, tzinfo=UTC)))
    drawn = await draw(log, "week")
    assert drawn.buckets[0].start == datetime.fromisoformat("1969-12-29")
    assert (drawn.first, drawn.last) == (date(1969, 12, 31), date(1969, 12, 31))


async def test_a_window_is_half_open(log: SqliteLog) -> None:
    day = timedelta(days=1)
    await log.append(*(draft(note(), NOON + n * day) for n in range(5)))
    start = datetime.fromisoformat("2008-10-23")
    days = (await draw(log, "day", start, start + 2 * day)).buckets
    assert [bucket.start.day for bucket in days] == [23, 24]
    hours = (await draw(log, "hour", start + timedelta(hours=12), start + day)).buckets
    assert [bucket.start.day for bucket in hours] == [23]


async def test_a_plan_is_there_each_time_it_takes_place(log: SqliteLog) -> None:
    week = timedelta(days=7)
    times = tuple(Occurrence(NOON + n * week, NOON + n * week) for n in range(3))
    await log.append(draft(Planned(title="choir", occurrences=times)))
    days = (await draw(log, "day")).buckets
    assert [(bucket.start.day, bucket.kinds) for bucket in days] == [
        (22, {"planned": 1}), (29, {"planned": 1}), (5, {"planned": 1}),
    ]  # fmt: skip


async def test_pictures_are_spread_over_their_bucket(log: SqliteLog) -> None:
    await log.append(*(draft(photo(n), NOON + n * timedelta(minutes=1)) for n in range(9)))
    (bucket,) = (await draw(log, "day")).buckets
    assert [int(picture.hash, 16) for picture in bucket.pictures] == [0, 3, 6]


async def test_what_tells_of_the_log_itself_did_not_happen_in_the_life(log: SqliteLog) -> None:
    await log.append(draft(Imported(paths=("a",))), draft(Failed(doing="x", reason="y")))
    assert (await draw(log, "day")) == timeline.Drawn(None, None, ())


async def test_places_of_one_name_far_apart_are_two_points(log: SqliteLog) -> None:
    here = Place(name="Paris", country="France", latitude=48.85, longitude=2.35)
    near = Place(name="Paris", country="France", latitude=48.86, longitude=2.36)
    there = Place(name="Paris", country="United States", latitude=33.66, longitude=-95.55)
    await log.append(*(draft(photo(n, place)) for n, place in enumerate((here, near, there))))
    found = await points(log)
    assert [(point.country, point.count) for point in found] == [
        ("France", 2), ("United States", 1),
    ]  # fmt: skip
    assert found[0].latitude == pytest.approx(48.855)
    assert [point.country for point in await points(log, atlas.Area(east=0))] == ["United States"]


async def test_an_area_may_cross_the_date_line(log: SqliteLog) -> None:
    fiji = Place(name="Suva", country="Fiji", latitude=-18.1, longitude=178.4)
    samoa = Place(name="Apia", country="Samoa", latitude=-13.8, longitude=-171.8)
    rome = Place(name="Rome", country="Italy", latitude=41.9, longitude=12.5)
    await log.append(*(draft(photo(n, place)) for n, place in enumerate((fiji, samoa, rome))))
    names = {point.name for point in await points(log, atlas.Area(west=170, east=-160))}
    assert names == {"Suva", "Apia"}


async def test_a_plan_or_a_bare_name_is_not_on_the_map(log: SqliteLog) -> None:
    where = Place(name="Rome", latitude=41.9, longitude=12.5)
    times = (Occurrence(NOON, NOON),)
    plan = Planned(title="trip", occurrences=times, place=where)
    await log.append(draft(plan), draft(photo(1, Place(name="somewhere"))))
    assert await points(log) == []


async def test_threads_are_paged_from_the_end(log: SqliteLog) -> None:
    for n in range(5):
        said = Said(text=f"line  {n}", by="Bo" if n % 2 else "Ada", thread="t")
        await log.append(draft(said, NOON + timedelta(minutes=n)))
    await log.append(draft(Said(text="alone", by="Cy", thread="u"), NOON - timedelta(days=1)))
    await log.append(draft(Said(text="not in a thread", by="Cy")))
    listed = await log.database.read(lambda db: threads.latest(db, "ada"))
    assert [(thread.id, thread.count, thread.title) for thread in listed] == [
        ("t", 5, "line 0"), ("u", 1, "alone"),
    ]  # fmt: skip
    assert sorted(listed[0].people) == ["Ada", "Bo"]
    assert await log.database.read(lambda db: threads.latest(db, "ada", "talk")) == []
    last = await log.database.read(lambda db: threads.turns(db, "ada", "t", limit=2))
    before = await log.database.read(
        lambda db: threads.turns(db, "ada", "t", last[0].place, limit=9)
    )
    told = [moment.what.words for moment in await log.get(*(t.id for t in (*before, *last)))]
    assert told == [f"line  {n}" for n in range(5)]
    assert await log.database.read(lambda db: threads.one(db, "ada", "none")) is None


async def test_an_import_counts_all_that_came_of_it(log: SqliteLog) -> None:
    (act,) = await log.append(draft(Imported(paths=("notes", "chat.txt"))))
    (kept, failed) = await log.append(
        draft(note(), because=(act.id,)),
        draft(Failed(doing="reading", reason="broken"), because=(act.id,)),
    )
    await log.append(draft(note("drawn later"), because=(kept.id,)), draft(note("unrelated")))
    (brought,) = await log.database.read(lambda db: imports.latest(db, "ada"))
    assert (brought.id, brought.paths) == (act.id, ("notes", "chat.txt"))
    assert (brought.kinds, brought.failures) == ({"noted": 2, "failed": 1}, 1)
    assert await log.database.read(lambda db: imports.failures(db, "ada", act.id)) == [failed.id]


async def test_forgetting_leaves_nothing_in_any_view(log: SqliteLog) -> None:
    rome = Place(name="Rome", latitude=41.9, longitude=12.5)
    (act,) = await log.append(draft(Imported(paths=("all",))))
    whats = (note(), photo(1, rome), Said(text="hi", by="Bo", thread="t"))
    kept = await log.append(*(draft(what, because=(act.id,)) for what in whats))
    await log.append(draft(note("stays")))
    assert all(await dump(log))
    await log.forget(kept[0].id)
    (bucket,) = (await draw(log, "day")).buckets
    assert bucket.kinds == {"noted": 1, "saw": 1, "said": 1}
    await log.forget(act.id)
    assert [len(rows) for rows in await dump(log)] == [1, 1, 0, 0, 0, 0]


async def test_a_replay_gives_the_same_tables(log: SqliteLog) -> None:
    (act,) = await log.append(draft(Imported(paths=("all",))))
    kept = await log.append(
        *(draft(note(), NOON + timedelta(hours=n), because=(act.id,)) for n in range(30)),
        *(draft(photo(n, Place(name="X", latitude=n, longitude=n))) for n in range(5)),
        *(draft(Said(text="hi", by="Bo", thread=f"t{n % 2}")) for n in range(5)),
    )
    await log.forget(*(moment.id for moment in kept[::7]))
    lived = await dump(log)
    await log.database.write(lambda db: db.execute("UPDATE views SET version = -1"))
    again = SqliteLog(log.database, "ada", VIEWS)
    await again.open()
    assert await dump(again) == lived


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "Not A Zone"])
def test_an_unknown_zone_reads_as_utc(zone: str) -> None:
    assert zone_info(zone).key == "UTC"
    assert wall(NOON, zone) == wall(NOON, "UTC")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
async def test_the_ends_of_the_calendar_can_be_shown(log: SqliteLog, zone: str) -> None:
    ends = (Occurrence(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)),)
    plan = Planned(title="Always", occurrences=(*ends, Occurrence(ends[0].end, ends[0].end)))
    await log.append(draft(note(), EARLIEST, zone), draft(note(), LATEST, zone))
    await log.append(draft(plan, zone=zone))
    for beyond in (ends[0].start, ends[0].end):
        with pytest.raises(ValueError, match="within the years"):
            draft(note(), beyond)
