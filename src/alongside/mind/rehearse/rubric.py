"""Scores of a dialogue on published rubrics: a bargain's outcome, and how each side talked.

Outcomes are computed exactly from the division last agreed. How people talked is counted from the
acts of their turns, as shares of their turns (0..1) unless said otherwise. `satisfaction_estimate`
and `likeness_estimate` guess, on a scale from 1 to 5, what the two would report: weights set by
hand from what research says of such reports (outcome against hopes, an agreement, the other's
warmth raise them; contention, undervaluing and a grudging yes lower them), fitted to no data.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alongside.mind.rehearse.acts import Act, Heard, heard
from alongside.mind.rehearse.deal import follow, prices
from alongside.mind.rehearse.deal.follow import Ended, Turn
from alongside.mind.rehearse.deal.game import Game, game_of
from alongside.mind.rehearse.deal.submitted import spoken

SHARES: dict[str, tuple[Act, ...]] = {
    "questions": ("question",),
    "open_questions": ("open_question",),
    "empathy": ("empathy", "validation"),
    "validation": ("validation",),
    "self_disclosure": ("self_disclosure",),
    "coordination": ("coordination",),
    "proposals": ("offer",),
    "reasons": ("reason",),
    "concessions": ("concession",),
    "fairness": ("fairness",),
    "undervaluing": ("undervaluing",),
    "small_talk": ("greeting", "joke"),
    "thanks": ("thanks", "praise"),
    "apologies": ("apology",),
    "hedging": ("hedge",),
    "blame": ("blame",),
    "contempt": ("contempt",),
    "defensiveness": ("defensiveness",),
    "stonewalling": ("stonewalling", "silence"),
    "threats": ("threat", "pressure"),
    "refusals": ("refusal",),
    "grudging": ("grudging",),
    "observations": ("observation",),
    "feelings": ("feeling",),
    "needs": ("need",),
    "requests": ("request",),
}
"""Each share, and the acts of which a turn does one."""
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a bargain ended for both: names of scores to numbers, by side."""

    scores: Scores
    deal: bool
    offers: Mapping[str, int]
    refused_by: Mapping[str, int]


def score(turns: Sequence[Turn], goals: Mapping[str, Mapping[str, object]]) -> Scores:
    """All scores by speaker. Without goals of two sides there are no scores of an outcome."""
    speakers = tuple(dict.fromkeys([*(turn.speaker for turn in turns), *goals]))
    said = {s: [heard(text) for text in _talked(turns, s)] for s in speakers}
    total = sum(h.words for each in said.values() for h in each) or 1
    scores: Scores = {s: behaviour(said[s], total) for s in speakers}
    outcome = outcome_of(turns, goals)
    for speaker in speakers:
        others = [s for s in speakers if s != speaker]
        other = scores[others[0]] if others else scores[speaker]
        result = outcome.scores.get(speaker, {}) if outcome else {}
        deal = outcome.deal if outcome else None
        refused = sum(outcome.refused_by.get(s, 0) for s in others) if outcome else 0
        guessed = _estimates(scores[speaker], other, result, deal, refused)
        scores[speaker] = {**result, **scores[speaker], **guessed}
    return {s: {k: round(float(v), 4) for k, v in named.items()} for s, named in scores.items()}


def _talked(turns: Sequence[Turn], speaker: str) -> Iterator[str]:
    """What a speaker said. Handing in a form or pressing a button is no talk, but silence is."""
    for turn in turns:
        words = spoken(turn.text)
        if turn.speaker == speaker and (words or not turn.text.strip()):
            yield words


def behaviour(said: Sequence[Heard], total_words: int) -> dict[str, float]:
    """How one speaker talked: shares of their turns, and of all the words that were said."""
    n = len(said) or 1
    words = sum(h.words for h in said)
    found = {name: sum(bool(h.acts & set(acts)) for h in said) / n for name, acts in SHARES.items()}
    return {
        "turns": float(len(said)),
        "words": float(words),
        "talk_ratio": words / total_words,
        "positivity": sum(h.tone for h in said) / n,
        "exclamations": sum(h.exclaims for h in said) / n,
        "last_tone": sum(h.tone + bool(h.exclaims) for h in said[-2:]) / (len(said[-2:]) or 1),
        **found,
    }


def outcome_of(turns: Sequence[Turn], goals: Mapping[str, Mapping[str, object]]) -> Outcome | None:
    """How the bargain ended, or None where the goals tell of none."""
    targets = prices.targets_of(goals)
    if targets is not None:
        return _price_outcome(turns, targets)
    items = [name.lower() for side in goals.values() for name in side]
    game = game_of(goals, follow.spoken_counts(turns, tuple(dict.fromkeys(items))))
    return _division_outcome(turns, game) if game else None


def _price_outcome(turns: Sequence[Turn], targets: Mapping[str, float]) -> Outcome:
    ended = prices.follow(turns, targets)
    scores: Scores = {}
    for side in targets:
        mine = [bid.price for bid in ended.bids if bid.by == side]
        got = prices.part_of(ended.price, side, targets) if ended.price is not None else 0.0
        scores[side] = {
            "deal": float(ended.price is not None),
            "deal_confidence": ended.sure,
            "points": got,
            "share_of_maximum": got,
            "offers": float(len(mine)),
        }
        if ended.price is not None:
            scores[side]["price"] = ended.price
        if mine:
            scores[side]["first_offer_share"] = prices.part_of(mine[0], side, targets)
            scores[side]["conceded"] = abs(mine[0] - mine[-1]) / (
                abs(max(targets.values()) - min(targets.values())) or 1
            )
    refused = dict.fromkeys(targets, 0)
    for number in ended.refused:
        refused[turns[number].speaker] = refused.get(turns[number].speaker, 0) + 1
    offers = {side: sum(bid.by == side for bid in ended.bids) for side in targets}
    return Outcome(scores=scores, deal=ended.price is not None, offers=offers, refused_by=refused)


def _division_outcome(turns: Sequence[Turn], game: Game) -> Outcome:
    ended = follow.follow(turns, game)
    share = ended.share
    points = game.points(share) if share is not None else (game.apart, game.apart)
    joint = sum(points)
    scores: Scores = {}
    for side, own, other in zip(game.sides, points, points[::-1], strict=True):
        scores[side] = {
            "deal": float(share is not None),
            "deal_confidence": ended.sure,
            "points": own,
            "share_of_maximum": own / (game.whole(side) or 1),
            "joint_points": joint,
            "share_of_joint_maximum": joint / (game.best_joint() or 1),
            "pareto": float(share is not None and game.efficient(share)),
            "difference": own - other,
            **_conceding(ended, game, side),
        }
        if share is not None:
            first = side == game.sides[0]
            scores[side] |= {
                f"got_{item}": float(n if first else game.counts[item] - n)
                for item, n in share.items()
            }
    offers = {side: sum(offer.by == side for offer in ended.offers) for side in game.sides}
    refused = {side: sum(turns[n].speaker == side for n in ended.refused) for side in game.sides}
    return Outcome(scores=scores, deal=share is not None, offers=offers, refused_by=refused)


def _conceding(ended: Ended, game: Game, side: str) -> dict[str, float]:
    """The first offer of a side, what it gave up from its first to its last, and who opened."""
    index = game.sides.index(side)
    own = [game.points(o.share)[index] for o in ended.offers if o.by == side]
    whole = game.whole(side) or 1
    found = {
        "offers": float(len(own)),
        "opened": float(bool(ended.offers) and ended.offers[0].by == side),
    }
    if own:
        found |= {"first_offer_share": own[0] / whole, "conceded": (own[0] - own[-1]) / whole}
    return found


def _estimates(
    mine: Mapping[str, float],
    other: Mapping[str, float],
    result: Mapping[str, float],
    deal: bool | None,
    refused: int,
) -> dict[str, float]:
    """What a speaker would report: content with the outcome, and how much they liked the other."""
    harsh_other = sum(other[name] for name in ("contempt", "blame", "undervaluing", "threats"))
    harsh_mine = sum(mine[name] for name in ("contempt", "blame", "threats"))
    warm_other = (
        0.8 * other["empathy"] + 0.7 * other["small_talk"] + 0.6 * other["thanks"]
        + 0.4 * other["coordination"] + 0.5 * other["positivity"]
        + 0.3 * math.tanh(other["exclamations"])
    )  # fmt: skip
    warm_mine = (
        0.6 * mine["positivity"] + 0.5 * mine["thanks"] + 0.4 * mine["small_talk"]
        + 0.35 * math.tanh(mine["last_tone"]) + 0.3 * math.tanh(mine["exclamations"])
        + 0.3 * mine["empathy"]
    )  # fmt: skip
    strife = 0.5 * (mine["fairness"] + other["fairness"]) + 0.6 * (
        mine["refusals"] + other["refusals"]
    )
    grudged = 2.0 * mine["grudging"] + 0.8 * other["grudging"]
    long = math.log1p(mine["turns"] + other["turns"]) - math.log1p(12)
    got = result.get("share_of_maximum", 0.5) - 0.5
    worse = min(0.0, result.get("difference", 0.0)) / 20
    agreed = 0.0 if deal is None else (0.3 if deal else -1.6)
    satisfaction = (
        3.4 + agreed + 2.2 * got + worse + 0.7 * warm_mine + 0.3 * warm_other - 0.7 * strife
        - 1.2 * harsh_other - 0.6 * harsh_mine - grudged - 0.12 * refused - 0.25 * long
    )  # fmt: skip
    likeness = (
        3.3 + 0.6 * agreed + 1.0 * got + worse + 0.8 * warm_mine + 0.6 * warm_other - 0.7 * strife
        - 1.6 * harsh_other - 0.8 * harsh_mine - grudged - 0.15 * refused - 0.25 * long
    )  # fmt: skip
    return {
        "satisfaction_estimate": _scale(satisfaction),
        "likeness_estimate": _scale(likeness),
    }


def _scale(value: float) -> float:
    """A value on the scale from 1 to 5, bent at its ends rather than cut."""
    return 3 + 2 * math.tanh((value - 3) / 2)
