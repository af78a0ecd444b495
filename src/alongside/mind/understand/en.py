"""What English sentences tell of the one who wrote them: patterns, each of one thing.

A subject may be left out, as people do in diaries ("Moved to Porto"). What is wanted is precision:
what fits no pattern is left to a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.log.kinds import Category
from alongside.mind.understand import times
from alongside.mind.understand.en_words import (
    CUT,
    FEELINGS,
    JOBS,
    KIN,
    NO_HABIT,
    NO_PLAN,
    NOT_LIKED,
    conjugated,
)
from alongside.mind.understand.sentences import MASK, Sentence
from alongside.mind.understand.told import Told

_SO = (
    r"(?:(?:still|now|just|also|really|truly|absolutely|honestly|actually|always|usually|mostly|"
    r"only|simply|finally|totally|kind of|kinda|so|very|a bit|quite|already|officially|never been "
    r"this|always been)\s+)*"
)
_I = r"(?:i|we)"
_BE = rf"(?:{_I}\s?(?:['’]m|['’]re|\sam|\sare)|im|{_I}['’]ve\sbeen|{_I}\shave\sbeen|been)\s+{_SO}"
_DO = rf"(?:{_I}\s+|^){_SO}"
_HAVE = rf"(?:{_I}(?:['’]ve|\shave)?\s+|^){_SO}"
_NAME = r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s(?!and\b)[A-ZÀ-Þ][\w’'-]+)?)"
_V = r"(?P<v>[^,.!?;:()\ufffc]+)"
_PLACE = (
    r"(?P<v>(?:the\s)?[A-ZÀ-Þ][\w’'&-]*"
    r"(?:\s(?:(?:de|da|do|la|of|the|upon|am)\s)?[A-ZÀ-Þ][\w’'&-]*)*)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: group `v` is the value, `name` whom it is about; `over` says it is past."""

    category: Category
    about: str
    pattern: re.Pattern[str]
    confidence: float = 0.85
    over: bool = False


def _rule(
    category: Category, about: str, pattern: str, confidence: float = 0.85, *, over: bool = False
) -> Rule:
    return Rule(category, about, re.compile(pattern, re.IGNORECASE), confidence, over)


def _cased(category: Category, about: str, pattern: str, confidence: float = 0.9) -> Rule:
    """Of which the name or place must be written large."""
    return Rule(category, about, re.compile(pattern), confidence)


RULES = (
    _cased("fact", "home", rf"(?i:{_DO}(?:live|stay)\s(?:in|at|on)\s){_PLACE}"),
    _cased("fact", "home", rf"(?i:(?:{_BE}|^)(?:living|settled|based)\s(?:in|at|on)\s){_PLACE}"),
    _cased("fact", "home", rf"(?i:{_HAVE}lived\s(?:in|at|on)\s){_PLACE}(?=\s(?:since|for)\b)"),
    _cased("fact", "home", rf"(?i:{_HAVE}(?:moved|come|came|relocated)\s(?:back\s)?(?:in)?to\s){_PLACE}"),
    _cased("fact", "home", rf"(?i:we['’]re\s(?:in|on|at)\s){_PLACE}(?=\snow\b)", 0.75),
    _rule("fact", "home", rf"{_HAVE}lived\sin\s(?P<v>this\s(?:house|flat|village|town|street))\b"),
    _cased("fact", "lived", rf"(?i:(?:{_I}\s|^)(?:used\sto\slive|grew\sup)\s(?:in|at|on)\s){_PLACE}"),
    _cased("fact", "lived", rf"(?i:{_I}\slived\s(?:in|at|on)\s){_PLACE}(?!\s(?:since|for)\b)"),
    _rule("fact", "formerly", rf"(?:{_I}\s|^)used\sto\s(?!live\b|be\b)(?P<v>(?:[a-z]+)\b[^,.!?;:()]*)", over=True),
    _rule("fact", "formerly", rf"{_HAVE}(?:gave\sup|given\sup|quit|left|dropped\sout\sof)\s{_V}", over=True),
    _rule("fact", "formerly", rf"{_HAVE}(?P<v>taught\s[^,.!?;:()]+)(?=\sfor\b)", over=True),
    _rule("preference", "avoids", rf"{_I}\s(?:don['’]t|do\snot|never)\s(?P<v>(?:eat|drink)\s[^,.!?;:()]+)"),
    _rule("fact", "formerly", rf"{_I}\s(?:don['’]t|do\snot)\s(?!eat\b|drink\b)(?P<v>[a-z]+\s[^,.!?;:()]*?)\sany\s?more", over=True),
    _rule("preference", "avoids", rf"{_HAVE}stopped\s{_V}"),
    _cased("fact", "work", rf"(?i:{_DO}work\s(?:at|for)\s){_PLACE}"),
    _cased("fact", "work", rf"(?i:(?:{_BE}|^)working\s(?:at|for)\s){_PLACE}"),
    _cased("fact", "work", rf"(?i:(?:years|months|shifts?)\sat\s){_PLACE}", 0.75),
    _rule("fact", "job", rf"{_BE}(?P<v>(?:an?|the)\s(?:[\w-]+\s){{0,2}}?(?:{JOBS})\b(?:\s(?:at|for|in|of)\s[^,.!?;:()]+)?)"),
    _rule("fact", "job", rf"{_DO}(?P<v>(?:teach|coach)\s(?!him|her|them|you|myself)[^,.!?;:()]+)"),
    _rule("fact", "job", rf"{_BE}(?P<v>driving\sthe\s[^,.!?;:()]+?)(?=\sfor\b)"),
    _rule("fact", "job", rf"{_DO}(?P<v>work\sas\s[^,.!?;:()]+)"),
    _rule("fact", "job", rf"{_BE}(?P<v>retired)\b"),
    _rule("fact", "owns", rf"(?:{_I}\s|^)(?:(?:now|still)\s)?own\s(?P<v>(?:a|an|the|two|three|half)\s[^,.!?;:()]+)"),
    _rule("fact", "studies", rf"(?:{_BE})(?:studying|doing\sa\sdegree\sin|taking|majoring\sin|reading)\s(?P<v>(?!the\b|a\b|it\b|care\b|my\b|off\b)[a-z][^.!?;:()]*)", 0.8),
    _rule("fact", "studies", r"\b(?:(?:first|second|third|fourth|final|last)\syear\sof\s)(?P<v>(?:the|my|a)\s(?:phd|degree|masters?|doctorate|course|training)[^,.!?;:()]*)", 0.8),
    _rule("fact", "plays", rf"{_DO}(?P<v>play\s(?:the\s|first\s|second\s|bass\s|lead\s)?(?:violin|viola|cello|piano|guitar|drums|bass|flute|trumpet|football|rugby|hockey|tennis|bowls|chess)\b[^,.!?;:()]*)"),
    _rule("fact", "plays", rf"{_HAVE}(?P<v>played\s[^,.!?;:()]+)(?=\ssince\b)"),
    _cased("fact", "from", rf"(?i:(?:{_BE}|{_I}\s(?:was|were)\s)(?:from|born\sin|born\sand\sraised\sin)\s){_PLACE}"),
    _rule("fact", "age", rf"(?:(?:{_BE}|turned\s|turning\s)|^)(?P<v>(?:\d\d|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?))\s(?:today|years\sold)\b"),
    _cased("fact", "speaks", r"(?i:(?:i|we)\sspeak\s)(?P<v>[A-Z]\w+(?:(?:,\s|\sand\s|,\sand\s)(?:a\skind\sof\s|some\s|a\slittle\s|a\sbit\sof\s)?[A-Z]\w+)*)"),
    _rule("preference", "likes", rf"{_DO}(?:love|adore|enjoy|like|prefer)\s{_V}"),
    _rule("preference", "likes", rf"{_BE}(?:obsessed\swith|crazy\sabout|mad\sabout|fond\sof|a\sbig\sfan\sof|into)\s{_V}"),
    _rule("preference", "likes", r"(?P<v>[^,.!?;:()\ufffc]+?)\s(?:is|are)\smy\s(?:all-time\s)?favou?rite\b"),
    _rule("preference", "likes", r"my\s(?:all-time\s)?favou?rite\s[\w\s]+?\s(?:is|are)\s(?P<v>[^,.!?;:()\ufffc]+)"),
    _rule("preference", "dislikes", rf"{_DO}(?:hate|detest|despise|loathe|dislike|can['’]?t\sstand|cannot\sstand|can['’]t\sbear|don['’]t\s(?:really\s)?like|do\snot\slike)\s{_V}"),
    _rule("preference", "dislikes", rf"{_BE}(?:sick\sof|not\sa\sfan\sof)\s{_V}", 0.7),
    _rule("preference", "dislikes", r"^(?P<v>[^,.!?;:()\ufffc]+?)\s(?:makes?|drives?)\sme\s(?:grumpy|angry|mad|crazy|sick|furious|sad)\b"),
    _rule("value", "values", r"(?:it['’]s|it\sis|is)\s(?:really\s|so\s|very\s)?important\sto\sme\sthat\s(?P<v>[^.!?;:()]+)"),
    _rule("value", "values", r"what\s(?:really\s)?matters(?:\smost)?\s(?:to\sme\s)?is\s(?:that\s)?(?P<v>[^.!?;:()]+)"),
    _rule("value", "values", r"(?P<v>[^,.!?;:()\ufffc]+?)\s(?:matters?|means?)\s(?:the\s)?(?:most|more|everything|a\slot)\sto\sme\b"),
    _rule("value", "values", rf"{_DO}believe\s(?:in|that)\s(?!god\b|jesus\b)(?P<v>[^.!?;:()]+)"),
    _rule("value", "values", rf"(?:what\s)?{_I}\swant\s(?:is\s)?to\sbe\s(?P<v>(?:honest|kind|fair|brave|patient|generous|a\sgood|a\sbetter)\b[^,.!?;:()]*)"),
    _rule("value", "values", r"(?:^|my\srule\sis\s)(?P<v>never\s(?:lie|cheat|steal|give\sup|break)\b[^,.!?;:()]*)", 0.7),
    _rule("plan", "plans", rf"(?:{_BE})(?:going\sto|gonna|about\sto|planning\sto|off\sto|hoping\sto|determined\sto)\s(?!be\s(?:fine|ok|late))(?P<v>[^,.!?;:()]+)", 0.8),
    _rule("plan", "plans", r"^(?:going\sto|gonna|planning\sto|hoping\sto|off\sto|want\sto)\s(?P<v>[^,.!?;:()]+)", 0.75),
    _rule("plan", "plans", rf"(?:{_BE}|^)thinking\s(?:of|about)\s(?P<v>\w+ing\s[^,.!?;:()]+)", 0.65),
    _rule("plan", "plans", rf"{_I}(?:['’]ve|\shave)?\s(?:plan|decided|hope|intend|signed\sup|promised\smyself)\s(?:to|for)\s(?P<v>[^,.!?;:()]+)", 0.8),
    _rule("plan", "plans", rf"{_I}\s(?:really\s)?want\sto\s(?!be\b)(?P<v>[^,.!?;:()]+)", 0.65),
    _rule("feeling", "feels", rf"(?:{_BE}|{_DO}feel(?:ing)?\s{_SO}|^(?:feeling|feel)\s{_SO})(?:(?:so|very|really|this)\s)*(?P<v>(?:{FEELINGS})\b(?:\sabout\s[^,.!?;:()]+)?)"),
)  # fmt: skip
_TIMED = (
    re.compile(rf"(?:{_BE}|^)(?P<v>(?!going\sto\b)[a-z]+ing\s[^,.!?;:()]+)", re.IGNORECASE),
    re.compile(rf"(?:{_I}\s|^)(?P<v>(?:start|begin|retire|move|leave|go|fly)\s[^,.!?;:()]+)", re.IGNORECASE),
    re.compile(rf"(?:{_I}(?:['’]ll|\swill|\sshall)\s)(?P<v>[^,.!?;:()]+)", re.IGNORECASE),
)  # fmt: skip
_HABIT = re.compile(rf"(?:{_I}\s|^)(?P<v>{_SO}[a-z]+\b[^.!?;:()\ufffc]*)", re.IGNORECASE)
_HABITUAL = re.compile(
    r"\b(?:always|usually|most\s(?:mornings|evenings|days|weekends)|\w+\sdays\sa\sweek|twice\sa\s\w+|"
    r"once\sa\s\w+|every\s\w+|before\sanything\selse|on\s(?:my|the\sother)\sdays?\soff|on\sthe\sother\s"
    r"days|on\smy\sday\soff|even\safter|each\s(?:morning|day|week|evening|night))\b",
    re.IGNORECASE,
)
_KIN = (
    re.compile(
        rf"\b(?i:my|our)\s(?i:(?:big|little|older|younger|eldest|youngest|twin|best|dear|other)\s)?"
        rf"(?P<kin>(?i:{KIN})),?\s{_NAME}"
    ),
    re.compile(
        rf"\b{_NAME}(?:['’]s|\sis|,)\s(?i:my|our)\s(?P<kin>(?i:(?:(?:big|little|older|younger|best|twin)\s)?"
        rf"(?:{KIN}|eldest|youngest|twin)))\b(?!['’]s)"
    ),
    re.compile(rf"(?<![\w’'])(?P<kin>(?i:uncle|aunt|auntie|cousin|grandma|grandpa|nephew|niece))\s{_NAME}"),
)  # fmt: skip
_KIN_LATER = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+)(?:['’]s)?\s[^.!?\n]{3,80}[.!?]\s+(?i:my\s)(?P<kin>(?i:daughter|son|wife|husband|sister|brother))\b(?!\s[A-ZÀ-Þ])"
)
_NOT_NAMES = frozenset(
    "i the a my our he she they we it monday tuesday wednesday thursday friday saturday sunday best"
    " and but so you god".split()
)
_EDGES = " \t-–—'\"’“”…*_~🙂😊😅❤️" + MASK


def read(sentence: Sentence, now: times.Now) -> Iterator[Told]:
    """All that an English sentence tells of its writer, in their own voice."""
    if sentence.asked or sentence.supposed:
        return
    if not sentence.reported:
        for clause in sentence.clauses():
            yield from _clause(clause, now)
    yield from _kin(sentence)


def _clause(clause: Sentence, now: times.Now) -> Iterator[Told]:
    text = clause.text
    found = False
    for rule in RULES:
        match = rule.pattern.search(text)
        if match and (match.start() > 0 or _may_begin(clause, match)):
            told = _of_rule(rule, match, clause, now)
            if told is not None:
                found = True
                yield told
    planned = _planned(clause, now)
    if planned is not None and not found:
        yield planned
        return
    habit = _habit(clause, now)
    if habit is not None:
        yield habit


def _may_begin(clause: Sentence, match: re.Match[str]) -> bool:
    """A subject may be missing only where the sentence begins."""
    return (
        clause.first or re.match(r"(?:i|we|my|what|it)\b", match.group(), re.IGNORECASE) is not None
    )


def _of_rule(rule: Rule, match: re.Match[str], clause: Sentence, now: times.Now) -> Told | None:
    value = trimmed(match["v"], now, keep_time=rule.category in ("value", "plan"))
    if not value or not _worth(rule, value, clause.text, now):
        return None
    return Told(
        category=rule.category,
        about=rule.about,
        value=value,
        start=clause.start,
        end=clause.end,
        over=rule.over,
        confidence=rule.confidence,
    )


def _worth(rule: Rule, value: str, clause: str, now: times.Now) -> bool:
    first = value.split()[0].lower()
    if rule.about in ("likes", "dislikes"):
        return first not in NOT_LIKED and len(value.split()) <= 9
    if rule.category == "plan":
        return first not in NO_PLAN and not times.is_soon(clause, now) and len(value.split()) >= 2
    if rule.about == "formerly":
        return first not in (
            "it",
            "me",
            "you",
            "him",
            "her",
            "work",
            "home",
            "them",
            "that",
            "for",
            "at",
        )
    return True


def _planned(clause: Sentence, now: times.Now) -> Told | None:
    """What is said in the present of a time to come: "I'm moving to Graz in May"."""
    if times.is_soon(clause.text, now) or not times.begins(clause.text, now):
        return None
    for pattern in _TIMED:
        match = pattern.search(clause.text)
        if match is None or (match.start() == 0 and not _may_begin(clause, match)):
            continue
        value = trimmed(match["v"], now, keep_time=True)
        if value and value.split()[0].lower() not in NO_PLAN:
            return Told(
                category="plan", about="plans", value=value, start=clause.start, end=clause.end,
                confidence=0.8,
            )  # fmt: skip
    return None


def _habit(clause: Sentence, now: times.Now) -> Told | None:
    """What is done again and again: "I run along the canal every Sunday morning"."""
    if not (_HABITUAL.search(clause.text) or times.repeats(clause.text, now)):
        return None
    match = re.search(rf"\b(?:{_I})\s(?P<v>.+)", clause.text, re.IGNORECASE)
    if match is None and clause.first:
        match = _HABIT.match(clause.text)
    if match is None:
        return None
    value = match["v"].strip(_EDGES + ".!,")
    words = value.lower().split()
    if not words or not conjugated(words) or set(words[:3]) & NO_HABIT or len(words) < 2:
        return None
    return Told(
        category="habit", about="does", value=value, start=clause.start, end=clause.end,
        confidence=0.85,
    )  # fmt: skip


def _kin(sentence: Sentence) -> Iterator[Told]:
    """Who somebody is to the writer: "my sister Inês", "Megan is my eldest", "Uncle Dre"."""
    for pattern in _KIN:
        for match in pattern.finditer(sentence.text):
            name = re.sub(r"['’]s$", "", match["name"])
            if name.lower() in _NOT_NAMES:
                continue
            yield Told(
                category="relationship", about="is", value=match["kin"].lower(), subject=name,
                start=sentence.start, end=sentence.end, confidence=0.9,
            )  # fmt: skip


def trimmed(value: str, now: times.Now, *, keep_time: bool = False) -> str:
    """A value without what only leads on from it, and without words of time."""
    value = CUT.split(value, maxsplit=1)[0]
    if not keep_time:
        for start, end in reversed(times.spans(value, now)):
            value = value[:start] + value[end:]
        value = re.sub(
            r"\s(?:in|on|at|since|for|from|by|until|as of|last|this)\s*$", "", value.rstrip()
        )
    return " ".join(value.split()).strip(_EDGES)
