"""Every schema there ever was opens, whole, in this version."""

from pathlib import Path

import pytest

from alongside.log import database, schema
from alongside.log.derive import derive
from alongside.log.kinds import Noted, Place, Read, Saw
from alongside.log.log import Wanted
from alongside.log.moment import Draft
from alongside.log.store import open_store
from alongside.log.verify import verify

FROZEN = sorted(Path(__file__).parent.glob("schema_*.sql"))


@pytest.fixture(params=FROZEN, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path, key: bytes) -> Path:
    """A folder with a life as the version that had this schema wrote it."""
    db = database.connect(tmp_path / "life.db", derive(key, "database"))
    schema.run(db, request.param.read_text())
    db.close()
    return tmp_path


def test_every_schema_is_kept_frozen() -> None:
    assert [path.stem for path in FROZEN] == [f"schema_{n + 1}" for n in range(len(schema.STEPS))]


async def test_a_life_of_an_older_schema_is_whole(older: Path, key: bytes) -> None:
    async with await open_store(older, key, "me") as store:
        saw, read, said, forgotten = [m async for m in store.log.read()]
        assert isinstance(saw.what, Saw)
        assert (saw.what.caption, saw.what.where) == ("the pink house", Place(name="Lucca"))
        assert (read.what, read.because) == (Read(text="Via Fillungo"), (saw.id,))
        assert (said.what.words, said.seq, forgotten.kind) == ("ciao", 4, "forgotten")
        verdict = await verify(store)
        assert [p.where for p in verdict.problems] == [f"blob {saw.what.media.hash}"]
        note = Noted(text="later")
        (more,) = await store.log.append(
            Draft(what=note, at=saw.at, zone="UTC", source="t", trust=saw.trust, because=(saw.id,))
        )
        assert [m async for m in store.log.read(Wanted(after=5))] == [more]
        assert await store.database.read(schema.version) == len(schema.STEPS)
