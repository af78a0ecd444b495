"""What waits for the person is pushed: once, with where it is, and without what it is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import time
from pathlib import Path

import pytest
from tests.gate.conftest import SENDS, Scripted, opened
from tests.gate.test_codes import asked

from alongside.config import Config, Proactive
from alongside.interfaces.deliver.asking import Asking, quiet

AWAKE = Config(language="en", proactive=Proactive(quiet_from="", quiet_until="", push="words"))


class Phone:
    """What was pushed."""

    def __init__(self) -> None:
        self.shown: list[Mapping[str, str]] = []
        self.buzzed = asyncio.Event()

    async def __call__(self, shown: Mapping[str, str]) -> None:
        self.shown.append(shown)
        self.buzzed.set()


async def test_a_push_opens_the_very_act_and_holds_nothing_of_it(tmp_path: Path) -> None:
    phone = Phone()
    async with opened(tmp_path / "life", Scripted(SENDS)) as kit:
        asking = Asking(kit.log, phone, lambda: AWAKE, lambda: "UTC", settle=0)
        following = asyncio.create_task(asking.follow())
        await asyncio.sleep(0)
        act = await asked(kit)
        async with asyncio.timeout(10):
            await phone.buzzed.wait()
        for _ in range(5):
            await asked(kit, "mallory@example.org")
        following.cancel()
    (shown,) = phone.shown
    assert shown["url"] == f"/#/acts/{act}"
    assert shown["body"] == "Something waits for your word."
    assert "eve" not in str(shown)


async def test_what_was_answered_at_once_is_not_pushed(tmp_path: Path) -> None:
    phone = Phone()
    async with opened(tmp_path / "life", Scripted(SENDS)) as kit:
        asking = Asking(kit.log, phone, lambda: AWAKE, lambda: "UTC")
        act = await asked(kit)
        (before,) = [m async for m in kit.log.read() if m.kind == "decided"]
        await kit.gate.decline(act)
        assert not await asking.tell(before)
    assert phone.shown == []


@pytest.mark.parametrize(
    ("at", "held"), [("23:00", True), ("06:00", True), ("07:30", False), ("12:00", False)]
)
def test_it_keeps_the_quiet_hours(at: str, held: bool) -> None:
    assert quiet(Config(), time.fromisoformat(at)) is held
