"""`alongside understand`: what is believed, and a new reading beside the old."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .conftest import Terminal


def test_what_is_believed_is_told_with_its_words(terminal: Terminal, tmp_path: Path) -> None:
    note = tmp_path / "2024-05-01.md"
    note.write_text("I live in Porto. I love rain.\n", encoding="utf-8")
    terminal.run("import", str(note))
    home, rain = terminal.json("understand")
    assert (home["statement"], rain["statement"]) == ("Lives in Porto", "Likes rain")
    assert home["evidence"][0]["quote"] == "I live in Porto."
    assert "I live in Porto." in terminal.run("understand")


def test_a_new_reading_is_compared_and_stands_where_wished(
    terminal: Terminal, tmp_path: Path
) -> None:
    note = tmp_path / "2024-05-01.md"
    note.write_text("I live in Porto. I love rain.\n", encoding="utf-8")
    terminal.run("import", str(note))
    (home, rain) = terminal.json("understand")
    told = terminal.json("understand", "--again")
    assert told == {"same": ["Lives in Porto", "Likes rain"], "new": [], "gone": []}
    assert [one["id"] for one in terminal.json("understand")] == [home["id"], rain["id"]]
    assert "2 the same, 0 new, 0 gone" in terminal.run("understand", "--again", "--yes")
    taken = terminal.json("understand")
    assert [one["statement"] for one in taken] == ["Lives in Porto", "Likes rain"]
    assert {one["id"] for one in taken}.isdisjoint({home["id"], rain["id"]})


def test_a_model_that_is_not_here_is_said_to_be_missing(lived: Terminal) -> None:
    assert "Nothing is believed of you yet" in lived.run("understand")
    assert "chat" in lived.run("understand", "--model", "chosen", fails=6)
