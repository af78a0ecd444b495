"""Korean text in pictures, through Tesseract where Debian's `tesseract-ocr-kor` is installed.

The lines go to it stacked in one picture, since starting it costs more than reading a line.
"""

from __future__ import annotations

import asyncio
import csv
import os
import re
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import pairwise

from PIL import Image

COMMAND = "tesseract"
NEEDED = "tesseract-ocr-kor"
HEIGHT, MARGIN = 48, 24
"""Pixels of each line, and around it."""
SURE = 0.6
PATIENCE = 60
"""Seconds after which a picture is given up."""
GAP = 0.25
"""Space between words, in line heights; Tesseract parts Korean syllables that stand closer."""
ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}
HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read, and how sure it is, in 0..1."""

    text: str
    score: float


async def missing() -> str:
    """What the machine lacks to read Korean in pictures, or nothing."""
    there = await asyncio.to_thread(shutil.which, COMMAND)
    listed = await _tesseract(["--list-langs"]) if there else b""
    return "" if b"kor" in listed.split() else f"Korean in pictures is not read: install {NEEDED}."


async def read(lines: Sequence[Image.Image]) -> list[Line | None]:
    """For each picture of one line its Korean text, or None."""
    if not lines or await missing():
        return [None] * len(lines)
    page = await asyncio.to_thread(_page, lines)
    table = await _tesseract(["-", "-", "-l", "kor+eng", "--psm", "6", "tsv"], page)
    return _by_line(table.decode("utf-8", "replace"), len(lines))


async def _tesseract(arguments: Sequence[str], given: bytes = b"") -> bytes:
    """What it writes, which is nothing if it fails or takes too long."""
    process = await asyncio.create_subprocess_exec(
        COMMAND, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=ENVIRONMENT
    )
    try:
        async with asyncio.timeout(PATIENCE):
            written, _ = await process.communicate(given)
    except TimeoutError:
        return b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return written


def _page(lines: Sequence[Image.Image]) -> bytes:
    file = BytesIO()
    _stacked(lines).save(file, "PNG")
    return file.getvalue()


def _stacked(lines: Sequence[Image.Image]) -> Image.Image:
    """The lines, each `HEIGHT` high, under one another on white."""
    scaled = [line.resize((max(1, line.width * HEIGHT // line.height), HEIGHT)) for line in lines]
    step = HEIGHT + 2 * MARGIN
    wide = max(line.width for line in scaled) + 2 * MARGIN
    page = Image.new("RGB", (wide, step * len(scaled)), "white")
    for i, line in enumerate(scaled):
        page.paste(line, (MARGIN, i * step + MARGIN))
    return page


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    score: float
    left: int
    right: int


def _by_line(table: str, count: int) -> list[Line | None]:
    words: list[list[_Word]] = [[] for _ in range(count)]
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, score = (row["text"] or "").strip(), float(row["conf"]) / 100
        left, middle = int(row["left"]), int(row["top"]) + int(row["height"]) // 2
        if text and score >= 0:
            line = min(count - 1, middle // (HEIGHT + 2 * MARGIN))
            words[line].append(_Word(text, score, left, left + int(row["width"])))
    return [_line(line) for line in words]


def _line(words: Sequence[_Word]) -> Line | None:
    text = "".join(word.text for word in words)
    if not HANGUL.search(text):
        return None
    score = sum(word.score for word in words) / len(words)
    return Line(_spaced(words), round(score, 3)) if score >= SURE else None


def _spaced(words: Sequence[_Word]) -> str:
    text = words[0].text
    for before, word in pairwise(words):
        apart = word.left - before.right > GAP * HEIGHT
        text += f" {word.text}" if apart else word.text
    return text
