"""Rehearsals as a life keeps them: branches, replay, debriefs, forgetting, who is played."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alongside.log.database import Database
from alongside.log.kinds import Debriefed, Rehearsed, Said, Staged
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.mind.rehearse.rehearsing import NoSuchRehearsal, Rehearsing, TalkOver, played
from alongside.models.chat.scripted import ScriptedChat
from alongside.models.model import Prompt
from alongside.views.search import Search

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
RAISE = Staged(scene="raise", language="en", title="", partner="Jo", goal="Eight percent", seed=4)


@pytest.fixture
async def log(tmp_path: Path) -> AsyncIterator[SqliteLog]:
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "ada", (Search(),))
        await log.open()
        yield log


def text(moment: Moment) -> str:
    assert isinstance(moment.what, Rehearsed)
    return moment.what.text


async def test_a_talk_goes_back_and_forth_and_can_be_tried_otherwise(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    opening = begun.turns[0]
    harsh = await life.say(begun.stage.id, "This is ridiculous.", NOW, "UTC")
    kind = await life.say(
        begun.stage.id, "I'd like eight percent, because I led two projects.", NOW, "UTC",
        after=opening.id,
    )  # fmt: skip
    assert [m.id for m in kind.turns][:1] == [m.id for m in harsh.turns][:1] == [opening.id]
    assert kind.state.warmth > 0 > harsh.state.warmth
    assert set(kind.branches) == {kind.turns[-1].id, harsh.turns[-1].id}
    again = await life.at(begun.stage.id, harsh.turns[-1].id)
    assert again.state == harsh.state
    assert played(again.staged, again.turns) == again.state


async def test_forgetting_what_was_staged_forgets_all_of_it(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    said = await life.say(begun.stage.id, "I feel uneasy about my pay.", NOW, "UTC")
    await life.debrief(begun.stage.id, NOW, "UTC")
    await life.went(begun.stage.id, "Better than feared.", 4, NOW, "UTC")
    await log.forget(begun.stage.id)
    assert [m.kind async for m in log.read()] == ["forgotten"]
    with pytest.raises(NoSuchRehearsal):
        await life.at(said.stage.id)


async def test_a_turn_forgotten_takes_what_followed_and_leaves_what_went_before(
    log: SqliteLog,
) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    first = await life.say(begun.stage.id, "Hello.", NOW, "UTC")
    second = await life.say(begun.stage.id, "I'd like a raise.", NOW, "UTC")
    await log.forget(second.turns[3].id)
    left = await life.at(begun.stage.id)
    assert [m.id for m in left.turns] == [m.id for m in first.turns]


async def test_the_debrief_quotes_the_persons_own_lines(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    for line in ("You never listen to me.", "I understand that you have to defend this.", ""):
        said = await life.say(begun.stage.id, line, NOW, "UTC")
    made = await life.debrief(begun.stage.id, NOW, "UTC", said.turns[-1].id)
    assert isinstance(made.what, Debriefed)
    mine = {text(m) for m in said.turns}
    assert {told.text for told in (*made.what.helped, *made.what.hurt)} <= mine
    assert made.what.hurt[0].acts == ("blame",)
    assert "validation" in made.what.helped[0].acts
    assert len(made.what.take) == 3
    assert 0 < made.what.scores["silences"] < 1
    assert set(made.because) == {begun.stage.id, *(m.id for m in said.turns)}


async def test_nothing_is_said_after_the_end(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    for line in ("This is ridiculous.", "You never listen.", "Pay me or I'll quit."):
        said = await life.say(begun.stage.id, line, NOW, "UTC")
    assert said.state.outcome == "left"
    with pytest.raises(TalkOver):
        await life.say(begun.stage.id, "Sorry!", NOW, "UTC")


async def test_nothing_practised_is_found_as_if_it_were_lived(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    said = await life.say(begun.stage.id, "The zanzibarian melon is ripe.", NOW, "UTC")
    assert all(moment.what.words == "" for moment in (said.stage, *said.turns))


async def test_a_model_words_the_move_and_what_breaks_the_role_is_dropped(log: SqliteLog) -> None:
    def answer(prompt: Prompt) -> str:
        asked = prompt.messages[-1].text
        if "melon" in asked:
            return "As an AI language model I can't do that."
        return asked.rpartition("“")[2].removesuffix("”)")

    chat = ScriptedChat(answer)
    life = Rehearsing(log=log, chat=lambda: chat)
    begun = await life.begin(RAISE, NOW, "UTC")
    said = await life.say(begun.stage.id, "I'd like a raise.", NOW, "UTC")
    assert isinstance(said.turns[-1].what, Rehearsed)
    assert said.turns[-1].what.model == chat.name
    broken = await life.say(begun.stage.id, "I need it, melon.", NOW, "UTC")
    assert isinstance(broken.turns[-1].what, Rehearsed)
    assert broken.turns[-1].what.model == ""
    assert "AI" not in text(broken.turns[-1])


async def wrote(log: SqliteLog, *texts: str) -> None:
    drafts = [
        Draft(what=Said(text=words, by="Mateo Silva", to=("Ada",)), at=NOW - timedelta(hours=n),
              zone="UTC", source="whatsapp", trust=Trust.OUTSIDE)
        for n, words in enumerate(texts)
    ]  # fmt: skip
    await log.append(*drafts)


async def test_someone_known_is_a_guess_that_cites_what_it_stands_on(log: SqliteLog) -> None:
    await wrote(log, "haha yes!", "ok see you :)", "thanks so much!!", "lol")
    chat = ScriptedChat(["I can't do that."])
    life = Rehearsing(log=log, chat=lambda: chat)
    begun = await life.begin(
        Staged(scene="telling", language="en", title="", partner="mateo silva"), NOW, "UTC"
    )
    assert begun.staged.known
    assert begun.staged.style
    assert len(begun.stage.because) == 4
    assert begun.stage.trust == Trust.OUTSIDE
    chat.remote = True  # whoever is known is never told of to a model elsewhere
    await life.say(begun.stage.id, "I feel lonely.", NOW, "UTC")
    assert chat.given == []


async def test_someone_of_whom_little_is_known_is_a_character(log: SqliteLog) -> None:
    await wrote(log, "hi")
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(
        Staged(scene="telling", language="ko", title="", partner="Mateo Silva"), NOW, "UTC"
    )
    assert not begun.staged.known
    assert begun.stage.because == ()
    assert text(begun.turns[0]) == "저녁 내내 말이 없네. 무슨 일이야?"


async def test_a_hint_names_what_is_missing(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=lambda: None)
    begun = await life.begin(RAISE, NOW, "UTC")
    act, example = await life.hint(begun.stage.id)
    assert (act, example) == ("observation", begun.scene.en.show["observation"])
    await life.say(begun.stage.id, example, NOW, "UTC")
    assert (await life.hint(begun.stage.id))[0] != "observation"


class Hanging:
    """A model that never says anything."""

    name, remote = "scripted:hanging", False

    async def run(self, given: Prompt) -> AsyncGenerator[str, None]:
        await asyncio.Event().wait()
        yield "never"


async def test_where_the_answer_is_waited_for_code_words_it_in_time(log: SqliteLog) -> None:
    life = Rehearsing(log=log, chat=Hanging, speaks=lambda model, language: True)
    begun = await Rehearsing(log=log, chat=lambda: None).begin(RAISE, NOW, "UTC")
    said = await life.say(begun.stage.id, "I'd like a raise.", NOW, "UTC", patience=0.01)
    answer = said.turns[-1].what
    assert isinstance(answer, Rehearsed)
    assert (bool(answer.text), answer.model) == (True, "")
