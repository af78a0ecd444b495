"""Korean lines, as Tesseract tells them, and as it reads them where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from alongside.models.see import korean

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"
STEP = korean.HEIGHT + 2 * korean.MARGIN


def table(*words: tuple[str, float, int, int, int]) -> str:
    """Tesseract's table of words: text, confidence, line, left, width."""
    rows = [COLUMNS.split()]
    rows += [
        [
            "5",
            "1",
            "1",
            "1",
            "1",
            "1",
            str(left),
            str(line * STEP + 30),
            str(width),
            "40",
            str(sure),
            text,
        ]
        for text, sure, line, left, width in words
    ]
    return "\n".join("\t".join(row) for row in rows) + "\n"


def test_syllables_that_stand_close_are_one_word() -> None:
    words = table(("지", 95, 0, 24, 40), ("훈이", 93, 0, 66, 80), ("축사", 90, 0, 190, 80))

    (line,) = korean._by_line(words, 1)

    assert line is not None
    assert line.text == "지훈이 축사"
    assert line.score == pytest.approx(0.927, abs=0.001)


def test_lines_are_told_apart_by_where_they_lie() -> None:
    words = table(("둘", 95, 1, 24, 40), ("하나", 95, 0, 24, 80), ("-", -1, 2, 0, 0))

    assert [line and line.text for line in korean._by_line(words, 3)] == ["하나", "둘", None]


def test_latin_and_unsure_lines_are_left_alone() -> None:
    words = table(("books", 99, 0, 24, 80), ("지훈", 20, 1, 24, 80))

    assert korean._by_line(words, 2) == [None, None]


async def test_without_tesseract_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(korean, "COMMAND", "no-such-command")

    assert korean.NEEDED in await korean.missing()
    assert await korean.read([Image.new("RGB", (100, 40))]) == [None]


async def test_korean_is_read() -> None:
    if lacking := await korean.missing():
        pytest.skip(lacking)
    if not FONT.exists():
        pytest.skip("no font with Korean letters: install fonts-noto-cjk")
    font = ImageFont.truetype(str(FONT), 40, index=1)
    lines = []
    for text in ("지훈이 결혼식 축사", "Café Milano"):
        image = Image.new("RGB", (400, 64), "white")
        ImageDraw.Draw(image).text((8, 0), text, "black", font=font)
        lines.append(image)

    first, second = await korean.read(lines)

    assert first is not None
    assert first.text == "지훈이 결혼식 축사"
    assert second is None
