"""What was understood against what was expected: the rule of matching, and the project's days."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from alongside.interfaces.bench import understand
from alongside.interfaces.bench.matching import Day, Entry, Thing, Who, fits
from alongside.life import Lives

DAYS = Path(__file__).parents[3] / "bench/days"
HOME = Thing(sort="belief", text="Lives in Porto", category="fact", about="home")


@pytest.mark.parametrize(
    ("entry", "fit"),
    [
        (Entry(words=("porto",)), True),
        (Entry(words=("Lyon|Porto",)), True),
        (Entry(words=("Porto", "Lyon")), False),
        (Entry(words=("Porto",), category="plan"), False),
        (Entry(words=("Porto",), category=("plan", "fact")), True),
        (Entry(words=("Porto",), about="lived"), False),
        (Entry(words=("Porto",), over=True), False),
        (Entry(words=("Porto",), subject="Mina"), False),
    ],
)
def test_an_entry_fits_by_category_about_and_words(entry: Entry, fit: bool) -> None:
    assert fits(entry, HOME) is fit


async def test_a_day_is_brought_in_and_scored(tmp_path: Path) -> None:
    day = Day(
        person=Who(name="Ada"),
        beliefs=(
            Entry(words=("Porto",), since="2026-02"),
            Entry(words=("chess",)),
        ),
        promises=(Entry(by="me", words=("plants",), due="2026-03-06"),),
        fine=(Entry(words=("rain",)),),
        not_=(Entry(words=("coffee",), why="she was joking"),),
    )
    folder = tmp_path / "days" / "one"
    folder.mkdir(parents=True)
    (folder / "expected.json").write_bytes(msgspec.json.encode(day))
    words = (
        "We moved to Porto last month. I love rain. I love coffee.\n"
        "I promised Mina to water the plants by Friday."
    )
    (folder / "2026-03-03.md").write_text(words, encoding="utf-8")
    result = await understand.run(tmp_path / "days", Lives(tmp_path / "home"))
    assert (result["right"], result["made"], result["expected"]) == (2, 3, 3)
    assert (result["dates"], result["dates_right"], result["fallen_for"]) == (2, 2, 1)
    assert result["days"]["one"]["missed"] == ["belief: chess"]
    assert result["days"]["one"]["traps"] == ["Likes coffee (she was joking)"]


async def test_a_folder_without_days_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"expected\.json"):
        await understand.run(tmp_path, Lives(tmp_path / "home"))


@pytest.mark.slow
@pytest.mark.parametrize("part", ["tune", "held-out"])
async def test_the_projects_days_are_understood(part: str, tmp_path: Path) -> None:
    result = await understand.run(DAYS / part, Lives(tmp_path))
    assert result["precision"] >= 0.85
    assert result["recall"] >= 0.6
