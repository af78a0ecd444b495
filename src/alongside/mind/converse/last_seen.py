"""Where a thing was left: the last picture that shows it, or the last words that say so."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass

from alongside.log.kinds import Filmed, Heard, Noted, Read, Recognised, Said, Saw, Thing
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.reckoned import Reckoned, ours
from alongside.mind.converse.seen import labels
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
        told = await self._told(thing, question)
        if pictured and (told is None or pictured[0].at >= told.at):
            return self._shown(thing, *pictured)
        return self._quoted(told) if told else None

    async def _pictured(
        self, thing: Sequence[str], question: Question
    ) -> tuple[Moment, Moment] | None:
        """The last picture in which the thing was recognised, and what was recognised."""
        named = _named(thing)
        if not named:
            return None
        async for moment in self._latest(("recognised",), question):
            what = moment.what
            if isinstance(what, Recognised) and _found(what.things, named):
                for saw in await self.log.get(*moment.because):
                    if isinstance(saw.what, Saw | Filmed):
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

    def _shown(self, thing: Sequence[str], saw: Moment, recognised: Moment) -> Reckoned:
        what = recognised.what
        things = what.things if isinstance(what, Recognised) else ()
        named = _named(thing)
        lying = position(things, named)
        where = str(saw.what.where or "")
        if self.teller.language == "ko":
            parts = [self.teller.time(saw), where, f"{lying} 근처" if lying else ""]
            text = f"마지막으로 본 때와 곳: {', '.join(part for part in parts if part)}."
        else:
            place = f" in {where}" if where else ""
            text = f"Last seen {self.teller.time(saw)}{place}{f', {lying}' if lying else ''}."
        return Reckoned(text, (saw,))

    def _quoted(self, told: Moment) -> Reckoned:
        words = self.teller.words(told)
        quote = words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"
        return Reckoned(f"{self.teller.heading(told)}: “{quote}”", (told,))


def is_left(question: Question) -> bool:
    """Whether it is surely asked where a thing was left: not where something takes place."""
    found = _WHERE.search(question.text)
    return found is not None and (found["mine"] is None or bool(_named(_thing(question))))


def _thing(question: Question) -> tuple[str, ...]:
    passing = {*question.dates, *GENERIC}
    return tuple(term for term in sought(question.text) if term not in passing)


def _named(thing: Iterable[str]) -> frozenset[str]:
    """The labels that the thing may be recognised under."""
    return frozenset(label for term in thing for label in labels(term))


def sought(text: str) -> tuple[str, ...]:
    """The terms of the thing that is looked for; none where the question asks something else."""
    found = _WHERE.search(text)
    if found is None:
        return ()
    named = next(value for value in found.groups() if value is not None)
    return tuple(terms(_REST.sub("", named.strip())))


def position(things: Sequence[Thing], named: frozenset[str]) -> str:
    """Where in the picture the thing lies: on what, else next to what; empty where alone."""
    mine = max((t for t in things if t.label in named), key=lambda t: t.score)
    others = [t for t in things if t.label not in named and t.label != "person"]
    under = [t for t in others if t.label in SURFACES and _holds(t, _middle(mine))]
    if under:
        return f"on the {under[0].label}"
    near = sorted((_apart(mine, other), other.label) for other in others)
    return f"next to the {near[0][1]}" if near and near[0][0] <= NEAR else ""


def _found(things: Iterable[Thing], named: frozenset[str]) -> bool:
    return any(thing.label in named and thing.score >= CLEAR for thing in things)


def _tells(sentence: str, thing: Sequence[str]) -> bool:
    return set(thing) <= set(terms(sentence)) and _PLACING.search(sentence) is not None


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
