"""The job that sums up meetings: those that were marked, and recordings of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from alongside.log.corrections import AsCorrected
from alongside.log.kinds import Bounded, Filmed, Heard, Minuted, Planned, Recorded, Uttered
from alongside.log.log import UnknownCause, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.jobs import Progress
from alongside.mind.meet.lines import Line, lines
from alongside.mind.meet.minutes import drawn
from alongside.mind.meet.wording import worded
from alongside.mind.understand.so_far import SoFar
from alongside.models.model import Chat

SOURCE = "meet"
LISTENED = "listen"
"""The source of what was heard in recordings."""
EMBEDDED = "embedded:"
"""Models in this process are too small and slow to word a meeting better than its own words."""
EVER = datetime(1, 1, 1, tzinfo=UTC)
LONGEST = timedelta(hours=6)
"""After which a meeting is over though nobody said so."""
SETTLED = timedelta(seconds=4)
"""How long after its end its last words may still come."""
TALKED = 90.0
"""Seconds from which a recording of several voices is taken for a meeting."""
_MEETING = re.compile(
    r"\b(?:meeting|stand-?up|sync|call|interview|retro(?:spective)?|1[: -]1)\b|회의|미팅|통화|면담",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A stretch of time in which people met, by the moment with which it begins."""

    begins: Moment
    begun: datetime
    ended: datetime
    heard: tuple[Moment, ...]
    title: str = ""

    @property
    def mark(self) -> tuple[int, str]:
        """What tells that it was summed up, with all that was heard of it."""
        return self.begins.seq, f"meeting:{len(self.heard)}"


class Meetings:
    """Draws a `Minuted` from each meeting that is over; again where more was heard of it."""

    name = "summing up meetings"

    def __init__(
        self, log: SqliteLog, chat: Callable[[], Chat | None], speaks: Callable[[str, str], bool],
        settled: timedelta = SETTLED,
    ) -> None:  # fmt: skip
        """`chat` is the model that words summaries, `speaks` whether it writes a language well.

        After `settled` no more words of a meeting that was ended are expected.
        """
        self._settled = settled
        self._log = AsCorrected(log)
        self._chat = chat
        self._speaks = speaks
        self._so_far = SoFar(log)
        self._looked = 0

    async def catch_up(self) -> AsyncGenerator[Progress, None]:
        """Sum up every meeting that is over and isn't summed up yet."""
        last = await self._last()
        if last == self._looked:
            return
        await self._so_far.open()
        over = [*await self._marked(), *await self._recorded()]
        done = await self._so_far.drawn({one.begins.seq for one in over})
        new = [one for one in over if one.heard and one.mark not in done]
        for number, meeting in enumerate(new):
            yield Progress(name=self.name, done=number, total=len(new), note=meeting.title)
            await self._sum_up(meeting)
            await self._so_far.mark({meeting.mark})
        if new:
            yield Progress(name=self.name, done=len(new), total=len(new))
        self._looked = last

    async def _marked(self) -> list[Meeting]:
        """Meetings that were marked and are over, of those that may not be summed up yet."""
        marks = [m async for m in self._log.read(Wanted(kinds=("bounded",), by_time=True))]
        spans, begin = list[tuple[Moment, datetime]](), None
        for mark in marks:
            if begin is not None:
                spans.append((begin, min(mark.at, begin.at + LONGEST)))
            begin = mark if isinstance(mark.what, Bounded) and mark.what.begins else None
        now = datetime.now(UTC)
        if begin is not None and now - begin.at > LONGEST:
            spans.append((begin, begin.at + LONGEST))
        if marks and begin is None:
            await _until(marks[-1].recorded + self._settled)
        late = now - LONGEST if self._looked else EVER
        return [await self._between(begun, end) for begun, end in spans if end > late]

    async def _between(self, begin: Moment, end: datetime) -> Meeting:
        wanted = Wanted(kinds=("heard",), since=begin.at, until=end, by_time=True)
        heard = tuple([m async for m in self._log.read(wanted)])
        title = begin.what.title if isinstance(begin.what, Bounded) else ""
        return Meeting(begin, begin.at, end, heard, title)

    async def _recorded(self) -> list[Meeting]:
        """Recordings of several voices, and those that are called a meeting, heard since."""
        new = Wanted(kinds=("heard",), sources=(LISTENED,), after=self._looked)
        heard = {cause: None async for m in self._log.read(new) for cause in m.because[:1]}
        found = []
        for recording in await self._log.get(*heard):
            wanted = Wanted(kinds=("heard",), because=recording.id, by_time=True)
            turns = tuple([m async for m in self._log.read(wanted)])
            what = recording.what
            if isinstance(what, Recorded | Filmed) and turns and _is_meeting(what, turns):
                end = recording.at + timedelta(seconds=what.duration)
                found.append(Meeting(recording, recording.at, end, turns, what.title))
        return found

    async def _sum_up(self, meeting: Meeting) -> None:
        said = await asyncio.to_thread(lambda: [*lines(meeting.heard, meeting.begun)])
        found = await asyncio.to_thread(drawn, said)
        plan, title = await self._planned(meeting)
        summary, model = await self._summary(said, _language(meeting.heard))
        what = Minuted(
            title=meeting.title or title,
            begun=meeting.begun,
            ended=meeting.ended,
            summary=summary or tuple(line.point() for line in found.summary),
            decisions=tuple(line.point() for line in found.decisions),
            promises=tuple(line.point(text) for line, text in found.pledged),
            speakers=tuple(dict.fromkeys(line.speaker for line in said if line.speaker)),
            model=model,
        )
        causes = (meeting.begins, *meeting.heard, *filter(None, [plan]))
        draft = Draft(
            what=what,
            at=meeting.ended,
            zone=meeting.begins.zone,
            source=SOURCE,
            trust=min(Trust.OWN, *(cause.trust for cause in causes)),
            because=tuple(dict.fromkeys(cause.id for cause in causes)),
        )
        with suppress(UnknownCause):
            await self._log.append(draft)

    async def _summary(
        self, said: Sequence[Line], language: str
    ) -> tuple[tuple[Uttered, ...], str]:
        """A summary in a model's words, and the model; nothing where none can."""
        chat = self._chat()
        if chat is None or chat.name.startswith(EMBEDDED) or not self._speaks(chat.name, language):
            return (), ""
        summary = await worded(chat, said, language)
        return summary, chat.name if summary else ""

    async def _planned(self, meeting: Meeting) -> tuple[Moment | None, str]:
        """What the calendar has at the middle of it, and what that is called."""
        middle = meeting.begun + (meeting.ended - meeting.begun) / 2
        wanted = Wanted(kinds=("planned",))
        async for moment in self._log.read(wanted):
            what = moment.what
            if not isinstance(what, Planned) or what.all_day:
                continue
            if any(time.start <= middle < time.end for time in what.occurrences):
                return moment, what.title
        return None, ""

    async def _last(self) -> int:
        async for moment in self._log.read(Wanted(newest_first=True, limit=1)):
            return moment.seq
        return 0


async def _until(time: datetime) -> None:
    await asyncio.sleep(max(0.0, (time - datetime.now(UTC)).total_seconds()))


def _is_meeting(recorded: Recorded | Filmed, turns: Sequence[Moment]) -> bool:
    spoken = [turn.what for turn in turns if isinstance(turn.what, Heard)]
    seconds = sum(heard.end - heard.start for heard in spoken)
    several = len({heard.speaker for heard in spoken if heard.speaker}) > 1
    return bool(_MEETING.search(recorded.title)) or (several and seconds >= TALKED)


def _language(heard: Sequence[Moment]) -> str:
    """The language most of it was said in."""
    said = [moment.what.language for moment in heard if isinstance(moment.what, Heard)]
    return max(said, key=said.count, default="") or "en"
