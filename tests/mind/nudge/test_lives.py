"""Whole days played through, with all that must come of them and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.interfaces.bench import days, proactive
from alongside.interfaces.bench.days import Day

ROOT = Path(__file__).parents[3]
LIVES = sorted((ROOT / "tests/lives").glob("*.yaml"))
PLAYED = [day for path in LIVES for day in days.load(path)]


@pytest.mark.parametrize("day", PLAYED, ids=lambda day: day.name)
async def test_a_day_is_lived_as_it_should_be(day: Day) -> None:
    judged = await proactive.live(day)
    assert judged.missed == []
    assert [why for _, why in judged.alarms] == []


def test_a_file_that_is_no_days_says_where(tmp_path: Path) -> None:
    path = tmp_path / "days.yaml"
    for content, told in (
        ("days: [{name: x}]", "since"),
        ("days: [{name: x, since: 2026-01-02T10:00, until: 2026-01-01T10:00}]", "ends before"),
        ("days: 3", "array"),
        ("{", "days.yaml"),
        (
            (
                "days: [{name: x, since: 2026-01-01T10:00, until: 2026-01-02T10:00,"
                " life: [{at: 2026-01-01T10:00}]}]"
            ),
            "one thing happens",
        ),
    ):
        path.write_text(content)
        with pytest.raises(days.NotDays, match=told):
            days.load(path)


@pytest.mark.slow
async def test_the_projects_own_labelled_days_come_out_right() -> None:
    told = await proactive.run(ROOT / "bench/proactive/days.yaml")
    assert told["days"] >= 15
    assert told["f1"] >= 0.8
