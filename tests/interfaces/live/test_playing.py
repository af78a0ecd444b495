"""Rehearsing and adventuring aloud: real log, pipeline and plays, scripted models."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.interfaces.api.conftest import living
from tests.interfaces.live.test_talking import SAID, SILENCE, Device, Ears, Until

from alongside.interfaces.live.playing import Playing
from alongside.interfaces.live.plays import Partner, Plays, Teller
from alongside.log.kinds import Founded, Heard, Noted, Rehearsed, Said, Staged, Ventured
from alongside.log.moment import Moment
from alongside.senses.live.captured import Moded, Muted, Play, Typed
from alongside.senses.live.told import Clear, Speech, State, Turned, Unable

NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
RAISE = "I led two projects this year. I'd like my pay to match that. What would you need for it?"


@dataclass
class Stage(Device):
    """A device on which a rehearsal is played."""

    silence: float = 0.0
    id: str = ""
    made: list[Playing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plays = self._play

    def _play(self, play: Play) -> Playing:
        if play.what == "rehearsal":
            made: Playing = Partner(self.life.rehearsing, play.id, play.after, self.silence)
        else:
            made = Teller(self.life.venturing, play.id, play.after)
        self.made.append(made)
        return made

    @property
    def entered(self) -> Moded:
        return Moded("talk", Play("rehearsal", self.id))

    async def lived(self) -> list[Moment]:
        return [m for kind in (Noted, Heard, Said) for m in await self.kept(kind)]

    async def turns(self) -> list[Rehearsed]:
        found = await self.life.rehearsing.at(self.id)
        return [m.what for m in found.turns if isinstance(m.what, Rehearsed)]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with living(tmp_path) as (life, scripted):
        stage = Stage(life, scripted, Ears(RAISE))
        staged = Staged(scene="raise", language="en", title="", partner="Ms Osei", seed=3)
        stage.id = (await life.rehearsing.begin(staged, NOW, "UTC")).stage.id
        yield stage


async def test_what_is_said_is_a_turn_and_the_answer_is_heard_in_the_partners_voice(
    stage: Stage,
) -> None:
    opened, spoke = Until(), False
    async with aclosing(stage.runs(stage.entered, opened, *SAID, *SILENCE)) as told:
        async for each in told:
            stage.told.append(each)
            spoke |= isinstance(each, Speech)
            if spoke and isinstance(each, State) and each.doing == "listening":
                opened.event.set()
    _, mine, answer = await stage.turns()
    assert (mine.by, mine.text, mine.interrupting) == ("me", RAISE, False)
    said = " ".join(each.text for each in stage.speak.given)
    assert answer.text.split()[-1].strip(".?!") in said
    assert {each.cast for each in stage.speak.given} >= {"Ms Osei"}
    (turned,) = stage.of(Turned)
    assert turned.play == stage.id
    assert turned.turn == (await stage.life.rehearsing.at(stage.id)).turns[-1].id


async def test_nothing_said_in_a_play_is_kept_as_lived(stage: Stage) -> None:
    await stage.hears(stage.entered, *SAID, *SILENCE)
    await stage.hears(stage.entered, Typed("And nothing more."))
    assert await stage.lived() == []
    assert [each.text for each in await stage.turns()][1::2] == [RAISE, "And nothing more."]


async def test_words_under_way_when_a_play_is_left_go_nowhere(stage: Stage) -> None:
    await stage.hears(stage.entered, *SAID, Moded("off"), *SILENCE)
    assert await stage.lived() == []


async def test_who_speaks_before_the_partner_has_finished_interrupts_them(stage: Stage) -> None:
    stage.speed = 0.5
    speaking = Until()
    heard: list[Any] = []
    async with aclosing(stage.runs(stage.entered, speaking, *SAID, *SILENCE)) as told:
        async for each in told:
            heard.append(each)
            if isinstance(each, Speech):
                speaking.event.set()
            if isinstance(each, Turned):
                break
    assert any(isinstance(each, Clear) for each in heard)
    assert (await stage.turns())[1].interrupting


async def test_a_murmur_lets_the_partner_finish(stage: Stage) -> None:
    stage.speed = 2.0
    stage.ears.text = "Mm-hm."
    speaking = Until()
    heard: list[str] = []
    async with aclosing(stage.runs(stage.entered, speaking, *SAID, *SILENCE)) as told:
        async for each in told:
            if isinstance(each, Speech):
                heard.append(each.text)
                speaking.event.set()
    assert len(await stage.turns()) == 1
    assert heard[0] in heard[1:], "what was cut off is said again"


async def test_silence_is_a_turn_that_is_answered_but_not_without_end(stage: Stage) -> None:
    stage.silence, stage.speed = 0.01, 2000.0
    never = Until()
    turned = 0
    async with aclosing(stage.runs(stage.entered, never)) as told:
        async with asyncio.timeout(20):
            async for each in told:
                turned += isinstance(each, Turned)
                if turned == 2:
                    break
        await asyncio.sleep(0.1)
    turns = await stage.turns()
    assert [each.text for each in turns if each.by == "me"] == ["", ""]


async def test_where_nobody_can_be_heard_silence_means_nothing(stage: Stage) -> None:
    stage.silence, stage.speed = 0.01, 2000.0
    never = Until()
    async with aclosing(stage.runs(stage.entered, Muted(True), never)) as told:
        heard = asyncio.create_task(anext(each async for each in told if isinstance(each, Turned)))
        done, _ = await asyncio.wait([heard], timeout=0.3)
        heard.cancel()
        await asyncio.gather(heard, return_exceptions=True)
    assert not done
    assert len(await stage.turns()) == 1


async def test_an_adventure_is_told_aloud_and_acted_in_by_voice(stage: Stage) -> None:
    what = Founded(genre="harbour", language="en", seed=7)
    here = await stage.life.venturing.found(what, NOW, "UTC")
    stage.ears.text = "Look around."
    await stage.hears(Moded("talk", Play("adventure", here.founded.id)), *SAID, *SILENCE)
    turns = (await stage.life.venturing.at(here.founded.id)).turns
    assert [m.what.action for m in turns if isinstance(m.what, Ventured)] == ["Look around."]
    assert {each.cast for each in stage.speak.given} == {""}


async def test_a_play_that_was_forgotten_is_told_of(stage: Stage) -> None:
    await stage.hears(Moded("talk", Play("rehearsal", "no-such-id")), *SAID, *SILENCE)
    assert "may have been forgotten" in stage.of(Unable)[0].detail
    assert await stage.lived() == []


async def test_all_plays_of_a_life_are_found_by_what_they_are(stage: Stage) -> None:
    plays = Plays(stage.life.rehearsing, stage.life.venturing)
    line = await plays.of(Play("rehearsal", stage.id)).now()
    assert (line.cast, line.over, bool(line.text)) == ("Ms Osei", False, True)
