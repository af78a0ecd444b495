"""What is offered in a world is understood, does something, and leads to its end."""

from __future__ import annotations

import random

import pytest
from tests.mind.adventure.worlds import atlas

from alongside.log.kinds import Story
from alongside.mind.adventure.atlas import Language, genres
from alongside.mind.adventure.casting import STORIES
from alongside.mind.adventure.choices import choices, pictured
from alongside.mind.adventure.world import act, begun, understood

NOTHING = {"absent", "nobody", "empty", "nowhere", "unclear", "useless"}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("genre", [*genres()])
def test_every_choice_does_what_it_says(genre: str, language: Language) -> None:
    for seed, story in enumerate(STORIES, 1):
        here, dice = atlas(genre, seed, language, story), random.Random(seed)
        world = begun(here)
        for _ in range(80):
            for line in choices(here, world):
                _, events = act(here, world, understood(here, world, line))
                assert not {event.name for event in events} & NOTHING, line
            offered = choices(here, world)
            if not offered:
                break
            world, _ = act(here, world, understood(here, world, dice.choice(offered)))
        assert here.names[world.place] in pictured(here, world)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("story", STORIES)
def test_choices_alone_lead_to_the_end(story: Story, language: Language) -> None:
    here, dice = atlas("harbour", 2, language, story), random.Random(1)
    world = begun(here)
    for _ in range(6000):
        if not (offered := choices(here, world)):
            break
        world, _ = act(here, world, understood(here, world, dice.choice(offered)))
    assert world.over
