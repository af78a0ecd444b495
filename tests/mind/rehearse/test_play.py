"""The partner of a rehearsal: keeps its limit, is consistent, and answers how it is spoken to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.log.kinds import Staged
from alongside.mind.rehearse.acts import heard
from alongside.mind.rehearse.deal.follow import Turn
from alongside.mind.rehearse.play import State, begun, step, told
from alongside.mind.rehearse.rubric import score
from alongside.mind.rehearse.scenes import SHOWN, scenes
from alongside.mind.rehearse.wording import holds

LINES = (
    "", "No.", "You never listen to me!", "This is ridiculous.", "I'm sorry, that was my fault.",
    "I understand that this is hard for you.", "What would make it easy for you?",
    "I'd like to ask for eight percent, because I led two projects.", "Maybe we could, I guess.",
    "How about 5000 from July?", "Deal, thank you.", "If you don't, I'll quit.",
    "Could we meet in the middle?", "미안해, 내 잘못이야.", "어떻게 생각해?", "네가 항상 그래.",
)  # fmt: skip
TALK = st.lists(
    st.tuples(st.sampled_from(LINES) | st.text(max_size=40), st.booleans()), max_size=16
)
STAGED = st.builds(
    Staged, scene=st.sampled_from(sorted(scenes())), language=st.sampled_from(["en", "ko"]),
    title=st.just(""), partner=st.just("Jo"), difficulty=st.integers(1, 3),
    seed=st.integers(0, 99), swapped=st.booleans(),
)  # fmt: skip


def states(staged: Staged, talk: list[tuple[str, bool]]) -> list[State]:
    found = [begun(staged)]
    for text, interrupting in talk:
        found.append(
            step(staged, scenes()[staged.scene], found[-1], text, interrupting=interrupting)
        )
    return found


def talked(scene: str, *lines: str, difficulty: int = 2) -> State:
    staged = Staged(scene=scene, language="en", title="", partner="Jo", difficulty=difficulty)
    return states(staged, [(line, False) for line in lines])[-1]


@given(STAGED, TALK)
def test_what_was_granted_stays_and_never_passes_the_limit(
    staged: Staged, talk: list[tuple[str, bool]]
) -> None:
    scene = scenes()[staged.scene]
    granted = [state.granted for state in states(staged, talk)]
    assert granted == sorted(granted)
    assert granted[-1] <= scene.limit(staged.difficulty) <= len(scene.en.steps)
    assert all(b - a <= 1 for a, b in pairwise(granted))


@given(STAGED, TALK)
def test_every_state_has_words_and_the_same_turns_lead_to_the_same(
    staged: Staged, talk: list[tuple[str, bool]]
) -> None:
    part = scenes()[staged.scene].part(staged.language)
    first = states(staged, talk)
    assert first == states(staged, talk)
    assert all(told(staged, part, state).strip() for state in first)
    assert all("{" not in told(staged, part, state) for state in first)
    assert all(-1 <= state.warmth <= 1 for state in first)


@given(STAGED, TALK)
def test_a_talk_that_is_over_stays_over(staged: Staged, talk: list[tuple[str, bool]]) -> None:
    for state in states(staged, talk):
        if state.over:
            assert step(staged, scenes()[staged.scene], state, "one more thing?") == state


def test_reasons_and_understanding_move_the_partner_and_harsh_words_end_the_talk() -> None:
    good = talked(
        "raise", "Last year I led two projects and both shipped on time.",
        "I'd like eight percent, because my work has grown.",
        "I understand that you have to defend this. What would make it easy for you?",
        "I could write a page with the figures. Could we say six percent?",
        "I see that you need to show figures, because others will ask. How about from July?",
    )  # fmt: skip
    bad = talked("raise", "This is ridiculous.", "You never listen.", "Pay me or I'll quit.")
    assert good.granted >= 2
    assert good.warmth > 0.3
    assert (bad.outcome, bad.granted) == ("left", 0)


def test_harder_is_harder() -> None:
    lines = ["I understand. I'd like eight percent because I led two projects."] * 6
    eased = [talked("raise", *lines, difficulty=hard).granted for hard in (1, 2, 3)]
    assert eased == sorted(eased, reverse=True)
    assert eased[0] > eased[2]


def test_silence_is_waited_out_then_filled_and_an_interruption_is_named() -> None:
    staged = Staged(scene="telling", language="en", title="", partner="Jo")
    first, second, third = states(staged, [("", False), ("…", False), ("No!", True)])[1:]
    assert (first.last, second.last, third.last) == ("wait", "fill", "interrupted")


def test_who_swaps_is_shown_every_part_of_a_hard_talk() -> None:
    staged = Staged(scene="raise", language="en", title="", partner="Jo", swapped=True)
    last = states(staged, [("Why?", False)] * 6)[-1]
    assert set(last.shown) == set(SHOWN)
    assert last.outcome == "agreed"


@pytest.mark.parametrize("scene", sorted(scenes()))
@pytest.mark.parametrize("language", ["en", "ko"])
def test_examples_of_a_scene_are_what_they_are_named(scene: str, language: str) -> None:
    part = scenes()[scene].part("ko" if language == "ko" else "en")
    missed = [act for act, text in part.show.items() if act not in heard(text).acts]
    assert missed == []
    assert set(part.show) == set(SHOWN)


@pytest.mark.parametrize("scene", sorted(scenes()))
def test_a_scene_is_whole_in_both_languages(scene: str) -> None:
    held = scenes()[scene]
    assert len(held.en.steps) == len(held.ko.steps) >= max(held.limits)
    assert len(held.en.interests) == len(held.ko.interests)


@pytest.mark.parametrize(
    ("text", "act"),
    [("You never help.", "blame"), ("You are so selfish.", "contempt"),
     ("Or else I'll leave.", "threat"),
     ("What do you need most?", "open_question"), ("I'm sorry, I was wrong.", "apology"),
     ("I feel hurt.", "feeling"), ("maybe we could try", "hedge"), ("...", "silence"),
     ("넌 항상 늦어, 너 때문이야", "blame"), ("정말 죄송합니다", "apology"),
     ("어떻게 생각하세요?", "open_question"),
     ("많이 속상했어요", "feeling"), ("그건 어렵습니다", "refusal")],
)  # fmt: skip
def test_acts_are_heard(text: str, act: str) -> None:
    assert act in heard(text).acts


@pytest.mark.parametrize(
    ("text", "act"),
    [("ill take the hat", "offer"), ("that wont work for me", "refusal"),
     ("what would you like", "open_question"), ("two hats if possible", "hedge"),
     ("It's a deal", "agreement")],
)  # fmt: skip
def test_acts_are_heard_as_people_type_them(text: str, act: str) -> None:
    assert act in heard(text).acts


@pytest.mark.parametrize(
    ("text", "act"),
    [("no deal", "agreement"), ("that won't work for me", "agreement"),
     ("that sounds like a good deal", "validation"), ("no problem", "refusal"),
     ("can i have 1 ball", "self_disclosure"), ("i would like all the hats", "need"),
     ("how bout we each get one?", "open_question"), ("press it when it lights up", "observation"),
     ("i keep it since i need it", "observation")],
)  # fmt: skip
def test_what_is_like_an_act_is_none(text: str, act: str) -> None:
    assert act not in heard(text).acts


def test_a_form_is_no_talk_and_silence_is() -> None:
    said = [("a", "2 hats for me?"), ("b", "ok"), ("a", '{"a": {"hat": 2}}'), ("b", "<selection>"),
            ("b", "")]  # fmt: skip
    scores = score([Turn(speaker=who, text=text) for who, text in said], {})
    assert (scores["a"]["turns"], scores["a"]["words"]) == (1, 4)
    assert (scores["b"]["turns"], scores["b"]["stonewalling"]) == (2, 0.5)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ("I could manage three percent, starting next quarter.", True),
        ("I could do four percent from next quarter.", False),
        ("I could do something from next quarter.", False),
        ("As an AI language model I could do three percent from next quarter.", False),
        ("Jo: I could do three percent from next quarter", False),
        ("다음 분기부터 three percent from next quarter", False),
        ("The weather is three percent nice.", False),
    ],
)
def test_a_models_words_stand_only_where_they_are_the_move(made: str, kept: bool) -> None:
    line = "I could do three percent from next quarter."
    assert holds(made, line, "concede", "en", "", "Jo") is kept


def test_a_no_may_name_the_figure_that_was_asked_for_but_a_concession_may_not() -> None:
    line, asked = "I can't do that. The budget is closed.", "I'd like 8 percent."
    assert holds("8 percent? I can't do that, the budget is closed.", line, "refuse", "en", asked)
    step = "I could do 3 percent from next quarter."
    assert not holds("Not 8, but I could do 8 percent from next quarter.", step, "concede", "en",
                     asked)  # fmt: skip


def test_a_refusal_is_not_turned_into_a_yes() -> None:
    line = "I can't do that. The budget for this year is closed."
    assert holds(
        "The budget for this year is closed, so I can't do that.", line, "refuse", "en", ""
    )
    assert not holds("The budget is closed, but I agree to do that.", line, "refuse", "en", "")
