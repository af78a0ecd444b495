"""Answers in speech: clause by clause as they are written, and only what stands on the records.

A screen can show words that are taken back when the answer is checked; what was said aloud can't
be. So a clause is said when the records hold its words, and else waits for the check.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from alongside.log.kinds import Said
from alongside.log.moment import Moment
from alongside.mind.converse.evidence import Evidence
from alongside.mind.converse.support import MARK
from alongside.views.words import terms

RECORDS, LETTERS = 3, 400
"""Records that an answer in speech is written from, and letters of them in all, for a small machine
takes a second to read two hundred; but at least one."""
MOST_WORDS = 60
"""Words of an answer that are said; the rest is on the screen."""
LEAST_WORDS = 3
"""Words that a clause has at least."""
FIRST_WORDS, ENOUGH_WORDS = 5, 9
"""Words after which the first clause, and each other one, is parted though it goes on: the less is
waited for, the sooner something is heard."""
_CLAUSE = re.compile(r"[,;:.!?…\u3001\u3002\uff0c\uff01\uff1f]+[\"”’')]*(?=\s)|\n+|\s[–—]\s")
_QUOTES = re.compile(r"[\"“”「」]")
_SPACES = re.compile(r"\s+")


class Clauses:
    """Parts a text that is being written into clauses, each given as soon as it is whole."""

    def __init__(self) -> None:
        self._text = ""
        self._enough = FIRST_WORDS

    def feed(self, piece: str) -> Iterator[str]:
        """The clauses that are whole with this next piece."""
        self._text += piece
        while cut := self._cut():
            clause, self._text = self._text[:cut], self._text[cut:]
            if said := plain(clause):
                self._enough = ENOUGH_WORDS
                yield said

    def rest(self) -> Iterator[str]:
        """What is left at the end."""
        if said := plain(self._text):
            yield said
        self._text = ""

    def _cut(self) -> int:
        for found in _CLAUSE.finditer(self._text):
            if len(self._text[: found.end()].split()) >= LEAST_WORDS or found.group()[0] in ".!?\n":
                return found.end()
        words = list(re.finditer(r"\S+", self._text))
        return words[self._enough - 1].end() if len(words) > self._enough else 0


def plain(text: str) -> str:
    """Words as they are said: without markers, quotation marks and more space than needed."""
    bare = _QUOTES.sub("", MARK.sub("", text)).replace("*", "")
    return _SPACES.sub(" ", bare).strip(" ,;:–—")


def to_read(
    evidence: Sequence[Evidence], ahead: Sequence[Evidence], topic: Collection[str]
) -> tuple[Evidence, ...]:
    """What of the evidence is read for an answer in speech, in the order of reading.

    First what was read `ahead`, as it was read, for that is known to the model already; then the
    best, as far as there is time.
    """
    found = {_key(record): record for record in evidence}
    known = {_key(record): record for record in ahead if _key(record) in found}
    reading = [_as_read(record, found[key], topic) for key, record in known.items()]
    left = LETTERS
    for number, (key, record) in enumerate(found.items()):
        left -= len(record.brief)
        if number and (left < 0 or number >= RECORDS):
            break
        if key not in known:
            reading.append(record)
    return numbered(reading)


def numbered(records: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each record once, under a number of its own."""
    each: dict[tuple[str, ...], Evidence] = {}
    for record in records:
        each.setdefault(_key(record), record)
    return tuple(replace(record, number=i) for i, record in enumerate(each.values(), 1))


def _as_read(read: Evidence, found: Evidence, topic: Collection[str]) -> Evidence:
    """A record in the words in which it was read, unless others say more of what is asked."""
    said, more = (len(set(topic) & set(terms(each.brief))) for each in (read, found))
    return replace(found, brief=read.brief) if said >= more else found


def _key(record: Evidence) -> tuple[str, ...]:
    return tuple(moment.id for moment in record.moments)


def to_say(answer: Moment, said: Sequence[str]) -> tuple[str, bool]:
    """What of a kept answer is still to be said, and whether what was said must be taken back."""
    what = answer.what
    if not isinstance(what, Said):
        return "", False
    whole = " ".join(plain(_supported(what)).split()[:MOST_WORDS])
    before = _letters(" ".join(said))
    if not before:
        return whole, False
    if not _letters(whole).startswith(before):
        return whole, True
    return _after(whole, len(before)), False


def _supported(said: Said) -> str:
    """The answer without the sentences that are the model's own, unless it has no other."""
    text, at = "", 0
    for begin, end in sorted(said.unsupported):
        text += said.text[at:begin]
        at = max(at, end)
    return text + said.text[at:] if said.cites else said.text


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _after(text: str, count: int) -> str:
    """What follows so many letters and digits."""
    for at, letter in enumerate(text):
        if count == 0:
            return text[at:].strip(" ,;:.!?…")
        count -= letter.isalnum()
    return ""
