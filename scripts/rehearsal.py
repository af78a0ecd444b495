"""Plays a rehearsal of given lines with the model that serves this machine, as Markdown.

    python -m scripts.rehearsal SCENE LINES.txt

Each line of the file is a turn of the person; an empty one is silence.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alongside.config import Config
from alongside.life import Lives
from alongside.log.kinds import Debriefed, Rehearsed, Staged
from alongside.mind.rehearse.rehearsing import Rehearsing
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models


async def play(scene: str, lines: list[str]) -> None:
    """Print the talk, each of the partner's turns with its move and who worded it."""
    models = Models(Config(), Catalogue())
    with tempfile.TemporaryDirectory() as folder:
        async with Lives().passing(Path(folder) / secrets.token_hex(4)) as life:
            rehearsing = Rehearsing(log=life.log, chat=models.chat, speaks=models.speaks)
            staged = Staged(scene=scene, language="en", title="", partner="Ms Osei", seed=11,
                            temper="Dry, fair, short of time")  # fmt: skip
            here = await rehearsing.begin(staged, datetime.now(UTC), "UTC")
            shown = 0
            for line in [None, *lines]:
                if line is not None and not here.state.over:
                    here = await rehearsing.say(here.stage.id, line, datetime.now(UTC), "UTC")
                for moment in here.turns[shown:]:
                    assert isinstance(moment.what, Rehearsed)
                    print(_line(moment.what, staged.partner), flush=True)
                shown = len(here.turns)
            made = await rehearsing.debrief(here.stage.id, datetime.now(UTC), "UTC")
            assert isinstance(made.what, Debriefed)
            print(f"\nOutcome: {made.what.outcome}, {made.what.reached:.0%} of the way.\n")
            for title, told in (("Helped", made.what.helped), ("Hurt", made.what.hurt)):
                print(*(f"- {title}: “{t.text}” ({', '.join(t.acts)})" for t in told), sep="\n")
            print(*(f"- Take: {sentence}" for sentence in made.what.take), sep="\n")


def _line(what: Rehearsed, partner: str) -> str:
    if what.by == "me":
        return f"**You:** {what.text or '…'}  "
    by = "model" if what.model else "code"
    return f"**{partner}:** {what.text} *({what.move}, worded by {by})*  "


if __name__ == "__main__":
    asyncio.run(play(sys.argv[1], Path(sys.argv[2]).read_text().splitlines()))
