"""What all tests share."""

import sqlite3
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import settings

from alongside.log import folds
from alongside.log.log import View
from alongside.log.sqlite import SqliteLog

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")  # `--hypothesis-profile default` looks further

AssertReplays = Callable[..., Awaitable[None]]


async def assert_replays(log: SqliteLog, *views: View) -> None:
    """The tables of the views, as they were lived, equal those that a replay of the log gives."""

    def compare(view: View) -> Callable[..., None]:
        def work(db: sqlite3.Connection) -> None:
            lived = folds.dump(db, view.name)
            folds.rebuild(db, view)
            replayed = folds.dump(db, view.name)
            assert lived.keys() == replayed.keys()
            for table, rows in lived.items():
                assert rows == replayed[table], f"{table} was lived otherwise than it replays"

        return work

    for view in views:
        await log.database.write(compare(view))


@pytest.fixture(name="assert_replays")
def assert_replays_fixture() -> AssertReplays:
    """`await assert_replays(log, *views)` after anything was appended and forgotten."""
    return assert_replays
