"""Follows a bargain turn by turn to the division that was last agreed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alongside.mind.rehearse.deal.claims import EVERY, LEFT, Claim, Owner, claims
from alongside.mind.rehearse.deal.game import Game, Share
from alongside.mind.rehearse.deal.lexicon import NUMBERS, Items, tokens
from alongside.mind.rehearse.deal.submitted import submitted

YES = re.compile(
    r"\b(?:deal|agree[ds]?|accept(?:ed|-deal)?|sounds? (?:good|great|fair|fine|perfect|like a deal|"
    r"reasonable|ok|okay|awesome|wonderful)|works? (?:for|great|well|out)|that works?|"
    r"that(?:'?s| is| would be| will be| seems| sounds?) (?:fine|fair|good|great|perfect|ok|okay|"
    r"cool|reasonable|doable|acceptable|wonderful|awesome)|"
    r"(?:i )?(?:can|could|will|'ll) (?:do|go with|live with|manage|agree)|done|perfect|you got it|"
    r"you(?:'ve| have) (?:got )?a deal|let'?s do (?:it|that)|i'?m (?:ok|okay|fine|good|happy) with|"
    r"fair enough|no problem|absolutely|definitely|settled|shake on)\b|"
    r"^\W*(?:ok|okay|okey|k|yes|yeah|yea|yep|yup|sure|great|fine|alright|all right|awesome|cool|"
    r"good|excellent|wonderful|ya|fair)\b|<selection>|submit-deal|좋아요|좋습니다|"
    r"그렇게 (?:해요|하죠|합시다)|동의|합의|콜\b"
)
NO = re.compile(
    r"\bno deal\b|reject-deal|\bi (?:can'?t|cannot|won'?t|could not|couldn'?t) (?:do|accept|agree|"
    r"go)|^\W*(?:no|nope|nah|sorry)\b(?! problem| worries)|not (?:fair|acceptable|going to work|"
    r"enough|gonna work)|doesn'?t work|won'?t work|unfair|too (?:much|low|high|few|little)|"
    r"\bi disagree|\bi (?:don'?t|do not) (?:think|agree|accept)|안 ?(?:돼|되)|싫|그건 좀"
)
APART = re.compile(
    r"walk-away|\bwalk(?:ing)? away\b|\bno deal\b|i'?m out\b|forget it|can'?t (?:reach|make) "
    r"(?:a |an )?(?:deal|agreement)|(?:we|i) (?:are|'re|am) done (?:here|talking)|deal'?s off|"
    r"not (?:going to|gonna) (?:agree|work|happen)|agree to disagree|no agreement|"
    r"leave it (?:at that|there)"
)
HEDGED = re.compile(
    r"\b(?:but|however|except|unless|only if|if you|how about|what about|instead)\b"
)

REASON = re.compile(
    r"\b(?:most|more|really|because|since|for my|important|prefer|as i|kids|family|extra)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Words of a speaker."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A division on the table: `share` is what the first side gets, `named` what was spoken of.

    It is `whole` where the turn itself names every item.
    """

    by: str
    turn: int
    share: Share
    named: frozenset[str]
    whole: bool = False


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
        recap = talk.standing.whole and not talk.refused_last
        agreed, sure = (talk.standing if recap else agreed), 0.75
    if talk.apart:
        agreed, sure = None, 1.0
    return Ended(
        share=_settled(agreed, game) if agreed else None,
        sure=sure if agreed or talk.apart else 0.5,
        offers=tuple(talk.offers),
        accepted=tuple(talk.accepted),
        refused=tuple(talk.refused),
    )


def _hear(talk: _Talk, number: int, turn: Turn) -> None:
    text = turn.text.lower().replace("’", "'")
    yes, no = bool(YES.search(text)), bool(NO.search(text))
    talk.apart = bool(APART.search(text)) or (talk.apart and not yes)
    form = submitted(turn.text, turn.speaker, talk.game)
    if form is not None:
        _hand_in(talk, number, turn.speaker, form)
        return
    found = _claimed(talk, turn)
    firm = _offered(found, text)
    mine = talk.standing is not None and talk.standing.by == turn.speaker
    if firm or (found and talk.standing is None):
        offered = _offer(talk, number, turn.speaker, firm or found)
        same = talk.standing is not None and _same(offered, talk.standing)
        if same and not mine:
            _reply(talk, number, turn.speaker, yes=not no, no=no)
        elif not same:
            if no and not re.search(r"no problem|no worries", text) and not mine:
                talk.refused.append(number)
            talk.standing, talk.refused_last = offered, False
            talk.last[turn.speaker] = offered
            talk.offers += [offered] if firm else []
        return
    if talk.standing is not None:
        _reply(talk, number, turn.speaker, yes=yes and not HEDGED.search(text), no=no)


def _hand_in(talk: _Talk, number: int, speaker: str, share: Share) -> None:
    """A form stands as handed in; one that repeats what the other handed in agrees to it."""
    every = frozenset(talk.game.items)
    offered = Offer(by=speaker, turn=number, share=share, named=every, whole=True)
    if talk.standing is not None and talk.standing.by != speaker and _same(offered, talk.standing):
        _accept(talk, number)
        return
    talk.standing, talk.refused_last = offered, False
    talk.last[speaker] = offered
    talk.offers.append(offered)


def _reply(talk: _Talk, number: int, speaker: str, *, yes: bool, no: bool) -> None:
    """A yes or a no, without things. Who says no stands by their own last offer; who says yes to
    nothing but their own gives in to the other's."""
    mine = talk.standing is not None and talk.standing.by == speaker
    if mine:
        theirs = [offer for side, offer in talk.last.items() if side != speaker]
        if yes and not no and theirs and talk.agreed is None:
            talk.standing = theirs[0]
            _accept(talk, number)
    elif no:
        talk.refused_last = True
        talk.refused.append(number)
        talk.standing = talk.last.get(speaker, talk.standing)
    elif yes:
        _accept(talk, number)


def _offered(found: Sequence[Claim], text: str) -> tuple[Claim, ...]:
    """The claims that are an offer. A wish for "the hats" is one, unless it gives a reason."""
    if any(claim.firm for claim in found) or not REASON.search(text):
        return tuple(claim for claim in found if claim.definite)
    return ()


def _accept(talk: _Talk, number: int) -> None:
    talk.agreed, talk.refused_last = talk.standing, False
    talk.accepted.append(number)


def _claimed(talk: _Talk, turn: Turn) -> tuple[Claim, ...]:
    """What the turn claims. Counts of nobody are of whom the speaker last spoke, or an answer to
    what the other has just asked for themselves."""
    nobody: Owner = talk.spoke_of.get(turn.speaker, ("me", frozenset()))[0]
    asked = [of for side, of in talk.spoke_of.items() if side != turn.speaker]
    named = [item for item in map(talk.items.of, tokens(turn.text)) if item]
    if turn.speaker not in talk.spoke_of and asked and asked[0][0] == "me":
        nobody = "you" if set(named) <= asked[0][1] else nobody
    found = claims(turn.text, talk.items, talk.game.counts, topic=talk.topic, nobody=nobody)
    talk.topic = named[-1] if named else talk.topic
    owners = {claim.owner for claim in found}
    if owners:
        owner: Owner = "me" if "me" in owners else "you"
        of = frozenset(claim.item for claim in found if claim.owner == owner)
        talk.spoke_of[turn.speaker] = (owner, of)
    return found


def _offer(talk: _Talk, number: int, speaker: str, found: Sequence[Claim]) -> Offer:
    """The standing offer with these claims over it; what nobody named goes to whom it is left."""
    first = speaker == talk.game.sides[0]
    table = dict(talk.standing.share) if talk.standing else {}
    named = set(talk.standing.named) if talk.standing else set()
    spoken = {claim.item for claim in found if claim.item != EVERY}
    for claim in found:
        for item in _meant(talk, claim, spoken, speaker):
            if claim.count != LEFT or item not in named:
                table[item] = _part(claim, talk.game.counts[item], found, first=first)
            named.add(item)
    if any(c.item == EVERY for c in found):
        _remainders(table, found, talk.game.counts, first=first)
    owners = {claim.owner for claim in found}
    for item in talk.game.items:
        if item not in named and (len(owners) == 1 or item not in table):
            table[item] = talk.game.counts[item] if (owners == {"you"}) == first else 0
    whole = {*talk.game.items} <= spoken
    return Offer(by=speaker, turn=number, share=table, named=frozenset(named), whole=whole)


def _meant(talk: _Talk, claim: Claim, spoken: set[str], speaker: str) -> list[str]:
    """The items of a claim. "Everything else", with nothing named, leaves the other what they
    have just asked for."""
    if claim.item != EVERY:
        return [claim.item]
    asked: set[str] = set()
    if not spoken:
        asked = {i for side, (who, of) in talk.spoke_of.items() if side != speaker and who == "me"
                 for i in of}  # fmt: skip
    return [item for item in talk.game.items if item not in spoken | asked]


def _part(claim: Claim, total: int, found: Sequence[Claim], *, first: bool) -> int:
    """How many the first side gets by a claim."""
    count = total if claim.count < 0 else min(claim.count, total)
    if claim.count < 0:
        other = [
            c for c in found if c.item == claim.item and c.owner != claim.owner and c.count >= 0
        ]
        count = total - min(total, other[0].count) if other else total
    if claim.owner == "each":
        return count if first else total - count
    return count if (claim.owner == "me") == first else total - count


def _remainders(
    table: Share, found: Sequence[Claim], counts: Mapping[str, int], *, first: bool
) -> None:
    """ "You get 2 food and I take the rest": the rest of the food is mine as well."""
    for claim in found:
        if claim.item != EVERY and claim.count >= 0:
            table[claim.item] = _part(claim, counts[claim.item], found, first=first)


def _same(one: Offer, other: Offer) -> bool:
    return one.share == other.share


def _settled(offer: Offer, game: Game) -> Share:
    return {item: max(0, min(game.counts[item], offer.share.get(item, 0))) for item in game.items}
