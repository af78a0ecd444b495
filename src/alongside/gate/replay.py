"""Judges recorded episodes without a model: how the gate is measured, by anyone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from alongside.gate.act import Act, Verdict
from alongside.gate.grounds import Grounds, grounds
from alongside.gate.intent import only_reads
from alongside.gate.normal import compact
from alongside.gate.rules import BUILT_IN, judge
from alongside.gate.setting import Setting
from alongside.gate.source import Source
from alongside.gate.tool import Hints, ToolSpec
from alongside.log.moment import Trust


class Record(msgspec.Struct, frozen=True):
    """One of the person's own records."""

    kind: str = ""
    text: str = ""


class Told(msgspec.Struct, frozen=True):
    """A tool as the episode tells of it."""

    name: str
    description: str = ""
    parameters: dict[str, Any] = msgspec.field(default_factory=dict)
    annotations: dict[str, Any] = msgspec.field(default_factory=dict)


class Step(msgspec.Struct, frozen=True):
    """A call and what came of it: words from outside."""

    tool: str
    args: dict[str, Any] = msgspec.field(default_factory=dict)
    result: Any = ""


class Episode(msgspec.Struct, frozen=True):
    """What the person said, what they keep, the plan, and what was called."""

    id: str | int
    request: str
    records: tuple[Record, ...] = ()
    plan: tuple[str, ...] = ()
    tools: tuple[Told, ...] = ()
    steps: tuple[Step, ...] = ()


class Episodes(msgspec.Struct, frozen=True):
    """A file of episodes."""

    episodes: tuple[Episode, ...]


class EpisodesError(ValueError):
    """The file isn't one of episodes; the message says where and why."""


def load(path: Path) -> Episodes:
    """The episodes of a file. Raises `EpisodesError`, `OSError`."""
    return parse(path.read_bytes(), str(path))


def parse(raw: bytes, name: str = "episodes") -> Episodes:
    """Raises `EpisodesError`."""
    try:
        return msgspec.json.decode(raw, type=Episodes)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EpisodesError(f"{name} can't be read as episodes: {error}.") from error


def replay(told: Episodes) -> dict[str, Any]:
    """The verdict on every step of every episode, as plain data."""
    return {"episodes": [_judged(episode) for episode in told.episodes]}


def _judged(episode: Episode) -> dict[str, Any]:
    steps = [_shown(verdict, found) for verdict, found in verdicts(episode)]
    first = next((n for n, step in enumerate(steps) if step["verdict"] != "allow"), None)
    return {"id": episode.id, "first_not_allowed": first, "steps": steps}


def verdicts(episode: Episode) -> Iterator[tuple[Verdict, Grounds]]:
    """The verdict on each step, in order. What came of a step that isn't allowed wasn't pointed
    to."""
    tools = {told.name: _spec(msgspec.json.encode(told)) for told in episode.tools}
    names = frozenset(tools)
    request = Source("request", Trust.PERSON, episode.request)
    records = tuple(
        Source(f"record {n}", Trust.OWN, f"{record.kind}\n{record.text}")
        for n, record in enumerate(episode.records)
    )
    read: tuple[Source, ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    refused = False
    for number, step in enumerate(episode.steps):
        setting = Setting(request, records, read, episode.plan, tools, before, refused)
        act = Act(tool=step.tool, arguments=step.args)
        found = grounds(act, setting)
        verdict = judge(BUILT_IN, act, found)
        yield verdict, found
        text = step.result if isinstance(step.result, str) else json.dumps(step.result)
        pointed = verdict.decision == "allow"
        sought = " ".join(one.argument.text for one in found.standings)
        made = pointed and found.spec is not None and not only_reads(found.spec)
        read = (*read, Source(f"step {number}", Trust.OUTSIDE, text, pointed, names, sought, made))
        refused = refused or not (pointed or found.spec is None or only_reads(found.spec))
        if pointed:
            before = (*before, *_aimed(step.tool, found))


def _aimed(tool: str, found: Grounds) -> Iterator[tuple[str, str]]:
    if found.spec is None or only_reads(found.spec):
        return
    for one in found.standings:
        if one.argument.role == "target":
            yield tool, compact(one.argument.text)


@lru_cache(4096)
def _spec(raw: bytes) -> ToolSpec:
    """One value for a tool, however many episodes tell of it: what is found out of it is kept."""
    told = msgspec.json.decode(raw, type=Told)
    return ToolSpec(
        name=told.name,
        description=told.description,
        parameters=told.parameters,
        hints=Hints.of(told.annotations),
    )


def _shown(verdict: Verdict, found: Grounds) -> Mapping[str, Any]:
    return {
        "verdict": verdict.decision,
        "rule": verdict.rule,
        "why": verdict.why.en,
        "grounds": {
            path: {"trust": ground.trust, "from": list(ground.moments)}
            for path, ground in found.arguments.items()
        },
    }
