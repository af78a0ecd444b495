"""Worlds: nothing doubled or lost, always to be brought to an end, the same again from a seed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mind.adventure.worlds import atlas, finished, walk

from alongside.log.kinds import Story
from alongside.mind.adventure.atlas import ME, Atlas, genres
from alongside.mind.adventure.casting import KEY, STORIES, TREASURE, story_of
from alongside.mind.adventure.telling import paints, particles, told
from alongside.mind.adventure.world import Action, World, act, begun, people, understood

GENRES = st.sampled_from(sorted(genres()))
SEEDS = st.integers(1, 5000)
VERBS = ("look", "go", "take", "drop", "give", "talk", "accuse", "use", "wait", "carry", "")
WAYS = ("north", "east", "south", "west")


def lived(world: Atlas, actions: list[Action]) -> list[World]:
    found = [begun(world)]
    for action in actions:
        found.append(act(world, found[-1], action)[0])
    return found


@st.composite
def games(draw: st.DrawFn) -> tuple[Atlas, list[Action]]:
    here = atlas(draw(GENRES), draw(SEEDS), draw(st.sampled_from(["en", "ko"])),
                 draw(st.sampled_from(STORIES)))  # fmt: skip
    ids = st.sampled_from([*here.names, *WAYS, "", "nothing"])
    return here, draw(st.lists(st.builds(Action, st.sampled_from(VERBS), ids, ids), max_size=40))


@given(games())
def test_nothing_is_doubled_or_lost(game: tuple[Atlas, list[Action]]) -> None:
    here, actions = game
    places = {*here.looks, *here.people, ME}
    for world in lived(here, actions):
        assert sorted(thing for thing, _ in world.at) == sorted(here.starts)
        assert {where for _, where in world.at} <= places
        assert world.place in here.looks
        assert world.place != here.locked or world.open


@given(games())
def test_the_same_actions_lead_to_the_same_world(game: tuple[Atlas, list[Action]]) -> None:
    here, actions = game
    assert lived(here, actions) == lived(here, actions)


@given(games(), st.text(max_size=60))
def test_any_words_are_understood_as_something(game: tuple[Atlas, list[Action]], text: str) -> None:
    here, actions = game
    world = lived(here, actions)[-1]
    after, events = act(here, world, understood(here, world, text))
    assert told(here, after, events) == told(here, after, events)
    assert "{" not in told(here, after, events)


@given(games())
def test_every_story_can_be_brought_to_its_end_from_wherever_it_was_left(
    game: tuple[Atlas, list[Action]],
) -> None:
    here, actions = game
    world = finished(here, lived(here, actions)[-1])
    assert world.over
    assert sorted(thing for thing, _ in world.at) == sorted(here.starts)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("genre", sorted(genres()))
def test_every_world_can_be_brought_to_its_end(genre: str, story: Story) -> None:
    for seed in range(1, 40):
        here = atlas(genre, seed, "en", story)
        assert not begun(here).over
        assert finished(here, begun(here)).over, seed


def test_worlds_of_one_genre_differ_in_their_stories_by_seed() -> None:
    for genre in genres():
        assert {story_of(genre, seed) for seed in range(1, 60)} == set(STORIES)
    assert story_of("harbour", 7) == story_of("harbour", 7)


def test_who_took_it_gives_it_back_only_when_it_is_shown_and_known() -> None:
    here = atlas("noir", 4, "en", "theft")
    thief, world = here.people[here.thief], begun(here)
    at = walk(here, world, thief.place)
    accused = Action("accuse", "", here.thief)
    assert act(here, at, accused)[1][0].name == "unproven"
    known = replace(at.moved(here.trace, ME), helped=frozenset([here.witness]))
    after, (event,) = act(here, known, accused)
    assert (event.name, after.holder(TREASURE)) == ("confessed", ME)
    assert act(here, after, accused)[1][0].name == "innocent"
    other = next(who for who in here.people if who not in (here.thief, here.witness))
    there = replace(known, place=here.people[other].place)
    after, (event,) = act(here, there, Action("accuse", "", other))
    assert (event.name, after.holder(TREASURE)) == ("innocent", here.thief)
    assert understood(here, known, f"accuse {here.names[here.thief]}") == accused


def test_who_hides_comes_along_and_is_met() -> None:
    here = atlas("forest", 2, "en", "meeting")
    world = replace(begun(here), open=True, place=here.locked).moved(TREASURE, ME)
    world, events = act(here, world, Action("give", TREASURE, here.shy))
    assert [event.name for event in events] == ["given", "follows"]
    way = next(iter(here.exits[here.locked]))
    after, _ = act(here, world, Action("go", way))
    assert here.shy in people(here, after) or after.over
    assert walk(here, world, here.people[here.host].place).over


@pytest.mark.parametrize("genre", sorted(genres()))
def test_a_genre_is_whole_in_both_languages(genre: str) -> None:
    held = genres()[genre]
    for part in ("places", "looks", "things", "people"):
        assert len(held["en"][part]) == len(held["ko"][part])


def at_harbour(language: str = "en") -> tuple[Atlas, World]:
    here = atlas("harbour", 3, "ko" if language == "ko" else "en")
    return here, begun(here)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("go north", Action("go", "north")),
        ("n", Action("go", "north")),
        ("look around", Action("look")),
        ("take the lantern", Action("take", "t0")),
        ("give the compass to Inês", Action("give", "t1", "m0")),
        ("talk to the pilot", Action("talk", "", "m2")),
        ("walk to the tavern", Action("go", "p5")),
        ("use the key", Action("use", KEY)),
        ("inventory", Action("carry")),
        ("flibbertigibbet", Action("")),
    ],
)
def test_english_is_understood(text: str, action: Action) -> None:
    assert understood(*at_harbour(), text) == action


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("북쪽으로 간다", Action("go", "north")),
        ("등불을 집는다", Action("take", "t0")),
        ("이네스에게 나침반을 준다", Action("give", "t1", "m0")),
        ("도선사와 이야기한다", Action("talk", "", "m2")),
        ("선술집으로 가자", Action("go", "p5")),
        ("둘러본다", Action("look")),
    ],
)
def test_korean_is_understood(text: str, action: Action) -> None:
    assert understood(*at_harbour("ko"), text) == action


@pytest.mark.parametrize(
    ("text", "said"),
    [("부두(으)로", "부두로"), ("선술집(으)로", "선술집으로"), ("등불을(를)", "등불을"),
     ("사과을(를)", "사과를"), ("교실(으)로", "교실로"),
     ("clavel (카네이션)을(를)",
      "clavel (카네이션)을")],
)  # fmt: skip
def test_korean_particles_follow_the_syllable_before_them(text: str, said: str) -> None:
    assert particles(text) == said


@pytest.mark.parametrize(
    ("painted", "fits"),
    [
        ("The water smells of tar and rain.", True),
        ("Far out on the quay a bell rings twice, and the light turns to copper.", True),
        ("Ropes creak, and gulls walk about.", False),
        ("A compass gleams on the quay.", False),
        ("The quay creaks, and the tavern hums.", False),
        ("To the north the fog thickens.", False),
        ("You stand on the quay in the wind.", False),
        ("A woman waits on the quay.", False),
        ("Inês hums on the quay.", False),
        ("“Ahoy,” creaks the quay.", False),
        ("As an AI language model: the quay.", False),
        ("부두에서 바람이 분다.", False),
        ("", False),
    ],
)
def test_a_model_paints_a_place_and_nothing_more(painted: str, fits: bool) -> None:
    here, world = at_harbour()
    quay = next(id_ for id_, name in here.names.items() if name == "the quay")
    assert paints(here, replace(world, place=quay), painted) is fits


def test_a_person_is_only_where_they_are() -> None:
    here, world = at_harbour()
    for place in here.looks:
        for person in people(here, replace(world, place=place)):
            assert here.people[person].place == place
    absent = next(p for p, person in here.people.items() if person.place != world.place)
    assert act(here, world, Action("talk", "", absent))[1][0].name == "nobody"
