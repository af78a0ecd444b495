"""A move in the partner's words: a model says it their way, and code checks that it is still that.

The model sees who it is, what it has just been told and the line that the scene has for the move.
What it makes of that line is dropped for the line itself where it steps out of the role, grants or
names a figure that the move doesn't, turns a no into a yes, or runs on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from alongside.log.kinds import Staged
from alongside.mind.rehearse.acts import heard
from alongside.mind.rehearse.play import Move, State, told
from alongside.mind.rehearse.scenes import Part
from alongside.models.model import Chat, Message, ModelError, Prompt
from alongside.models.structured import whole
from alongside.views.words import terms

MOST_WORDS = 45
TOKENS = 70
TURNS = 4
"""So many earlier turns a model is shown."""
AS_THEY_ARE: frozenset[Move] = frozenset(["wait", "open", "interrupted", "show"])
"""Moves whose line is said as it stands."""
NAMING: frozenset[Move] = frozenset(["ask", "refuse", "deflect", "reveal", "defend", "soften"])
"""Moves that may name a figure which the person has just named: nothing is granted in them."""
MEANT: dict[Move, str] = {
    "ask": "You ask for more.",
    "refuse": "You say no. Offer nothing.",
    "counter": "You stay with what you offered, and offer no more.",
    "deflect": "You avoid the subject. Promise nothing.",
    "reveal": "You admit what worries you. Promise nothing.",
    "concede": "You give way, exactly so far and no further.",
    "soften": "You soften a little, but promise nothing.",
    "defend": "You defend yourself. Promise nothing.",
    "escalate": "You are offended. Promise nothing.",
    "fill": "They have gone silent. You break the silence.",
    "accept": "You agree and end the talk kindly.",
    "leave": "You end the talk and go.",
}
_META = re.compile(
    r"\b(?:as an ai|language model|assistant|role-?play|rehears|scenario|in other words|the line|"
    r"my line|here is|here's (?:my|the|a)|rephrase|sure,? here|note:)\b|[*_#\[\]{}<>]|^\w+:|"
    r"인공지능|역할",
    re.IGNORECASE,
)
_HANGUL = re.compile(r"[가-힣]")
_YES = re.compile(
    r"\b(?:you can have|i'?ll give you|i agree|i accept|it'?s a deal|you'?ll get|i promise|"
    r"approved)\b|"
    r"동의해|약속할게|해 ?줄게요?",
    re.IGNORECASE,
)
Speaks = Callable[[str, str], bool]
Exchange = tuple[str, str]
"""Who spoke ("me" or "partner") and what was said."""


@dataclass(frozen=True, slots=True)
class Worded:
    """What the partner says; `model` is empty where it is the scene's own line."""

    text: str
    model: str = ""


async def word(
    chat: Chat | None,
    staged: Staged,
    part: Part,
    state: State,
    before: Sequence[Exchange],
    speaks: Speaks,
) -> Worded:
    """The partner's words for the move of `state`."""
    line = told(staged, part, state)
    if chat is None or state.last in AS_THEY_ARE or not speaks(chat.name, staged.language):
        return Worded(line)
    try:
        made = tidy(await whole(chat, _prompt(staged, part, state, line, before)), staged.partner)
    except ModelError:
        return Worded(line)
    said = next((text for who, text in reversed(before) if who == "me"), "")
    if not holds(made, line, state.last, staged.language, said, staged.partner):
        return Worded(line)
    earlier = {text for who, text in before if who == "partner"}
    return Worded(line) if made in earlier else Worded(made, chat.name)


def holds(made: str, line: str, move: Move, language: str, said: str, partner: str = "") -> bool:
    """Whether a model's words still are the move that the line makes."""
    words = re.findall(r"[\w']+", made)
    if not words or len(words) > MOST_WORDS or _META.search(made):
        return False
    if (language == "ko") != bool(_HANGUL.search(made)):
        return False
    if partner and re.match(
        rf"(?:hi|hello|dear|hey)?,?\s*{re.escape(partner)}\b", made, re.IGNORECASE
    ):
        return False
    theirs = _figures(said) if move in NAMING else set()
    if not _figures(made) <= _figures(line) | theirs:
        return False
    if move not in ("concede", "accept") and _YES.search(made):
        return False
    if move in ("concede", "counter") and not _figures(line) <= _figures(made):
        return False
    if (move == "ask") != (made.rstrip().endswith("?")) and move in ("ask", "concede", "accept"):
        return False
    if said and made.lower().strip(" .!?") == said.lower().strip(" .!?"):
        return False
    if move not in ("escalate", "leave", "refuse") and "contempt" in heard(made).acts:
        return False
    return _keeps(made, line, 0.5 if move == "concede" else 0.3)


def _keeps(made: str, line: str, share: float) -> bool:
    """Whether at least a share of what the line says is still said."""
    wanted = set(terms(line))
    return not wanted or len(wanted & set(terms(made))) > share * len(wanted)


NUMBERS = re.compile(
    r"\d+(?:\.\d+)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|"
    r"hundred|thousand|double|half)\b",
    re.IGNORECASE,
)


def _figures(text: str) -> set[str]:
    return {found.lower() for found in NUMBERS.findall(text)}


def tidy(text: str, partner: str) -> str:
    """The first paragraph, without quotation marks or a name before it."""
    first = text.strip().split("\n")[0].strip()
    first = re.sub(rf"^(?:{re.escape(partner)}|you|me)\s*:\s*", "", first, flags=re.IGNORECASE)
    return first.strip().strip('"“”').strip()


def _prompt(
    staged: Staged, part: Part, state: State, line: str, before: Sequence[Exchange]
) -> Prompt:
    """The role first, so that it stays the same from turn to turn; then the talk; then the move."""
    temper = f" {staged.temper}." if staged.temper else ""
    system = (
        f"You play {staged.partner}, {part.role}.{temper} You are talking with the user. "
        f"Answer with one or two short spoken sentences"
        f"{' in Korean' if staged.language == 'ko' else ''}, nothing else."
    )
    mood = "warm" if state.warmth > 0.3 else "cold" if state.warmth < -0.3 else "reserved"
    talk = tuple(
        Message("user" if who == "me" else "assistant", text or "(says nothing)")
        for who, text in before[-TURNS:]
    )
    if talk and talk[-1].role == "user":
        said, talk = talk[-1].text, talk[:-1]
    else:
        said = "(says nothing)"
    styled = f" They write like this: “{staged.style[0]}”." if staged.style else ""
    told_now = (
        f"{said}\n\n(Stay {staged.partner}, {mood}. {MEANT.get(state.last, '')}{styled} "
        f"Take up their words in a short clause, then say this your own way, "
        f"with the same facts and numbers: “{line}”)"
    )
    messages = (Message("system", system), *talk, Message("user", told_now))
    return Prompt(messages=messages, max_tokens=TOKENS, temperature=0.0)
