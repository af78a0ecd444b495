"""The zone that times are read in where neither the person nor their calendars tell one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
import tzlocal

from alongside.config import Config
from alongside.log.moment import Moment
from alongside.senses.zones import local_zone

CHAT = "23/10/2008, 08:02 - Robin: Are you up?\n23/10/2008, 08:03 - Alex: Barely.\n"


def contradicting() -> str:
    raise ZoneInfoNotFoundError("Multiple conflicting time zone configurations found")


async def test_a_chat_is_read_on_this_machines_clock(
    life: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: "Asia/Seoul")
    life.config = Config(name="Alex")
    path = tmp_path / "WhatsApp Chat with Robin.txt"
    path.write_text(CHAT)
    await life.bring(path)
    said: list[Moment] = await life.moments("said")
    assert [(one.zone, one.at.hour) for one in said] == [("Asia/Seoul", 23)] * 2


@pytest.mark.parametrize("told", [lambda: None, lambda: "Nowhere/At/All", contradicting])
def test_a_machine_that_names_no_zone_is_in_utc(
    told: Callable[[], str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tzlocal, "get_localzone_name", told)
    assert local_zone() == "UTC"
