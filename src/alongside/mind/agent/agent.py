"""The loop: choose, do through the gate, look at what came of it, choose again, until it is done.

The model that chooses never sees words of others: they are read under quarantine (`glean.py`), and
it speaks of them by handles, for which code puts in the words. All that it knows stands in the log.
So an agent that was killed goes on where it was, and an act of which nobody knows whether it was
done is never repeated.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.gate.act import Act
from alongside.gate.gate import Gate
from alongside.gate.intent import joins, only_reads, planned, wants_reading
from alongside.gate.tool import Tool, ToolError, ToolSpec
from alongside.log.kinds import Did, Finished, Handed, Meant, What
from alongside.log.kinds.agents import How
from alongside.log.log import Log
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.agent.cast import Cast, Part, part
from alongside.mind.agent.fitting import Meant as MeantTimes
from alongside.mind.agent.fitting import days_of
from alongside.mind.agent.glean import Gleaning, looks
from alongside.mind.agent.handles import Handles, NoHandle
from alongside.mind.agent.meter import Metered
from alongside.mind.agent.narrowing import SMALL, narrowed
from alongside.mind.agent.offering import ANSWER, HAND_OVER, LOOK, Call, Given, calls, prompt
from alongside.mind.agent.steps import Course, Step, course
from alongside.mind.agent.telling import answers, forgotten, reminded, whole
from alongside.mind.remind.understand import asks
from alongside.mind.when import resolve
from alongside.models.model import Chat, ModelError
from alongside.models.structured import answer
from alongside.tools.times import Times

SOURCE = "agent"
MOST_NOTES = 4
"""Choices that can't be done, before it is given up."""
MOST_AGAIN = 2
MOST_READS = 3
CONDITION = re.compile(
    r"\b(?:if|unless|whether|in case|otherwise)\b|[가-힣]면(?=[\s,]|$)|경우", re.IGNORECASE
)
"""What says that there may be nothing to be done."""
MANY = re.compile(
    r"\b(?:all|each|every|both|two|three|four|five|several|many)\b|모두|전부|각각|여러|두 |세 ",
    re.IGNORECASE,
)
"""What says that the same is to be done more than once."""
REMINDS = "add_reminder"
"""What is meant by words that ask to be reminded, in whatever language we know them."""
QUESTION = re.compile(
    r"\s*(?:what|when|where|who|whom|whose|which|why|how|is|are|am|was|were|do|does|did|have|has)"
    r"(?:'s|’s)?\b[^.!?]*\?\s*",
    re.IGNORECASE,
)
"""A question and nothing else asks for nothing to be done, whatever verbs are in it."""
NO_MODEL = "No chat model is chosen that can run here. Choose one in Settings, under models."
NOT_ITS = "The model that this agent’s file names ({}) can’t run here. Choose another in its file."
SPENT = "This took as many steps as it may. What was done until then is kept."
STUCK = "I didn't find a way on. What was done until then is kept."
AWAY = "This agent isn't on the team, or has no rights yet. Nothing was done by it."
DONE_ALREADY = "You did this with {} already: its result is above. Do what is left, or answer."
GONE = "There is no tool {} any more. Do what is left without it, or answer."
UNFIT = "That call doesn't work: what the handles stand for doesn't fit the arguments of"
STOPPED = "You stopped it. What was done until then is kept."


@dataclass(frozen=True, slots=True)
class Agent:
    """Does tasks. `tools` are those that may be offered; whether one is used, the gate says."""

    log: Log
    gate: Gate
    tools: Callable[[], Mapping[str, Tool]]
    chat: Callable[[], Chat | None]
    times: Times
    cast: Cast | None = None

    async def run(self, task: str) -> Moment:
        """Do what is left of a task, and give its end. A cancelled one goes on when run again."""
        notes: list[str] = []
        meter = Metered()
        here = await self.course(task)
        if not here.plan and here.end is None:
            await self._plan(here)
        while True:
            here = await self.course(task)
            if here.end is not None:
                return here.end
            waiting = [step.proposed for step in here.steps if step.state == "waiting"]
            if waiting:
                await asyncio.gather(*(self.gate.outcome(each) for each in waiting))
                if await self._unanswered(task):
                    return await self.end(task, "stuck", STUCK)
                continue
            dear = 0 < here.what.tokens <= meter.tokens
            if dear or len(here.steps) + looks(here) + len(notes) >= here.what.steps:
                return await self.end(task, "spent", SPENT, tokens=meter.tokens)
            if len(notes) >= MOST_NOTES:
                return await self.end(task, "stuck", STUCK, tokens=meter.tokens)
            ended = await self._turn(here, notes, meter)
            if ended is not None:
                return ended

    async def course(self, task: str) -> Course:
        """How far a task came."""
        return course(await self.log.effects(task))

    async def end(self, task: str, how: How, text: str, model: str = "", tokens: int = 0) -> Moment:
        """Say how the task ended; where it has, that stands."""
        here = await self.course(task)
        if here.end is not None:
            return here.end
        what = Finished(how=how, text=text, model=model, tokens=tokens)
        return await self._keep(what, (task, *here.last))

    async def _turn(self, here: Course, notes: list[str], meter: Metered) -> Moment | None:
        """One step: what the model chooses is done. Gives the end of the task, where it is one."""
        mine, task = await part(self.cast, here), here.task.id
        chat = meter.counted(self._serving(mine))
        if mine.absent:
            return await self.end(task, "failed", AWAY)
        if chat is None:
            own = NOT_ITS.format(mine.model)
            return await self.end(task, "failed", own if mine.own_model else NO_MODEL)
        steps = mine.steps(here)
        if await self._gleaning.anew(here, [one for one in steps if self._reads(one)], chat):
            return None
        specs = offered(here, mine.tools(self.tools()))
        if _small(chat):
            specs = self._fewer(specs, here, notes)
        try:
            chosen = calls(await answer(chat, prompt(self._given(here, notes, mine), specs)))
        except ModelError as error:
            return await self.end(task, "failed", str(error), tokens=meter.tokens)
        acting = [call for call in chosen if call.tool not in (ANSWER, HAND_OVER, LOOK)]
        if acting:
            wrong = self._unfit(acting, here, steps, notes)
            notes += wrong or await self._do(here, acting, mine, steps)
        elif chosen[0].tool == HAND_OVER:
            await self._hand_over(here, chosen[0])
        elif chosen[0].tool == LOOK:
            await self._look(here, steps, chosen[0], chat)
        else:
            return await self._answered(here, steps, chosen[0], notes, meter)
        return None

    async def _answered(
        self, here: Course, steps: Sequence[Step], call: Call, notes: list[str], meter: Metered
    ) -> Moment | None:
        """The end of the task, with words in place of handles: only the person reads them."""
        try:
            said = str(Handles(steps).filled(whole(call.arguments["text"], steps)))
        except NoHandle as error:
            notes.append(str(error))
            return None
        return await self.end(here.task.id, "done", said, meter.model, meter.tokens)

    def _serving(self, mine: Part) -> Chat | None:
        """The model of whoever works on it now: its own, where it has one."""
        return mine.chat() if mine.chat is not None else self.chat()

    def _must_act(self, here: Course, steps: Sequence[Step]) -> bool:
        """Whether a small model is kept from ending yet, as it forgets what it read for: what the
        task asks for wasn't tried, and what was to be looked up for it is there."""
        goal, tried = here.what.goal, any(not self._reads(step) for step in here.steps)
        if tried or (wants_reading(goal) and not answers(steps)):
            return False
        if CONDITION.search(goal) or len(here.steps) >= MOST_READS:
            return False
        there = self.tools()
        wanted = [tool.spec for name, tool in there.items() if name in here.plan]
        return any(not only_reads(one) for one in narrowed(here.what.goal, wanted))

    def _fewer(self, specs: list[ToolSpec], here: Course, notes: Sequence[str]) -> list[ToolSpec]:
        """What a small model is offered: what the goal is about, without what it repeats; after an
        act that was done nothing but an answer, unless the goal is about more than that."""
        goal = here.what.goal
        kept = [one for one in narrowed(goal, specs) if not _again(one, notes)]
        once = {step.tool for step in here.steps if step.state == "did" and not self._reads(step)}
        if not once or MANY.search(goal):
            return kept
        if not joins(goal) or wants_reading(goal):
            return []
        return [one for one in kept if one.name not in once]

    def _tells(self, here: Course, steps: Sequence[Step]) -> list[str]:
        """What a small model must tell of in what it keeps: what it was to look up for that."""
        goal = here.what.goal
        if not _small(self.chat()) or CONDITION.search(goal) or not wants_reading(goal):
            return []
        spent = any(step.written is not None for step in steps)
        return [] if spent else answers(steps)

    async def _look(self, here: Course, steps: Sequence[Step], call: Call, chat: Chat) -> None:
        """Have something looked for in words of others, by whoever reads them under quarantine."""
        of, what, as_ = (call.arguments[name] for name in ("of", "what", "as"))
        for step in steps:
            if f"${step.number}" == of:
                await self._gleaning.look(here, step, what, as_, chat)

    def _unfit(
        self, acting: Sequence[Call], here: Course, steps: Sequence[Step], notes: Sequence[str]
    ) -> list[str]:
        """What is wrong with a choice before anything of it is done."""
        new = [call for call in acting if not _repeats(call, here)]
        if not new:
            return [DONE_ALREADY.format(acting[0].tool)]
        if reminded(notes) or any(self._reads(call) for call in new):
            return []
        told = (forgotten(call.tool, call.arguments, steps) for call in new)
        return [one for one in told if one][:1]

    def _reads(self, one: Step | Call) -> bool:
        tool = self.tools().get(one.tool)
        return tool is not None and only_reads(tool.spec)

    @property
    def _gleaning(self) -> Gleaning:
        return Gleaning(self.log, self.times)

    def _given(self, here: Course, notes: Sequence[str], mine: Part) -> Given:
        return Given(
            goal=mine.goal(here),
            now=self._now(here),
            steps=mine.steps(here),
            notes=notes,
            meant=self._meant(here),
            small=_small(self.chat()),
            answers=not (_small(self.chat()) and self._must_act(here, mine.steps(here))),
            tells=self._tells(here, mine.steps(here)),
            character=mine.character,
            others=mine.others or {},
        )

    async def _hand_over(self, here: Course, call: Call) -> None:
        """The task goes on with another of the team; its plan and its trust stay what they are."""
        told = Handed(
            by=here.agent, to=call.arguments["to"], text=str(call.arguments["what"])[:1000]
        )
        await self._keep(told, (here.task.id, *here.last))

    async def _do(
        self, here: Course, chosen: Sequence[Call], mine: Part, steps: Sequence[Step]
    ) -> list[str]:
        """Reads at once, acts one after another; gives what was wrong with the choice."""
        handles = Handles(steps)
        there = self.tools()
        if gone := [GONE.format(one.tool) for one in chosen if one.tool not in there]:
            return gone
        new = [call for call in chosen if not _repeats(call, here)]
        reads = [one for one in new if self._reads(one)]
        acts = [one for one in new if one not in reads]
        found = await asyncio.gather(*(self._act(here, call, mine, handles) for call in reads))
        wrong = [one for one in found if isinstance(one, str)]
        for call in acts if not reads else ():
            done = await self._act(here, call, mine, handles)
            if isinstance(done, str):
                wrong.append(done)
            if isinstance(done, str) or not isinstance(done.what, Did):
                break
        return wrong

    async def _act(self, here: Course, call: Call, mine: Part, handles: Handles) -> Moment | str:
        try:
            arguments = handles.filled(call.arguments)
        except NoHandle as error:
            return str(error)
        plain = arguments == dict(call.arguments)
        act = Act(
            tool=call.tool,
            arguments=arguments,
            written=None if plain else call.arguments,
            agent=mine.agent,
            request=here.task.id,
            title=call.why[:200],
        )
        try:
            who = (mine.member.id,) if mine.member else ()
            return await self.gate.do(act, (here.task.id, *here.last, *who))
        except ToolError as error:
            return f"That call doesn't work: {error}" if plain else f"{UNFIT} {call.tool}."

    async def _plan(self, here: Course) -> None:
        """Settle which tools the request needs, from its own words, before anything is read."""
        specs = [tool.spec for tool in self.tools().values()]
        goal = here.what.goal
        also = [spec.name for spec in specs if spec.name == REMINDS and asks(goal)]
        meant = tuple(dict.fromkeys((*planned(goal, specs), *also)))
        if QUESTION.fullmatch(goal):
            meant = tuple(spec.name for spec in specs if only_reads(spec))
        await self._keep(Meant(tools=meant), (here.task.id,))

    async def _unanswered(self, task: str) -> bool:
        """Whether what waited has expired without the person's word."""
        return any(step.state == "waiting" for step in (await self.course(task)).steps)

    def _now(self, here: Course) -> str:
        """The time, and what the goal's words of time mean: reckoned here, as models get it wrong.

        Meant is what they meant when they were said.
        """
        said, zone = here.task.at, here.task.zone
        told = [
            f"“{found.text}” is {self._span(*span)}"
            for found in resolve(here.what.goal, now=said, zone=zone)
            if (span := found.span("future")) is not None
        ]
        return "; ".join([self.times.say(self.times.now()), *told])

    def _meant(self, here: Course) -> MeantTimes:
        """The goal's words of time, and the days that they mean."""
        said, zone = here.task.at, here.task.zone
        found = resolve(here.what.goal, now=said, zone=zone)
        spans = [(one.text, span) for one in found if (span := one.span("future")) is not None]
        walls = ([self.times.wall(at) for at in span if at is not None] for _, span in spans)
        return MeantTimes(
            today=self.times.wall(self.times.now()).date().isoformat(),
            words=tuple(text for text, _ in spans),
            days=days_of((wall[0], wall[-1]) for wall in walls if wall),
        )

    def _span(self, since: datetime | None, until: datetime | None) -> str:
        return " to ".join(self.times.say(each) for each in (since, until) if each is not None)

    async def _keep(self, what: What, because: Iterable[str]) -> Moment:
        causes = await self.log.get(*because)
        draft = Draft(
            what=what,
            at=self.times.now(),
            zone=self.times.zone.key,
            source=SOURCE,
            trust=min([Trust.OWN, *(moment.trust for moment in causes)]),
            because=tuple(moment.id for moment in causes),
        )
        (kept,) = await self.log.append(draft)
        return kept


def offered(here: Course, tools: Mapping[str, Tool]) -> list[ToolSpec]:
    """What the model may choose from: what the plan names; where that only reads, all there is,
    unless nothing but a question was asked."""
    specs = [tool.spec for tool in tools.values()]
    meant = [spec for spec in specs if spec.name in here.plan]
    if QUESTION.fullmatch(here.what.goal):
        return meant
    return meant if any(not only_reads(spec) for spec in meant) else specs


def _repeats(call: Call, here: Course) -> bool:
    """Whether it was done already. A look is another's own: each reads a part of its own."""
    return any(
        step.same(call.tool, call.arguments) for step in here.steps if step.agent == here.agent
    )


def _small(chat: Chat | None) -> bool:
    """Whether it is a model that runs in this process, on whatever machine it is."""
    return chat is not None and chat.name.startswith(SMALL)


def _again(spec: ToolSpec, notes: Sequence[str]) -> bool:
    """Whether a tool was chosen time and again for what it did: a small model goes on so."""
    return notes.count(DONE_ALREADY.format(spec.name)) >= MOST_AGAIN
