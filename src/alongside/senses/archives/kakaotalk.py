"""KakaoTalk's exported chats: text from phones and from Windows, CSV from macOS.

Phones write `2008년 10월 22일 오후 8:11, 이름 : 말`, Windows writes `[이름] [오후 8:11] 말`
under a line with the day, both in Korean or English. Lines without a time go on with the message
before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from alongside.senses import files, named, text
from alongside.senses.archives.chat import Chat, ChatReader, Message
from alongside.senses.files import File
from alongside.senses.outcome import Failure

CHANNEL = "kakaotalk"
CSV_HEAD = "Date,User,Message"
_TITLE = re.compile(
    r"(?P<ko>.+?)(?: \d+)? ?님과 카카오톡 대화|KakaoTalk Chats with (?P<en>.+?)(?: \d+)?"
)
_CLOCK = r"(?P<before>오전|오후)? ?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?: ?(?P<after>[AP]M))?"
_DAY = r"\d{4}년 \d{1,2}월 \d{1,2}일|\d{4}\. \d{1,2}\. \d{1,2}\.|[A-Z][a-z]+ \d{1,2}, \d{4}"
_PHONE = re.compile(rf"(?P<day>{_DAY}),?(?: at)? {_CLOCK}(?:, (?P<rest>.*))?")
_WINDOWS = re.compile(rf"\[(?P<by>[^\]]+)\] \[{_CLOCK}\] (?P<text>.*)")
_NEW_DAY = re.compile(
    rf"-{{5,}} (?:\w+, )?(?P<day>{_DAY})(?: \S+)? -{{5,}}|(?P<plain>{_DAY})(?: \S+일)?"
)
_FILE = re.compile(r"[\w.-]+\.(?:jpe?g|png|heic|webp|gif|mp4|m4a|mp3|pdf)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Begun:
    """A message whose further lines may follow."""

    local: datetime
    by: str
    lines: list[str]

    def message(self) -> Message:
        words = "\n".join(self.lines).rstrip()
        return Message(self.local, self.by, words, words if _FILE.fullmatch(words) else "")


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that is no message: one who came or left, or a new day."""

    day: date | None = None


class KakaoTalk(ChatReader):
    name = CHANNEL

    def claims(self, file: File) -> bool:
        if files.suffix(file) not in (".txt", ".csv"):
            return False
        head = text.decode(file.head)
        return head.startswith(CSV_HEAD) or _title(head) is not None

    def chats(self, written: str, file: File) -> Iterator[Chat]:
        yield parse(written, files.stem(file), file.shown)


def parse(written: str, stem: str, shown: str = "") -> Chat:
    """The chat in an export; `stem` names it where the text doesn't."""
    failures: list[Failure] = []
    if written.startswith(CSV_HEAD):
        return Chat(CHANNEL, stem, list(_table(written, shown, failures)), failures)
    messages = list(_messages(written, shown, failures))
    return Chat(CHANNEL, _title(written) or stem, messages, failures)


def _title(written: str) -> str | None:
    first = written.lstrip("\ufeff").split("\n", 1)[0].strip()
    match = _TITLE.fullmatch(first)
    return (match["ko"] or match["en"]).strip() if match else None


def _table(written: str, shown: str, failures: list[Failure]) -> Iterator[Message]:
    rows = csv.reader(io.StringIO(written))
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            failures.append(_failure(shown, rows.line_num, str(error)))
            continue
        if row is None:
            return
        if rows.line_num == 1 or not row:
            continue
        try:
            when, by, words = row
            local = named.plausible(datetime.fromisoformat(when).replace(tzinfo=None))
            yield Begun(local, by, [words]).message()
        except ValueError:
            failures.append(_failure(shown, rows.line_num, "it isn't a time, a name and words"))


def _messages(written: str, shown: str, failures: list[Failure]) -> Iterator[Message]:
    day: date | None = None
    begun: Begun | None = None
    for number, line in enumerate(written.split("\n"), start=1):
        try:
            started = _started(line, day)
        except ValueError as error:
            failures.append(_failure(shown, number, str(error)))
            started = Notice()
        if started is None:
            if begun:
                begun.lines.append(line)
            continue
        if begun:
            yield begun.message()
        begun = started if isinstance(started, Begun) else None
        day = started.day if isinstance(started, Notice) and started.day else day
    if begun:
        yield begun.message()


def _started(line: str, day: date | None) -> Begun | Notice | None:
    """What starts with this line; nothing where it goes on with the one before.

    Raises `ValueError` for a time that doesn't exist.
    """
    windows = _WINDOWS.fullmatch(line)
    if windows:
        return Begun(_local(day, windows), windows["by"], [windows["text"]]) if day else None
    phone = _PHONE.fullmatch(line)
    if not phone:
        turned = _new_day(line)
        return Notice(turned) if turned else None
    found = named.find(phone["day"])
    local = _local(found.day if found else None, phone)
    by, colon, words = (phone["rest"] or "").partition(" : ")
    return Begun(local, by.strip(), [words]) if colon else Notice(local.date())


def _local(day: date | None, match: re.Match[str]) -> datetime:
    if day is None:
        raise ValueError("its day does not exist")
    half = match["before"] or match["after"]
    hour = named.hour24(int(match["hour"]), half)
    return datetime.combine(day, time(hour, int(match["minute"])))


def _new_day(line: str) -> date | None:
    match = _NEW_DAY.fullmatch(line.strip())
    found = named.find(match["day"] or match["plain"]) if match else None
    return found.day if found else None


def _failure(shown: str, line: int, reason: str) -> Failure:
    return Failure(doing="reading a message", reason=reason, file=shown, position=f"line {line}")
