"""The person's team: appointed, granted rights, asked, given tasks, taken off.

All of it is moments, so it is encrypted, exported and forgotten as the rest of the life is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from alongside.log.kinds import (
    Advised,
    Appointed,
    Consulted,
    Granted,
    Retired,
    Tasked,
    What,
)
from alongside.log.kinds.team import Origin
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.agent.agents import Agents
from alongside.mind.agent.cast import Cast, Named
from alongside.mind.team.advising import Advice, Advising, character
from alongside.mind.team.described import Described, NotAnAgent, described
from alongside.mind.team.gallery import gallery
from alongside.tools.times import Times
from alongside.views import team
from alongside.views.team import Member, Scope

SOURCE = "team"
VIEWS = 5
"""Agents that are asked at once, at most."""


class NoAgent(ValueError):
    """There is no such agent, or it has no rights; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A question, and what each of those that were asked said to it."""

    asked: Moment
    said: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The team of one life. `language` is the one that the person's gallery is in."""

    log: SqliteLog
    agents: Agents
    advising: Advising
    times: Times
    language: Callable[[], str] = lambda: "en"

    async def roster(self) -> Mapping[str, Member]:
        """The team by handle."""
        return await self.log.database.read(lambda db: team.roster(db, self.log.person))

    def gallery(self, language: str = "") -> Mapping[str, Described]:
        """The agents that ship, by handle."""
        texts = gallery(language or self.language())
        return {handle: described(text) for handle, text in texts.items()}

    async def member(self, handle: str) -> Member:
        """Raises `NoAgent`."""
        found = (await self.roster()).get(handle)
        if found is None:
            raise NoAgent(f"There is no agent “{handle}” on the team.")
        return found

    async def add(self, handle: str, language: str = "") -> Member:
        """Take one from the gallery, with the rights that its file asks for.

        Only an interface that knows the person may call this, as all that follow.
        """
        text = gallery(language or self.language()).get(handle)
        if text is None:
            raise NoAgent(f"There is no agent “{handle}” in the gallery.")
        kept = await self._appoint(handle, text, "gallery", Trust.OWN)
        return await self._given(kept, described(text))

    async def save(self, text: str, handle: str = "") -> Member:
        """Keep an agent of the person's own, or a new version of one, with what it asks for.

        A version of what somebody else wrote stays theirs: it has no rights until they are granted
        again. Raises `NotAnAgent`, `NoAgent`.
        """
        what = described(text)
        if not handle:
            kept = await self._appoint(await self._free(what.handle), text, "own", Trust.PERSON)
            return await self._given(kept, what)
        before = await self.member(handle)
        kept = await self._appoint(handle, text, before.what.origin, before.trust, before.id)
        if before.trust is Trust.OUTSIDE:
            return await self.member(handle)
        return await self._given(kept, what)

    async def bring(self, text: str) -> Member:
        """Take in an agent that somebody else wrote. It has no rights. Raises `NotAnAgent`."""
        handle = await self._free(described(text).handle)
        await self._appoint(handle, text, "imported", Trust.OUTSIDE)
        return await self.member(handle)

    async def grant(
        self, handle: str, scope: Scope, tools: Sequence[str], *, wakes: bool = False
    ) -> Member:
        """Give an agent these rights, in place of those that it had."""
        before = await self.member(handle)
        unknown = [each for each in scope.reads if each not in (*team.PARTS, team.EVERYTHING)]
        if unknown:
            raise NotAnAgent(f"“{unknown[0]}” isn't a part of the life: {', '.join(team.PARTS)}.")
        rights = Granted(
            agent=before.id,
            reads=scope.reads,
            sources=scope.sources,
            tools=tuple(dict.fromkeys(tools)),
            wakes=wakes,
        )
        await self.keep(rights, Trust.PERSON)
        return await self.member(handle)

    async def retire(self, handle: str) -> None:
        """Take an agent off the team. What it said stays."""
        await self.member(handle)
        await self.keep(Retired(handle=handle), Trust.PERSON)

    async def ask(self, handles: Sequence[str], text: str) -> Round:
        """Ask agents; each answers from what it may read, knowing nothing of the others' answers.

        Raises `NoAgent` before anything is kept.
        """
        asked = await self.put(handles, text)
        what = asked.what
        names = what.agents if isinstance(what, Consulted) else ()
        said = [await self.answer(asked.id, handle) for handle in names]
        return Round(asked=asked, said=tuple(said))

    async def put(self, handles: Sequence[str], text: str) -> Moment:
        """Keep a question to agents; `answer` has each answer it. Raises `NoAgent`."""
        members = [await self._able(handle) for handle in dict.fromkeys(handles)][:VIEWS]
        if not members:
            raise NoAgent("Say which agent is asked.")
        names = tuple(one.what.handle for one in members)
        return await self.keep(Consulted(text=text, agents=names), Trust.PERSON)

    async def answer(self, asked: str, handle: str) -> Moment:
        """What an agent says to a question that was put to it, once. Raises `NoAgent`."""
        (question,) = await self.log.get(asked) or (None,)
        if question is None or not isinstance(question.what, Consulted):
            raise NoAgent("There is no such question; it may have been forgotten.")
        if handle not in question.what.agents:
            raise NoAgent(f"“{handle}” wasn't asked this.")
        for said in (await self._round(question)).said:
            if isinstance(said.what, Advised) and said.what.agent == handle:
                return said
        return await self._answered(await self._able(handle), question, question.what.text)

    async def try_out(self, text: str, question: str, handle: str = "") -> Advice:
        """What an agent would say by a file that isn't kept yet, with the rights that it asks for;
        a version of what somebody else wrote, with those that were granted.

        Nothing is kept. Raises `NotAnAgent`, `NoAgent`.
        """
        what = described(text)
        before = await self.member(handle) if handle else None
        told = Appointed(handle=what.handle, name=what.name, text=text)
        rights: Granted | None = Granted(agent="", reads=what.reads, sources=what.sources)
        if before is not None and before.trust is Trust.OUTSIDE:
            rights = before.rights
        now = self.times.now()
        one = Member(id="", at=now, trust=Trust.PERSON, what=told, rights=rights)
        return await self.advising.advise(one, what, question, now, self.times.zone.key)

    async def task(self, handle: str, goal: str) -> Moment:
        """Give an agent something to do, within its budget of steps and tokens."""
        one = await self._able(handle)
        what = described(one.what.text)
        return await self.agents.take(goal, steps=what.steps, agent=one.agent, tokens=what.tokens)

    async def woken(self, one: Member, what: Described, day: str, tokens: int) -> Moment:
        """Keep the task that an agent takes on by itself on a day: nobody asks for it then, so all
        that it would do beyond reading waits for the person, unless they allowed it for good."""
        told = Tasked(goal=what.does, steps=what.steps, agent=one.agent, tokens=tokens, day=day)
        origin = f"team:{one.what.handle}:does:{day}"
        return await self.keep(told, Trust.OWN, one.id, origin=origin)

    async def rounds(self, limit: int = 20) -> list[Round]:
        """The latest questions with what was said to each, the latest first."""
        person = self.log.person
        ids = await self.log.database.read(lambda db: team.latest(db, person, "consulted", limit))
        return [await self._round(asked) for asked in await self.log.get(*ids)]

    async def keep(
        self, what: What, trust: Trust, *because: str, origin: str | None = None
    ) -> Moment:
        """Keep a moment of the team; its trust is never above that of its causes."""
        causes = await self.log.get(*dict.fromkeys(because))
        draft = Draft(
            what=what,
            at=self.times.now(),
            zone=self.times.zone.key,
            source=SOURCE,
            trust=min([trust, *(cause.trust for cause in causes)]),
            because=tuple(cause.id for cause in causes),
            origin=origin,
        )
        (kept,) = await self.log.append(draft)
        return kept

    async def said(self, one: Member, advice: Advice, *because: str, day: str = "") -> Moment:
        """Keep what an agent said, once for each question, and once a day unasked."""
        what = Advised(
            agent=one.what.handle,
            name=one.what.name,
            text=advice.checked.text,
            cites=advice.checked.cites,
            unsupported=advice.checked.unsupported,
            model=advice.model,
            tokens=advice.tokens,
            day=day,
        )
        stands_on = (*because, one.id, *(moment.id for moment in advice.shown))
        origin = f"team:{one.what.handle}:{day or because[0]}"
        return await self.keep(what, Trust.OWN, *stands_on, origin=origin)

    async def _round(self, asked: Moment) -> Round:
        person = self.log.person
        ids = await self.log.database.read(lambda db: team.answers(db, person, asked.id))
        return Round(asked=asked, said=await self.log.get(*ids))

    async def _answered(self, one: Member, asked: Moment, text: str) -> Moment:
        what = described(one.what.text)
        now, zone = self.times.now(), self.times.zone.key
        advice = await self.advising.advise(one, what, text, now, zone)
        return await self.said(one, advice, asked.id)

    async def _able(self, handle: str) -> Member:
        found = await self.member(handle)
        if found.rights is None:
            raise NoAgent(f"{found.what.name} has no rights yet: grant them on the page Team.")
        return found

    async def _appoint(
        self, handle: str, text: str, origin: Origin, trust: Trust, *before: str
    ) -> Moment:
        what = described(text)
        told = Appointed(handle=handle, name=what.name, text=text, origin=origin)
        return await self.keep(told, trust, *before)

    async def _given(self, kept: Moment, what: Described) -> Member:
        """The rights that its file asks for, as the person saw them there."""
        rights = Granted(
            agent=kept.id,
            reads=what.reads,
            sources=what.sources,
            tools=what.tools,
            wakes=what.wakes is not None,
        )
        await self.keep(rights, Trust.PERSON)
        return await self.member(_handle(kept))

    async def _free(self, handle: str) -> str:
        """The handle, or one beside it, that nobody on the team has, nor in the gallery."""
        taken = {*await self.roster(), *gallery("en")}
        numbered = (f"{handle}-{n}" for n in range(2, 1000))
        return next(each for each in (handle, *numbered) if each not in taken)


def _handle(kept: Moment) -> str:
    return kept.what.handle if isinstance(kept.what, Appointed) else ""


def cast(log: SqliteLog, named: Named) -> Cast:
    """The team as tasks are given to it; `named` gives the model that a file names."""
    roster = partial(team.roster, person=log.person)
    return Cast(partial(log.database.read, roster), told, model_of, named)


def model_of(member: Member) -> str:
    """The model that its file names."""
    return described(member.what.text).model


def told(member: Member) -> tuple[str, str]:
    """Whom a model is to be, and in a line what for: as tasks are given to it."""
    what = described(member.what.text)
    return character(what), what.purpose
