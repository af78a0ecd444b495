"""How far a task came, told from the log alone: to be shown, and gone on with after a crash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from alongside.log.kinds import (
    Decided,
    Did,
    Failed,
    Finished,
    Gleaned,
    Handed,
    Meant,
    Proposed,
    Tasked,
    Undone,
    Value,
)
from alongside.log.moment import Moment, Trust

State = Literal["waiting", "open", "denied", "did", "failed", "undone"]
"""`open` is allowed and has no outcome: it runs now, or a crash came between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of a task: what was to be done, how far it came, and what it gave.

    `number` is its place among the acts of its task, from 1. `written` are the arguments with
    handles where words of others stand in `arguments`. `own` are the spans of the text that hold no
    words of others, and `values` what was taken from the rest; None where nobody looked yet.
    """

    number: int
    proposed: str
    tool: str
    title: str
    arguments: Mapping[str, Any]
    state: State
    text: str = ""
    outcome: str = ""
    trust: Trust = Trust.OWN
    agent: str = ""
    written: Mapping[str, Any] | None = None
    own: tuple[tuple[int, int], ...] = ()
    values: tuple[Value, ...] | None = None

    @property
    def chosen(self) -> Mapping[str, Any]:
        """The arguments as they were chosen, without words of others."""
        return self.arguments if self.written is None else self.written

    def same(self, tool: str, arguments: Mapping[str, Any]) -> bool:
        return self.tool == tool and dict(self.chosen) == dict(arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A task, its plan, its steps in order, and how it ended where it has."""

    task: Moment
    plan: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    handed: tuple[Handed, ...] = ()
    end: Moment | None = None
    last: tuple[str, ...] = field(default=(), repr=False)

    @property
    def what(self) -> Tasked:
        if not isinstance(self.task.what, Tasked):
            raise TypeError(f"{self.task.kind} is no task")
        return self.task.what

    @property
    def agent(self) -> str:
        """Who works on it now."""
        return self.handed[-1].to if self.handed else self.what.agent

    @property
    def finished(self) -> Finished | None:
        return self.end.what if self.end and isinstance(self.end.what, Finished) else None

    @property
    def state(self) -> str:
        """`waiting` for the person, `working`, or how it ended."""
        if self.finished is not None:
            return self.finished.how
        return "waiting" if any(step.state == "waiting" for step in self.steps) else "working"


def course(effects: Sequence[Moment]) -> Course:
    """The course of a task, from it and all that exists because of it, in the order of the log."""
    task = effects[0]
    plans = [m.what.tools for m in effects if isinstance(m.what, Meant)]
    ends = [m for m in effects if isinstance(m.what, Finished)]
    led = [m.id for m in effects if isinstance(m.what, Did | Failed | Gleaned)]
    return Course(
        task=task,
        plan=plans[-1] if plans else (),
        steps=tuple(_steps(effects)),
        handed=tuple(m.what for m in effects if isinstance(m.what, Handed)),
        end=ends[-1] if ends else None,
        last=tuple(led),
    )


def _steps(effects: Sequence[Moment]) -> Iterator[Step]:
    caused: dict[str, list[Moment]] = {}
    for moment in effects:
        for cause in moment.because[:1]:
            caused.setdefault(cause, []).append(moment)
    proposed = [moment for moment in effects if isinstance(moment.what, Proposed)]
    for number, moment in enumerate(proposed, 1):
        if isinstance(moment.what, Proposed):
            yield _step(number, moment, moment.what, caused)


def _step(
    number: int, proposed: Moment, what: Proposed, caused: Mapping[str, list[Moment]]
) -> Step:
    decisions = [m for m in caused.get(proposed.id, ()) if isinstance(m.what, Decided)]
    decided = decisions[-1] if decisions else proposed
    ends = [m for m in caused.get(decided.id, ()) if isinstance(m.what, Did | Failed)]
    end = ends[-1] if ends else None
    after = caused.get(end.id, ()) if end else ()
    taken = [m.what.values for m in after if isinstance(m.what, Gleaned)]
    changed = decided.what.arguments if isinstance(decided.what, Decided) else None
    return Step(
        number=number,
        proposed=proposed.id,
        tool=what.tool,
        title=what.title,
        arguments=what.arguments if changed is None else changed,
        state="undone" if any(isinstance(m.what, Undone) for m in after) else _state(decided, end),
        text=_text(decided, end),
        outcome=end.id if end else "",
        trust=end.trust if end else Trust.OWN,
        agent=what.agent,
        written=what.written,
        own=() if what.written is not None else _own(decided, end),
        values=tuple(value for given in taken for value in given) if taken else None,
    )


def _own(decided: Moment, end: Moment | None) -> tuple[tuple[int, int], ...]:
    """The spans of a step's text that hold no words of others.

    What a rule or the person said of an act quotes its arguments, and no more.
    """
    text = _text(decided, end)
    whole = ((0, len(text)),) if text else ()
    if end is None:
        return whole
    if isinstance(end.what, Did):
        return whole if end.trust > Trust.OUTSIDE else end.what.own
    return whole if isinstance(end.what, Failed) and end.what.ours else ()


def _state(decided: Moment, end: Moment | None) -> State:
    if end is not None:
        return "did" if isinstance(end.what, Did) else "failed"
    verdict = decided.what.verdict if isinstance(decided.what, Decided) else "deny"
    states: dict[str, State] = {"allow": "open", "ask": "waiting", "deny": "denied"}
    return states[verdict]


def _text(decided: Moment, end: Moment | None) -> str:
    if end is not None:
        return end.what.text if isinstance(end.what, Did) else getattr(end.what, "reason", "")
    return decided.what.why.en if isinstance(decided.what, Decided) else ""
