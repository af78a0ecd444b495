"""Draws the gallery of sketches, their words below them, for the guide on imagining.

    python -m scripts.gallery [FOLDER]

The words are those that `alongside bench imagine` measures with.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from alongside.interfaces.bench.imagine import prompts
from alongside.mind.imagine.sketch import sketch
from alongside.mind.keepsakes.fonts import REGULAR

DOCS = Path(__file__).parents[1] / "docs" / "images"
ACROSS, DOWN = 4, 5
WIDTH, HEIGHT = 330, 220
BELOW, GAP = 40, 10
COLOURS = 200


def main(folder: Path = DOCS) -> None:
    """Write `sketches-1.png` and on: each four across and five down."""
    said = prompts()
    for first in range(0, len(said), ACROSS * DOWN):
        sheet = _sheet(said[first : first + ACROSS * DOWN])
        path = folder / f"sketches-{first // (ACROSS * DOWN) + 1}.png"
        sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size // 1000} kB")


def _sheet(said: tuple[str, ...]) -> Image.Image:
    rows = -(-len(said) // ACROSS)
    size = (ACROSS * (WIDTH + GAP) + GAP, rows * (HEIGHT + BELOW + GAP) + GAP)
    sheet = Image.new("RGB", size, "#ffffff")
    write, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(REGULAR), 14)
    for nth, text in enumerate(said):
        x = GAP + nth % ACROSS * (WIDTH + GAP)
        y = GAP + nth // ACROSS * (HEIGHT + BELOW + GAP)
        with Image.open(BytesIO(sketch(text).png())) as drawn:
            sheet.paste(drawn.convert("RGB").resize((WIDTH, HEIGHT)), (x, y))
        for line, part in enumerate(_lines(text, font)):
            write.text((x, y + HEIGHT + 2 + line * 18), part, "#30343a", font)
    return sheet


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """The words in lines that fit under a sketch."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if font.getlength(longer) <= WIDTH else [*lines, word]
    return lines


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
