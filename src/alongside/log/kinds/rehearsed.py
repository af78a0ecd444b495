"""What is rehearsed: talks that the person practises before they have them, and what came of it.

What is only practised has no `words`: nothing in it was lived, so no search and no answer finds it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.what import What

Who = Literal["me", "partner"]


class Told(msgspec.Struct, frozen=True):
    """The person's own line, and the acts in it for which it is told."""

    text: str
    acts: tuple[str, ...]
    turn: str
    """The id of the turn."""


class Staged(What, frozen=True, kw_only=True, tag="staged"):
    """A talk set up for practising: its scene, with whom, what for.

    `partner` is a name. It is someone the person knows where `known` says so: then `style` tells
    how they write, drawn from the moments in `because`, and all that they say is a guess. `temper`
    is how the partner is, `difficulty` 1 to 3, `seed` what lines are chosen by. Where `swapped`,
    the partner has the person's part and the person the other's.
    """

    scene: str
    language: Literal["en", "ko"]
    title: str
    partner: str
    goal: str = ""
    fear: str = ""
    difficulty: int = 2
    temper: str = ""
    style: tuple[str, ...] = ()
    known: bool = False
    swapped: bool = False
    seed: int = 0


class Rehearsed(What, frozen=True, kw_only=True, tag="rehearsed"):
    """A turn of a rehearsal. Its causes are what was staged, then the turn before it.

    `move` is what the partner does, chosen by code; `model` worded it, or code did where it is
    empty. `text` is empty where the person was silent, `interrupting` is set where they didn't let
    the other finish.
    """

    by: Who
    text: str
    move: str = ""
    interrupting: bool = False
    model: str = ""


class Debriefed(What, frozen=True, kw_only=True, tag="debriefed"):
    """What helped and what hurt in a rehearsal, by the person's own lines, and what to take along.

    `scores` are those of the person on the rubrics, `outcome` how it ended, `reached` how far the
    partner came in 0..1, `take` sentences for the real talk and `plan` what to practise next.
    """

    outcome: str
    reached: float
    scores: dict[str, float]
    helped: tuple[Told, ...] = ()
    hurt: tuple[Told, ...] = ()
    take: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()


class Went(What, frozen=True, kw_only=True, tag="went"):
    """How the real talk went, in the person's words; `rating` is 1 (badly) to 5 (well)."""

    text: str
    rating: int

    @property
    def words(self) -> str:
        return self.text
