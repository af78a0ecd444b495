"""The views' tables: made, dropped and filled from the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from alongside.log import rows, schema
from alongside.log.log import View, Wanted
from alongside.log.moment import Moment

PAGE = 500
EVERYTHING = Wanted()


def prepare(db: sqlite3.Connection, views: Sequence[View]) -> None:
    """Rebuild each view whose version isn't the one in the file."""
    for view in views:
        if version(db, view.name) != view.version:
            rebuild(db, view)


def rebuild(db: sqlite3.Connection, view: View) -> None:
    """Make a view's tables anew from every moment in the file."""
    drop(db, view.name)
    schema.run(db, view.schema)
    db.execute("INSERT OR REPLACE INTO views VALUES (?, ?)", (view.name, view.version))
    for person in rows.persons(db):
        for moment in replay(db, person):
            view.apply(db, moment)


def replay(db: sqlite3.Connection, person: str) -> Iterator[Moment]:
    """Every moment of a person in log order, a page in memory at a time."""
    here = rows.Page()
    while moments := rows.page(db, person, EVERYTHING, here, PAGE):
        yield from moments
        here = rows.Page.past(moments[-1], EVERYTHING)


def version(db: sqlite3.Connection, name: str) -> int | None:
    row = db.execute("SELECT version FROM views WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else None


def tables(db: sqlite3.Connection, name: str) -> list[str]:
    """The tables of a view, without those that a virtual table keeps for itself."""
    owned = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
        " AND (name = ? OR name GLOB ?) ORDER BY type DESC, name"
    )
    return [table for (table,) in db.execute(owned, (name, f"{name}_*"))]


def drop(db: sqlite3.Connection, name: str) -> None:
    for table in tables(db, name):
        db.execute(f'DROP TABLE IF EXISTS "{table}"')


def dump(db: sqlite3.Connection, name: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a view's tables in a fixed order, for comparing two foldings."""
    return {
        table: sorted(db.execute(f'SELECT * FROM "{table}"'), key=repr)
        for table in tables(db, name)
    }
