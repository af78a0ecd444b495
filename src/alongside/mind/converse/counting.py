"""Things counted in words, as people do in both languages."""

from __future__ import annotations

from alongside.mind.converse.seen import KOREAN

PLURALS = {"sheep": "sheep", "knife": "knives", "mouse": "mice", "broccoli": "broccoli"}
SINGULAR_S = ("bus", "wine glass")
"""Labels that end in s and mean one thing; the others mean a pair."""
COUNTERS = {
    "대": "bicycle,car,motorcycle,airplane,bus,train,truck,tv,laptop,cell phone",
    "마리": "bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe",
    "척": "boat",
    "권": "book",
}
"""What things are counted by in Korean, where it isn't 개."""
_COUNTED = {label: by for by, labels in COUNTERS.items() for label in labels.split(",")}


def some(label: str, count: int, *, korean: bool) -> str:
    """So many of what a label names: “a cup”, “2 cups”, “컵 2개”."""
    if korean:
        called = KOREAN.get(label, label)
        return called if count == 1 else f"{called} {count}{_COUNTED.get(label, '개')}"
    return one(label) if count == 1 else f"{count} {_many(label)}"


def one(label: str) -> str:
    """One of it, with its article: “an orange”, “a pair of scissors”, “skis”."""
    if label.endswith("s") and label not in SINGULAR_S:
        return "a pair of scissors" if label == "scissors" else label
    return f"{'an' if label[:1] in 'aeiou' else 'a'} {label}"


def _many(label: str) -> str:
    if label in PLURALS:
        return PLURALS[label]
    if label.endswith("s") and label not in SINGULAR_S:
        return label
    return f"{label}es" if label.endswith(("s", "ch", "sh")) else f"{label}s"
