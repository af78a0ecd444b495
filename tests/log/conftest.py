"""What the tests of the log share."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.kinds import Noted, What
from alongside.log.moment import Draft, Trust
from alongside.log.store import Store, open_store

KEY = bytes(range(32))


def draft(
    what: What | str,
    *because: str | Draft,
    trust: Trust = Trust.OWN,
    hours: int = 0,
    origin: str | None = None,
    source: str = "test",
) -> Draft:
    """A note (or anything else) so many hours into a day in Rome."""
    return Draft(
        what=Noted(text=what) if isinstance(what, str) else what,
        at=datetime(2008, 10, 22, 6, tzinfo=UTC) + timedelta(hours=hours),
        zone="Europe/Rome",
        source=source,
        trust=trust,
        because=because,
        origin=origin,
    )


@pytest.fixture(name="draft")
def draft_fixture() -> Callable[..., Draft]:
    return draft


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", KEY, "me") as store:
        yield store
