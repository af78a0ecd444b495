"""Moments in words: one line for each, as evidence is shown to a model and quoted to the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from alongside.log.kinds import (
    Contact,
    Described,
    Exercised,
    Filmed,
    Heard,
    Measured,
    Noted,
    Occurrence,
    Planned,
    Profiled,
    Read,
    Recognised,
    Recorded,
    Said,
    Saw,
)
from alongside.log.moment import Moment
from alongside.mind.recall.birthdays import birthday_parts
from alongside.mind.when.say import say, say_yearly
from alongside.views.words import fold


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells moments in the language `language`; `me` are the folded names of the person."""

    me: frozenset[str] = frozenset()
    language: str = "en"

    def line(self, moment: Moment, words: str) -> str:
        """When, who and where, then `words` (some or all of the moment's own)."""
        return f"{self.heading(moment)}: {words}" if words else self.heading(moment)

    def heading(self, moment: Moment) -> str:
        """What kind of record this is, from when, between whom."""
        what, day, time = moment.what, self.day(moment), self.time(moment)
        if isinstance(what, Said):
            subject = f", {self._('mail', '메일')}{_titled(what.thread)}" if what.address else ""
            return f"{time}{subject}, {self.who(what.by)}{self._to(what)}"
        if isinstance(what, Noted):
            return f"{day}, {self._('your note', '메모')}{_titled(what.title)}"
        if isinstance(what, Heard):
            speaker = f", {what.speaker}" if what.speaker else ""
            return f"{time}, {self._('recording', '녹음')}{speaker}"
        if isinstance(what, Recorded):
            return f"{time}, {self._('recording', '녹음')}{_titled(what.title)}"
        if isinstance(what, Filmed):
            return f"{time}, {self._('video', '동영상')}{_titled(what.title)}"
        if isinstance(what, Contact):
            return self._("your contacts", "연락처")
        if isinstance(what, Profiled):
            return self._("your own words about yourself", "내가 쓴 내 소개")
        if isinstance(what, Planned):
            return self._("calendar", "일정")
        if isinstance(what, Measured):
            return f"{day}, {self._('measured', '건강 기록')}"
        if isinstance(what, Exercised):
            return f"{time}, {self._('workout', '운동')}"
        if isinstance(what, Saw | Recognised | Described):
            return f"{time}, {self._('photo', '사진')}"
        if isinstance(what, Read):
            return f"{time}, {self._('text in a photo', '사진 속 글자')}"
        return f"{time}, {moment.kind}"

    def thread(self, moments: Sequence[Moment], title: str = "") -> str:
        """What a run of turns belongs to: the chat or the recording called `title`, and its day."""
        first = moments[0]
        day = self.day(first)
        if not isinstance(first.what, Said):
            return f"{day}, {self._('recording', '녹음')}{_titled(title)}"
        names = (name for m in moments for name in m.what.names)
        others = dict.fromkeys(name for name in names if fold(name) not in self.me)
        whom = ", ".join(others) or first.what.thread
        return f"{day}, {self._(f'chat with {whom}', f'{whom} 대화')}"

    def turn(self, moment: Moment) -> str:
        """Who speaks at what time, in front of a turn's words."""
        what = moment.what
        if isinstance(what, Said):
            return f"{self.clock(moment.at, moment.zone)} {self.who(what.by)}:"
        return f"{what.speaker}:" if isinstance(what, Heard) and what.speaker else ""

    def words(self, moment: Moment) -> str:
        """The moment's words, with what its fields mean spelled out."""
        what = moment.what
        if isinstance(what, Contact):
            return self._contact(what)
        if isinstance(what, Planned):
            return self._planned(moment, what)
        return " ".join((what.text if isinstance(what, Noted) else what.words).split())

    def photos(self, moments: Sequence[Moment], things: Sequence[str] = ()) -> str:
        """Photos of one day and place, counted, as one line."""
        first, last = moments[0], moments[-1]
        place = next((str(m.what.where) for m in moments if m.what.where), "")
        cameras = Counter(m.what.camera for m in moments if isinstance(m.what, Saw))
        start, end = self.clock(first.at, first.zone), self.clock(last.at, last.zone)
        span = start if start == end else f"{start}–{end}"
        count = len(moments)
        parts = [
            f"{self.day(first)}, {span}: {self._(_photos(count), f'사진 {count}장')}",
            self._(f"taken in {place}", f"{place}에서 찍음") if place else "",
            self._("with the camera ", "카메라 ") + ", ".join(sorted(filter(None, cameras)))
            if any(cameras) else "",
            self._("in them: ", "보이는 것: ") + ", ".join(things) if things else "",
        ]  # fmt: skip
        return ", ".join(part for part in parts if part)

    def who(self, name: str) -> str:
        return self._("you", "나") if fold(name) in self.me else name

    def day(self, moment: Moment) -> str:
        return say(_local(moment.at, moment.zone).date(), language=self.language)

    def clock(self, at: datetime, zone: str) -> str:
        return _local(at, zone).strftime("%H:%M")

    def time(self, moment: Moment) -> str:
        return f"{self.day(moment)} {self.clock(moment.at, moment.zone)}"

    def occurrence(self, moment: Moment, one: Occurrence) -> str:
        """One time a plan takes place: its day and hours, or its days."""
        start, end = _local(one.start, moment.zone), _local(one.end, moment.zone)
        if isinstance(moment.what, Planned) and moment.what.all_day:
            return say(start.date(), end.date(), language=self.language)
        first = say(start.date(), language=self.language)
        last = say(end.date(), language=self.language)
        hours = f"{start:%H:%M}–{end:%H:%M}"
        return f"{first} {hours}" if first == last else f"{first} – {last}, {hours}"

    def _to(self, what: Said) -> str:
        names = ", ".join(self.who(name) for name in what.to) or what.thread
        return f" to {names}" if names and self.language != "ko" else f" → {names}" if names else ""

    def _contact(self, what: Contact) -> str:
        many = (*what.nicknames, *what.phones, *what.emails)
        birthday = self._birthday(what.birthday)
        parts = (what.name, birthday, *many, what.organisation, what.address, what.notes)
        return "; ".join(part for part in parts if part)

    def _birthday(self, birthday: str) -> str:
        said = say_birthday(birthday, self.language)
        return self._(f"birthday {said}", f"생일 {said}") if said else ""

    def _planned(self, moment: Moment, what: Planned) -> str:
        where = f", {what.place}" if what.place else ""
        times = what.occurrences
        if not times:
            when = ""
        elif len(times) == 1:
            when = f", {self.occurrence(moment, times[0])}"
        else:
            first, last = (self.occurrence(moment, times[i]) for i in (0, -1))
            count = len(times)
            when = self._(
                f", {count} times, first {first}, last {last}",
                f", {count}번, 처음 {first}, 마지막 {last}",
            )
        notes = f". {what.notes}" if what.notes else ""
        return f"{what.title}{where}{when}{notes}"

    def _(self, english: str, korean: str) -> str:
        return korean if self.language == "ko" else english


def _titled(title: str) -> str:
    return f' "{title}"' if title else ""


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count} photos"


def say_birthday(birthday: str, language: str) -> str:
    """A contact's birthday in words, empty where none is known."""
    parts = birthday_parts(birthday)
    if parts is None:
        return ""
    year, month, day = parts
    return say_yearly(month, day, year=year, language=language)


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))
