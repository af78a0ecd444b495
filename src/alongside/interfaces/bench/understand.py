"""`alongside bench understand DIR`: days that say what is to be understood of them.

Every folder in DIR (however deep) with an `expected.json` is a day. All else in it is brought in,
as the person would; then what is believed and promised is compared with what is expected. The
format and the rule of matching are told in `docs/how/understanding.md`.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from alongside.interfaces.bench.matching import Day, Made, Score, score
from alongside.interfaces.parts import Life
from alongside.log.kinds import Ruled
from alongside.log.moment import Draft, Trust
from alongside.models.model import Chat
from alongside.senses.importing import import_paths
from alongside.views.believing import beliefs
from alongside.views.promises import promises

EXPECTED = "expected.json"
READER = "code"


class Home(Protocol):
    """What makes a passing life."""

    def passing(self, folder: Path) -> AbstractAsyncContextManager[Life]: ...


async def run(folder: Path, home: Home, model: str = "") -> Mapping[str, Any]:
    """Precision, recall and dates over all days, by sort and by day.

    With `model` (a choice such as `embedded:ID`, or `chosen`) a model reads too. Raises
    `FileNotFoundError` where DIR holds no day, `ModelError`.
    """
    days = await asyncio.to_thread(_days, folder)
    if not days:
        raise FileNotFoundError(f"There is no {EXPECTED} in any folder of {folder}.")
    scores = {}
    chat = await _chat(home, model)
    for path, day in days:
        made = await _understood(path, day, home, chat)
        scores[str(path.relative_to(folder))] = score(day, made)
    return {"reader": model or READER, **_sum([*scores.values()]), "days": _told(scores)}


def _days(folder: Path) -> list[tuple[Path, Day]]:
    """The days of a folder in the order of their names. Blocks."""
    return [
        (path.parent, msgspec.json.decode(path.read_bytes(), type=Day))
        for path in sorted(folder.rglob(EXPECTED))
    ]


async def _chat(home: Home, model: str) -> Chat | None:
    """The model that reads too, loaded once for all days. Raises `ModelError`."""
    with tempfile.TemporaryDirectory() as passing:
        async with home.passing(Path(passing) / "life") as life:
            return await life.understanding.chat(model)


async def _understood(path: Path, day: Day, home: Home, chat: Chat | None) -> Made:
    """What a passing life makes of a day."""
    with tempfile.TemporaryDirectory() as passing:
        async with home.passing(Path(passing) / "life") as life:
            await life.settings.change(
                msgspec.structs.replace(
                    life.config,
                    name=day.person.name,
                    aliases=day.person.aliases,
                    zone=day.person.zone,
                    language=day.person.language,
                )
            )
            await life.log.append(*(_switched_on(topic) for topic in day.topics))
            files = await asyncio.to_thread(_files, path)
            async with aclosing(import_paths(life.log, life.blobs, files, life.config)) as steps:
                async for _ in steps:
                    pass
            async with aclosing(life.understanding.read(chat)) as working:
                async for _ in working:
                    pass
            person = life.log.person
            return Made(
                tuple(await life.log.database.read(lambda db: beliefs(db, person))),
                tuple(await life.log.database.read(lambda db: promises(db, person))),
            )


def _files(path: Path) -> list[Path]:
    """What the person would bring in. Blocks."""
    return sorted(one for one in path.iterdir() if one.name != EXPECTED)


def _switched_on(topic: str) -> Draft:
    return Draft(
        what=Ruled(about=topic, allowed=True),
        at=datetime.now(UTC),
        zone="UTC",
        source="app",
        trust=Trust.PERSON,
    )


def _sum(scores: Sequence[Score]) -> dict[str, Any]:
    total = Score.sum(scores)
    return {**total.figures(), "sorts": {s: total.of(s).figures() for s in total.sorts()}}


def _told(scores: Mapping[str, Score]) -> dict[str, Any]:
    return {
        name: {**one.figures(), "missed": one.missed, "wrong": one.wrong, "traps": one.traps}
        for name, one in scores.items()
    }
