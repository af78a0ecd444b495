"""Keeps what the reader under quarantine takes from what others wrote, as moments with causes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.log.kinds import Gleaned, Value
from alongside.log.kinds.agents import Taken
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.mind.agent.handles import theirs
from alongside.mind.agent.quarantine import ANSWER, NOT_FOUND, Reader, Wish, next_name
from alongside.mind.agent.steps import Course, Step
from alongside.models.model import Chat, ModelError
from alongside.tools.times import Times

SOURCE = "quarantine"
MOST_WANTED = 200


@dataclass(frozen=True, slots=True)
class Gleaning:
    """Reads what others wrote for the tasks of a life."""

    log: Log
    times: Times

    async def anew(self, here: Course, steps: Iterable[Step], chat: Chat) -> bool:
        """Read what came of the steps and wasn't read yet; gives whether there was any.

        Looks for addresses, dates and the like, and for what it says of the task.
        """
        new = [s for s in steps if s.state == "did" and s.values is None and theirs(s)]
        for step in new:
            reader, text = Reader(self.times, here.task.at), theirs(step)
            found = await reader.by_code(text)
            try:
                told = await reader.by_model(chat, text, Wish(here.what.goal), ANSWER)
            except ModelError:
                told = None
            model = chat.name if told else ""
            await self._keep(here, step, (*([told] if told else []), *found), model)
        return bool(new)

    async def look(self, here: Course, step: Step, what: str, as_: Taken, chat: Chat) -> None:
        """Look for something in what a step gave. That it isn't there is kept too."""
        taken, wanted = step.values or (), what[:MOST_WANTED]
        reader = Reader(self.times, here.task.at)
        name = next_name(as_, taken)
        try:
            found = await reader.by_model(chat, theirs(step), Wish(wanted, as_), name)
        except ModelError:
            found = None
        if found is None:
            missing = sum(value.name.startswith(NOT_FOUND) for value in taken) + 1
            found = Value(f"{NOT_FOUND}{missing}", "yes_no", "no")
        kept = Value(found.name, found.type, found.text, wanted)
        await self._keep(here, step, (kept,), chat.name)

    async def _keep(self, here: Course, step: Step, values: tuple[Value, ...], model: str) -> None:
        """Because of what was read; nothing where that was forgotten meanwhile."""
        if not await self.log.get(step.outcome):
            return
        draft = Draft(
            what=Gleaned(values=values, model=model),
            at=self.times.now(),
            zone=self.times.zone.key,
            source=SOURCE,
            trust=Trust.OUTSIDE,
            because=(step.outcome, here.task.id),
        )
        await self.log.append(draft)


def looks(here: Course) -> int:
    """How often something was looked for."""
    return sum(bool(value.wanted) for step in here.steps for value in step.values or ())
