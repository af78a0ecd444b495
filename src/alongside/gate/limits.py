"""The person's limits: what may be taken of each in a day, changed in their own `rules.toml`.

Only the lines of the limits are touched; rules and comments stay as the person wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from alongside.gate.written import NAME, OwnRules, RulesError, load
from alongside.log.files import replace

Of = Literal["calls", "messages", "money", "hours"]
MOST = 1e9
_HEADER = re.compile(r"\s*\[\s*budgets\s*\]\s*(?:#.*)?")
_TABLE = re.compile(r"\s*\[")
_ELSEWHERE = "{path} writes its limits in a way that can't be changed here. Change it by hand."


def change(folder: Path, of: Of, most: float | None) -> OwnRules:
    """Set a limit, or with None take the person's own back; gives what holds from now on.

    Touches the disk. Raises `RulesError` where the file can't be read or changed; then it is as it
    was.
    """
    path, before = folder / NAME, load(folder)
    limits = {name: value for name, value in before.budgets.items() if name != of}
    wanted = OwnRules(before.rules, limits if most is None else {**limits, of: most})
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    made = "\n".join(_changed(text.splitlines(), {of: most})) + "\n"
    try:
        if msgspec.toml.decode(made, type=OwnRules) != wanted:
            raise RulesError(_ELSEWHERE.format(path=path))
    except msgspec.DecodeError as error:
        raise RulesError(_ELSEWHERE.format(path=path)) from error
    replace(path, made.encode())
    return wanted


def _changed(lines: list[str], limits: Mapping[Of, float | None]) -> Iterator[str]:
    """The lines of the file with these limits in place of those that it has."""
    set_ = [f"{of} = {_number(most)}" for of, most in limits.items() if most is not None]
    inside = found = False
    for line in lines:
        if _TABLE.match(line):
            inside = _HEADER.fullmatch(line) is not None and not found
        if inside and any(re.match(rf"\s*{of}\s*=", line) for of in limits):
            continue
        yield line
        if inside and not found:
            found = True
            yield from set_
    if set_ and not found:
        yield from (*([""] if lines else []), "[budgets]", *set_)


def _number(most: float) -> str:
    return str(int(most)) if most == int(most) else repr(most)
