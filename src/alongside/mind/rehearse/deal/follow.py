"""Follows a bargain turn by turn to the division that was last agreed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from alongside.mind.rehearse.deal import offers
from alongside.mind.rehearse.deal.answers import PARTING, Answer, answer
from alongside.mind.rehearse.deal.claims import claims
from alongside.mind.rehearse.deal.game import Game, Share
from alongside.mind.rehearse.deal.lexicon import NUMBERS, Items, tokens
from alongside.mind.rehearse.deal.offers import Offer, Table
from alongside.mind.rehearse.deal.scan import EVERY, Claim, Owner
from alongside.mind.rehearse.deal.submitted import submitted

HOW_ABOUT = re.compile(r"\b(?:how|what) about\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Words of a speaker."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a bargain ended. `share` is None without a deal; `sure` is 1 where the words say so.

    `offers` are all that were made, `accepted` the turns in which one was accepted, `refused` those
    in which one was refused.
    """

    share: Share | None
    sure: float
    offers: tuple[Offer, ...]
    accepted: tuple[int, ...]
    refused: tuple[int, ...] = ()


@dataclass(slots=True)
class _Talk:
    """Where the bargain stands."""

    game: Game
    items: Items
    standing: Offer | None = None
    agreed: Offer | None = None
    topic: str = ""
    last: dict[str, Offer] = field(default_factory=dict)
    spoke_of: dict[str, tuple[Owner, frozenset[str]]] = field(default_factory=dict)
    refused_last: bool = False
    apart: bool = False
    offers: list[Offer] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def other(self, speaker: str) -> str:
        first, second = self.game.sides
        return second if speaker == first else first


def spoken_counts(turns: Sequence[Turn], items: Sequence[str]) -> dict[str, int]:
    """The most of each item that a talk speaks of at once; a plural is two at least."""
    known = Items(items)
    most: dict[str, int] = dict.fromkeys(items, 1)
    for turn in turns:
        words = tokens(turn.text)
        for at, word in enumerate(words):
            item = known.of(word)
            if item is None:
                continue
            before = words[at - 1] if at else ""
            number = int(float(before)) if before[:1].isdigit() else NUMBERS.get(before) or 0
            if known.plural(word) and before not in ("no", "any"):
                number = max(number, 2)
            most[item] = max(most[item], number if number <= 5 else 0)
    return most


def follow(turns: Sequence[Turn], game: Game) -> Ended:
    """The division last agreed; what stood at the end, unrefused, is taken as agreed."""
    talk = _Talk(game, Items(game.items))
    for number, turn in enumerate(turns):
        if turn.speaker in game.sides and turn.text.strip():
            _hear(talk, number, turn)
    agreed, sure = talk.agreed, 1.0
    if agreed is None and talk.standing is not None and not talk.refused_last:
        agreed, sure = talk.standing, 0.5
    elif agreed is not None and talk.standing is not None and talk.standing.turn > agreed.turn:
        agreed, sure = (agreed if talk.refused_last else talk.standing), 0.75
    if talk.apart:
        agreed, sure = None, 1.0
    return Ended(
        share=dict(agreed.share) if agreed else None,
        sure=sure if agreed or talk.apart else 0.5,
        offers=tuple(talk.offers),
        accepted=tuple(talk.accepted),
        refused=tuple(talk.refused),
    )


def _hear(talk: _Talk, number: int, turn: Turn) -> None:
    said = answer(turn.text)
    talk.apart = said.apart or (talk.apart and not said.clinched)
    form = submitted(turn.text, turn.speaker, talk.game)
    found = _claimed(talk, turn) if form is None else ()
    sure = () if _closed(talk) and not offers.weighs(found) else offers.firm(found, turn.text)
    if form is not None:
        _hand_in(talk, number, turn.speaker, form)
    elif sure or (found and talk.standing is None):
        _propose(talk, number, turn, sure or found, said)
    elif talk.standing is not None:
        no = said.no and not (_closed(talk) and PARTING.search(turn.text))
        _reply(talk, number, turn.speaker, yes=said.yes and not said.hedged, no=no)


def _closed(talk: _Talk) -> bool:
    """Whether everything was spoken of and agreed; then "enjoy the food" is no offer."""
    agreed = talk.agreed
    return agreed is not None and agreed is talk.standing and agreed.settles(talk.game.items)


def _hand_in(talk: _Talk, number: int, speaker: str, share: Share) -> None:
    """A form stands as handed in; one that repeats what the other handed in agrees to it."""
    every = dict.fromkeys(talk.game.items, speaker)
    offered = Offer(by=speaker, turn=number, share=share, named=every)
    standing = talk.standing
    if standing is not None and standing.by != speaker and standing.share == share:
        _accept(talk, number)
    else:
        _put(talk, offered)


def _propose(talk: _Talk, number: int, turn: Turn, found: Sequence[Claim], said: Answer) -> None:
    """An offer over the one that stands, or over the speaker's own last where they say no to it."""
    standing, speaker = talk.standing, turn.speaker
    mine = standing is not None and standing.by == speaker
    if said.no and not mine:
        standing = talk.last.get(speaker, standing)
    table = Table(
        counts=talk.game.counts,
        standing=standing,
        asked={side: of for side, (who, of) in talk.spoke_of.items() if who == "me"},
        mine=speaker,
        yours=talk.other(speaker),
        first=speaker == talk.game.sides[0],
    )
    offered = offers.offer(table, number, found, turn.text)
    firm = any(claim.definite for claim in found)
    talk.standing, talk.apart = standing, talk.apart and not firm
    if standing is not None and offered.repeats(standing, offers.named_in(found)):
        if not mine:
            _reply(talk, number, speaker, yes=not said.no, no=said.no)
        return
    if said.no and not mine:
        talk.refused.append(number)
        talk.agreed = None
    _put(talk, offered, firm=firm)


def _put(talk: _Talk, offered: Offer, *, firm: bool = True) -> None:
    talk.standing, talk.refused_last = offered, False
    talk.last[offered.by] = offered
    talk.offers += [offered] if firm else []


def _reply(talk: _Talk, number: int, speaker: str, *, yes: bool, no: bool) -> None:
    """A yes or a no, without things. Who says no stands by their own last offer; who says yes to
    nothing but their own gives in to the other's."""
    mine = talk.standing is not None and talk.standing.by == speaker
    theirs = talk.last.get(talk.other(speaker))
    if mine and yes and not no and theirs is not None and talk.agreed is None:
        talk.standing = theirs
        _accept(talk, number)
    elif mine:
        return
    elif no:
        talk.refused_last = True
        talk.agreed = None
        talk.refused.append(number)
        talk.standing = talk.last.get(speaker, talk.standing)
    elif yes:
        _accept(talk, number)


def _accept(talk: _Talk, number: int) -> None:
    talk.agreed, talk.refused_last = talk.standing, False
    talk.accepted.append(number)


def _claimed(talk: _Talk, turn: Turn) -> tuple[Claim, ...]:
    """What the turn claims. Counts of nobody are of whom the speaker last spoke, or an answer to
    what the other has just asked for themselves."""
    named = [item for item in map(talk.items.of, tokens(turn.text)) if item]
    nobody: Owner = talk.spoke_of.get(turn.speaker, ("me", frozenset()))[0]
    who, asked = talk.spoke_of.get(talk.other(turn.speaker), ("you", frozenset()))
    if who == "me" and (set(named) <= asked or HOW_ABOUT.search(turn.text)):
        nobody = "you"
    found = claims(turn.text, talk.items, talk.game.counts, topic=talk.topic, nobody=nobody)
    talk.topic = named[-1] if named else talk.topic
    owners = {claim.owner for claim in found if claim.item != EVERY}
    if owners:
        owner: Owner = "me" if "me" in owners else "you"
        of = frozenset(claim.item for claim in found if claim.owner == owner)
        talk.spoke_of[turn.speaker] = (owner, of)
    return found
