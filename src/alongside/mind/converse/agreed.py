"""What two people agreed on in a chat: the offers that were accepted, in their own words."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.log.kinds import Said
from alongside.log.moment import Moment
from alongside.mind.converse.money import amounts
from alongside.mind.converse.question import Question, either
from alongside.views.words import terms

OFFERS = 3
"""At most so many accepted offers are told."""
BACK = 4
"""How many turns an acceptance may lie after the offer."""
_ASKS = either(
    r"\b(?:end(?:ed)? up|agreed?|agree|deal|settled?|split|shared?|divided?|arranged?)\b",
    r"\beach\b.*\b(?:get|got|take|have|pay)\b",
    r"\b(?:get|got|take|took|have|pay) each\b",
    "합의|나누|나눠|나눴|정했",
)
_OFFERS = either(
    r"\b(?:i|you|we|me|let[’']?s)\b.*\b(?:get|gets|take|have|keep|pay|give|split|each)\b",
    r"\bfor (?:me|you|us|each)\b",
    r"\b(?:what do you say|what if|how about|sound (?:fair|good)|would you)\b",
    r"\d.*\?",
    "할게|할래|가져|어때|줄게|하자",
)
_NUMBERED = either(
    r"\d",
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|all|both|rest|none)\b",
    "하나|한|두|둘|세|셋|네|넷|반|전부|모두",
)
_COUNTED = either(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|all(?: the| of the)?) (\w+)"
)
_ACCEPTS = either(
    r"^\W*(?:ok(?:ay)?|yes|yep|yeah|sure|deal|agreed|fine|done|perfect|great|absolutely|alright"
    r"|of course|fair)\b",
    r"\b(?:it[’']?s a deal|sounds? (?:good|great|fair|fine|perfect)|that works|works for me"
    r"|(?:am|[’']m) (?:good|fine|ok|okay|happy) with|(?:can|could) do that|i accept"
    r"|that[’']?s fair|agree with)\b",
    r"\b(?:deal|agreed)[.!]",
    "^(?:그래|좋아|좋지|콜|응|네|오케이)",
)
_REFUSES = either(
    r"\b(?:but|however|too much|instead|rather|cannot|can[’']t|no)\b", "안 돼|싫|근데"
)


def asks_what_was_agreed(question: Question) -> bool:
    """Whether the question is about how something was shared or agreed between people."""
    return bool(_ASKS.search(question.text))


def accepted(turns: Sequence[Moment], question: Question) -> tuple[Moment, ...]:
    """The last accepted offers among the turns of one chat, in order.

    A turn that accepts takes the latest offer of the other side, and may make the next. Offers
    that speak of what is asked come before others; those others count where the chat speaks of it.
    """
    found = [
        offer for at, turn in enumerate(turns) if (offer := _taken(turn, turns[:at])) is not None
    ]
    offers = list(dict.fromkeys(found))
    about = set(question.asked)
    if question.want == "money":
        offers = [turn for turn in offers if amounts(turn.what.words)]
    spoken = [turn for turn in offers if about & set(terms(turn.what.words))]
    if about and not spoken and not any(about & set(terms(turn.what.words)) for turn in turns):
        return ()
    told = (spoken or offers)[-OFFERS:]
    return tuple(sorted({*told, *_explicit(turns, told, about)}, key=turns.index))


def _explicit(turns: Sequence[Moment], told: list[Moment], about: set[str]) -> list[Moment]:
    """Where accepted offers give no number for what is asked: their maker's last turn that does."""
    if not told or any(_counts(turn, about) for turn in told):
        return []
    before = turns[: turns.index(told[-1])]
    return [t for t in before if _by(t) == _by(told[-1]) and _counts(t, about)][-1:]


def _counts(turn: Moment, about: set[str]) -> bool:
    """Whether a number stands right before a word asked about."""
    return any(about & set(terms(found[1])) for found in _COUNTED.finditer(turn.what.words))


def _taken(turn: Moment, before: Sequence[Moment]) -> Moment | None:
    """The offer that a turn accepts: the latest of the other side, if nothing was said against."""
    if not _ACCEPTS.search(turn.what.words) or _REFUSES.search(turn.what.words):
        return None
    for earlier in reversed(before[-BACK:]):
        if _by(earlier) == _by(turn):
            if _REFUSES.search(earlier.what.words):
                return None
        elif _offers(earlier.what.words):
            return earlier
    return None


def _offers(words: str) -> bool:
    """Whether words propose how something is shared, or name a price."""
    return bool(amounts(words) or (_OFFERS.search(words) and _NUMBERED.search(words)))


def _by(turn: Moment) -> str:
    return turn.what.by if isinstance(turn.what, Said) else ""
