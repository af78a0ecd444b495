"""How someone whom the person knows writes, drawn from their own messages in the person's life.

It is a guess from little, marked as one, and used on this machine alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alongside.log.kinds import Said
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.rehearse.acts import heard
from alongside.mind.rehearse.scenes import Language
from alongside.views.words import fold

READ = 4000
"""So many of the latest messages of the life are looked through."""
ENOUGH, CITED = 3, 12
SHORT, LONG = 7, 22
"""Words a message."""
_TEMPERS = {
    "brisk": ("Says things in few words", "말을 짧게 하는 사람"),
    "warm": ("Warm, quick to laugh", "다정하고 잘 웃는 사람"),
    "thorough": ("Explains at length", "길게 설명하는 사람"),
    "plain": ("Calm and plain", "차분하고 담백한 사람"),
}


@dataclass(frozen=True, slots=True)
class Portrait:
    """A temper in words, lines of theirs, and the moments that both were drawn from."""

    temper: str
    style: tuple[str, ...]
    drawn_from: tuple[Moment, ...]


async def portrait(log: Log, name: str, language: Language) -> Portrait | None:
    """What the messages of `name` tell of how they speak; None where there are too few."""
    wanted, who = Wanted(kinds=["said"], newest_first=True, limit=READ), fold(name)
    theirs = [
        moment async for moment in log.read(wanted)
        if isinstance(moment.what, Said) and fold(moment.what.by) == who
        and re.search(r"\w", moment.what.text)
    ]  # fmt: skip
    if len(theirs) < ENOUGH:
        return None
    texts = [m.what.text for m in theirs if isinstance(m.what, Said)]
    said = [heard(text) for text in texts]
    words = sum(h.words for h in said) / len(said)
    warm = sum(
        bool(h.acts & {"joke", "thanks", "praise", "empathy"}) or h.exclaims > 0 for h in said
    )
    temper = (
        "warm" if warm > len(said) / 3 else "brisk" if words < SHORT
        else "thorough" if words > LONG else "plain"
    )  # fmt: skip
    chosen = sorted(theirs[:CITED], key=lambda m: abs(len(m.what.words) - 60))
    return Portrait(
        temper=_TEMPERS[temper][language == "ko"],
        style=tuple(m.what.words[:120] for m in chosen[:3]),
        drawn_from=tuple(theirs[:CITED]),
    )
