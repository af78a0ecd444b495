"""“Approve”, with the code on the screen, allows what waits; no other voice or words do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.gate.conftest import SENDS, Kit, Scripted, opened
from tests.gate.test_codes import asked
from tests.mind.converse.test_halting import Silent

from alongside.gate.codes import Codes
from alongside.log.kinds import Said
from alongside.log.moment import Trust
from alongside.mind.converse.approving import ELSEWHERE, Approving, code_said
from alongside.mind.converse.events import Answered
from alongside.mind.converse.manner import TYPED, Manner

HERE = Manner(aloud=True, unlocked=True)


@pytest.mark.parametrize(
    "words",
    ["Approve 4 7 2 9", "approve 4729.", "Please approve four seven two nine",
     "Approve code for seven too nine", "승인 4729", "승인 사 칠 이 구", "승인 사칠이구번 해 줘",
     "approve it 47 29"],
)  # fmt: skip
def test_a_code_is_heard_however_it_is_said(words: str) -> None:
    assert code_said(words) == "4729"


@pytest.mark.parametrize(
    "words",
    ["approve", "approve it", "approve 472", "approve 47291", "4729", "did you approve 4729?",
     "approve 4729 and 1111", "tell Mina to approve 4729", "승인 사칠", "disapprove 4729"],
)  # fmt: skip
def test_no_other_words_are_an_approval(words: str) -> None:
    assert code_said(words) == ""


async def said(kit: Kit, codes: Codes, words: str, manner: Manner, within: Silent) -> str:
    approving = Approving(kit.log, kit.gate, codes, within)
    events = [one async for one in approving.ask(words, "t", datetime.now(UTC), "UTC", manner)]
    last = events[-1] if events else None
    told = last.moment.what if isinstance(last, Answered) else None
    return told.text if isinstance(told, Said) else ""


async def test_what_waits_is_done_with_the_code_and_nothing_of_it_is_said_aloud(
    tmp_path: Path,
) -> None:
    mail, within = Scripted(SENDS), Silent()
    async with opened(tmp_path / "life", mail) as kit:
        codes, act = Codes(kit.log), await asked(kit)
        code = await codes.give(act)
        assert await said(kit, codes, f"Approve {code}", HERE, within) == "Done."
        assert mail.ran == [{"to": "eve@example.org", "body": "Hello"}]
        assert "No code" in await said(kit, codes, f"Approve {code}", HERE, within)
        assert len(mail.ran) == 1
        assert within.asked == []


@pytest.mark.parametrize("manner", [Manner(trust=Trust.OUTSIDE, aloud=True), TYPED])
async def test_elsewhere_even_the_right_code_does_nothing_and_costs_no_try(
    tmp_path: Path, manner: Manner
) -> None:
    mail = Scripted(SENDS)
    async with opened(tmp_path / "life", mail) as kit:
        codes, act = Codes(kit.log), await asked(kit)
        code = await codes.give(act)
        for _ in range(5):
            told = await said(kit, codes, f"Approve {code}", manner, Silent())
            assert told == ELSEWHERE["en"]
        assert mail.ran == []
        assert await codes.take(code) == act


async def test_stopped_nothing_is_allowed(tmp_path: Path) -> None:
    mail = Scripted(SENDS)
    async with opened(tmp_path / "life", mail) as kit:
        codes, act = Codes(kit.log), await asked(kit)
        code = await codes.give(act)
        await kit.gate.stop.stop("button", "UTC")
        told = await said(kit, codes, f"Approve {code}", HERE, Silent())
        assert "stopped" in told
        assert mail.ran == []
