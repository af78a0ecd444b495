"""The sheets of a book: a PDF that knows its trim, its margins, its colours and its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from alongside.mind.keepsakes.book.layout import Box
from alongside.mind.keepsakes.fonts import BOLD, REGULAR, drawable, needed
from alongside.models.see.picture import picture

Paper = Literal["a5", "a4"]
PAPERS: dict[Paper, tuple[float, float]] = {"a5": (148.0, 210.0), "a4": (210.0, 297.0)}
"""Width and height in millimetres."""
BLEED = 3.0
"""Millimetres around the trim that a printer cuts off."""
FONT = "gowun"
INK, QUIET, ACCENT = (43, 42, 39), (122, 116, 106), (154, 84, 58)
PAPER_WHITE, LAND, SEA = (255, 255, 255), (231, 225, 213), (246, 244, 239)
MM_PER_INCH, MM_PER_POINT = 25.4, 0.3528
JPEG = 88
READABLE = 1.42
"""Line height over letter height."""

Align = Literal["L", "C", "R"]
Reading = Callable[[str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the pages are made; `dpi` is that of the photos."""

    paper: Paper = "a5"
    bleed: bool = False
    dpi: int = 300


class Sheet:
    """Draws pages; the origin is the corner of the trim. Blocks: for use in a thread.

    Raises `FontsMissing`.
    """

    def __init__(self, style: Style, title: str, language: str, read: Reading) -> None:
        from fpdf import FPDF

        needed()
        self.wide, self.high = PAPERS[style.paper]
        self.bleed = BLEED if style.bleed else 0.0
        self.unit = self.wide / 148
        """Letters and margins grow with the paper."""
        self._dpi, self._read = style.dpi, read
        outer = (self.wide + 2 * self.bleed, self.high + 2 * self.bleed)
        self._pdf = FPDF(unit="mm", format=outer)
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.add_font(FONT, "", REGULAR)
        self._pdf.add_font(FONT, "B", BOLD)
        self._pdf.set_title(title)
        self._pdf.set_creator("Alongside")
        self._pdf.set_lang("ko-KR" if language == "ko" else "en-GB")

    @property
    def room(self) -> Box:
        """What lies within the margins; the inner one, at the fold, is the wider."""
        inner, outer, top, bottom = 17 * self.unit, 13 * self.unit, 15 * self.unit, 17 * self.unit
        left = inner if self.pages % 2 else outer
        return Box(left, top, self.wide - inner - outer, self.high - top - bottom)

    @property
    def pages(self) -> int:
        return self._pdf.pages_count

    def page(self, *, numbered: bool = True) -> Box:
        """Begin a page; gives the room within its margins."""
        self._pdf.add_page()
        if numbered:
            side: Align = "R" if self.pages % 2 else "L"
            foot = self.high - 10 * self.unit
            self.text(str(self.pages), self.room.x, foot, self.room.wide, 7.5, QUIET, align=side)
        return self.room

    def text(
        self,
        text: str,
        x: float,
        y: float,
        wide: float,
        points: float,
        colour: tuple[int, int, int] = INK,
        *,
        bold: bool = False,
        align: Align = "L",
        spaced: float = 0.0,
    ) -> float:
        """Write lines that break at `wide`; gives the `y` below them."""
        self._letters(points, bold=bold, spaced=spaced)
        self._pdf.set_text_color(*colour)
        self._pdf.set_xy(x + self.bleed, y + self.bleed)
        self._pdf.multi_cell(
            wide, self._line(points), drawable(text), align=align, new_x="LEFT", new_y="NEXT"
        )
        return self._pdf.get_y() - self.bleed

    def height(self, text: str, wide: float, points: float, *, bold: bool = False) -> float:
        """How high `text` would be."""
        self._letters(points, bold=bold)
        lines = self._pdf.multi_cell(
            wide, self._line(points), drawable(text), dry_run=True, output="LINES"
        )
        return len(lines) * self._line(points) if isinstance(lines, list) else 0.0

    def width(self, text: str, points: float) -> float:
        """How wide `text` is on one line."""
        self._letters(points, bold=False)
        return float(self._pdf.get_string_width(drawable(text)))

    def rule(self, x: float, y: float, wide: float, colour: tuple[int, int, int] = ACCENT) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(0.3 * self.unit)
        self._pdf.line(x + self.bleed, y + self.bleed, x + wide + self.bleed, y + self.bleed)

    def fill(self, box: Box, colour: tuple[int, int, int]) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(box.x + self.bleed, box.y + self.bleed, box.wide, box.high, style="F")

    def dot(self, x: float, y: float, radius: float, colour: tuple[int, int, int]) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.set_draw_color(*PAPER_WHITE)
        self._pdf.set_line_width(0.25)
        self._pdf.circle(x + self.bleed, y + self.bleed, radius, style="DF")

    def lands(self, box: Box, rings: list[list[tuple[float, float]]]) -> None:
        """Fill outlines, cut at the box."""
        self._pdf.set_fill_color(*LAND)
        with self._pdf.rect_clip(box.x + self.bleed, box.y + self.bleed, box.wide, box.high):
            for ring in rings:
                points = [(x + self.bleed, y + self.bleed) for x, y in ring]
                self._pdf.polygon(points, style="F")

    def photo(self, hash: str, box: Box, *, said: str, cut: bool = False) -> None:
        """A photo into the box; `cut` to its shape. `said` is told to who can't see it.

        Raises `UnreadablePictureError`, and what reading raises.
        """
        from PIL import Image, ImageOps

        most = max(box.wide, box.high) / MM_PER_INCH * self._dpi
        image = Image.fromarray(picture(self._read(hash), min(4096, round(most * 1.3))).pixels)
        size = tuple(round(side / MM_PER_INCH * self._dpi) for side in (box.wide, box.high))
        if cut:
            least = min(1.0, image.width / size[0], image.height / size[1])
            image = ImageOps.fit(
                image, (round(size[0] * least), round(size[1] * least)), centering=(0.5, 0.4)
            )
        elif image.width > size[0]:
            image = image.resize((size[0], size[1]), Image.Resampling.LANCZOS)
        held = BytesIO()
        image.save(held, "JPEG", quality=JPEG)
        held.seek(0)
        place = (box.x + self.bleed, box.y + self.bleed, box.wide, box.high)
        self._pdf.image(held, *place, alt_text=drawable(said))

    def full(self) -> Box:
        """The whole sheet, as far as the bleed."""
        return Box(-self.bleed, -self.bleed, self.wide + 2 * self.bleed, self.high + 2 * self.bleed)

    def finished(self) -> bytes:
        """The PDF; with a bleed, it tells where it is cut."""
        made = bytes(self._pdf.output())
        return _trimmed(made, self.bleed / MM_PER_POINT) if self.bleed else made

    def _letters(self, points: float, *, bold: bool, spaced: float = 0.0) -> None:
        self._pdf.set_font(FONT, "B" if bold else "", points * self.unit)
        self._pdf.set_char_spacing(spaced)

    def _line(self, points: float) -> float:
        return points * self.unit * MM_PER_POINT * READABLE


def _trimmed(pdf: bytes, bleed: float) -> bytes:
    """The PDF with its trim written down (ISO 32000-2, 14.11.2), `bleed` points within its edge."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        wide, high = page.get_size()
        page.set_bleedbox(0, 0, wide, high)
        page.set_trimbox(bleed, bleed, wide - bleed, high - bleed)
    written = BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()
