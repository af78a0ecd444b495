"""Dates and times in words against the cases of Recognizers-Text's DateTimeModel.

A case is a text, a reference time and the results expected of it. Results of the types date,
datetime, daterange and time count; a case without any is left out of `cases`. An expected result
is met by an expression of ours of the same type that overlaps its span and has its values among
its readings; where the span doesn't hold the text it is said to hold (some Korean cases carry the
words of another language) the span is not compared. A result that Recognizers leaves unresolved
("this summer") has no values to compare. A case is right when all its counted results are met.

`right` and `share` ask for all the expected values; `any_values` asks for one of them.
`by_type` has the same per result and per type, and `apart` the types that don't count.
`false_positives` are expressions found in texts that should have none, `quiet` those texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from alongside.mind.when import Expression, Reading, resolve

COUNTED = ("date", "datetime", "daterange", "time")
_PREFIX = "datetimeV2."
_UNSET = "not resolved"


@dataclass(slots=True)
class _Tally:
    asked: int = 0
    every: int = 0
    any: int = 0

    def add(self, every: bool, some: bool) -> None:
        self.asked += 1
        self.every += every
        self.any += some

    def shown(self) -> dict[str, float]:
        share = self.every / self.asked if self.asked else 0.0
        return {"asked": self.asked, "right": self.every, "any": self.any, "share": round(share, 4)}


@dataclass(slots=True)
class _Score:
    cases: _Tally = field(default_factory=_Tally)
    types: dict[str, _Tally] = field(default_factory=dict)
    quiet: int = 0
    false_positives: int = 0


def run(path: Path) -> dict[str, Any]:
    """Measure a file of cases: shares of 1, counts otherwise.

    Raises OSError where the file can't be read, ValueError where it isn't JSON and TypeError where
    that isn't a list of cases.
    """
    cases = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(cases, list):
        raise TypeError(f"{path.name} holds no list of Recognizers-Text cases.")
    score = _Score()
    for case in cases:
        _measure(case, score)
    types = {name: tally.shown() for name, tally in sorted(score.types.items())}
    total = score.cases.shown()
    return {
        "cases": score.cases.asked,
        "right": score.cases.every,
        "share": total["share"],
        "by_type": {name: shown for name, shown in types.items() if name in COUNTED},
        "apart": {name: shown for name, shown in types.items() if name not in COUNTED},
        "all_values": total["share"],
        "any_values": round(score.cases.any / score.cases.asked, 4) if score.cases.asked else 0.0,
        "quiet": score.quiet,
        "false_positives": score.false_positives,
    }


def found_in(case: dict[str, Any]) -> tuple[Expression, ...]:
    """What we find in the text of a case."""
    reference = case.get("Context", {}).get("ReferenceDateTime")
    now = datetime.fromisoformat(reference) if reference else datetime(2019, 8, 15, tzinfo=UTC)
    return resolve(case["Input"], now=now)


def _measure(case: dict[str, Any], score: _Score) -> None:
    found = found_in(case)
    if not case["Results"]:
        score.quiet += 1
        score.false_positives += len(found)
        return
    verdicts = [(_type(result), *judge(result, case["Input"], found)) for result in case["Results"]]
    for name, every, some in verdicts:
        score.types.setdefault(name, _Tally()).add(every, some)
    counted = [v for v in verdicts if v[0] in COUNTED]
    if counted:
        score.cases.add(all(v[1] for v in counted), all(v[2] for v in counted))


def _type(result: dict[str, Any]) -> str:
    return str(result["TypeName"]).removeprefix(_PREFIX)


def judge(result: dict[str, Any], text: str, found: tuple[Expression, ...]) -> tuple[bool, bool]:
    """Whether an expected result is met by all its values, and by any of them."""
    same = [e for e in found if e.kind == _type(result) and _overlaps(result, text, e)]
    values = list(_values(result))
    if not values:
        return bool(same), bool(same)
    every = some = False
    for expression in same:
        ours = {_shown(expression.kind, reading) for reading in expression.values}
        every = every or all(value in ours for value in values)
        some = some or any(value in ours for value in values)
    return every, some


def _overlaps(result: dict[str, Any], text: str, found: Expression) -> bool:
    start, end = result["Start"], result["End"] + 1
    said = " ".join(str(result["Text"]).lower().split())
    if said not in " ".join(text[start:end].lower().split()) or not said:
        return True
    return bool(found.start < end and start < found.end)


def _values(result: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for value in (result.get("Resolution") or {}).get("values", ()):
        if value.get("value") == _UNSET:
            continue
        if "value" in value:
            yield (str(value["value"]),)
        else:
            yield str(value.get("start", "")), str(value.get("end", ""))


def _shown(kind: str, reading: Reading) -> tuple[str, ...]:
    if reading.seconds is not None:
        return (f"{reading.seconds:g}" if reading.seconds % 1 else str(int(reading.seconds)),)
    since = _stamp(reading.since)
    return (since, _stamp(reading.until)) if kind.endswith("range") else (since,)


def _stamp(stamp: date | datetime | time | None) -> str:
    if stamp is None:
        return ""
    if isinstance(stamp, datetime):
        return stamp.strftime("%Y-%m-%d %H:%M:%S")
    return stamp.strftime("%H:%M:%S") if isinstance(stamp, time) else stamp.isoformat()
