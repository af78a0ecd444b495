"""Does the log hold together: each moment with its commitment, each link with the one before?"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import msgspec

from alongside.log import chain, rows
from alongside.log.kinds import Forgotten
from alongside.log.moment import Moment

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: a position of the log, a blob, a table, or the file."""

    where: str
    what: str


@dataclass(slots=True)
class Findings:
    """What checking a log came to; `head` is its last link in hex."""

    moments: int = 0
    forgotten: int = 0
    head: str = chain.GENESIS.hex()
    problems: list[Problem] = field(default_factory=list)

    def add(self, seq: int, what: str) -> None:
        self.problems.append(Problem(f"moment {seq}", what))


def check(db: sqlite3.Connection, person: str) -> Findings:
    """Walk a person's log from its first link to its last."""
    found = Findings()
    gaps: list[Span] = []
    explained: list[Span] = []
    before, last = chain.GENESIS, 0
    for seq, commitment, link, row in rows.positions_of(db, person):
        if seq != last + 1:
            found.add(last + 1, f"the chain has no link up to {seq - 1}")
        if chain.link(before, commitment) != link:
            found.add(seq, "its link doesn't follow from the one before")
        if row is None:
            found.forgotten += 1
            _extend(gaps, seq)
        else:
            moment = _check_moment(found, seq, commitment, row)
            if moment is not None and isinstance(moment.what, Forgotten):
                explained += moment.what.spans
        before, last = link, seq
    found.head = before.hex()
    _check_gaps(found, gaps, explained)
    _check_causes(found, db, person)
    return found


def _check_moment(
    found: Findings, seq: int, commitment: bytes, row: Sequence[Any]
) -> Moment | None:
    found.moments += 1
    *stored, salt = row
    try:
        moment = rows.moment_of(stored)
    except (msgspec.MsgspecError, ValueError) as error:
        found.add(seq, f"it can't be read: {error}")
        return None
    if chain.commitment(salt, rows.content(moment, rows.body_of(stored))) != commitment:
        found.add(seq, "it is not what was committed to")
    return moment


def _extend(spans: list[Span], seq: int) -> None:
    if spans and spans[-1][1] == seq - 1:
        spans[-1] = spans[-1][0], seq
    else:
        spans.append((seq, seq))


def _check_gaps(found: Findings, gaps: Sequence[Span], explained: Sequence[Span]) -> None:
    """Every gap lies in what was forgotten, as the spans of `Forgotten` moments tell."""
    merged: list[Span] = []
    for first, last in sorted(explained):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    for first, last in gaps:
        if not any(start <= first and last <= end for start, end in merged):
            found.add(first, f"moments up to {last} are gone, though nobody forgot them")


def _check_causes(found: Findings, db: sqlite3.Connection, person: str) -> None:
    query = """
        SELECT effect, cause, (SELECT trust FROM moments WHERE person = ?1 AND seq = effect),
            (SELECT trust FROM moments WHERE person = ?1 AND seq = cause)
        FROM causes WHERE person = ?1"""
    with closing(db.execute(query, (person,))) as pairs:
        for effect, cause, trust, most in pairs:
            if most is None or cause >= effect:
                found.add(effect, f"its cause {cause} is not in the log before it")
            elif trust > most:
                found.add(effect, f"it is trusted more than its cause {cause}")
