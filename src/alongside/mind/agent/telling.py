"""What code sees to where a small model forgets its handles: in what it does, and what it answers.

Both are put right without a word of others being shown to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alongside.mind.agent.handles import KEPT, RECORD, WHOLE, held, kept, spoken, theirs
from alongside.mind.agent.quarantine import ANSWER
from alongside.mind.agent.steps import Step

MOST_QUOTED = 300
MOST = 3
"""What was read in so many steps is told at the end."""
_NOT_YET = "wasn't called yet: nothing"
FORGOTTEN = (
    f"{{tool}} {_NOT_YET} that was read stands in it. Where it belongs there, write "
    "its handle: {handles}. Else call {tool} as you did."
)


def answers(steps: Sequence[Step]) -> list[str]:
    """The handles of what the reader found that the steps say of the task."""
    names = {handle for handle, value in held(steps).items() if value.name == ANSWER}
    return [f"${step.number}.{ANSWER}" for step in steps if f"${step.number}.{ANSWER}" in names]


def forgotten(tool: str, arguments: Mapping[str, Any], steps: Sequence[Step]) -> str:
    """What to tell a model that acts after reading and puts nothing in of what was read; empty
    where it does, or nothing was read for it."""
    found = answers(steps)
    if not found or spoken(arguments) or any(step.written is not None for step in steps):
        return ""
    seen = [value.text for value in held(steps).values() if value.type in ("date", "amount")]
    days = {text.rpartition(" ")[2].partition("T")[0] for text in seen}
    if any(day in text for day in days for text in map(str, arguments.values())):
        return ""
    return FORGOTTEN.format(tool=tool, handles=", ".join(found[-MOST:]))


def reminded(notes: Sequence[str]) -> bool:
    """Whether that was told already: it is once, as it may be right as it is."""
    return any(_NOT_YET in note for note in notes)


def whole(text: str, steps: Sequence[Step]) -> str:
    """The answer to a task, with what was read for it: where it names none of that, it is added;
    where whoever gives it knows nothing else, it stands alone, beside what it is from if that is
    short."""
    found = answers(steps)
    if not found or spoken(text) or any(step.written is not None for step in steps):
        return text
    read = "\n".join(found[-MOST:])
    if not _blind(steps):
        return f"{text}\n{read}"
    (last,) = (step for step in steps if found[-1] == f"${step.number}.{ANSWER}")
    short = len(found) == 1 and len(theirs(last)) <= MOST_QUOTED
    return f"{read}\n“${last.number}.{WHOLE}”" if short else read


def _blind(steps: Sequence[Step]) -> bool:
    """Whether the steps gave nothing but words of others."""
    return all(
        step.state == "did"
        and theirs(step)
        and not RECORD.sub("", kept(step)).replace(KEPT, "").strip()
        for step in steps
    )
