"""Sentences of a moment's words, with what is quoted masked and what is only supposed left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MASK = "\ufffc"
"""Stands for each character of a quotation, so that nothing in it is taken for the person's own."""
_QUOTED = re.compile(
    r"“[^”\n]*”|\"[^\"\n]*\"|「[^」\n]*」|『[^』\n]*』|«[^»\n]*»|\u2018[^’\n]{8,}’(?!\w)"
)
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(
    r"(?:[^.!?…。]|\.(?=\w)|(?<=\b(?:Dr|Mr|Ms))\.|(?<=\bMrs)\.|(?<=\bProf)\.)+[.!?…。]*"
)
_NOT_SAID = re.compile(r"^\s*(?:#{1,6}\s|>|\||```)")
_ITEM = re.compile(r"^\s*(?:[-*+•]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)")
_HANGUL = re.compile(r"[가-힣]")
_CLAUSE = re.compile(
    r"(?:[;:—–]\s+|\s+-\s+|,\s+(?=(?:and|but|so|though|then)?\s*(?:i|i'm|i’m|i've|i’ve|i'll|i’ll|"
    r"we|we're|we’re|we'll|we’ll|my)\b)"
    r"|\s(?:and|but|so|because|though|then)\s(?=(?:i|i'm|i’m|i've|i’ve|i'll|i’ll|we|we're|we’re|"
    r"we'll|we’ll|my)\b))",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:if|imagine|suppose|wish|maybe|perhaps|might|would|wouldn['’]t|"
    r"could|as if|pretend|one day"
    r"|someday|when i['’]m (?:old|rich|dead|big)|what if|figure of speech|just kidding|jk|joking"
    r"|(?:i|we|you|he|she|they)['’]d)\b",
    re.IGNORECASE,
)
_JOKED = re.compile(r"\b(?:lo+l|lmf?a+o+|ha(?:ha)+|rofl|jk|/s)\b|😂|🤣", re.IGNORECASE)
_SUPPOSED_KO = re.compile(
    r"만약|만일|라면|다면|(?<=[가-힣])면(?=\s)|언젠가|할지도|"
    r"ㄹ지도|을지도|것 같|거 같|었으면|았으면|농담|로또"
)
_REPORTED = re.compile(
    r"\b(?!i\b)(?P<who>[a-z’']+)\s+(?:says?|said|told\s+\w+|thinks?|thought|"
    r"asked?|reckons?|swears?"
    r"|insists?|claims?|wrote|writes|keeps saying)\b",
    re.IGNORECASE,
)
_REPORTED_KO = re.compile(
    r"(?:[다자냐라대]고|래|대|단다|란다)\s*(?:했|한다|하셨|하신|"
    r"말|들었|전했|썼|적)|(?:한|는|ㄴ|간|온|인|이)대[.!?ㅋㅎ\s]*$|"
    r"단다[.!]*$|란다[.!]*$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters from `start` on of the words; `text` has quotations masked.

    `supposed` is what is only imagined, joked about or wondered; `reported` tells what others say.
    """

    text: str
    start: int
    korean: bool
    asked: bool
    supposed: bool
    reported: bool
    first: bool = True

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def clauses(self) -> Iterator[Sentence]:
        """Its parts that could stand alone; `first` of them can lack its subject."""
        begin = 0
        for cut in _CLAUSE.finditer(self.text):
            yield from self._part(begin, cut.start())
            begin = cut.end()
        yield from self._part(begin, len(self.text))

    def _part(self, begin: int, end: int) -> Iterator[Sentence]:
        text = self.text[begin:end]
        stripped = text.strip()
        if stripped:
            lead = len(text) - len(text.lstrip())
            yield Sentence(
                stripped, self.start + begin + lead, self.korean, self.asked, self.supposed,
                self.reported, begin == 0 or self.text[begin - 2 : begin - 1] in ";—–-:",
            )  # fmt: skip


def sentences(words: str) -> Iterator[Sentence]:
    """Every sentence but headings, quotations set apart, tables and code."""
    masked = _QUOTED.sub(lambda found: MASK * len(found.group()), words)
    for line in _LINE.finditer(masked):
        if _NOT_SAID.match(line.group()):
            continue
        item = _ITEM.match(line.group())
        begin = line.start() + (item.end() if item else 0)
        for found in _SENTENCE.finditer(masked, begin, line.end()):
            text = found.group().strip()
            if text.strip(MASK + ".!?… "):
                lead = len(found.group()) - len(found.group().lstrip())
                yield _sentence(text, found.start() + lead)


def _sentence(text: str, start: int) -> Sentence:
    korean = _HANGUL.search(text) is not None
    supposing = (_SUPPOSED, _JOKED, *((_SUPPOSED_KO,) if korean else ()))
    reporting = (_REPORTED, *((_REPORTED_KO,) if korean else ()))
    return Sentence(
        text=text,
        start=start,
        korean=korean,
        asked=text.rstrip("ㅋㅎ ").endswith(("?", "\uff1f")),
        supposed=any(pattern.search(text) for pattern in supposing),
        reported=any(pattern.search(text) for pattern in reporting),
    )
