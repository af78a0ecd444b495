"""Evidence: what recall found, as numbered records that an answer can cite.

A chat message is shown with the turns around it, a recording's turn likewise, photos of one walk
together; a long note is cut to the sentences that speak of what was asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from alongside.log.kinds import Filmed, Heard, Planned, Recognised, Recorded, Said, Saw
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.converse.telling import Teller
from alongside.views.passages import about
from alongside.views.words import terms

PASSAGE, SHORT = 360, 160
"""Characters of one moment's words that are shown to a model, about; and of a record in short."""
AROUND = (2, 2, 1)
"""Turns shown on either side of a chat message or a recording's turn: first records, then rest."""
NEAR = timedelta(hours=12)
WRAPPED = 60
"""Characters of a line from which on it may be wrapped."""
SESSION = 200
"""At most so many photos are told as one record."""


@dataclass(frozen=True, slots=True)
class Part:
    """One moment's words in a record (of photos, several moments'), and the terms they hold."""

    moments: tuple[Moment, ...]
    words: str
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One numbered record: the line that a model reads, and the parts it is made of.

    `brief` is as much of the line as an answer in speech has time for.
    """

    number: int
    line: str
    parts: tuple[Part, ...]
    title: str = ""
    """What the recording is called that its turns were said in."""
    brief: str = ""

    @property
    def moments(self) -> tuple[Moment, ...]:
        return tuple(moment for part in self.parts for moment in part.moments)

    @property
    def terms(self) -> frozenset[str]:
        return frozenset(term for part in self.parts for term in part.terms)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Turns hits into records about `topic`, told by `teller`."""

    log: Log
    teller: Teller
    topic: tuple[str, ...]

    async def gather(
        self, found: Sequence[Moment], limit: int, besides: Sequence[Moment] = ()
    ) -> tuple[Evidence, ...]:
        """At most `limit` records, the best first, no moment told twice; `besides` come last."""
        groups: list[tuple[Moment, ...]] = []
        limit -= len(besides)
        for moment in found:
            if any(moment in group for group in groups):
                continue
            group = await self._with(moment, AROUND[min(len(groups), len(AROUND) - 1)])
            at = next((i for i, other in enumerate(groups) if set(group) & set(other)), None)
            if at is not None:
                groups[at] = _merged(groups[at], group)
            elif len(groups) < limit:
                groups.append(group)
        groups += [(moment,) for moment in besides if not any(moment in g for g in groups)]
        return tuple([await self._record(i + 1, group) for i, group in enumerate(groups)])

    async def chats(self, found: Sequence[Moment]) -> list[tuple[Moment, ...]]:
        """The chats, about a day of each, that these moments are turns of, in the same order."""
        chats: list[tuple[Moment, ...]] = []
        for moment in found:
            if isinstance(moment.what, Said) and not any(moment in chat for chat in chats):
                near = self.log.read(_near(moment))
                chats.append(tuple([m async for m in near if _same_thread(m, moment.what)]))
        return chats

    async def told(self, turns: tuple[Moment, ...]) -> Evidence:
        """Turns of one thread as the only record."""
        return await self._record(1, turns)

    async def _with(self, moment: Moment, around: int) -> tuple[Moment, ...]:
        """The moments that are told together with this one, in their order."""
        what = moment.what
        if isinstance(what, Said):
            near = [m async for m in self.log.read(_near(moment)) if _same_thread(m, what)]
            return _window(near, moment, around)
        if isinstance(what, Heard) and moment.because:
            return _window(await self._turns(moment.because[0]), moment, around)
        if isinstance(what, Recorded | Filmed):
            return tuple((await self._turns(moment.id))[: 2 * around + 1]) or (moment,)
        photo = await self._photo(moment)
        if photo is not None:
            near = [m async for m in self.log.read(_near(photo)) if _walk(m) == _walk(photo)]
            return tuple(near[:SESSION])
        return (moment,)

    async def _turns(self, recording: str) -> list[Moment]:
        """What was said in a recording, in order."""
        wanted = Wanted(kinds=["heard"], because=recording)
        turns = [m async for m in self.log.read(wanted) if m.because[0] == recording]
        return sorted(turns, key=_offset)

    async def _title(self, moment: Moment) -> str:
        """What the recording that a turn was said in is called."""
        held = await self.log.get(*moment.because[:1]) if isinstance(moment.what, Heard) else ()
        return next((m.what.title for m in held if isinstance(m.what, Recorded | Filmed)), "")

    async def _photo(self, moment: Moment) -> Moment | None:
        """The photo that this is, or that this was seen in."""
        if isinstance(moment.what, Saw):
            return moment
        if not isinstance(moment.what, Recognised):
            return None
        return next((m for m in await self.log.get(*moment.because) if m.kind == "saw"), None)

    async def _record(self, number: int, moments: tuple[Moment, ...]) -> Evidence:
        if isinstance(moments[0].what, Saw):
            words = self.teller.photos(moments, await self._things(moments))
            return Evidence(number, words, (_part(moments, words),), brief=words)
        title = await self._title(moments[0])
        parts = tuple(_part((m,), self._words(m), title) for m in moments)
        if len(parts) == 1 and not title:
            line = self.teller.line(moments[0], parts[0].words)
            brief = self.teller.line(moments[0], self._words(moments[0], SHORT))
            return Evidence(number, line, parts, brief=brief)
        turns = [f"{self.teller.turn(p.moments[0])} {p.words}".strip() for p in parts]
        heading = self.teller.thread(moments, title)
        short = [passage(turn, self.topic, SHORT) for turn in turns]
        brief = f"{heading}: {' / '.join(_run(short, self.topic, SHORT))}"
        return Evidence(number, f"{heading}: {' / '.join(turns)}", parts, title, brief)

    def _words(self, moment: Moment, length: int = PASSAGE) -> str:
        words = self.teller.words(moment)
        return words if isinstance(moment.what, Planned) else passage(words, self.topic, length)

    async def _things(self, photos: Iterable[Moment]) -> tuple[str, ...]:
        drawn = [m for photo in photos for m in await self.log.effects(photo.id)]
        seen = Counter(
            thing.label for m in drawn if isinstance(m.what, Recognised) for thing in m.what.things
        )
        return tuple(label for label, _ in seen.most_common(6))


def _part(moments: tuple[Moment, ...], words: str, title: str = "") -> Part:
    first = moments[0]
    known = f"{words} {about(first)} {title} {first.what.words if len(moments) > 1 else ''}"
    return Part(moments, words, frozenset(terms(known)))


def _near(moment: Moment) -> Wanted:
    since, until = moment.at - NEAR, moment.at + NEAR
    return Wanted(kinds=[moment.kind], since=since, until=until, by_time=True)


def _same_thread(moment: Moment, what: Said) -> bool:
    other = moment.what
    return isinstance(other, Said) and other.thread == what.thread and other.channel == what.channel


def _offset(moment: Moment) -> float:
    return moment.what.start if isinstance(moment.what, Heard) else 0.0


def _window(turns: Sequence[Moment], moment: Moment, around: int) -> tuple[Moment, ...]:
    at = turns.index(moment)
    return tuple(turns[max(0, at - around) : at + around + 1])


def _merged(one: tuple[Moment, ...], other: tuple[Moment, ...]) -> tuple[Moment, ...]:
    return tuple(sorted({*one, *other}, key=lambda m: (m.at, _offset(m), m.seq)))


def _walk(photo: Moment) -> tuple[object, ...]:
    """What the photos of one walk have in common: the day and the place, or else the camera."""
    what = photo.what
    day = photo.at.astimezone(ZoneInfo(photo.zone)).date()
    camera = what.camera if isinstance(what, Saw) else ""
    return (day, str(what.where or camera))


def sentences(text: str) -> list[str]:
    """A text cut after sentences, and after lines that aren't only wrapped."""
    ends = {".", "!", "?", "。"}
    found, start = [], 0
    for i, char in enumerate(text):
        after = text[i + 1 : i + 2]
        broken = char == "\n" and not (after.islower() or i - start > WRAPPED)
        if broken or (char in ends and (not after or after.isspace())):
            found.append(text[start : i + 1].strip())
            start = i + 1
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def passage(text: str, topic: Sequence[str], length: int = PASSAGE) -> str:
    """The run of whole sentences, at most about `length` characters, that holds most of `topic`."""
    if len(text) <= length:
        return text
    return " ".join(_run(sentences(text), topic, length))[: 2 * length]


def _run(parts: Sequence[str], topic: Sequence[str], length: int) -> Sequence[str]:
    """The part that holds most of `topic`, with those around it for which there is room."""
    held = [len(set(topic) & set(terms(part))) for part in parts]
    first = last = max(range(len(parts)), key=lambda i: held[i])
    while True:
        room = length - sum(len(part) + 1 for part in parts[first : last + 1])
        if last + 1 < len(parts) and len(parts[last + 1]) < room:
            last += 1
        elif first > 0 and len(parts[first - 1]) < room:
            first -= 1
        else:
            break
    return parts[first : last + 1]
