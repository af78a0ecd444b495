"""Plays an adventure of given lines with the model that serves this machine, as Markdown.

    python -m scripts.adventure GENRE SEED LINES.txt

Each line of the file is what the person does; a minute passes with each.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside.config import Config
from alongside.life import Lives
from alongside.log.kinds import Founded, Ventured
from alongside.mind.adventure.venturing import Venturing, opening
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

BEGUN = datetime(2026, 5, 1, 9, tzinfo=UTC)


async def play(genre: str, seed: int, lines: list[str]) -> None:
    """Print the adventure, each turn with who told it."""
    models = Models(Config(), Catalogue())
    with tempfile.TemporaryDirectory() as folder:
        async with Lives().passing(Path(folder) / secrets.token_hex(4)) as life:
            venturing = Venturing(log=life.log, chat=models.chat, speaks=models.speaks)
            what = Founded(genre=genre, language="en", seed=seed)
            here = await venturing.found(what, BEGUN, "UTC")
            print(f"*{opening(here)}*\n")
            for minute, line in enumerate(lines, 1):
                now = BEGUN + timedelta(minutes=minute)
                here = await venturing.do(here.founded.id, line, now, "UTC")
                made = here.turns[-1].what
                assert isinstance(made, Ventured)
                by = "model" if made.model else "code"
                print(f"**> {line}**  \n{made.text} *({by})*\n", flush=True)


if __name__ == "__main__":
    lines = Path(sys.argv[3]).read_text().splitlines()
    asyncio.run(play(sys.argv[1], int(sys.argv[2]), lines))
