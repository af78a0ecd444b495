"""The bargains of bargains.txt, whose outcome is known: a header line, then a turn a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

CAMP = ("food", "water", "firewood")
FILES = sorted(Path(__file__).parent.glob("bargains*.txt"))


@dataclass(frozen=True)
class Bargain:
    """`truth` is what the first side gets of each item, the price, or None without a deal."""

    name: str
    goals: dict[str, dict[str, float]]
    turns: tuple[tuple[str, str], ...]
    truth: dict[str, int] | float | None

    def written(self) -> dict[str, Any]:
        """As `bench rehearse` reads it."""
        turns = [{"speaker": speaker, "text": text} for speaker, text in self.turns]
        return {"id": self.name, "turns": turns, "goals": self.goals}


def bargains(*files: Path) -> list[Bargain]:
    """Every bargain of the files, of all of them where none is named."""
    found = []
    for file in files or FILES:
        blocks = file.read_text(encoding="utf-8").split("# ")[1:]
        found += [_bargain(f"{file.stem}-{n}", block) for n, block in enumerate(blocks, 1)]
    return found


def _bargain(name: str, block: str) -> Bargain:
    header, *lines = block.strip().splitlines()
    given, _, result = header.partition(" = ")
    kind, *words = given.split()
    turns = tuple((who, text) for who, _, text in (line.partition(" ") for line in lines))
    if kind == "price":
        goals = {words[0]: {"price": float(words[1])}, words[2]: {"price": float(words[3])}}
        return Bargain(name, goals, turns, None if result == "None" else float(result))
    if kind == "camp":
        goals = {
            side: dict(zip(CAMP, map(float, digits), strict=True))
            for side, digits in ((words[0], words[1]), (words[2], words[3]))
        }
    else:
        first, _, second = given.partition(" / ")
        goals = {"a": _worth(first), "b": _worth(second)}
    shares = (
        None if result == "None" else dict(zip(goals["a"], map(int, result.split()), strict=True))
    )
    return Bargain(name, goals, turns, shares)


def _worth(text: str) -> dict[str, float]:
    """`book=2x3` is two books, three points each; the counts aren't told to the bench."""
    return {
        item: float(of.partition("x")[2])
        for item, _, of in (w.partition("=") for w in text.split())
    }
