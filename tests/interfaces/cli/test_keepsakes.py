"""A film and a book at the command line, over a small life brought in from photos and notes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import av
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from alongside.mind.keepsakes.fonts import FontsMissing, needed

from .conftest import Terminal

HOME, AWAY = (38.7223, -9.1393), (41.1496, -8.6109)
DAY = datetime(2026, 10, 1, 11, tzinfo=UTC)
GPS, DATE = 0x8825, 0x9003


@pytest.fixture(autouse=True)
def built() -> None:
    try:
        needed()
    except FontsMissing as error:
        pytest.skip(str(error))


def _degrees(value: float) -> tuple[float, float, float]:
    whole = int(abs(value))
    minutes = (abs(value) - whole) * 60
    return (float(whole), float(int(minutes)), (minutes - int(minutes)) * 60)


def _photo(path: Path, at: datetime, where: tuple[float, float], seed: int) -> None:
    cells = np.random.default_rng(seed).integers(0, 255, (9, 12, 3), np.uint8)
    image = Image.fromarray(cells).resize((640, 480), Image.Resampling.NEAREST)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[DATE] = at.strftime("%Y:%m:%d %H:%M:%S")
    north, east = where
    exif.get_ifd(GPS).update(
        {1: "N" if north > 0 else "S", 2: _degrees(north), 3: "E" if east > 0 else "W",
         4: _degrees(east)}
    )  # fmt: skip
    image.save(path, "JPEG", exif=exif, quality=90)


@pytest.fixture
def travelled(terminal: Terminal, tmp_path: Path) -> Terminal:
    """Six days with photos at home, and two in Porto between them, with a note of one."""
    folder = tmp_path / "photos"
    folder.mkdir()
    days = [(n, HOME) for n in (0, 2, 4, 10, 12, 14)] + [(7, AWAY), (8, AWAY)]
    for number, (day, where) in enumerate(days):
        for nth in range(3 if where == AWAY else 1):
            at = DAY + timedelta(days=day, hours=nth)
            _photo(folder / f"{number}-{nth}.jpg", at, where, number * 10 + nth)
    (folder / "2026-10-08.md").write_text(
        "# Porto\nWe ate sardines by the river until it rained.\n"
    )
    terminal.run("import", str(folder))
    return terminal


def kept(terminal: Terminal, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = terminal.json(*words)
    return found


def test_what_there_is_for_a_film_is_listed(travelled: Terminal) -> None:
    (trip,) = [one for one in terminal_outings(travelled) if one["sort"] == "trip"]
    assert (trip["first"], trip["last"], trip["photos"]) == ("2026-10-08", "2026-10-09", 6)
    assert trip["towns"] == ["Porto"]
    listed = travelled.run("film")
    assert "Porto" in listed
    assert "alongside film NUMBER" in listed


def terminal_outings(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal.json("film")
    return found


def test_nothing_to_show_and_no_such_number_are_told(lived: Terminal) -> None:
    assert "photos enough" in lived.run("film")
    assert "no number 3" in lived.run("film", "3", fails=2)
    assert "not a time I understand" in lived.run("film", "blorp", fails=2)
    assert "photo" in lived.run("film", "May 2024", fails=1)


@pytest.mark.slow
def test_a_film_is_made_kept_and_forgotten_with_its_photo(
    travelled: Terminal, tmp_path: Path
) -> None:
    outings = terminal_outings(travelled)
    number = 1 + next(n for n, one in enumerate(outings) if one["sort"] == "trip")
    out = tmp_path / "porto.mp4"
    made = kept(travelled, "film", str(number), "--out", str(out), "--seconds", "30", "--tall")
    with av.open(str(out)) as film:
        stream = film.streams.video[0]
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", 720, 1280)
        assert film.duration is not None
        assert 5 < film.duration / av.time_base <= 30
    said = travelled.run("show", made["id"][-8:])
    assert "Porto" in said
    photo = next(one for one in made["because"] if one != made["id"])
    travelled.run("forget", photo, "--yes")
    assert "No moment" in travelled.run("show", made["id"], fails=9)


@pytest.mark.slow
def test_a_book_is_made_for_print(travelled: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "2026.pdf"
    assert "is kept, and in" in travelled.run(
        "book", "2026", "--out", str(out), "--bleed", "--title", "Our year"
    )
    book = pypdfium2.PdfDocument(out)
    words = " ".join(page.get_textpage().get_text_range() for page in book)
    assert len(book) % 2 == 0
    assert "Our year" in words
    assert "sardines" in words
    width, height = book[0].get_size()
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (148 + 6, 210 + 6)
    book.close()


def test_a_book_of_no_days_and_of_no_paper_is_told(lived: Terminal) -> None:
    assert "a5 or a4" in lived.run("book", "2026", "--paper", "b5", fails=2)
    assert "not a time I understand" in lived.run("book", "blorp", fails=2)
    lived.run("book", "1999", fails=1)
