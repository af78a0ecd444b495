"""What can be played aloud: a rehearsal by its partner, an adventure by whoever tells it."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.interfaces.live.playing import Line, Playing, Turn
from alongside.log.kinds import Rehearsed, Ventured
from alongside.mind.adventure.venturing import Adventure, Venturing, opening
from alongside.mind.rehearse.rehearsing import Rehearsal, Rehearsing
from alongside.senses.live.captured import Play

SILENCE = 8.0
"""Seconds of silence in a hard talk after which the other answers to it."""
PATIENCE = 5.0
"""Seconds in which a model may word an answer; nobody talks with whoever takes longer."""


@dataclass(frozen=True, slots=True)
class Plays:
    """The plays of one life."""

    rehearsing: Rehearsing
    venturing: Venturing

    def of(self, play: Play) -> Playing:
        """What the words of a play are for."""
        if play.what == "rehearsal":
            return Partner(self.rehearsing, play.id, play.after)
        return Teller(self.venturing, play.id, play.after)


class Partner:
    """The partner of a rehearsal, who goes on from a turn, and answers to silence too."""

    def __init__(
        self, rehearsing: Rehearsing, id_: str, after: str = "", silence: float = SILENCE
    ) -> None:
        self.silence = silence
        self._rehearsing = rehearsing
        self._id = id_
        self._after = after

    async def now(self) -> Line:
        return self._line(await self._rehearsing.at(self._id, self._after))

    async def go_on(self, turn: Turn) -> Line:
        here = await self._rehearsing.say(
            self._id, turn.text, turn.at, turn.zone, after=self._after,
            interrupting=turn.interrupting, trust=turn.trust, patience=PATIENCE,
        )  # fmt: skip
        return self._line(here)

    def _line(self, here: Rehearsal) -> Line:
        last = here.turns[-1]
        self._after = last.id
        text = last.what.text if isinstance(last.what, Rehearsed) else ""
        return Line(
            play=self._id, turn=last.id, text=text, language=here.staged.language,
            cast=here.staged.partner, over=here.state.over,
        )  # fmt: skip


class Teller:
    """Tells an adventure from a turn on. It waits as long as the person likes."""

    silence = 0.0

    def __init__(self, venturing: Venturing, id_: str, after: str = "") -> None:
        self._venturing = venturing
        self._id = id_
        self._after = after

    async def now(self) -> Line:
        return self._line(await self._venturing.at(self._id, self._after))

    async def go_on(self, turn: Turn) -> Line:
        here = await self._venturing.do(
            self._id, turn.text, turn.at, turn.zone, self._after, turn.trust, PATIENCE
        )
        return self._line(here)

    def _line(self, here: Adventure) -> Line:
        last = here.turns[-1] if here.turns else None
        self._after = last.id if last else ""
        told = last.what.text if last and isinstance(last.what, Ventured) else opening(here)
        return Line(
            play=self._id, turn=self._after, text=told, language=here.what.language,
            over=here.world.over,
        )  # fmt: skip
