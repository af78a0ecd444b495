"""What readers make of moments, kept: only what may be believed, is new, and stands on its quote.

Every reader, patterns or a model, passes here. A belief is kept because of the one moment whose own
words hold its quote; its trust is that moment's, at most `OWN`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from msgspec.structs import replace

from alongside.log.corrections import AsCorrected
from alongside.log.kinds import Believed, Promised
from alongside.log.log import UnknownCause
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.understand.reading import Reading, own
from alongside.mind.understand.so_far import SoFar, digest
from alongside.views import believing
from alongside.views.beliefs import key_of
from alongside.views.believing import Belief, Rules
from alongside.views.words import fold, terms

SOURCE = "understand"
ONCE = 0
"""The reading of every promise: reading again must not open what was settled."""
MOST_EVIDENCE = 6
"""How often one thing is kept: more evidence makes it no surer."""
_AGAINST = {"likes": ("dislikes", "avoids"), "dislikes": ("likes",), "avoids": ("likes",)}


@dataclass(frozen=True, slots=True)
class Known:
    """What is believed so far, what the person said is wrong, and what may be believed."""

    standing: tuple[Belief, ...]
    wrong: frozenset[str]
    rules: Rules
    counts: Counter[str]

    def replaced_by(self, what: Believed) -> str:
        """The id of the belief that ends when this begins; empty where none does."""
        for old in self.standing:
            if old.over or old.key == key_of(what):
                continue
            if what.about == old.about and what.about in believing.ONE_AT_A_TIME:
                return old.id
            if old.about in _AGAINST.get(what.about, ()) and _alike(old.value, what.value):
                return old.id
        return ""


class Keeper:
    """Appends what was read of moments."""

    def __init__(self, log: SqliteLog) -> None:
        self._log = log
        self._corrected = AsCorrected(log)
        self._so_far = SoFar(log)

    async def standing(self) -> int:
        """The reading that stands."""
        person = self._log.person
        return await self._log.database.read(lambda db: believing.standing_reading(db, person))

    async def keep(self, read: Sequence[tuple[Moment, Reading]], reading: int) -> int:
        """Keep what is new of these, and give how much; a moment gone meanwhile is left out."""
        read = [(moment, found) for moment, found in read if found.beliefs or found.promises]
        if not read:
            return 0
        known = await self._known(reading)
        drawn = set(await self._so_far.drawn({moment.seq for moment, _ in read}))
        kept = 0
        for moment, found in read:
            drafts = [*self._drafts(moment, found, reading, known, drawn)]
            with suppress(UnknownCause):
                await self._corrected.append(*drafts)
                kept += len(drafts)
        await self._so_far.mark(drawn)
        return kept

    async def _known(self, reading: int) -> Known:
        person = self._log.person
        read = self._log.database.read
        standing = await read(lambda db: believing.beliefs(db, person, reading))
        return Known(
            standing=tuple(standing),
            wrong=await read(lambda db: believing.wrong_keys(db, person)),
            rules=await read(lambda db: believing.rules(db, person)),
            counts=Counter({one.key: len(one.evidence) for one in standing}),
        )

    def _drafts(
        self,
        moment: Moment,
        found: Reading,
        reading: int,
        known: Known,
        drawn: set[tuple[int, str]],
    ) -> Iterator[Draft]:
        """What of a reading is kept; adds to `drawn` and counts what it gives."""
        drawings: list[Believed | Promised] = [*found.beliefs, *found.promises]
        for what in drawings:
            mark = moment.seq, _digest(what, reading)
            if mark in drawn or not may_keep(what, moment, known):
                continue
            drawn.add(mark)
            if isinstance(what, Believed):
                known.counts[key_of(what)] += 1
            yield Draft(
                what=_as_kept(what, reading, known),
                at=moment.at,
                zone=moment.zone,
                source=SOURCE,
                trust=min(Trust.OWN, moment.trust),
                because=(moment.id,),
                origin=f"{SOURCE}:{moment.id}:{mark[1]}",
            )


def _as_kept(what: Believed | Promised, reading: int, known: Known) -> Believed | Promised:
    if isinstance(what, Promised):
        return what
    return replace(what, reading=reading, replaces=known.replaced_by(what))


def may_keep(what: Believed | Promised, moment: Moment, known: Known) -> bool:
    """Whether this stands on the moment's words and may be believed."""
    if not _stands(what.quote, moment):
        return False
    if isinstance(what, Promised):
        return bool(what.text)
    return (
        own(moment)
        and known.rules.allows(what)
        and key_of(what) not in known.wrong
        and known.counts[key_of(what)] < MOST_EVIDENCE
    )


def _stands(quote: str, moment: Moment) -> bool:
    """Whether the moment says this, or names somebody so."""
    return bool(quote) and (quote in moment.what.words or quote in moment.what.names)


def _digest(what: Believed | Promised, reading: int) -> str:
    if isinstance(what, Promised):
        return digest(ONCE, "promised", fold(what.by), fold(what.to), fold(what.text))
    return digest(reading, what.category, what.about, fold(what.subject), fold(what.value))


def _alike(one: str, other: str) -> bool:
    """Whether two values are about the same thing: one's terms are all among the other's."""
    left, right = set(terms(one)), set(terms(other))
    return bool(left and right) and (left <= right or right <= left)
