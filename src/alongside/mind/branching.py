"""What is played in turns, each because of the one before it: ways, and where they part."""

from __future__ import annotations

from collections.abc import Mapping

from alongside.log.moment import Moment


def ends(turns: Mapping[str, Moment]) -> list[str]:
    """The last turn of every way, by id, in the order of `turns`."""
    parents = {m.because[1] for m in turns.values() if len(m.because) > 1}
    return [id_ for id_ in turns if id_ not in parents]


def way(turns: Mapping[str, Moment], last: str) -> tuple[Moment, ...]:
    """The turns from the first to `last`."""
    found: list[Moment] = []
    while last in turns:
        found.append(turns[last])
        because = turns[last].because
        last = because[1] if len(because) > 1 else ""
    return tuple(reversed(found))
