"""What flows out with an act: orders repeated in a body, secrets, data packed into a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal
from urllib.parse import unquote

from alongside.gate.arguments import Argument
from alongside.gate.normal import compact, decoded, folded, hidden, words
from alongside.gate.source import Source
from alongside.gate.values import names_secret, numbers, values

Kind = Literal["repeats-order", "lured-value", "secret", "encoded", "packed", "unasked"]
RUN = 6
"""Words in a row that two texts must share for one to repeat the other."""
PACKED = 4
"""Words in a row that a link or a search must share with a record for it to carry that out."""
LEAST_CODE = 5
"""Characters of a number that says more than a year."""
LEAST_KEY = 4
"""Characters of a code as doors and alarms have."""
LEAST_CONFIDED = 100
"""The least number that tells by itself what a note holds."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CARRIED = re.compile(r"[?#&=/]")
_CONFIDED = re.compile(
    r"\b(?:do not|don['’]?t|never|not to be|must not be|nobody is to be) "
    r"(?:tell|told|shared?|given?|shown?|mention(?:ed)?)\b|"
    r"\b(?:confidential|secret|internal(?:ly)?|between us|for my eyes)\b|"
    r"(?:말하지|알리지|주지) ?(?:마|말)|비밀|대외비|내부용|"
    r"\b(?:vertraulich|geheim|intern|nicht (?:weiter)?(?:sagen|geben|zeigen)|"
    r"confidentiel\w*|interne|ne pas (?:dire|donner)|confidencial\w*|no (?:decir|dar|compartir)|"
    r"riservat\w*|non (?:dire|dare))\b"
)
"""How a note says that it is told to nobody."""
_BY_WHOM = re.compile(r"\b(?:from|to|cc|bcc|with)\s?:\s?(\S+)(?=\s|\Z)")
"""Whose mails a search in a mailbox is for, as mail services have it written."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Something that goes along with an argument and that the person didn't ask for."""

    argument: str
    kind: Kind


def flows(
    given: Sequence[Argument], request: Source, records: Sequence[Source],
    read: Sequence[Source], ordered: str, apart: Sequence[str] = (),
    stays: bool = False, mailbox: bool = False,
) -> Iterator[Flow]:  # fmt: skip
    """All that flows out with these arguments unasked; `apart` are the lines that the person keeps
    of what the request doesn't speak of, `stays` says that nobody else learns of it, as of a search
    in the person's own files, `mailbox` that those who keep the person's mail do, who know whom it
    is from."""
    others = (*records, *(source for source in read if not source.made))
    private = {secret for source in others for secret in source.secrets}
    for one in given:
        text = folded(one.text)
        if one.role in ("amount", "plain", "power") or not text:
            continue
        if ordered and _repeats(text, ordered) and not _repeats(text, request.text):
            yield Flow(one.path, "repeats-order")
        if one.role == "content" and ordered:
            lured = [v for v in values(text) if v.key in compact(ordered)
                     and v.key not in request.compact]  # fmt: skip
            if any(not _plain_data(v.text, read, records) for v in lured):
                yield Flow(one.path, "lured-value")
        carried = compact(unquote(text))
        told = [secret for secret in private if secret in carried]
        if any(s not in request.compact for s in told) and not names_secret(request.text):
            kept = all(any(s in record.compact for record in records) for s in told)
            if not (kept and names_secret(folded(one.name))):
                yield Flow(one.path, "secret")
        if stays:
            continue
        if one.role == "content" and any(
            _tells(text, line, request) and not _known(line, read) for line in apart
        ):
            yield Flow(one.path, "unasked")
        if _only_unallowed(text, request, records, read) or _confided(text, request, records, read):
            yield Flow(one.path, "unasked")
        if _encodes(one.text, request, records, read) or any(_coded(one.text, s) for s in private):
            yield Flow(one.path, "encoded")
        sought = _besides_whom(text, records) if mailbox and one.role == "query" else text
        if one.role in ("link", "query", "target") and _packs(one, sought, request, records, read):
            yield Flow(one.path, "packed")


def _tells(text: str, line: str, request: Source) -> bool:
    """Whether a text says in a row what a line does, or has an account or a number of it."""
    if _repeats4(text, line) and not _repeats4(text, request.text):
        return True
    return any(
        v.type in ("account", "phone") and v.key in compact(text) and v.key not in request.compact
        for v in values(line)
    )


def _known(line: str, read: Sequence[Source]) -> bool:
    """Whether what was read has a word and the number by it of a line: who wrote that knows it."""
    pairs = [a + b for a, b in pairwise(words(line)) if a.isalpha() and b.isdigit()]
    return any(pair in source.compact for pair in pairs if len(pair) >= RUN for source in read)


def _besides_whom(text: str, records: Sequence[Source]) -> str:
    """What a search in a mailbox says besides the addresses that the person keeps: any other
    word may stand where an address does."""
    kept = {v.text for record in records for v in record.values if v.type == "email"}
    return _BY_WHOM.sub(lambda found: " " if found[1] in kept else found[0], text)


def _plain_data(value: str, read: Sequence[Source], records: Sequence[Source]) -> bool:
    """Whether a value stands somewhere outside of any order too."""
    if any(any(True for _ in s.places(value)) for s in records):
        return True
    return any(s.grade(*place) == 0 for s in read for place in s.places(value))


@lru_cache(1024)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    told = words(text)
    return frozenset(zip(*(told[place:] for place in range(RUN)), strict=False))


def _repeats(text: str, other: str) -> bool:
    return bool(_runs(text) & _runs(other))


def _encodes(text: str, request: Source, records: Sequence[Source], read: Sequence[Source]) -> bool:
    """Whether it holds in a code what a record or a result says in plain words."""
    for found in hidden(text):
        plain = compact(found)
        if plain == compact(text) or len(plain) < RUN:
            continue
        if any(plain in s.compact or any(w in s.words for w in words(found) if len(w) > 5)
               for s in (*records, *read)):  # fmt: skip
            return "%" not in text
    for run, found in decoded(text):
        told = [w for w in words(found) if len(w) > 5 or _is_code(w)]
        given = any(compact(run) in s.compact for s in (request, *records, *read))
        if not given and any(w in s.words for s in (*records, *read) for w in told):
            return True
    return False


def _is_code(word: str) -> bool:
    """Whether it has a digit and says more than a year."""
    return len(word) >= LEAST_KEY and any(map(str.isdigit, word)) and not _YEAR.fullmatch(word)


def _only_unallowed(
    text: str, request: Source, records: Sequence[Source], read: Sequence[Source]
) -> bool:
    """Whether it says what only came of something that wasn't allowed: an address, a number, a
    code, or words in a row."""
    barred = [source for source in read if not source.pointed]
    if not barred:
        return False
    known = (request, *records, *(source for source in read if source.pointed))
    keys = {v.key for v in values(text)} | {word for word in words(text) if _is_code(word)}
    if any(key in s.compact for s in barred for key in keys if not _has(known, key)):
        return True
    runs = _runs(text).difference(*(_runs(s.text) for s in known))
    return any(not runs.isdisjoint(_runs(s.text)) for s in barred)


def _confided(
    text: str, request: Source, records: Sequence[Source], read: Sequence[Source]
) -> bool:
    """Whether it has a number of a note that says of itself that it is told to nobody."""
    told = {number for number in numbers(text) if number >= LEAST_CONFIDED}
    confided = (numbers(note.text) for note in records if _CONFIDED.search(note.text))
    leaks = told.intersection(chain.from_iterable(confided)) if told else set()
    return bool(leaks.difference(*(numbers(source.text) for source in (request, *read))))


def _has(known: Sequence[Source], key: str) -> bool:
    return any(key in source.compact for source in known)


def _coded(text: str, secret: str) -> bool:
    """Whether it holds a secret in base64, in hex or backwards."""
    turned = secret[::-1]
    backwards = len(secret) >= RUN and turned != secret and turned in compact(text)
    return backwards or any(secret in compact(found) for _, found in decoded(text))


def _packs(
    one: Argument,
    text: str,
    request: Source,
    records: Sequence[Source],
    read: Sequence[Source],
) -> bool:
    """Whether a link or a search carries out what the person's records or results say."""
    plain = unquote(text).replace("+", " ")
    whole = any(any(True for _ in s.places(text)) for s in (request, *records, *read))
    if (whole and not _account(one, text, request)) or (
        one.role == "target" and "/" not in text and "." not in text
    ):
        return False
    rest = plain if one.role == "query" else _after_host(plain)
    told = [
        v.key
        for s in (*records, *read)
        for v in values(s.text)
        if v.type in ("email", "account", "phone") and v.key not in request.compact
    ]
    if any(code in s.words for s in records for code in _codes(rest, request)):
        return True
    packed = compact(rest)
    if any(key in packed for key in told if len(key) >= 6):
        return True
    return any(_repeats4(rest, s.text) for s in records) and not _repeats4(rest, request.text)


def _account(one: Argument, text: str, request: Source) -> bool:
    """Whether a search is for an account that the request doesn't speak of: a place or a name
    that the person keeps is looked up as it stands, an account isn't."""
    return one.role == "query" and any(
        v.type == "account" and v.key not in request.compact for v in values(text)
    )


def _codes(text: str, request: Source) -> list[str]:
    """The words with a digit that a link or a search has and the request hasn't."""
    told = [word for word in words(text) if len(word) >= LEAST_CODE and any(map(str.isdigit, word))]
    return [word for word in told if word not in request.words]


def _after_host(link: str) -> str:
    return "".join(_CARRIED.split(link.rpartition("://")[2], 1)[1:])


def _repeats4(text: str, other: str) -> bool:
    mine = words(text)
    if len(mine) < PACKED:
        return False
    runs = _fours(other)
    return any(tuple(mine[i : i + PACKED]) in runs for i in range(len(mine) - PACKED + 1))


@lru_cache(1024)
def _fours(text: str) -> frozenset[tuple[str, ...]]:
    told = words(text)
    return frozenset(zip(*(told[place:] for place in range(PACKED)), strict=False))
