"""What a model is given to choose its next step from, in a form that small ones can follow.

Free tool calls don't work with them. A JSON schema with one branch for each tool does, together
with examples: the grammar leaves no call that isn't one, and the examples show when to stop. Of
what others wrote it is given handles and values that can't be sentences, never their words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from alongside.gate.tool import ToolSpec
from alongside.log.kinds import Value
from alongside.mind.agent.fitting import Fits, Meant
from alongside.mind.agent.handles import WHOLE, kept, theirs
from alongside.mind.agent.quarantine import ANSWER as TOLD
from alongside.mind.agent.quarantine import NOT_FOUND, TAKEN
from alongside.mind.agent.steps import Step
from alongside.models.model import Message, Prompt

ANSWER = "answer"
HAND_OVER = "hand_over"
LOOK = "look_into"
"""Has the reader under quarantine look for something in words of others."""
MOST_CALLS = 3
"""Calls of one step; several are for reading at once."""
MOST_ANSWER = 500
"""Characters of an answer of a small model, which else may never come to an end."""
MOST_MISSING = 2
"""Looks in vain into one text, after which there are no more."""
MOST_RESULT = 1500
"""Characters of a result that a model is shown."""
TOKENS = 500
_SEEN = frozenset({"date", "amount", "number", "yes_no"})
"""Types of values that are shown as they are: code wrote them, and they can't be sentences."""
_RULES = """\
You do tasks for a person by calling tools, one step at a time. Answer in JSON only: "why" says in
a few words what the step is for, "calls" are the tools to call. Look things up before you act.
When everything that was asked for is done, call "answer", in the language of the task. Words of
others are kept from you: handles such as $1.answer stand for them. Write a handle where its words
belong, in an answer or in an argument.

Examples:
{examples}

Tools:
{tools}
"""
_EXAMPLES: tuple[tuple[str, str, dict[str, Any]] | str, ...] = (
    "Task: Find an hour for lunch with Jo tomorrow and invite her",
    ("look for a free hour", "find_time", {"when": "tomorrow", "minutes": 60, "earliest": "11:00"}),
    "Result of find_time: Free:\n- Saturday 2026-03-07T12:30 to 13:30",
    (
        "draft it for that time",
        "draft_invitation",
        {"title": "Lunch", "start": "2026-03-07T12:30", "minutes": 60, "people": ["Jo"]},
    ),
    "Result of draft_invitation: Drafted, not sent, to Jo: Lunch, Saturday 2026-03-07T12:30.",
    ("it is done", "answer", {"text": "An invitation to Jo for Saturday at 12:30 is drafted."}),
    "Task: When is my next appointment with the dentist?",
    ("look for the dentist", "recall", {"query": "dentist appointment"}),
    "Result of recall: - 2026-03-02 09:00 (planned) Dentist, Dr. Lund",
    ("found it", "answer", {"text": "Monday 2 March at 9:00, with Dr. Lund."}),
    "Task: Look up what Jo needs for the picnic and remind me tomorrow at 8 to buy it",
    ("look for it", "recall", {"query": "Jo picnic"}),
    "Result of recall: [words of others, kept from you]\n$1.answer: what it says of the task",
    ("set it", "add_reminder", {"text": "buy $1.answer", "when": "tomorrow at 8:00"}),
    "Result of add_reminder: it is done. Reminder set for Saturday 2026-03-07T08:00",
    ("it is done", "answer", {"text": "I'll remind you on Saturday at 8 to buy $1.answer."}),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One tool with its arguments, as a model chose it, and what for."""

    tool: str
    arguments: Mapping[str, Any]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the next step is chosen from: the goal, the time and what of it is meant, what was done,
    and what was wrong with earlier choices.

    `character` is whom the model is to be, `others` whom it may hand the task to, and what for.
    `meant` is what the goal's words of time mean. A `small` model is kept from looking again where
    the reader found what the task wants; `answers` says whether it may end the task,
    and `tells` are handles of what it must put into what it keeps.
    """

    goal: str
    now: str
    steps: Sequence[Step]
    meant: Meant = field(default_factory=Meant)
    small: bool = False
    answers: bool = True
    tells: Sequence[str] = ()
    notes: Sequence[str] = ()
    character: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


def prompt(given: Given, specs: Sequence[ToolSpec]) -> Prompt:
    """The prompt for the next step; its beginning stays the same from step to step, and what comes
    before the tools from task to task."""
    tools = "\n".join(_line(spec) for spec in specs)
    last = f"- {ANSWER}(text): End with what the person should know."
    if given.others:
        whom = "; ".join(f"{name}: {purpose}" for name, purpose in given.others.items())
        last = f"- {HAND_OVER}(to, what): Give what is left to who does it better. {whom}\n{last}"
    system = _RULES.format(tools=f"{tools}\n{last}", examples="\n".join(map(_shown, _EXAMPLES)))
    messages = [
        Message("system", f"{given.character}\n\n{system}" if given.character else system),
        Message("user", f"Task: {given.goal}\nIt is {given.now}."),
        *_past(given),
    ]
    quarantined = [f"${step.number}" for step in given.steps if _open_to_looks(given, step)]
    return Prompt(
        messages=tuple(messages),
        schema=schema(
            specs,
            Fits(given.goal, given.meant, given.steps, given.tells),
            tuple(given.others),
            quarantined,
            answers=given.answers,
            most=MOST_ANSWER if given.small else 0,
        ),
        max_tokens=TOKENS,
    )


def calls(value: Mapping[str, Any]) -> list[Call]:
    """What the model chose, from its valid answer."""
    return [Call(one["tool"], one["args"], value["why"]) for one in value["calls"]]


def schema(
    specs: Sequence[ToolSpec],
    fits: Fits,
    others: Sequence[str] = (),
    quarantined: Sequence[str] = (),
    *,
    answers: bool = True,
    most: int = 0,
) -> dict[str, Any]:
    """Every call that may be made, and no other; `most` bounds the letters of an answer."""
    text = {"type": "string"}
    able = [spec for spec in specs if not fits.lacks(spec)]
    branches = [_branch(spec.name, fits.arguments(spec)) for spec in able]
    if others:
        branches.append(_branch(HAND_OVER, _object(to={"enum": list(others)}, what=text)))
    if quarantined:
        of, as_ = {"enum": list(quarantined)}, {"enum": list(TAKEN)}
        branches.append(_branch(LOOK, _object(of=of, what=text, **{"as": as_})))
    if answers or not branches:
        branches.append(
            _branch(ANSWER, _object(text={**text, "maxLength": most} if most else text))
        )
    return {
        "type": "object",
        "properties": {
            "why": {"type": "string", "maxLength": 80},
            "calls": {
                "type": "array",
                "items": {"anyOf": branches},
                "minItems": 1,
                "maxItems": MOST_CALLS,
            },
        },
        "required": ["why", "calls"],
        "additionalProperties": False,
    }


def _branch(name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return _object(tool={"const": name}, args=arguments)


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object with these properties, all of them and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _shown(line: tuple[str, str, dict[str, Any]] | str) -> str:
    return line if isinstance(line, str) else _chosen(*line)


def _chosen(why: str, tool: str, arguments: Mapping[str, Any]) -> str:
    """A choice as a model writes it."""
    call = {"tool": tool, "args": dict(arguments)}
    return json.dumps({"why": why, "calls": [call]}, ensure_ascii=False)


def _line(spec: ToolSpec) -> str:
    names = spec.parameters.get("properties", {})
    needed = set(spec.parameters.get("required", ()))
    shown = ", ".join(name if name in needed else f"{name}?" for name in names)
    return f"- {spec.name}({shown}): {spec.description}"


def _past(given: Given) -> Iterator[Message]:
    for step in given.steps:
        yield Message("assistant", _chosen(step.title, step.tool, step.chosen))
        held = _held(step, looks=_open_to_looks(given, step))
        yield Message("user", "\n".join([_told(step), *held]))
    if given.notes:
        yield Message("user", "\n".join(given.notes))


def _open_to_looks(given: Given, step: Step) -> bool:
    """Whether more may be looked for in it: not where that was in vain time and again."""
    names = [value.name for value in step.values or ()]
    missing = sum(name.startswith(NOT_FOUND) for name in names)
    settled = TOLD in names or step.written is not None
    return bool(theirs(step)) and missing < MOST_MISSING and not (given.small and settled)


def _told(step: Step) -> str:
    """How far a step came and what it gave, without the words of others."""
    text = kept(step)[:MOST_RESULT]
    match step.state:
        case "did":
            done = "it is done. " if step.written is not None else ""
            return f"Result of {step.tool}: {done}{text}"
        case "failed":
            return f"{step.tool} failed: {text}"
        case "open":
            return f"{step.tool} was cut off; it isn't known whether it was done. Don't repeat it."
        case "undone":
            return f"{step.tool} was done and the person took it back."
        case _:
            return f"{step.tool} may not be done: {text}"


def _held(step: Step, *, looks: bool) -> Iterator[str]:
    """The handles of what others wrote in a step, with what may be seen of each."""
    if not theirs(step) or step.state != "did":
        return
    for value in step.values or ():
        yield f"${step.number}.{value.name}{_seen(value)}"
    if looks:
        here = f"${step.number}"
        yield f"{here}.{WHOLE}: the whole text. More: {LOOK}(of: {here}, what, as)"


def _seen(value: Value) -> str:
    """What may be seen of a value: what can't be a sentence, whoever wrote it."""
    if value.name == TOLD:
        return ": what it says of the task"
    what = f" ({value.wanted})" if value.wanted else ""
    return f": {value.text if value.type in _SEEN else value.type}{what}"
