"""Who somebody is to the one who writes, in English: "my sister Inês", "Jonas from work".

What names somebody as theirs ("my sister Ana") supposes that it is so, even where the sentence only
asks, wonders or reports; what states it ("Ana is my sister") counts only where it is stated. The
quote is the part that says it, so that nothing else of the sentence is kept along with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alongside.mind.understand.kin_words import (
    ADJECTIVES,
    FAMILY,
    KIN,
    MANY,
    NAME,
    NAME_AS,
    NAMES,
    each,
    is_demonym,
    named,
    plain,
)
from alongside.mind.understand.sentences import Sentence
from alongside.mind.understand.told import Told

_MY = rf"\b(?i:my|our)\s(?i:{ADJECTIVES})"
_WHO = rf"(?P<kin>(?i:(?:{KIN}['’]s\s)?{KIN}))"
_PLURALS = "|".join(sorted(MANY, key=len, reverse=True))
_WHERE = r"(?:\s(?:at|from|in|of)\s(?:the\s|my\s|our\s)?[\w’'-]+(?:\s(?:years|months))?)?"
"""What may stand between who somebody is and their name: "my mentor at work, Dr Shah"."""
_ENDS = r"(?=\s*(?:[,.!?;:)—–]|-\s|$))"

_SUPPOSED = (
    re.compile(rf"{_MY}{_WHO}(?:{_WHERE},|\s[—–-]|:)?\s\(?{NAME}"),
    re.compile(
        r"\b[Tt]he\s(?P<kin>landlord|landlady|boss|neighbou?r|babysitter|nanny|vet),?\s" + NAME
    ),
    re.compile(rf"\b{NAME}\s\((?P<kin>{KIN})\)"),
    re.compile(rf"{_MY}{_WHO},?\s(?:who\sis\s)?(?:called|named)\s{NAME}"),
    re.compile(rf"(?i:\ban?\s(?:[a-z]+\s)?)(?P<kin>(?i:{KIN}))(?i:\sof\s(?:mine|ours)),?\s{NAME}"),
    re.compile(rf"\b{NAME}(?:,|\s[—–-])\s(?i:my|our)\s(?i:{ADJECTIVES}){_WHO}{_ENDS}"),
    re.compile(rf"\b{NAME}\s\((?i:my|our)\s(?i:{ADJECTIVES}){_WHO}\)"),
    re.compile(rf"\b{NAME},\s(?i:an?\s(?:[a-z]+\s)?)(?P<kin>(?i:{KIN}))(?i:\sof\s(?:mine|ours))\b"),
    re.compile(
        r"(?<![\w'’])(?P<kin>(?i:uncle|aunt|auntie|cousin|grandma|grandpa|granny|nana|nephew|niece))"
        rf"\s{NAME}"
    ),
    re.compile(
        r"^(?P<kin>Wife|Husband|Boss|Neighbou?r|Flatmate|Roommate|Colleague|Best\sfriend|Girlfriend|"
        rf"Boyfriend|Daughter|Son|Landlord|Landlady)\s{NAME}"
    ),
)
_SEVERAL = (
    re.compile(rf"{_MY}(?P<kin>(?i:{_PLURALS})),?\s\(?{NAMES}"),
    re.compile(rf"\bthe\s(?P<kin>kids|children),?\s\(?{NAMES}"),
    re.compile(
        rf"\b{NAMES},\s(?:one\sof\s)?(?i:my|our)\s(?i:{ADJECTIVES})(?P<kin>(?i:{_PLURALS})){_ENDS}"
    ),
)
_AND_THEIRS = re.compile(
    rf"{_MY}(?P<first>(?i:{FAMILY}))\s{NAME_AS}(?:,)?\s(?:and|with)\s(?i:his|her|their)\s"
    rf"(?P<kin>(?i:{FAMILY}|partner|friend)),?\s{NAME}"
)
_STATED = (
    re.compile(
        rf"\b{NAME}(?:,?\swho)?(?:['’]s|\sis|\swas|\shas\sbeen|\sbecame)\s(?i:my|our)\s(?i:{ADJECTIVES}){_WHO}\b"
        r"(?!['’]s)"
    ),
    re.compile(rf"{_MY}{_WHO}(?:['’]s\sname)?(?:\sis|\swas|['’]s)\s(?:called\s|named\s)?{NAME}"),
    re.compile(
        rf"\b{NAME}(?:['’]s|\sis)\s(?i:an?\s(?:[a-z]+\s)?)(?P<kin>(?i:{KIN}))"
        r"(?i:\sof\s(?:mine|ours))\b"
    ),
)
_BETWEEN = re.compile(
    rf"\b(?i:me\sand\s)?{NAME}(?:\sand\s(?:I|me))?\s(?:are|were|have\sbeen)\s(?:both\s)?"
    rf"{ADJECTIVES}(?P<kin>{_PLURALS})\b"
)
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("spouse", re.compile(
        rf"\b(?i:(?:i['’]m|i\sam|i['’]ve\sbeen|been)\smarried\sto|i\smarried)\s{NAME}")),
    ("spouse", re.compile(rf"\b{NAME}\sand\sI\s(?:got|are|were|have\sbeen)\smarried\b")),
    ("fiancé(e)", re.compile(rf"\b(?i:(?:i['’]m|i\sam|got)\sengaged\sto|i\sproposed\sto)\s{NAME}")),
    ("fiancé(e)", re.compile(rf"\b{NAME}\sand\sI\s(?:got|are)\sengaged\b")),
    ("partner", re.compile(
        rf"\b(?i:i['’]m|i\sam|i['’]ve\sbeen)\s(?i:dating|going\sout\swith)\s{NAME}")),
    ("partner", re.compile(rf"\b{NAME}\sand\sI\s(?:have\sbeen|are|got)\s(?:together|dating)\b")),
    ("neighbour", re.compile(
        rf"\b{NAME}(?:,)?\s(?:from\s)?(?:next\sdoor|upstairs|downstairs|across\sthe\s(?:hall|street|"
        r"road|landing)|the\sflat\s(?:above|below)|number\s\d+)\b(?!\sto\b)")),
    ("colleague", re.compile(
        rf"\b{NAME}(?:,)?\sfrom\s(?:work|the\soffice|my\s(?:team|office|department)|accounting|"
        r"HR|IT|marketing|sales)\b")),
    ("colleague", re.compile(
        rf"\b(?i:i\swork\swith|i\sshare\s(?:an\soffice|a\sdesk)\swith)\s{NAME}")),
    ("colleague", re.compile(rf"\b{NAME}\sand\sI\s(?:work|worked)\stogether\b")),
    ("flatmate", re.compile(rf"\b(?i:i\sshare\sa\s(?:flat|house|room|place)\swith)\s{NAME}")),
    ("teacher", re.compile(rf"\b{NAME},?\s(?:who\s)?(?:teaches|taught)\sme\b")),
)  # fmt: skip
_FROM = re.compile(
    rf"\b{NAME}(?:,)?\sfrom\s(?P<kin>(?:my\s|the\s)?(?:school|uni|university|college|primary\sschool|"
    r"high\sschool|class|choir|band|orchestra|book\sclub|running\sclub|gym|football|yoga|climbing|"
    r"team))\b"
)
_PRONOUN = re.compile(
    rf"(?:^|[,;—–-]\s)(?i:(?:she|he)(?:['’]s|\sis|\swas)\s(?:my|our)\s{ADJECTIVES}){_WHO}\b(?!['’]s)"
)
_FAMILY = re.compile(rf"{FAMILY}|former.*")
_SOMEBODY = re.compile(rf"(?<![\w'’]){NAME}")
_UNREAL = re.compile(r"\b(?:if|wish|were|imagine)\b", re.IGNORECASE)
_JOKED = re.compile(r"\b(?:lo+l|lmf?a+o+|rofl|imaginary)\b|😂|🤣|\bha(?:ha)+", re.IGNORECASE)


def read(sentence: Sentence) -> Iterator[Told]:
    """Who is told of as the writer's in one sentence."""
    text = sentence.text
    if _JOKED.search(text):
        return
    found = [*_supposed(sentence)]
    if not (_UNREAL.search(text) or sentence.asked or sentence.supposed):
        found += _stated(sentence)
    seen: set[str] = set()
    for one in found:
        if one.subject.casefold() not in seen:
            seen.add(one.subject.casefold())
            yield one


def across(sentences: Sequence[Sentence]) -> Iterator[Told]:
    """Who a sentence says of somebody that it only calls "she" or "he" and that was named last."""
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        match = None if sentence.asked or sentence.supposed else _PRONOUN.search(sentence.text)
        if match is None or sentence.korean:
            continue
        here = sentence.text[: match.start()]
        where, text = (before, before.text) if not here.strip() and before else (sentence, here)
        named_there = [m for m in _SOMEBODY.finditer(text) if named(m["name"])]
        if len(named_there) == 1:
            start = where.start + named_there[0].start()
            end = sentence.start + match.end()
            yield _told(named(named_there[0]["name"]), plain(match["kin"]), start, end, 0.7)


def _supposed(sentence: Sentence) -> Iterator[Told]:
    text = sentence.text
    for several in _SEVERAL:
        for match in several.finditer(text):
            kin = MANY[plain(match["kin"])]
            for name in each(match["names"]):
                yield _in(sentence, match, name, kin, 0.85)
    for match in _AND_THEIRS.finditer(text):
        kin = f"{plain(match['first'])}’s {plain(match['kin'])}"
        yield _in(sentence, match, named(match["name"]), kin, 0.8)
    for pattern in _SUPPOSED:
        for match in pattern.finditer(text):
            yield from _one(sentence, match, 0.9)


def _stated(sentence: Sentence) -> Iterator[Told]:
    text = sentence.text
    for pattern in _STATED:
        for match in pattern.finditer(text):
            yield from _one(sentence, match, 0.85)
    for match in _BETWEEN.finditer(text):
        if re.search(r"\b(?:I|[Mm]e)\b", match.group()):
            yield _in(sentence, match, named(match["name"]), MANY[plain(match["kin"])], 0.85)
    for kin, pattern in _SAYS:
        for match in pattern.finditer(text):
            if named(match["name"]):
                yield _in(sentence, match, named(match["name"]), kin, 0.75)
    for match in _FROM.finditer(text):
        if named(match["name"]):
            yield _in(sentence, match, named(match["name"]), f"friend from {match['kin']}", 0.65)


def _one(sentence: Sentence, match: re.Match[str], confidence: float) -> Iterator[Told]:
    name = named(match["name"])
    if name and not is_demonym(name):
        kin = plain(match["kin"])
        past = re.search(r"(?<!['’])\bwas\s(?:my|our)\b", match.group())
        former = f"former {kin}" if past and _FAMILY.fullmatch(kin) is None else kin
        yield _in(sentence, match, name, former, confidence)


def _in(
    sentence: Sentence, match: re.Match[str], name: str, kin: str, confidence: float
) -> Told:  # fmt: skip
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return _told(name, kin, start, end, confidence)


def _told(name: str, kin: str, start: int, end: int, confidence: float) -> Told:
    return Told(
        category="relationship", about="is", value=kin, subject=name, start=start, end=end,
        confidence=confidence,
    )  # fmt: skip
