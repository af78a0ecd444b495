"""Whether the request fixes what an act has otherwise: a day, a time, a number, a dose.

A careful reader sees that the 23rd was said and the 30th is about to be booked. So does code: what
the request gives is left out, and another of its kind, which only sentences of others say, stands
in its place. What was given and stands in a field of what was read told what to look for, and
fixes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from alongside.gate.fields import is_field
from alongside.gate.normal import folded
from alongside.gate.values import numbers

if TYPE_CHECKING:
    from alongside.gate.setting import Setting
    from alongside.gate.source import Source
    from alongside.gate.standing import Standing

Given = Callable[[str], frozenset[tuple[float, str]]]
"""What a folded text gives of one kind."""

_MONTHS = """
    jan january januar jänner janvier janv enero ene gennaio janeiro januari stycznia январ[ья]
    feb february februar février févr febrero febbraio fevereiro fev februari lutego феврал[ья]
    mar march märz mär mrz mars marzo março maart mrt marca марта?
    apr april avril avr abril abr aprile kwietnia апрел[ья]
    may mai mayo maggio maio mei maj maja ма[йя]
    jun june juni juin junio giugno junho czerwca июн[ья]
    jul july juli juillet juil julio luglio julho lipca июл[ья]
    aug august août agosto augustus augusti sierpnia августа?
    sep sept september septembre septiembre settembre setembro września сентябр[ья]
    oct okt october oktober octobre octubre ottobre outubro października октябр[ья]
    nov november novembre noviembre novembro listopada ноябр[ья]
    dec dez december dezember décembre déc diciembre dic dicembre dezembro grudnia декабр[ья]
"""
"""Their names, a month a line, and of their short forms those that are no other words."""
_NAMED = "|".join(f"({'|'.join(line.split())})" for line in _MONTHS.strip().split("\n"))
_MONTH = re.compile(rf"(?<![^\W\d_])(?:{_NAMED})(?![^\W\d_])")
_WRITTEN = re.compile(
    r"(?<!\d)(?:19|20)\d\d-(\d\d)-(\d\d)(?!\d)|(?<![\d.])(\d{1,2})\.(\d{1,2})\.(?!\d{3}(?!\d))|"
    r"(?<![\d.])(\d{1,2})\.? ?- ?(?=\d{1,2}\.(\d{1,2})\.)"
)
_EASTERN = re.compile(
    r"(\d{1,2}) ?[월月] ?"
    r"((?:\d{1,2} ?(?:[일日][^\d\n월月]{0,6}|[~,-] ?))*\d{1,2} ?[일日](?!간| 동안))"
)
"""A month and the days after it, which need not name it again."""
_RANGE = re.compile(
    r"(?<![\w.,:/-])(\d{1,2}(?:st|nd|rd|th|\.)?) ?[-~] ?"
    r"(?=\d{1,2}(?:st|nd|rd|th|\.)?(?![\w:/-]|[.,]\d))"
)
_DAY = re.compile(
    r"(?<![\d.,:/-])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    r"(?![\d:/%€$£-]|[.,]\d| ?(?:[ap]\.?m|uhr|h)\b)"
)
A_LIST = 3
"""Lines that give one of a kind, from which they are a list to choose from."""
NOON = 12
MOST_BEFORE, MOST_AFTER = 34, 14
"""Characters before and after a month in which its days stand."""
_CLOCK = re.compile(
    r"(?<![\d.:/-])(?P<h>[01]?\d|2[0-3])(?:[:h.](?P<m>[0-5]\d)(?!\.?\d)(?: ?(?P<half>[ap])\.?m\b)?|"
    r"(?: ?(?P<half2>[ap])\.?m\b| ?(?:uhr|heures?|o'clock|h)\b| ?[시時点]))|"
    r"\b(?:at|um|om|à|a las?|alle|às|kl\.?|o) (?P<h2>[01]?\d|2[0-3])"
    r"(?![\d.,:/%€$£-]|(?:st|nd|rd|th)\b)(?! (?:eur|usd|%|percent))"
)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d+)?")
_PLAIN = re.compile(r"\d+")
_OF_DATE = re.compile(r"(\d{1,4}) ?[年月日号時点년월일시]")
_DOSE = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?) ?(mg|mcg|µg|μg|ml|mmol|iu|ie|kg|g|l|%)(?![a-z])")


@lru_cache(4096)
def days(text: str) -> frozenset[tuple[float, str]]:
    """The days of a folded text, each with its month."""
    found = {
        (float(day), str(int(month)))
        for month, told in _EASTERN.findall(text)
        for day in _PLAIN.findall(told)
    }
    for one in _WRITTEN.findall(text):
        first, second = (part for part in one if part)
        day, month = (second, first) if one[0] else (first, second)
        found.add((float(day), str(int(month))))
    text = _RANGE.sub(r"\1 - ", text)
    for month in _MONTH.finditer(text):
        line = text.rfind("\n", 0, month.start()) + 1
        near = text[max(line, month.start() - MOST_BEFORE) : month.start()]
        after = _DAY.finditer(text, month.end(), month.end() + MOST_BEFORE)
        told = [
            *_DAY.findall(near),
            *(day[1] for day in after if day.start() < month.end() + MOST_AFTER),
        ]
        found |= {(float(day), str(month.lastindex)) for day in told if 0 < int(day) < 32}
    return frozenset(found)


@lru_cache(4096)
def clock(text: str) -> frozenset[tuple[float, str]]:
    """The times of a folded text in minutes; one that may be of the morning or not is both."""
    return frozenset((minutes, "") for one in _CLOCK.finditer(text) for minutes in _minutes(one))


def _minutes(one: re.Match[str]) -> Iterator[float]:
    told, half = one["h"] or one["h2"], one["half"] or one["half2"]
    hour, rest = int(told), int(one["m"] or 0)
    if half or hour > NOON or told.startswith("0"):
        yield (hour % NOON + NOON * (half == "p") if half else hour) * 60.0 + rest
    else:
        yield from (hour % NOON * 60.0 + rest, (hour % NOON + NOON) * 60.0 + rest)


@lru_cache(4096)
def doses(text: str) -> frozenset[tuple[float, str]]:
    """The measured numbers of a folded text, each with its unit."""
    return frozenset(
        (number, unit) for told, unit in _DOSE.findall(text) for number in numbers(told)
    )


def displaced(one: Standing, act: Sequence[Standing], setting: Setting) -> bool:
    """Whether this stands in place of what the request gives, or for a dose what is kept."""
    kinds: list[Given] = [days, clock, doses]
    if one.argument.counts:
        kinds.append(numbers_alone)
    if _NUMBER.fullmatch(one.argument.text):
        kinds.append(partial(_by_name, one.argument.name.lower()))
    return any(_displaced(kind, one, act, setting) for kind in kinds)


def _displaced(kind: Given, one: Standing, act: Sequence[Standing], setting: Setting) -> bool:
    mine = kind(folded(one.argument.text))
    if not mine:
        return False
    given = set(kind(setting.request.text))
    if kind is doses:
        units = {unit for _, unit in mine}
        given |= {value for line in setting.kept for value in doses(line)}
        given = {value for value in given if value[1] in units}
    if not given or not mine.isdisjoint(given):
        return False
    used = {value for other in act for value in kind(folded(other.argument.text))}
    return any(
        not _kept(kind, _fixed(kind, given, source, setting), used)
        for source in setting.read
        if _says(kind, mine, source)
    )


def _kept(kind: Given, fixed: set[tuple[float, str]], used: set[tuple[float, str]]) -> bool:
    """Whether what was given is used: all of it, but of times one (the other ends a stretch)."""
    return fixed <= used or (kind is clock and not used.isdisjoint(fixed))


def _fixed(
    kind: Given, given: set[tuple[float, str]], source: Source, setting: Setting
) -> set[tuple[float, str]]:
    """What of the given told not merely what to look for: no field has it of any text but the one
    that says otherwise."""
    if kind not in (days, clock, numbers_alone):
        return given
    lines = (line for other in setting.read if other is not source for line in _fields(other.text))
    return given.difference(*map(kind, lines))


def _says(kind: Given, mine: frozenset[tuple[float, str]], source: Source) -> bool:
    """Whether a sentence says it, and it is in no list to choose from."""
    said = [line for line in source.text.split("\n") if not mine.isdisjoint(kind(line))]
    return any(not is_field(line) for line in said) and not _listed(kind, mine, source)


def _by_name(name: str, text: str) -> frozenset[tuple[float, str]]:
    """The number of a text that is nothing else, or those that stand next to a name: `2 kg`."""
    if _NUMBER.fullmatch(text):
        return frozenset({(float(text), "")})
    word = re.escape(name)
    beside = rf"\b{word}s? ?[#:]? ?(\d+)(?![\d.,:])|(?<![\d.,])(\d+) ?{word}\b"
    return frozenset((float(a or b), "") for a, b in re.findall(beside, text))


def numbers_alone(text: str) -> frozenset[tuple[float, str]]:
    """The numbers of a folded text that are no days, times or doses."""
    taken = {number for number, _ in days(text) | doses(text)} | {
        minutes // 60 for minutes, _ in clock(text)
    }
    taken |= {float(number) for number in _OF_DATE.findall(text)} | {0.0, 1.0}
    told = (number for number in numbers(text) if number not in taken)
    return frozenset((number, "") for number in told if number.is_integer())


def _listed(kind: Given, mine: frozenset[tuple[float, str]], source: Source) -> bool:
    """Whether each item of a list gives one of a kind, and this is of such an item; no list gives
    doses to choose from."""
    if kind is doses:
        return False
    told = [kind(source.text[start:end]) for start, end in source.items]
    return len(told) >= A_LIST and all(told) and any(not mine.isdisjoint(one) for one in told)


def _fields(text: str) -> list[str]:
    return [line for line in text.split("\n") if is_field(line)]
