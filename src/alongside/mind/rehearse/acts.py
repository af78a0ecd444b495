"""What a turn of talk does, read by code from its words, in English and Korean.

The acts are those that research on talks names: the parts of nonviolent communication (Rosenberg,
2003), the four horsemen and their antidotes (Gottman, 1994), questions, validation and affirmation
(Miller and Rollnick, Motivational Interviewing, 2013), and tactics of bargaining (Chawla et al.,
CaSiNo, 2021). A turn may do several things at once. Patterns miss what is said between the lines:
scores drawn from them are rough, and say so.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

Act = Literal[
    "question", "open_question", "validation", "empathy", "apology", "thanks", "praise",
    "greeting", "observation", "feeling", "need", "request", "self_disclosure", "reason", "offer",
    "concession", "coordination", "fairness", "undervaluing", "agreement", "grudging", "refusal",
    "hedge",
    "blame", "contempt", "defensiveness", "threat", "stonewalling", "pressure", "silence",
    "commitment", "joke",
]  # fmt: skip
ACTS: tuple[Act, ...] = get_args(Act)


def _compiled() -> dict[Act, re.Pattern[str]]:
    told = tomllib.loads(files("alongside.mind.rehearse").joinpath("acts.toml").read_text("utf-8"))
    return {
        act: re.compile("|".join(f"(?:{each})" for of in by.values() for each in of), re.IGNORECASE)
        for act, by in told.items()
        if act in ACTS
    }


_COMPILED = _compiled()
_SILENT = re.compile(
    r"^[\s.…]*$|^\s*[\[(*](?:silence|silent|says nothing|pause|침묵)[\])*]\s*$", re.IGNORECASE
)
_POSITIVE = re.compile(
    r"\b(?:good|great|nice|love|happy|glad|thank\w*|awesome|perfect|wonderful|enjoy|fun|excellent|"
    r"welcome|fantastic|amazing|hope|pleasure|appreciate|best|cool|kind|please|safe|helpful|"
    r"excited)\b|좋|감사|고마|기쁘",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:bad|unfair|hate|angry|terrible|awful|worst|greedy|selfish|stupid|ridiculous|no|not|"
    r"can'?t|won'?t|never|unhappy|annoy\w*|wrong|sadly|unfortunately|disappoint\w*|rude)\b|"
    r"싫|나쁘|화나|짜증",
    re.IGNORECASE,
)
_NOT_APOLOGY = re.compile(r"sorry to hear|sorry you|sorry,? (?:but )?no", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:(?:do|did|does|is|are|was|would|could|should|wo|ca)nt|im|ive|thats|youre|youll|"
    r"id(?= (?:like|love|prefer|rather|need|take|be)\b)|"
    r"ill(?= (?:take|give|get|have|keep|do|be|go|let|trade|offer)\b))\b",
    re.IGNORECASE,
)
"""Short forms without their mark, as they are typed in a hurry: "ill take", "wont"."""
_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a turn does: its acts, how many words it has, its tone from -1 to 1."""

    acts: frozenset[Act]
    words: int
    tone: float
    exclaims: int


def heard(text: str) -> Heard:
    """The acts of a turn. Nothing but dots, or "[silence]", is silence."""
    plain = _marked(text)
    if _SILENT.match(plain):
        return Heard(frozenset(["silence"]), 0, 0.0, 0)
    acts = {act for act, pattern in _COMPILED.items() if pattern.search(plain)}
    if "open_question" in acts:
        acts.add("question")
    if "apology" in acts and _NOT_APOLOGY.search(plain):
        acts.discard("apology")
    good, bad = len(_POSITIVE.findall(plain)), len(_NEGATIVE.findall(plain))
    tone = (good - bad) / (good + bad + 1)
    return Heard(frozenset(acts), len(_WORD.findall(plain)), tone, plain.count("!"))


def _marked(text: str) -> str:
    """The text with straight marks, and one in each short form."""
    plain = re.sub("[’`]", "'", text)
    return _BARE.sub(lambda found: _mark(found[0]), plain)


def _mark(word: str) -> str:
    cut = -1 if word.lower() in ("im", "id", "thats") or word.lower().endswith("nt") else -2
    return f"{word[:cut]}'{word[cut:]}"


def quote(text: str, act: Act) -> str:
    """The sentence of a text that does it; empty where none does."""
    sentences = re.split(r"(?<=[.!?…。])\s+|\n+", text.replace("’", "'"))
    return next((s.strip() for s in sentences if _COMPILED[act].search(_marked(s))), "")
