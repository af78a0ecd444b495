"""A moment acknowledged is a moment kept: killed at any point, or with the power cut."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from alongside.log.store import open_store
from alongside.log.verify import verify

HERE = Path(__file__).parent
APPENDS = 10_000


def killed(folder: Path, *, after: int, forgets: int = 0, **env: str) -> list[list[str]]:
    """Let a life go on, kill it after so many acknowledgements; gives all that it acknowledged."""
    command = [sys.executable, str(HERE / "living.py"), str(folder), str(APPENDS), str(forgets)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
    ) as living:
        assert living.stdout
        lines = [living.stdout.readline() for _ in range(after)]
        living.kill()
        lines += living.stdout.readlines()
    return [line.split() for line in lines if line.endswith("\n")]


async def check(folder: Path, said: Sequence[Sequence[str]]) -> None:
    """All that was acknowledged is there, what was forgotten is not, and all of it is sound."""
    gone = {value for kind, value in said if kind in ("forgetting", "forgot")}
    moments = [value for kind, value in said if kind == "moment" and value not in gone]
    forgotten = [value for kind, value in said if kind == "forgot"]
    async with await open_store(folder, bytes(32), "me") as store:
        assert [m.id for m in await store.log.get(*moments)] == moments
        assert await store.log.get(*forgotten) == ()
        for kind, value in said:
            if kind == "blob":
                assert (await store.blobs.read(value)).startswith(b"photo")
        assert (await verify(store)).problems == ()


@pytest.mark.slow
async def test_killed_in_the_middle_of_ten_thousand_appends_none_is_lost(tmp_path: Path) -> None:
    said: list[list[str]] = []
    while len(said) < APPENDS * 0.9:
        said += killed(tmp_path / "life", after=random.Random(len(said)).randint(500, 3000))
        await check(tmp_path / "life", said)


async def test_killed_soon_none_is_lost(tmp_path: Path) -> None:
    said = killed(tmp_path / "life", after=40, forgets=7)
    assert len(said) >= 40
    await check(tmp_path / "life", said)


def after_power_cut(folder: Path, synced: Path, shown: Path) -> None:
    """Build what the disk holds: the names and the bytes that were synced, and no more."""
    shown.mkdir()
    listing = synced / _identity(folder)
    for line in listing.read_text().splitlines() if listing.exists() else ():
        kind, identity, name = line.split(" ", 2)
        if kind == "d":
            after_power_cut(folder / name, synced, shown / name)
        elif (synced / identity).exists():
            shutil.copy(synced / identity, shown / name)
        else:
            (shown / name).touch()


def _identity(path: Path) -> str:
    """As the preloaded library names a file."""
    told = subprocess.run(
        ["stat", "--format=%Ld-%i-%.9W", str(path)], capture_output=True, text=True, check=True
    ).stdout.strip()
    minor, inode, birth = told.split("-")
    seconds, nanoseconds = birth.split(".")
    return f"{minor}-{inode}-{seconds}.{int(nanoseconds)}"


@pytest.fixture(scope="module")
def only_synced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs Linux and a C compiler to simulate a power cut")
    library = tmp_path_factory.mktemp("only_synced") / "only_synced.so"
    source = HERE / "only_synced.c"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return library


@pytest.mark.slow
@pytest.mark.parametrize("cut", range(6))
async def test_after_a_power_cut_all_that_was_acknowledged_is_there(
    tmp_path: Path, only_synced: Path, cut: int
) -> None:
    synced = tmp_path / "synced"
    synced.mkdir()
    said = killed(
        tmp_path / "life",
        after=random.Random(cut).randint(30, 800),
        forgets=60 if cut % 2 else 0,
        LD_PRELOAD=str(only_synced),
        ONLY_SYNCED=str(synced),
    )
    after_power_cut(tmp_path / "life", synced, tmp_path / "after")
    await check(tmp_path / "after", said)
