"""A code allows exactly what was shown with it: once, for a while, and hardly by a guess."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.gate.conftest import SENDS, Kit, Scripted, opened

from alongside.gate.act import Act
from alongside.gate.codes import LASTS, MOST, MOST_WRONG, PAUSE, Codes
from alongside.gate.gate import NotWaiting
from alongside.log.kinds import Decided


@dataclass
class Clock:
    """A clock that is put forward by hand."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


async def asked(kit: Kit, to: str = "eve@example.org") -> str:
    """An act that waits."""
    said = await kit.said("Look at my diary")
    act = Act(tool="send_mail", arguments={"to": to, "body": "Hello"})
    decided = await kit.gate.do(act, [said.id])
    assert isinstance(decided.what, Decided)
    assert decided.what.verdict == "ask"
    return decided.because[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10000:04}"


async def test_a_code_is_good_once_and_for_its_act(tmp_path: Path) -> None:
    async with opened(tmp_path / "life", Scripted(SENDS)) as kit:
        codes = Codes(kit.log)
        first, second = await asked(kit), await asked(kit, "mallory@example.org")
        one, other = await codes.give(first), await codes.give(second)
        assert await codes.take(other) == second
        assert await codes.take(one) == first
        with pytest.raises(NotWaiting):
            await codes.take(one)


async def test_a_new_code_voids_the_one_before_and_each_expires(tmp_path: Path) -> None:
    async with opened(tmp_path / "life", Scripted(SENDS)) as kit:
        clock = Clock()
        codes, act = Codes(kit.log, clock), await asked(kit)
        old, new = await codes.give(act), await codes.give(act)
        if old != new:
            with pytest.raises(NotWaiting):
                await codes.take(old)
        clock.at += LASTS
        with pytest.raises(NotWaiting, match="No code"):
            await codes.take(new)


async def test_guessing_ends_after_a_few_tries_whoever_asks_for_new_codes(tmp_path: Path) -> None:
    async with opened(tmp_path / "life", Scripted(SENDS)) as kit:
        clock = Clock()
        codes, act = Codes(kit.log, clock), await asked(kit)
        for _ in range(MOST_WRONG):
            code = await codes.give(act)
            with pytest.raises(NotWaiting):
                await codes.take(wrong(code))
        with pytest.raises(NotWaiting, match="Too many"):
            await codes.take(code)
        with pytest.raises(NotWaiting, match="Too many"):
            await codes.give(act)
        clock.at += PAUSE
        assert await codes.take(await codes.give(act)) == act


async def test_what_was_answered_meanwhile_is_not_done_by_its_code(tmp_path: Path) -> None:
    mail = Scripted(SENDS)
    async with opened(tmp_path / "life", mail) as kit:
        codes, act = Codes(kit.log), await asked(kit)
        code = await codes.give(act)
        await kit.gate.decline(act)
        with pytest.raises(NotWaiting):
            await codes.take(code)
        with pytest.raises(NotWaiting):
            await codes.give(act)
        assert mail.ran == []


async def test_few_codes_stand_at_a_time(tmp_path: Path) -> None:
    async with opened(tmp_path / "life", Scripted(SENDS)) as kit:
        codes = Codes(kit.log)
        given = [await codes.give(await asked(kit, f"e{n}@example.org")) for n in range(MOST + 1)]
        assert len(set(given[1:])) == MOST
        if given[0] not in given[1:]:
            with pytest.raises(NotWaiting):
                await codes.take(given[0])
