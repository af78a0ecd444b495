"""The grammar of Korean."""

from __future__ import annotations

from alongside.mind.when.grammar import Leaf, Rule


def leaves() -> list[Leaf]:
    return []


def rows() -> tuple[Rule, ...]:
    return ()
