"""A whole life, wired as the product wires it."""

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from blockbuster import BlockBuster, blockbuster_ctx

from alongside import sample
from alongside.life import Lives
from alongside.log.kinds import Said
from alongside.log.log import Wanted
from alongside.mind.converse.events import Answered
from alongside.senses.importing import import_paths
from alongside.tools import tool

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def nothing_blocks() -> Iterator[BlockBuster]:
    """A call of ours that blocks the event loop is an error."""
    with blockbuster_ctx("alongside") as blockbuster:
        yield blockbuster


@pytest.fixture
def lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lives:
    """A home without model weights."""
    monkeypatch.setenv("ALONGSIDE_MODELS", str(tmp_path / "models"))
    return Lives(tmp_path / "home")


async def test_a_life_is_made_used_and_opened_again(
    lives: Lives, nothing_blocks: BlockBuster
) -> None:
    async with lives.open("me") as life:
        assert life.recovery_code
        assert life.recovery_code not in " ".join(life.warnings)
        await life.settings.change(sample.PERSON)
        async for step in import_paths(life.log, life.blobs, [sample.path()], life.config):
            assert not step.failures
        stream = life.converse.ask("How many photos did I take?", "t", NOW, life.zone)
        async with aclosing(stream) as events:
            answers = [event async for event in events if isinstance(event, Answered)]
        assert isinstance(answers[0].moment.what, Said)
        hits = await life.recall.find("who has the spare key?", now=NOW, zone=life.zone)
        assert hits
    async with lives.open("me") as life:
        assert not life.recovery_code
        assert life.config == sample.PERSON
        kept = [m async for m in life.log.read(Wanted(sources=["talk"]))]
        assert len(kept) == 2
        checks = await life.archive.verify()
        assert all(check.sound for check in checks)


async def test_the_sample_is_looked_at_and_thrown_away(lives: Lives) -> None:
    async with lives.open("me") as own, lives.sample(own) as beside:
        shown = await beside.open()
        assert shown.sample
        assert [m async for m in shown.log.read(Wanted(limit=1))]
        assert not [m async for m in own.log.read(Wanted(limit=1))]
        assert await beside.throw_away() is own
        assert not lives.of("sample").exists()


class Package:
    """An entry point of a package that is installed beside us."""

    value = "package:Lamp"

    def __init__(self, made: object) -> None:
        self._made = made

    def load(self) -> object:
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


async def test_tools_of_packages_come_in_and_broken_ones_are_told_of(
    lives: Lives, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with lives.open("me") as life:
        taken = life.tools()["now"]

    class Lamp:
        spec = replace(taken.spec, name="lamp")
        run = taken.run

    points = [Package(Lamp), Package(lambda: taken), Package(ImportError("no bulb"))]
    monkeypatch.setattr(tool, "entry_points", lambda group: points)
    async with lives.open("me") as life:
        assert life.tools()["lamp"].spec.name == "lamp"
        told = " ".join(life.warnings)
        assert "no bulb" in told
        assert "'now' already" in told
