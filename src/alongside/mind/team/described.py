"""An agent's Markdown file: a few lines of `key: value` between `---`, then its character.

```
---
name: Coach
purpose: Keeps you at what you said matters.
reads: goals, notes
sources:
tools: recall, add_reminder
model: chat
wakes: daily 07:30
looks: goal, training, promise
does: Add a reminder for what I promised and is due tomorrow.
steps: 6
tokens: 12000
asks: What would make this easy? | What did you promise yourself?
---
Warm and plain. Never praises for nothing.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alongside.views.team import EVERYTHING, PARTS
from alongside.views.words import fold

MOST_TEXT = 20_000
MOST_STEPS, MOST_TOKENS = 50, 200_000
KEYS = (
    "name", "purpose", "reads", "sources", "tools", "model", "wakes", "looks", "does", "steps",
    "tokens", "asks",
)  # fmt: skip
CHAT, NONE = "chat", "none"
_CHOICE = re.compile(r"[\w.-]+:\S+")
"""A model of its own, as the settings call it."""
_WAKES = re.compile(r"daily (?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")


class NotAnAgent(ValueError):
    """The file can't be read as an agent; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An agent as its file has it. What it asks for (`reads`, `tools`, …) isn't granted by that.

    `model` is "chat" for the one that serves, "none", or the choice of one of its own. `wakes` is
    the minute of the day at which it works unasked, None for never; `looks` are the words that it
    looks for then, `does` is the task that it takes on then, and `asks` are questions that it
    always has.
    """

    name: str
    purpose: str
    character: str = ""
    reads: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    model: str = CHAT
    wakes: int | None = None
    looks: str = ""
    does: str = ""
    steps: int = 8
    tokens: int = 12_000
    asks: tuple[str, ...] = ()

    @property
    def handle(self) -> str:
        """What it is called by, in commands and addresses."""
        return "-".join(re.findall(r"\w+", fold(self.name)))[:40]


def described(text: str) -> Described:
    """Read a file. Raises `NotAnAgent`."""
    if len(text) > MOST_TEXT:
        raise NotAnAgent(f"An agent's file has at most {MOST_TEXT} characters.")
    lines = text.replace("\r\n", "\n").strip().split("\n")
    ends = [n for n, line in enumerate(lines) if line.strip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        raise NotAnAgent("The file must begin with lines of “key: value” between two lines “---”.")
    told = dict(_pairs(lines[1 : ends[1]]))
    found = _checked(told, "\n".join(lines[ends[1] + 1 :]).strip())
    if not found.handle:
        raise NotAnAgent("The agent needs a name with letters in it: “name: Coach”.")
    return found


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or key.strip() not in KEYS:
            raise NotAnAgent(f"“{line.strip()[:60]}” isn't understood; keys are {', '.join(KEYS)}.")
        yield key.strip(), value.strip()


def _checked(told: Mapping[str, str], character: str) -> Described:
    reads = _listed(told.get("reads", ""))
    unknown = [each for each in reads if each not in PARTS and each != EVERYTHING]
    if unknown:
        raise NotAnAgent(f"“reads: {unknown[0]}” isn't one of {', '.join(PARTS)}, or * for all.")
    model = told.get("model", "") or CHAT
    if model not in (CHAT, NONE) and not _CHOICE.fullmatch(model):
        raise NotAnAgent(
            "“model” is “chat”, “none” for an agent that only quotes, or a model of its own, as in "
            "“server:home/qwen3”."
        )
    return Described(
        name=told.get("name", "")[:80],
        purpose=told.get("purpose", "")[:500],
        character=character,
        reads=reads,
        sources=_listed(told.get("sources", "")),
        tools=_listed(told.get("tools", "")),
        model=model,
        wakes=_minute(told.get("wakes", "")),
        looks=told.get("looks", "")[:300],
        does=told.get("does", "")[:500],
        steps=_number(told, "steps", 8, MOST_STEPS),
        tokens=_number(told, "tokens", 12_000, MOST_TOKENS),
        asks=tuple(each.strip()[:200] for each in told.get("asks", "").split("|") if each.strip()),
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))


def _minute(value: str) -> int | None:
    if value in ("", "never", "asked"):
        return None
    found = _WAKES.fullmatch(value)
    if found is None:
        raise NotAnAgent("“wakes” is “daily 07:30”, or empty for when it is asked.")
    return int(found["hour"]) * 60 + int(found["minute"])


def _number(told: Mapping[str, str], key: str, usual: int, most: int) -> int:
    value = told.get(key, "") or str(usual)
    if not value.isdecimal() or not 1 <= int(value) <= most:
        raise NotAnAgent(f"“{key}” is a number from 1 to {most}.")
    return int(value)
