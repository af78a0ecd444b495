"""Rehearsals of one life: staged, played turn by turn, rewound into branches, debriefed.

Every turn is a moment because of the one before it, so a rehearsal is a tree whose root is what was
staged: going back and trying it otherwise is another branch; forgetting the root forgets all.
The state isn't kept: it follows from the turns on the way from the root to a turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from alongside.log.kinds import Debriefed, Rehearsed, Staged, Went, What
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.branching import ends, way
from alongside.mind.rehearse import debrief as debriefing
from alongside.mind.rehearse.acts import heard
from alongside.mind.rehearse.play import State, begun, step
from alongside.mind.rehearse.portrait import portrait
from alongside.mind.rehearse.scenes import SHOWN, Scene, scenes
from alongside.mind.rehearse.wording import Speaks, word
from alongside.models.model import Chat

SOURCE = "rehearse"
MOST_TURNS = 400


class NoSuchRehearsal(LookupError):
    """There is no such rehearsal, or no such turn in it; it may have been forgotten."""


class TalkOver(ValueError):
    """The talk has come to its end at this turn; go back to an earlier one to try otherwise."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One rehearsal at one of its turns: the way from the start to it, and the state there.

    `branches` are the last turns of all branches, the latest first.
    """

    stage: Moment
    turns: tuple[Moment, ...]
    state: State
    branches: tuple[str, ...]
    debriefs: tuple[Moment, ...] = ()
    went: tuple[Moment, ...] = ()

    @property
    def staged(self) -> Staged:
        return _staged(self.stage)

    @property
    def scene(self) -> Scene:
        return scenes()[self.staged.scene]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsing:
    """Rehearses with the person. `chat` gives the model that words moves, or None."""

    log: Log
    chat: Callable[[], Chat | None]
    speaks: Speaks = lambda model, language: bool(model and language)

    async def begin(self, staged: Staged, now: datetime, zone: str) -> Rehearsal:
        """Set up a talk; the partner opens it. Raises `KeyError` where there is no such scene.

        Where the life holds enough of what `staged.partner` has written, they are played from it.
        """
        scene = scenes()[staged.scene]
        part = scene.part(staged.language)
        known = (
            await portrait(self.log, staged.partner, staged.language) if staged.partner else None
        )
        if known is not None:
            temper = staged.temper or known.temper
            staged = replace(staged, known=True, style=known.style, temper=temper)
        partner = staged.partner or _partner(staged)
        staged = replace(staged, partner=partner, title=staged.title or part.title)
        causes = known.drawn_from if known is not None else ()
        (stage,) = await self.log.append(
            _draft(staged, now, zone, causes, Trust.PERSON if known is None else Trust.OUTSIDE)
        )
        await self._answer(stage, stage, begun(staged), (), now, zone)
        return await self.at(stage.id)

    async def at(self, rehearsal: str, turn: str = "") -> Rehearsal:
        """A rehearsal at a turn, at the latest where none is named. Raises `NoSuchRehearsal`."""
        stage = await self._stage(rehearsal)
        kept = await self.log.effects(stage.id)
        turns = {m.id: m for m in kept if isinstance(m.what, Rehearsed)}
        leaves = ends(turns)
        leaf = turn or (leaves[-1] if leaves else "")
        if leaf and leaf not in turns:
            raise NoSuchRehearsal("This turn isn't in the rehearsal; it may have been forgotten.")
        path = way(turns, leaf)
        return Rehearsal(
            stage=stage,
            turns=path,
            state=played(_staged(stage), path),
            branches=tuple(reversed(leaves)),
            debriefs=tuple(m for m in kept if isinstance(m.what, Debriefed)),
            went=tuple(m for m in kept if isinstance(m.what, Went)),
        )

    async def say(
        self, rehearsal: str, text: str, now: datetime, zone: str, *, after: str = "",
        interrupting: bool = False, trust: Trust = Trust.PERSON, patience: float | None = None,
    ) -> Rehearsal:  # fmt: skip
        """The person's turn after a turn of the partner's (the latest by default), and the answer.

        An empty text is silence; `trust` is the most that the words are worth. A model that
        hasn't worded the answer after so many seconds of `patience` is let go of: code words it.
        Raises `NoSuchRehearsal`, `TalkOver`.
        """
        here = await self.at(rehearsal, after)
        if here.state.over:
            raise TalkOver("This talk has come to its end. Go back to a turn to try it otherwise.")
        what = Rehearsed(by="me", text=text.strip(), interrupting=interrupting)
        last = here.turns[-1] if here.turns else here.stage
        causes = tuple(dict.fromkeys([here.stage.id, last.id]))
        trust = min(here.stage.trust, last.trust, trust)
        (mine,) = await self.log.append(
            Draft(what=what, at=now, zone=zone, source=SOURCE, trust=trust, because=causes)
        )
        path = (*here.turns, mine)
        state = played(here.staged, path)
        answer = await self._answer(here.stage, mine, state, path, now, zone, patience)
        return await self.at(here.stage.id, answer.id)

    async def hint(self, rehearsal: str, after: str = "") -> tuple[str, str]:
        """What could be said now: the part of a hard talk that is missing, and an example of it."""
        here = await self.at(rehearsal, after)
        said = [heard(_text(m)) for m in here.turns if _by_me(m)]
        done = {act for each in said for act in each.acts}
        last = heard(_text(here.turns[-1])).acts if here.turns else frozenset()
        act = next((act for act in SHOWN if act not in done), "open_question")
        if {"refusal", "feeling", "blame"} & last and "validation" not in done:
            act = "validation"
        return act, here.scene.part(here.staged.language).show[act]

    async def debrief(self, rehearsal: str, now: datetime, zone: str, after: str = "") -> Moment:
        """What helped and what hurt up to a turn, kept because of the turns that were looked at."""
        here = await self.at(rehearsal, after)
        spoken = [
            debriefing.Spoken(m.id, m.what.by, m.what.text, m.what.interrupting)
            for m in here.turns if isinstance(m.what, Rehearsed)
        ]  # fmt: skip
        what = debriefing.debrief(here.staged, here.scene, here.state, spoken)
        causes = (here.stage, *here.turns)
        (kept,) = await self.log.append(_draft(what, now, zone, causes, Trust.OWN))
        return kept

    async def went(
        self, rehearsal: str, text: str, rating: int, now: datetime, zone: str
    ) -> Moment:
        """How the real talk went. Raises `NoSuchRehearsal`."""
        stage = await self._stage(rehearsal)
        draft = _draft(Went(text=text, rating=rating), now, zone, (stage,), Trust.PERSON)
        (kept,) = await self.log.append(draft)
        return kept

    async def all(self, limit: int = 50) -> tuple[Moment, ...]:
        """What was staged, the latest first."""
        wanted = Wanted(kinds=["staged"], newest_first=True, limit=limit)
        return tuple([moment async for moment in self.log.read(wanted)])

    async def _stage(self, rehearsal: str) -> Moment:
        found = await self.log.get(rehearsal)
        if not found or not isinstance(found[0].what, Staged):
            raise NoSuchRehearsal("There is no such rehearsal; it may have been forgotten.")
        return found[0]

    async def _answer(
        self, stage: Moment, last: Moment, state: State, path: Sequence[Moment], now: datetime,
        zone: str, patience: float | None = None,
    ) -> Moment:  # fmt: skip
        """The partner's turn: the move that the state tells, worded and kept."""
        staged = _staged(stage)
        part = scenes()[staged.scene].part(staged.language)
        before = [(m.what.by, m.what.text) for m in path if isinstance(m.what, Rehearsed)]
        try:
            async with asyncio.timeout(patience):
                made = await word(self._model(staged), staged, part, state, before, self.speaks)
        except TimeoutError:
            made = await word(None, staged, part, state, before, self.speaks)
        what = Rehearsed(by="partner", text=made.text, move=state.last, model=made.model)
        causes = (stage, last) if last != stage else (stage,)
        (kept,) = await self.log.append(_draft(what, now, zone, causes, Trust.OWN))
        return kept

    def _model(self, staged: Staged) -> Chat | None:
        """The model that words moves. Whoever is known to the person is played on this machine."""
        chat = self.chat()
        return None if chat is None or (staged.known and chat.remote) else chat


def played(staged: Staged, turns: Sequence[Moment]) -> State:
    """The state that the turns of a way lead to: a fold, which asks nothing but their words."""
    scene, state = scenes()[staged.scene], begun(staged)
    for moment in turns:
        what = moment.what
        if isinstance(what, Rehearsed) and what.by == "me":
            state = step(staged, scene, state, what.text, interrupting=what.interrupting)
    return state


def _staged(moment: Moment) -> Staged:
    if not isinstance(moment.what, Staged):
        raise NoSuchRehearsal("There is no such rehearsal; it may have been forgotten.")
    return moment.what


def _by_me(moment: Moment) -> bool:
    return isinstance(moment.what, Rehearsed) and moment.what.by == "me"


def _text(moment: Moment) -> str:
    return moment.what.text if isinstance(moment.what, Rehearsed) else ""


def _partner(staged: Staged) -> str:
    return {"en": "the other", "ko": "상대"}[staged.language]


def _draft(what: What, now: datetime, zone: str, causes: Sequence[Moment], most: Trust) -> Draft:
    trust = min([most, *(cause.trust for cause in causes)])
    ids = tuple(dict.fromkeys(cause.id for cause in causes))
    return Draft(what=what, at=now, zone=zone, source=SOURCE, trust=trust, because=ids)
