"""Markdown as the reference pages use it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = Sequence[object]


def page(*parts: str) -> str:
    """The parts that say something, with a blank line between them."""
    return "\n\n".join(part for part in parts if part)


def table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "\\|").split())
