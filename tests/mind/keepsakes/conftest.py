"""A life with photos in it, drawn for these tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from alongside.interfaces.keepsakes import Keepsakes, keepsakes
from alongside.interfaces.settings import Settings
from alongside.log.kinds import Aimed, Noted, Place, Said, Saw, Steered
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.goals import book
from alongside.mind.keepsakes.fonts import FontsMissing, needed
from alongside.mind.recall.recall import Recall
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.goals import Goals
from alongside.views.people import People
from alongside.views.search import Search

HOME = Place(name="Lisbon", country="Portugal", latitude=38.72, longitude=-9.14)
AWAY = Place(name="Porto", country="Portugal", latitude=41.15, longitude=-8.61)
DAY = datetime(2026, 10, 1, 10, tzinfo=UTC)
ZONE = "Europe/Lisbon"


@pytest.fixture(autouse=True)
def built() -> None:
    """The font and the outline of the land are made with the web app."""
    try:
        needed()
    except FontsMissing as error:
        pytest.skip(str(error))


def drawn(seed: int, *, blurred: bool = False, tall: bool = False) -> bytes:
    """A picture of noise, unlike that of any other seed."""
    cells = np.random.default_rng(seed).integers(0, 255, (9, 12, 3), np.uint8)
    size = (240, 320) if tall else (320, 240)
    image = Image.fromarray(cells).resize(size, 2 if blurred else 0)
    held = BytesIO()
    image.save(held, "JPEG", quality=90)
    return held.getvalue()


class Album:
    """A life that photos and words are put into."""

    def __init__(self, store: Store, made: Keepsakes) -> None:
        self.store, self.log, self.made = store, store.log, made

    async def photo(self, at: datetime, place: Place = HOME, seed: int | None = None) -> Moment:
        data = drawn(int(at.timestamp()) if seed is None else seed)
        media = await self.store.blobs.put(data, type="image/jpeg", name="photo.jpg")
        what = Saw(media=media, width=320, height=240, place=place)
        return await self._kept(what, at, Trust.OWN)

    async def note(self, text: str, at: datetime) -> Moment:
        return await self._kept(Noted(text=text), at, Trust.OWN)

    async def message(self, text: str, by: str, at: datetime, trust: Trust) -> Moment:
        return await self._kept(Said(text=text, by=by, to=("Ada", "Mateo Silva")), at, trust)

    async def reached(self, outcome: str, at: datetime) -> None:
        goal = await self._kept(Aimed(outcome=outcome), at, Trust.PERSON)
        steered = Draft(
            what=Steered(how="reached"), at=at, zone=ZONE, source="goals", trust=Trust.PERSON,
            because=(goal.id,),
        )  # fmt: skip
        await self.log.append(steered)

    async def _kept(self, what: Saw | Noted | Said | Aimed, at: datetime, trust: Trust) -> Moment:
        draft = Draft(what=what, at=at, zone=ZONE, source="test", trust=trust)
        (moment,) = await self.log.append(draft)
        return moment


@pytest.fixture
async def album(tmp_path: Path) -> AsyncIterator[Album]:
    """Ada's October: a week at home, and two days in Porto, of which she wrote."""
    views = (Search(), People(), Beliefs(), Bonds(), Goals())
    settings = Settings(tmp_path / "config.toml")
    async with await open_store(tmp_path / "life", bytes(32), "ada", views) as store:

        async def goals() -> book.Book:
            return await store.log.database.read(lambda db: book.read(db, "ada"))

        made = keepsakes(store.log, store.blobs, settings, Recall(store.log), goals)
        here = Album(store, made)
        for day in range(4):
            await here.photo(DAY + timedelta(days=day))
        for hour in range(4):
            await here.photo(DAY + timedelta(days=8, hours=hour * 5), AWAY)
        await here.note(
            "Fog over the river with Mateo, and then the whole bridge stood there in the sun.",
            DAY + timedelta(days=8),
        )
        yield here


OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
