"""WhatsApp's "export chat", as phones with Android and iOS write it, in many languages.

A message begins with its time in the phone's own form: `23/10/2008, 08:02 - Name: words` or
`[22.10.08, 20:11:05] Name: words`. Whether the day or the month comes first is told from all dates
of the file together. Lines without a time go on with the message before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import PurePosixPath

from alongside.senses import files, text
from alongside.senses.archives.chat import Chat, ChatReader, Message
from alongside.senses.files import File
from alongside.senses.named import hour24, plausible
from alongside.senses.outcome import Failure

CHANNEL = "whatsapp"
NAME_LIMIT = 100
MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Invisible marks of writing direction, which phones put around names and before times."""
_MARKS = re.compile(f"[{MARKS}]")
_DATE = r"(\d{1,4})(?:[./-]|년)\s?(\d{1,2})(?:[./-]|월)\s?(\d{1,4})(?:일|\.)?"
_HALF = r"오전|오후|上午|下午|午前|午後"
_CLOCK = rf"(?:({_HALF})\s?)?(\d{{1,2}})[:.](\d\d)(?:[:.](\d\d))?(?:\s?([ap]\.?\s?m\.?))?"
_START = re.compile(
    rf"(?:\[{_DATE},?\s{_CLOCK}\]\s?|{_DATE},?\s{_CLOCK}\s[-\u2013]\s)(.*)", re.IGNORECASE
)
_GROUPS = 8
"""Groups of a time: three of the date, then half, hour, minute, second, half."""
_TITLE = re.compile(
    r"(?:.*whatsapp.*?(?:\s(?:with|mit|con|avec|com|med|met)\s|\s-\s|:\s))(?P<after>.+)"
    r"|(?P<before>.+?)\s?(?:님과의?|과의|와의)\s.*whatsapp.*",
    re.IGNORECASE,
)
_COPY = re.compile(r"\s*\(\d+\)$")
_EDITED = re.compile(
    r"\s*<[^<>\n]*(?:edited|수정|bearbeitet|editado|modifi)[^<>\n]*>$", re.IGNORECASE
)
_ANDROID_FILE = re.compile(r"^(\S.*\.\w{2,5}) \([^()\n]+\)(?:\n|$)")
_IOS_FILE = re.compile(r"\s*<[^<>:\n]+:\s?([^<>\n]+\.\w{2,5})>$")
_LEFT_OUT = re.compile(r"omitted|생략|제외|weggelassen|omitid|omis|deleted|삭제", re.IGNORECASE)
_SECRECY = re.compile(
    r"end-to-end|종단\s?간|Ende-zu-Ende|extremo a extremo|bout en bout", re.IGNORECASE
)
_NO_NAME = re.compile('["\u201c\u201d\u201e]')
"""A quotation mark before the colon: a notice such as `Ana named the group "Trip: Rome"`."""


@dataclass(frozen=True, slots=True)
class Start:
    """The line with which a message begins: the three numbers of its date, clock and the rest."""

    line: int
    date: tuple[str, str, str]
    half: str
    clock: tuple[int, int, int]
    rest: str


class WhatsApp(ChatReader):
    name = CHANNEL

    def claims(self, file: File) -> bool:
        return files.suffix(file) == ".txt" and _is_chat(file)

    def chats(self, written: str, file: File) -> Iterator[Chat]:
        yield parse(written, title(file), file.shown)


def title(file: File) -> str:
    """The other's or the group's name, from the name of the file, or of the zip around it."""
    path = PurePosixPath(file.shown)
    stem = path.stem if path.stem.lower() not in ("_chat", "chat") else path.parent.name
    stem = _COPY.sub("", stem.removesuffix(".zip"))
    match = _TITLE.fullmatch(stem)
    return (match["after"] or match["before"]).strip() if match else stem


def parse(written: str, title: str, shown: str = "") -> Chat:
    """The chat in an export. Notices by WhatsApp itself are left out."""
    records = list(_records(written))
    order = day_order([start.date for start, _ in records], _hints(records))
    messages: list[Message] = []
    failures: list[Failure] = []
    for start, lines in records:
        try:
            message = _message(start, lines, order, title)
        except ValueError as error:
            failures.append(_failure(shown, start, error))
            continue
        if message:
            messages.append(message)
    return Chat(CHANNEL, title, messages, failures)


def day_order(dates: Sequence[tuple[str, str, str]], month_first: bool) -> tuple[int, int, int]:
    """Where year, month and day stand in dates such as `22.10.08`.

    It is the order in which most dates exist, of such the one in which they run forward best;
    `month_first` decides where both do equally well.
    """
    runs = [tuple(map(int, date)) for date in dict.fromkeys(dates)]
    if any(len(date[0]) == 4 for date in dates):
        return (0, 1, 2)
    usual = [(2, 0, 1), (2, 1, 0)] if month_first else [(2, 1, 0), (2, 0, 1)]
    return min([*usual, (0, 1, 2)], key=lambda order: _unlikely(runs, order))


def _unlikely(dates: Sequence[tuple[int, ...]], order: tuple[int, int, int]) -> tuple[int, int]:
    """How many dates don't exist in this order, and how often time would run backward."""
    parts = [tuple(date[place] for place in order) for date in dates]
    missing = sum(not (1 <= month <= 12 and 1 <= day <= 31) for _, month, day in parts)
    backward = sum(after < before for before, after in pairwise(parts))
    return missing, backward


def _hints(records: Sequence[tuple[Start, list[str]]]) -> bool:
    """Whether times look American: a 12-hour clock after dates with slashes."""
    return any(start.half.lower().startswith(("a", "p")) for start, _ in records[:50])


def _is_chat(file: File) -> bool:
    """Whether enough of the first lines begin as messages do."""
    lines = text.decode(file.head).split("\n")[:50]
    starts = sum(_start(0, line) is not None for line in lines)
    is_named = "whatsapp" in file.shown.lower() or files.stem(file).lower() == "_chat"
    filled = sum(bool(line.strip()) for line in lines)
    return starts >= 1 if is_named else starts >= 2 and starts >= 0.5 * filled


def _records(written: str) -> Iterator[tuple[Start, list[str]]]:
    """Each line that begins a message, with the lines that go on with it."""
    current: tuple[Start, list[str]] | None = None
    for number, line in enumerate(written.split("\n"), start=1):
        start = _start(number, line)
        if start:
            if current:
                yield current
            current = (start, [])
        elif current:
            current[1].append(line)
    if current:
        yield current


def _start(number: int, line: str) -> Start | None:
    plain = line.lstrip(MARKS)
    if plain[:1] != "[" and not plain[:1].isdigit():
        return None
    match = _START.match(plain)
    if not match:
        return None
    *groups, rest = match.groups()
    parts = groups[:_GROUPS] if groups[0] else groups[_GROUPS:]
    a, b, c, before, hour, minute, second, after = parts
    half = before or after or ""
    return Start(number, (a, b, c), half, (int(hour), int(minute), int(second or 0)), rest)


def _message(
    start: Start, lines: list[str], order: tuple[int, int, int], title: str
) -> Message | None:
    """The message, or nothing for a notice. Raises `ValueError` for a time that doesn't exist."""
    local = _local(start, order)
    by, colon, first = start.rest.partition(": ")
    if not colon and start.rest.endswith(":"):
        by, colon = start.rest[:-1], ":"
    words = "\n".join([first, *lines]).rstrip()
    if not colon or len(by) > NAME_LIMIT or _NO_NAME.search(by) or _is_notice(by, words, title):
        return None
    plain = _EDITED.sub("", _MARKS.sub("", words))
    is_stranger = _MARKS.sub("", by).startswith("~")
    return Message(local, _name(by), plain, *_attachment(plain), stranger=is_stranger)


def _local(start: Start, order: tuple[int, int, int]) -> datetime:
    year, month, day = (int(start.date[place]) for place in order)
    hour, minute, second = start.clock
    clock = time(hour24(hour, start.half), minute, second)
    day_of = date(year if year >= 100 else 2000 + year, month, day)
    return plausible(datetime.combine(day_of, clock))


def _is_notice(by: str, words: str, title: str) -> bool:
    """Whether it is a notice that iOS gives a sender: an invisible mark and a line of prose."""
    if not words.startswith("\u200e"):
        return False
    is_prose = "\n" not in words and "<" not in words and not _LEFT_OUT.search(words)
    return bool(_SECRECY.search(words)) or (_name(by) == title and is_prose)


def _attachment(words: str) -> tuple[str, str]:
    """The name of a file sent along, and the words without it."""
    for pattern in (_ANDROID_FILE, _IOS_FILE):
        match = pattern.search(words)
        if match:
            return match[1].strip(), (words[: match.start()] + words[match.end() :]).strip()
    return "", ""


def _name(by: str) -> str:
    return _MARKS.sub("", by).removeprefix("~").strip()


def _failure(shown: str, start: Start, error: ValueError) -> Failure:
    return Failure(
        doing="reading a message",
        reason=f"its time can't be read: {error}",
        file=shown,
        position=f"line {start.line}",
    )
