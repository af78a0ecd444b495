"""Promises in sentences, English and Korean: what somebody says they will do for another.

"I'll be fine" promises nothing, so what is promised is known by its verb: something that is done
for, given to or done with somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.mind.understand.sentences import MASK, Sentence
from alongside.mind.understand.told import Pledge

_DONE = (
    r"(?:send|bring|call|phone|ring|text|write|e-?mail|message|pay|give|"
    r"lend|return|book|order|fix|"
    r"finish|look\sat|look\safter|look\sinto|look\sup|pick|ask|tell|check|"
    r"cook|bake|buy|get\syou|get\sback|get\sthe|"
    r"post|mail|drop|take\scare|take\syou|take\sthe|take\sit|take\sher|take"
    r"\shim|help|come\sover|come\sby|come\sround|come\sto|"
    r"come\swith|be\sthere|open|read|fill|transfer|do\sit|do\sthe|do\syour|"
    r"show|prepare|let\syou|let\sher|let\shim|share|forward|"
    r"sort|arrange|organi[sz]e|remind|set\sup|deliver|cover|meet|upload|print|draft|sign|submit|"
    r"review|clean|wash|carry|collect|drive|host|invite|join|keep\syou|reply|"
    r"answer|confirm|reserve|"
    r"translate|teach|walk|water|feed|mend|repair|sew|make\s(?:you|it|the|"
    r"sure|a|us)|put|plan|visit|"
    r"wait\sfor|hand|leave\s(?:the|you)|find\s(?:you|out|the)|introduce|"
    r"speak\sto|talk\sto|see\sto|handle|"
    r"swing\sby|stop\sby|have\s(?:it|the)|cancel|renew|update|proofread|edit)"
)
_WILL = r"(?:['’]ll|ll|\swill|\sshall|['’]m\sgonna|['’]m\sgoing\sto)"
_SO = r"\s(?:(?:definitely|certainly|also|then|just|gladly|always|totally|probably|try\sto)\s)*"
_MINE = re.compile(
    rf"(?<![\w'’])(?:(?:i|we){_WILL}|(?:i|we)\spromise\s(?:you\s)?(?:to|i{_WILL})|"
    rf"then\si\sshall){_SO}"
    rf"(?P<v>{_DONE}\b[^.!?;()\ufffc]*)",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    rf"^(?:will|['’]ll|gonna){_SO}(?P<v>{_DONE}\b[^.!?;()\ufffc]*)", re.IGNORECASE
)
_GIVEN = re.compile(
    r"(?<![\w'’])i(?:['’]ve|\shave)?\spromised\s(?P<to>[A-ZÀ-Þ][\w’'-]+|"
    r"him|her|them)\s(?:to\s|i['’]d\s|i\swould\s)"
    r"(?P<v>[^.!?;()\ufffc]+)",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"(?P<by>(?-i:[A-ZÀ-Þ][\w’'-]+)|she|he|they)(?:['’]ll|\swill|\spromised"
    r"\sto|\ssaid\s(?:she|he|they)['’](?:ll|d)"
    rf"|\ssaid\s(?:she|he|they)\s(?:will|would)|\sis\sgoing\sto){_SO}"
    rf"(?P<v>{_DONE}\b[^.!?;()\ufffc]*?\b(?:me|us|my|our)\b[^.!?;()\ufffc]*)",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\bcheck\s(?:it|that|them|this|those|these)\b|\bcheck\sout\b|\bkeep\syou\s(?:updated|posted|in)|"
    r"\bmake\sa\sdifference|\bbe\sthere\sfor|\bgive\s(?:it|that|this)\sa\b|\bgive\syou\sa\s(?:little\s)?hint|"
    r"\balways\b|\blook\sinto\s(?:it|that)\b|\blet\syou\sknow\b(?!.*\b(?:by|on|tomorrow|tonight|before|next)\b)|"
    r"\btake\scare\sof\sthem\b|\bi\sthink\b|\btell\syou\s(?:what|that)\b",
    re.IGNORECASE,
)
"""What is said so in politeness, or of all time."""
_TAIL = re.compile(
    r",?\s+(?:and|but|so|if|because|who|which|promise|i\sswear|swear|you"
    r"\s(?:sleep|bring|can)|then\swe|cheer\sup|tell\sher|she\swill\shelp|"
    r"think)\b.*$|,.*$"
    r"|\s+[-–—:]\s.*$|\s*[:;]-?[D)P]\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TO = re.compile(r"\bto\s(?P<to>[A-ZÀ-Þ][\w’'-]+)\b(?!\s(?:station|airport))")
_WEAK = re.compile(r"\b(?:probably|try\sto|maybe|might|one day)\b", re.IGNORECASE)
_KO_MINE = re.compile(
    r"(?P<v>[^,.!?;()\ufffc]*?[가-힣]*(?P<last>[가-힣])게)(?:요|용|여|염)?(?=[\s.!?~ㅋㅎㅠㅜ^,…]|$)"
)
_KO_FORMAL = re.compile(r"(?P<v>[^,.!?;()\ufffc]*?[가-힣]+(?:겠습니다|겠어요))(?=[\s.!?~]|$)")
_KO_NOTED = re.compile(
    r"(?P<v>[^,.!?;()\ufffc]*?[가-힣]+기)로\s?(?:약속했|약속함|약속하였)[가-힣]*"
)
_KO_THEIRS = re.compile(
    r"(?P<by>[가-힣]{2,4}?)(?:이가|가|이|은|는|께서)\s(?P<v>[^,.!?;()\ufffc]*?"
    r"(?:준다고|온다고|보내겠다고|주겠다고|하겠다고|전화한다고|연락한다고|"
    r"주기로|오기로))\s?(?:했|약속|하)"
)
_KO_NOTHING = re.compile(
    r"(?:잘게|쉴게|끊을게|먹을게|씻을게|볼게|자러\s?갈게|기다릴게|그럴게|생각해\s?볼게|잊을게)$"
)
_RIEUL = 8
"""The place of ㄹ among the final consonants of a Hangul syllable."""


def pledges(sentence: Sentence) -> Iterator[Pledge]:
    """What the one who speaks promises, and what they say somebody promised them."""
    if sentence.asked or sentence.supposed:
        return
    if sentence.korean:
        yield from _korean(sentence)
    yield from _english(sentence)


def _english(sentence: Sentence) -> Iterator[Pledge]:
    text = sentence.text
    given = _GIVEN.search(text)
    if given:
        to = given["to"] if given["to"][0].isupper() else ""
        yield _pledge(given, sentence, to=to)
        return
    theirs = _THEIRS.search(text)
    if theirs and theirs["by"].lower() not in _NOT_BY:
        by = (
            theirs["by"]
            if theirs["by"][0].isupper() and theirs["by"].lower() not in _PRONOUNS
            else "?"
        )
        yield _pledge(theirs, sentence, by=by)
        return
    if sentence.reported:
        return
    for clause in sentence.clauses():
        match = _MINE.search(clause.text) or (
            _DROPPED.search(clause.text) if clause.first else None
        )
        if match and not _EMPTY.search(match.group()):
            yield _pledge(match, clause)


_PRONOUNS = frozenset({"she", "he", "they"})
_NOT_BY = frozenset({"i", "we", "it", "that", "this", "you", "there", "what", "who", "nobody"})


def _pledge(match: re.Match[str], sentence: Sentence, *, by: str = "", to: str = "") -> Pledge:
    value = _TAIL.sub("", match["v"]).strip(" ,-–—~🙂😊" + MASK)
    named = _TO.search(value)
    return Pledge(
        text=value,
        start=sentence.start,
        end=sentence.end,
        by=by,
        to=to or (named["to"] if named and not by else ""),
        confidence=0.6 if _WEAK.search(match.group()) else 0.85,
    )


def _korean(sentence: Sentence) -> Iterator[Pledge]:
    text = sentence.text
    theirs = _KO_THEIRS.search(text)
    if theirs:
        yield _korean_pledge(theirs, sentence, by=theirs["by"])
        return
    noted = _KO_NOTED.search(text)
    if noted:
        yield _korean_pledge(noted, sentence)
        return
    for match in _KO_MINE.finditer(text):
        if _ends_in_rieul(match["last"]) and not _KO_NOTHING.search(match["v"]):
            yield _korean_pledge(match, sentence)
    formal = _KO_FORMAL.search(text)
    if formal:
        yield _korean_pledge(formal, sentence)


def _korean_pledge(match: re.Match[str], sentence: Sentence, by: str = "") -> Pledge:
    value = match["v"].strip(" ~ㅋㅎㅠㅜ" + MASK)
    for lead in (
        "그럼 ",
        "응 ",
        "고마워 ",
        "그래 ",
        "오케이 ",
        "내가 ",
        "나는 ",
        "나도 ",
        "아 ",
        "그리고 ",
        "제가 ",
        "네 ",
    ):
        value = value.removeprefix(lead)
    told = f"{value} 함" if value.endswith(("다고", "기로")) else value
    return Pledge(text=told, start=sentence.start, end=sentence.end, by=by, confidence=0.85)


def _ends_in_rieul(syllable: str) -> bool:
    """Whether a Hangul syllable closes with ㄹ, as the future's stem before -게 does."""
    return (ord(syllable) - 0xAC00) % 28 == _RIEUL
