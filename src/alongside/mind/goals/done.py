"""Whether a sentence tells of something the person did: pure patterns, English and Korean.

A sign alone isn't enough. "Ran 5 km", "Spanish lesson after work" and "finished chapter 3" are done;
"running clears the head", "a new chapter of my life" and "she ran off" are not.
"""

from __future__ import annotations

import re

from alongside.mind.goals.signs import shows
from alongside.mind.goals.units import amounts

FRAGMENT = 9
"""Words of a line that leaves its subject out."""
_NOT_DONE = re.compile(
    r"n[’']t\b|\b(?:not|never|no|want(?:s|ed)?|wish|will|going to|gonna|off to|should|must|need(?:s|ed)? to"
    r"|have to|plan(?:s|ning|ned)? to|hop(?:e|ing)|tomorrow|tonight i|next (?:week|month|year|time)"
    r"|would|could|might|if|let[’']?s|skip(?:s|ped|ping)?|cancel\w*|instead of|miss(?:ed)?"
    r"|forgot to|my (?:new )?(?:goal|aim)|too (?:tired|busy|late) (?:to|for)|how to|supposed to"
    r"|used to|thinking (?:of|about)|want to|sign(?:ed)? up|register(?:ed)?|remind me|can"
    r"|goals?|lov(?:e|es|ing)|(?:like|advise you|time|how|able|ready|learning) to"
    r"|excited|looking forward|decided to|set up|as a (?:kid|child|boy|girl)|years ago)\b"
    r"|[’']ll\b|\bmake (?:them|it|him|her)\b",
    re.IGNORECASE,
)
_NOT_DONE_KO = re.compile(
    r"싶|려고|해야|야지|야겠|(?:^|\s)(?:못|안)\s?(?:했|갔|뛰|달|읽|썼|그|들|하)|지\s?(?:못|않|말)|내일|"
    r"다음\s?(?:주|달|번)|예정|할\s?거|할\s?것|을\s?거|을\s?것|할게|겠|목표|계획|취소|빠졌|빼먹|쉬었|건너뛰|미뤘|"
    r"신청|등록|알려\s?줘"
)
_PAST = (
    r"ran|jogged|walked|hiked|swam|cycled|biked|rode|read|wrote|drafted|lifted|exercised|trained"
    r"|stretched|meditated|drew|sketched|painted|cooked|baked|sang|climbed|gardened|saved|coded"
    r"|programmed|studied|revised|practi[sc]ed|rehearsed"
)
_DID = re.compile(
    rf"\b(?:{_PAST}|did|had|went|finish(?:ed)?|complet(?:ed)?|took|attended|joined|worked|spent|made|managed"
    r"|submitted|handed in|learn(?:ed|t)|spoke|talked|watched|listened|played|tried|put aside"
    r"|back from|after (?:a|my|the)|lessons?|class|session|practice)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"^\W*(?:he|she|they|it|you|his|her|their|your|one of|this|these|that|those)\b"
    rf"|\b(?:he|she|they|it|you|who|which)\s+(?:\w+ly\s+|also\s+|just\s+)?(?:{_PAST})\b"
    rf"|\b(?:an?|the|his|her|their|your)\s+(?!long|short|quick|first|good)\w+\s+(?:ran|read|rode|wrote|swam|sang)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:i|i['’]m|i['’]ve|we|you|he|she|it|they|this|these|that|there|is|are|was|were|am|be|been|has|"
    r"have|love|like|loves|likes|helps?|makes?|boosts?|refresh\w*)\b|[’']s\s",
    re.IGNORECASE,
)
_WEAK_ALONE = frozenset(
    {"chapter", "chapters", "pages", "books", "marathon", "save", "saving", "savings"}
)
"""Signs that a line without a verb may name without anything being done."""
_HANGUL = re.compile(r"[가-힣]")
_WORD = re.compile(r"\w+")
_SSANG_SIOT, _FINALS, _FIRST = 20, 28, 0xAC00
_NO_PAST = frozenset("있겠")


def not_done(text: str) -> bool:
    """Whether it is wished for, planned, called off or missed."""
    return bool(_NOT_DONE.search(text) or _NOT_DONE_KO.search(text))


def did(sentence: str, signs: frozenset[str]) -> bool:
    """Whether the sentence, which holds a sign, tells of the person doing it."""
    if not_done(sentence):
        return False
    if _HANGUL.search(sentence):
        return _did_korean(sentence)
    if _OTHERS.search(sentence):
        return False
    if _DID.search(sentence) or any(True for _ in amounts(sentence)):
        return True
    short = len(_WORD.findall(sentence)) <= FRAGMENT and not _SUBJECT.search(sentence)
    return short and shows(sentence, signs - _WEAK_ALONE)


def _did_korean(sentence: str) -> bool:
    past = any(
        "가" <= each <= "힣"
        and (ord(each) - _FIRST) % _FINALS == _SSANG_SIOT
        and each not in _NO_PAST
        for each in sentence
    )
    if past or any(True for _ in amounts(sentence)):
        return True
    words = sentence.split()
    return len(words) <= FRAGMENT and not words[-1].rstrip(".!~ ").endswith(
        ("다", "요", "네", "지")
    )
