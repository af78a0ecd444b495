"""Where a thing was left: the last picture that shows it, by what was recognised in it or by what a
model says of it, or the last words that say so."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from alongside.log.kinds import Described, Filmed, Heard, Noted, Read, Recognised, Said, Saw, Thing
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.reckoned import Reckoned, ours
from alongside.mind.converse.seen import KOREAN, Name, names, tells_of, things
from alongside.mind.converse.telling import Teller
from alongside.mind.converse.wording import GENERIC
from alongside.views.words import terms

CLEAR = 0.4
"""The score from which a thing counts as seen."""
NEAR = 0.3
"""How far, in shares of the picture, a thing may be to be next to another."""
SURFACES = ("dining table", "bench", "couch", "bed", "chair", "desk", "toilet", "sink")
"""Things that others lie on."""
QUOTED = 160
Lying = tuple[Literal["on", "by"], str]
"""On or next to what: its label."""
_WHERE = either(
    r"\bwhere (?:did|have|had) i (?:last )?(?:leave|left|put|see|seen|lay|place[d]?|drop(?:ped)?) "
    r"(?:my |the |our |those |that )?(?P<left>[\w' -]+)",
    r"\bwhere(?:['’]s| is| are| was| were) (?:my|our) (?P<mine>[\w' -]+)",
    r"\bwhen did i last see (?:my|the) (?P<saw>[\w' -]+)",
    r"\bhave you seen (?:my|the) (?P<seen>[\w' -]+)",
    r"(?:내|제|우리)?\s*(?P<ko>[가-힣A-Za-z ]+?)(?:을|를|은|는|이|가)?\s*"
    r"(?:어디(?:에|다|에다)?\s*(?:뒀|두었|놨|놓았|놔|뒀었|있|갔)|못 봤)",
)
_PLACING = either(
    r"\b(?:left|put|placed|laid|dropped|keep|kept|hid|hung|hide|stored?|is|are|was|were)\b",
    "뒀|두었|놨|놓았|넣었|걸었|있어|있다|보관",
)
_REST = re.compile(r"\b(?:last|today|yesterday|now|please|again)\b|[?.!]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LastSeen:
    """Looks for things in what was seen, and in what was said and written of them."""

    log: Log
    teller: Teller

    async def answer(self, question: Question) -> Reckoned | None:
        """Where the thing was last, with the picture or the words; None where nothing tells."""
        thing = _thing(question)
        if not thing:
            return None
        pictured = await self._pictured(thing, question)
        described = await self._described(thing, question)
        told = await self._told(thing, question)
        found = [each for each in (pictured, described) if each]
        shown = max(found, key=lambda each: each[0].at, default=None)
        if shown and (told is None or shown[0].at >= told.at):
            return self._shown(thing, *shown)
        return self._quoted(told) if told else None

    async def _pictured(
        self, thing: Sequence[str], question: Question
    ) -> tuple[Moment, Moment] | None:
        """The last picture in which the thing was recognised, and what was recognised."""
        named = things(thing)
        if not named:
            return None
        async for moment in self._latest(("recognised",), question):
            what = moment.what
            if isinstance(what, Recognised) and _found(what.things, named):
                for saw in await self.log.get(*moment.because):
                    if isinstance(saw.what, Saw | Filmed):
                        return saw, moment
        return None

    async def _described(
        self, thing: Sequence[str], question: Question
    ) -> tuple[Moment, Moment] | None:
        """The last picture of which a model says that it shows the thing, and what it says."""
        called = _called(thing)
        async for moment in self._latest(("described",), question):
            if _sentence(moment, called):
                for saw in await self.log.get(*moment.because):
                    return saw, moment
        return None

    async def _told(self, thing: Sequence[str], question: Question) -> Moment | None:
        """The last words that name the thing and say where something was put."""
        async for moment in self._latest(("noted", "said", "heard", "read"), question):
            what = moment.what
            asks = isinstance(what, Said | Heard) and what.text.rstrip().endswith("?")
            if asks or ours(moment) or not isinstance(what, Noted | Said | Heard | Read):
                continue
            if any(_tells(sentence, thing) for sentence in _sentences(what.text)):
                return moment
        return None

    def _latest(self, kinds: Sequence[str], question: Question) -> AsyncGenerator[Moment, None]:
        return self.log.read(
            Wanted(
                kinds=kinds, since=question.since, until=question.until, by_time=True,
                newest_first=True,
            )
        )  # fmt: skip

    def _shown(self, thing: Sequence[str], saw: Moment, drawn: Moment) -> Reckoned:
        what, korean = drawn.what, self.teller.language == "ko"
        seen = what.things if isinstance(what, Recognised) else ()
        lying = _lying(position(seen, things(thing)), korean=korean)
        where = str(saw.what.where or "")
        if korean:
            parts = [self.teller.time(saw), where, lying]
            text = f"마지막으로 본 때와 곳: {', '.join(part for part in parts if part)}."
        else:
            place = f" in {where}" if where else ""
            text = f"Last seen {self.teller.time(saw)}{place}{f', {lying}' if lying else ''}."
        if isinstance(what, Described):
            return Reckoned(f"{text} “{_sentence(drawn, _called(thing))}”", (saw, drawn))
        return Reckoned(text, (saw,))

    def _quoted(self, told: Moment) -> Reckoned:
        words = self.teller.words(told)
        quote = words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"
        return Reckoned(f"{self.teller.heading(told)}: “{quote}”", (told,))


def is_left(question: Question) -> bool:
    """Whether it is surely asked where a thing was left: not where something takes place."""
    found = _WHERE.search(question.text)
    return found is not None and (found["mine"] is None or bool(things(_thing(question))))


def _thing(question: Question) -> tuple[str, ...]:
    passing, named = {*question.dates, *GENERIC}, sought(question.text)
    if things(named):
        return named
    return tuple(term for term in named if term not in passing)


def _called(thing: Sequence[str]) -> frozenset[Name]:
    """What the thing may be called: all its names where they are known, else as it was asked."""
    known = frozenset(name for each in things(thing) for name in names(each))
    return known or frozenset({tuple(thing)})


def _sentence(described: Moment, called: frozenset[Name]) -> str:
    """The first sentence of a description that tells of the thing; nothing where none does."""
    told = (sentence for sentence in _sentences(described.what.words))
    return next((one for one in told if tells_of(terms(one), called)), "")


def sought(text: str) -> tuple[str, ...]:
    """The terms of the thing that is looked for; none where the question asks something else."""
    found = _WHERE.search(text)
    if found is None:
        return ()
    named = next(value for value in found.groups() if value is not None)
    return tuple(terms(_REST.sub("", named.strip())))


def position(seen: Sequence[Thing], named: frozenset[str]) -> Lying | None:
    """Where in the picture the thing lies: on what, else next to what; None where alone."""
    mine = max((t for t in seen if t.label in named), key=lambda t: t.score, default=None)
    if mine is None:
        return None
    others = [t for t in seen if t.label not in named and t.label != "person"]
    under = [t for t in others if t.label in SURFACES and _holds(t, _middle(mine))]
    if under:
        return "on", under[0].label
    near = sorted((_apart(mine, other), other.label) for other in others)
    return ("by", near[0][1]) if near and near[0][0] <= NEAR else None


def _lying(position: Lying | None, *, korean: bool) -> str:
    if position is None:
        return ""
    how, label = position
    if korean:
        return f"{KOREAN.get(label, label)} {'위' if how == 'on' else '옆'}"
    return f"{'on' if how == 'on' else 'next to'} the {label}"


def _found(seen: Iterable[Thing], named: frozenset[str]) -> bool:
    return any(thing.label in named and thing.score >= CLEAR for thing in seen)


def _tells(sentence: str, thing: Sequence[str]) -> bool:
    """Whether it says where the thing is put, as it was asked or by another of its names."""
    said = terms(sentence)
    named = set(thing) <= set(said) or tells_of(said, _called(thing))
    return named and _PLACING.search(sentence) is not None


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?。])\s+|\n", text)


def _middle(thing: Thing) -> tuple[float, float]:
    x, y, wide, high = thing.box
    return x + wide / 2, y + high / 2


def _holds(thing: Thing, point: tuple[float, float]) -> bool:
    x, y, wide, high = thing.box
    return x <= point[0] <= x + wide and y <= point[1] <= y + high


def _apart(one: Thing, other: Thing) -> float:
    (x, y), (right, down) = _middle(one), _middle(other)
    return float(((x - right) ** 2 + (y - down) ** 2) ** 0.5)
