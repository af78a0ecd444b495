"""“Stop”, said alone, halts everything; a sentence with the word in it doesn't."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.gate.conftest import SENDS, Kit, Scripted, opened

from alongside.gate.act import Act
from alongside.log.kinds import Decided, Said, Stopped
from alongside.log.log import Wanted
from alongside.log.moment import Trust
from alongside.mind.converse.events import Answered, Event
from alongside.mind.converse.halting import Halting, says_stop
from alongside.mind.converse.manner import TYPED, Manner


class Silent:
    """A conversation that only counts what reaches it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = TYPED
    ) -> AsyncGenerator[Event, None]:
        self.asked.append(question)
        events: tuple[Event, ...] = ()
        for event in events:
            yield event


async def _say(kit: Kit, within: Silent, words: str, manner: Manner = TYPED) -> list[Event]:
    halting = Halting(kit.log, kit.gate.stop, within)
    return [event async for event in halting.ask(words, "t", datetime.now(UTC), "UTC", manner)]


async def test_the_word_halts_and_is_told(tmp_path: Path) -> None:
    within, mail = Silent(), Scripted(SENDS)
    async with opened(tmp_path / "life", mail) as kit:
        *_, last = await _say(kit, within, "Stop!")
        assert isinstance(last, Answered)
        assert isinstance(last.moment.what, Said)
        assert "resume" in last.moment.what.text
        assert within.asked == []
        assert [m async for m in kit.log.read(Wanted(kinds=("stopped",)))]
        said = await kit.said("Mail ada@example.org: Hello")
        act = Act(tool="send_mail", arguments={"to": "ada@example.org", "body": "Hello"})
        end = await kit.gate.do(act, [said.id])
        assert isinstance(end.what, Decided)
        assert end.what.rule == "stopped"
        assert mail.ran == []


async def test_a_voice_in_the_room_may_stop_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "life") as kit:
        await _say(kit, Silent(), "멈춰", Manner(trust=Trust.OUTSIDE))
        (stopped,) = [m async for m in kit.log.read(Wanted(kinds=("stopped",)))]
        assert isinstance(stopped.what, Stopped)
        assert stopped.what.by == "word"


async def test_what_only_speaks_of_stopping_is_answered(tmp_path: Path) -> None:
    within = Silent()
    async with opened(tmp_path / "life") as kit:
        await _say(kit, within, "Where does the bus stop?")
        assert within.asked == ["Where does the bus stop?"]
        assert not kit.gate.stop.halted


@pytest.mark.parametrize(
    "words", ["stop", "STOP.", "Stop everything!", "please stop", "halt", "Alongside, stop now",
              "멈춰", "그만해", "전부 멈춰!", "중지"],
)  # fmt: skip
def test_it_is_heard_in_many_ways(words: str) -> None:
    assert says_stop(words)


@pytest.mark.parametrize(
    "words", ["stop by at the shop", "When did I stop smoking?", "Don't stop", "the last stop",
              "버스 정류장이 어디야", "그만두고 싶다고 언제 말했지?"],
)  # fmt: skip
def test_other_words_are_not_taken_for_it(words: str) -> None:
    assert not says_stop(words)
