"""Bargains in people's words, followed to what was last agreed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.mind.rehearse.deal import follow, prices
from alongside.mind.rehearse.deal.follow import Turn
from alongside.mind.rehearse.deal.game import Game, Share, game_of
from alongside.mind.rehearse.deal.submitted import submitted

from .bargains import Bargain, bargains

WORTH = {
    "a": {"food": 5.0, "water": 4.0, "firewood": 3.0},
    "b": {"food": 3.0, "water": 4.0, "firewood": 5.0},
}
CAMP = Game(sides=("a", "b"), counts=dict.fromkeys(WORTH["a"], 3), worth=WORTH, apart=5)


def ended(bargain: Bargain) -> Share | float | None:
    turns = [Turn(speaker=speaker, text=text) for speaker, text in bargain.turns]
    targets = prices.targets_of(bargain.goals)
    if targets:
        return prices.follow(turns, targets).price
    counts = follow.spoken_counts(turns, list(bargain.goals["a"]))
    game = game_of(bargain.goals, counts)
    assert game is not None
    return follow.follow(turns, game).share


@pytest.mark.parametrize("bargain", bargains(), ids=lambda bargain: bargain.name)
def test_the_division_last_agreed_is_found(bargain: Bargain) -> None:
    assert ended(bargain) == bargain.truth


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text(max_size=60)), max_size=8))
def test_any_talk_ends_in_a_division_of_what_there_is(said: list[tuple[str, str]]) -> None:
    found = follow.follow([Turn(speaker=who, text=text) for who, text in said], CAMP)
    if found.share is not None:
        assert all(0 <= found.share[item] <= n for item, n in CAMP.counts.items())


SHARES = st.fixed_dictionaries(dict.fromkeys(CAMP.items, st.integers(0, 3)))
FORMS = (
    "I'll take {f} food, {w} water, {d} firewood, you get {rf} food, {rw} water, {rd} firewood",
    "how about {f} food {w} water {d} firewood for me and the rest for you?",
    "you can have {rf} foods, {rw} waters and {rd} firewoods. i keep the rest",
)


@given(
    SHARES, SHARES, st.sampled_from(FORMS), st.sampled_from(["Deal!", "ok", "sounds good to me"])
)
def test_the_last_of_two_offers_counts(first: Share, second: Share, form: str, yes: str) -> None:
    turns = [
        Turn(speaker="a", text=_worded(FORMS[0], first)),
        Turn(speaker="b", text="I can't do that, sorry"),
        Turn(speaker="a", text=_worded(form, second)),
        Turn(speaker="b", text=yes),
    ]
    assert follow.follow(turns, CAMP).share == second


def _worded(form: str, share: Share) -> str:
    left = {name: 3 - share[item] for name, item in
            (("rf", "food"), ("rw", "water"), ("rd", "firewood"))}  # fmt: skip
    return form.format(f=share["food"], w=share["water"], d=share["firewood"], **left)


@pytest.mark.parametrize(
    "after",
    ["Great, enjoy the firewood!", "Have fun, and drink all that water!", "I'm happy with the food",
     "You will have enough water for your dog", "Use the water wisely", "Thanks for the food, ok?"],
)  # fmt: skip
def test_what_is_said_of_a_thing_after_the_deal_changes_nothing(after: str) -> None:
    turns = [
        Turn(speaker="a", text="How about 3 food, 1 water for me, 2 water, 3 firewood for you?"),
        Turn(speaker="b", text="Deal"),
    ]
    for speaker in "ab":
        share = follow.follow([*turns, Turn(speaker=speaker, text=after)], CAMP).share
        assert share == {"food": 3, "water": 1, "firewood": 0}


@given(SHARES)
def test_no_division_is_better_for_both_than_an_efficient_one(share: Share) -> None:
    mine, theirs = CAMP.points(share)
    better = any(
        a > mine and b > theirs for a, b in (CAMP.points(other) for other in CAMP.divisions())
    )
    assert not (CAMP.efficient(share) and better)
    assert sum(CAMP.points(share)) <= CAMP.best_joint()


def test_counts_are_reckoned_from_points_where_the_goals_do_not_tell_them() -> None:
    goals = {"a": {"book": 1, "hat": 3, "ball": 1}, "b": {"book": 2, "hat": 1, "ball": 2}}
    turns = [Turn(speaker="a", text="i want both hats and 3 balls")]
    game = game_of(goals, follow.spoken_counts(turns, ["book", "hat", "ball"]))
    assert game is not None
    assert all(game.whole(side) == 10 for side in game.sides)
    assert game.counts["ball"] >= 3


@pytest.mark.parametrize(
    "text",
    [
        'Submit-Deal {"me": {"Food": 2, "Water": 1, "Firewood": 0}}',
        "Submit-Deal {'a': {'food': 2, 'water': 1, 'wood': 0}, 'b': {'food': 1}}",
        '{"issue2youget": {"Food": "2", "Water": "1", "Firewood": "0"}, "issue2theyget": {}}',
        '{"they_get": {"Food": 1, "Water": 2, "Firewood": 3}}',
        '{"Food": 2, "Water": 1, "Firewood": 0}',
        "[Submit-Deal] me: 2 food, 1 water, 0 firewood. you: 1 food, 2 water, 3 firewood",
        "2/1/0 for me",
    ],
)
def test_a_division_handed_in_as_a_form_is_read(text: str) -> None:
    turns = [Turn(speaker="a", text=text), Turn(speaker="b", text="Accept-Deal")]
    ended_ = follow.follow(turns, CAMP)
    assert ended_.share == {"food": 2, "water": 1, "firewood": 0}
    assert ended_.sure == 1.0


@pytest.mark.parametrize(
    "text",
    ["{", "{}", '{"Food": 9, "Water": 1, "Firewood": 0}', '{"Food": "all"}', "{'a': {'food': 2}}"],
)
def test_a_form_that_fits_no_division_is_none(text: str) -> None:
    assert submitted(text, "a", CAMP) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("$1,300 a month", [1300]), ("8.5k?", [8500]), ("at 5 pm", []), ("연봉 5000만원", [5e7]),
     ("20 years old, 95 cash", [95])],
)  # fmt: skip
def test_sums_are_told_from_other_numbers(text: str, found: list[float]) -> None:
    assert prices.prices(text) == found
