"""Goals in words: said outright ("my goal is …"), or wished for with a day to come by.

What is wished for without a day is left alone: most wishes are no goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.log.kinds import Aimed
from alongside.mind.goals.units import measure
from alongside.mind.understand.sentences import MASK, sentences
from alongside.mind.when import Expression, resolve
from alongside.views.local import zone_info

SECOND = timedelta(seconds=1)
SOON, FAR = timedelta(days=6), timedelta(days=366 * 10)
"""A wish for this week is a thing to do; a goal lies further off."""
MOST = 200
_OUTRIGHT = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|well|hey|then|also)[,\s]+)*"
    r"(?:(?:my|one of my|another)\s+(?:(?:big|new|main|next|personal|other|first)\s+)*"
    r"(?:goal|aim|ambition|resolution)(?:s)?(?:\s+(?:for|this|of|next|in)\s+[^:,.]{1,30}?)?\s*"
    r"(?:is|:|–|—|-|would be)\s*(?:to\s+)?"
    r"|(?:(?:new|new year['’]s|main)\s+)*(?:goal|resolution)(?:\s+(?:for|of|in)\s+[^:]{1,30})?\s*[:–—]\s*(?:to\s+)?"
    r"|i(?:['’]ve| have)? (?:set|given) myself (?:the|a) (?:goal|aim) (?:of|to)\s+"
    r"|i(?:['’]m| am) aiming to\s+)(?P<what>.+)$",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\bi(?:['’]d like|['’]m determined| am determined|(?:\s+really)?\s+(?:want|would like|intend))\s+to\s+"
    r"(?P<what>.+)$",
    re.IGNORECASE,
)
_LIKE = re.compile(r"\bi(?:['’]d| would) like to\b", re.IGNORECASE)
"""Said for a wish, though its words suppose."""
_OUTRIGHT_KO = re.compile(
    r"^\W*(?:(?:나의|내|제|저의|올해|내년|새해|새로운|이번\s?달|이번\s?해|다음)\s*)*목표(?:는|가|:|로는|\s*[–—-])\s*"
    r"(?P<what>.+)$"
)
_TAILED_KO = re.compile(
    r"(?P<what>.+?)(?:를|을|는 것을|는 걸|는 게|이|가)?\s*(?:내\s*)?목표(?:야|예요|이에요|입니다|이다|다|로 (?:하|삼)\S*)[.!~]*$"
)
_WISHED_KO = re.compile(
    r"(?P<what>.+?)(?:고\s?싶(?:다|어|어요|습니다|네|음)|을 거야|ㄹ 거야|려고 (?:해|한다|해요|합니다))[.!~]*$"
)
_NO_GOAL = re.compile(
    r"^(?:know|see|ask|hear|find out|tell|say|talk|show|look|check|thank|believe|think|remember|understand"
    r"|buy|get (?:a|the|some) (?:coffee|drink)|call|text|meet|go (?:home|to bed|out|back)|eat|sleep|leave"
    r"|stay|come|wait|watch|go|be there|book|order|pay|send|return|visit|fly|move|forget|hug|cry)\b",
    re.IGNORECASE,
)
_NO_GOAL_KO = re.compile(r"알$|보$|묻$|물어보$|가$|먹$|자$|쉬$|만나$|사$|듣$|말하$|전화하$")
_ENDS = re.compile(
    r"(?:\s|,|;|:|–|—|\b(?:by|before|until|till|in|on|at|the|end|of|this|and|within|during|it)\b|까지|안에|전에)+$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|until|till)\s+", re.IGNORECASE)
"""What is to be by a day may still be on it."""
_LEAD = re.compile(r"^(?:\s|:|–|—|까지|안에|전에|에는|에|는|은)+")
_NAMED_KO = re.compile(r"는\s(?:거|것)(?:야|이야|이다|다|예요|이에요|입니다)?$")


@dataclass(frozen=True, slots=True)
class Heard:
    """A goal that words tell; `outright` where they call it one, else it is wished for."""

    what: Aimed
    outright: bool
    quote: str


def heard(words: str, now: datetime, zone: str) -> Iterator[Heard]:
    """The goals that the words tell of, in order."""
    for one in sentences(words):
        if one.asked or one.reported:
            continue
        quote = words[one.start : one.end].strip()
        found = _korean(one.text) if one.korean else _english(one.text)
        if (
            found is None
            or MASK in found[0]
            or (one.supposed and not (found[1] or _LIKE.search(quote)))
        ):
            continue
        goal = _goal(*found, quote, now, zone)
        if goal is not None:
            yield goal


def _english(text: str) -> tuple[str, bool] | None:
    outright = _OUTRIGHT.search(text)
    if outright:
        return outright.group("what"), True
    wished = _WISHED.search(text)
    return (wished.group("what"), False) if wished else None


def _korean(text: str) -> tuple[str, bool] | None:
    outright = _OUTRIGHT_KO.search(text) or _TAILED_KO.search(text)
    if outright:
        return outright.group("what"), True
    wished = _WISHED_KO.search(text)
    return (wished.group("what"), False) if wished else None


def _goal(what: str, outright: bool, quote: str, now: datetime, zone: str) -> Heard | None:
    due, left = _due(what, now, zone)
    if due is None:
        due, _ = _due(quote, now, zone, kinds=("daterange",))
    outcome = _outcome(left, wished_korean=not outright and "가" <= left[-1:] <= "힣")
    if len(outcome) < 3 or len(outcome) > MOST or _unfit(outcome, left):
        return None
    today = now.astimezone(zone_info(zone)).date()
    if not outright and (due is None or due - today < SOON):
        return None
    target, unit = measure(outcome)
    made = Aimed(outcome=outcome, due=due.isoformat() if due else "", unit=unit, target=target)
    return Heard(made, outright, quote)


def _unfit(outcome: str, stem: str) -> bool:
    return bool(_NO_GOAL.match(outcome) or _NO_GOAL_KO.search(stem.strip()))


def _due(
    text: str, now: datetime, zone: str, kinds: tuple[str, ...] = ("date", "daterange", "datetime")
) -> tuple[date | None, str]:
    """The last day that the words name, the farthest of several, and the words without it."""
    found = [(end, one) for one in resolve(text, now=now, zone=zone) if one.kind in kinds
             and (end := _end(one, text, now, zone)) is not None]  # fmt: skip
    if not found:
        return None, text
    end, one = max(found, key=lambda each: (each[0], each[1].start))
    before, after = _ENDS.sub("", text[: one.start]), _LEAD.sub("", text[one.end :])
    joined = f"{before}{'' if after[:1] in ',;' else ' '}{after}"
    return (end - SECOND).astimezone(zone_info(zone)).date(), joined.strip()


def _end(one: Expression, text: str, now: datetime, zone: str) -> datetime | None:
    """The end (aware UTC, exclusive) of the time that an expression names, where it is to come."""
    span = one.span("future")
    end = span[1] if span else None
    by = _BY.match(one.text)
    if by and (named := resolve(text[one.start + by.end() : one.end], now=now, zone=zone)):
        last = named[0].span("future") if named[0].kind == "date" else None
        end = last[1] if last else end
    return end if end is not None and now < end <= now + FAR else None


def _outcome(text: str, *, wished_korean: bool) -> str:
    words = _ENDS.sub("", text.strip().rstrip(".!?~ ")).strip()
    if wished_korean:
        words = f"{words}기"
    words = " ".join(_NAMED_KO.sub("기", words).split())
    return words[:1].upper() + words[1:]
