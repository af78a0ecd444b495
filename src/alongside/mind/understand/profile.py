"""The profile: who the person is in a few lines, in their own words first.

It is worked out anew from what is believed each time it is asked for, so it is always current and
costs no model. What the person wrote stands as they wrote it; below it comes only what was
understood since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.log.kinds import Category, Profiled
from alongside.views.believing import Belief

MOST: dict[Category, int] = {
    "fact": 8,
    "relationship": 8,
    "habit": 5,
    "value": 3,
    "preference": 8,
    "plan": 4,
}
"""Lines of each category at most; feelings pass, so they aren't told."""
SURE_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Profile:
    """`text` is all of it, `written` the part in the person's words, `drawn` the beliefs below."""

    written: str
    drawn: tuple[Belief, ...]

    @property
    def text(self) -> str:
        lines = (belief.statement for belief in self.drawn)
        return "\n".join(part for part in (self.written.strip(), *lines) if part)


def profile(beliefs: Sequence[Belief], written: Profiled | None, today: str) -> Profile:
    """What stands on the day `today` (ISO 8601), the surest and latest of each category."""
    covered = frozenset(written.covers) if written else frozenset()
    told: Counter[str] = Counter()
    drawn = []
    for belief in sorted(beliefs, key=_weight):
        if not _tells(belief, today) or told[belief.category] == MOST[belief.category]:
            continue
        told[belief.category] += 1
        if not any(one.belief in covered for one in belief.evidence):
            drawn.append(belief)
    order = list(MOST)
    drawn.sort(key=lambda belief: order.index(belief.category))
    return Profile(written.text if written else "", tuple(drawn))


def covers(beliefs: Sequence[Belief]) -> tuple[str, ...]:
    """The ids of every `Believed` behind these: what a profile written now has seen."""
    return tuple(one.belief for belief in beliefs for one in belief.evidence)


def _weight(belief: Belief) -> tuple[bool, float, float]:
    return not belief.confirmed, -belief.confidence, -belief.last.timestamp()


def _tells(belief: Belief, today: str) -> bool:
    """Whether it stands, is sure enough, and isn't a plan whose time has passed."""
    passed = (
        belief.category == "plan"
        and bool(belief.since)
        and belief.since < today[: len(belief.since)]
    )
    return (
        belief.category in MOST
        and not belief.over
        and not passed
        and belief.confidence >= SURE_ENOUGH
    )
