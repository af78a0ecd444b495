"""The words of an HTML mail, as a person reads them: no scripts, no styles, nothing quoted."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
_QUOTED = frozenset({"blockquote"})
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "wbr"})
_BLOCKS = frozenset(
    {"p", "div", "br", "hr", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6",
     "section", "article", "header", "footer", "pre"}
)  # fmt: skip
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._within: list[str] = []
        """The open elements from the first silent one on."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._break(tag)
            return
        is_quote = tag in _QUOTED or "gmail_quote" in (dict(attrs).get("class") or "")
        if self._within or tag in _SILENT or is_quote:
            self._within.append(tag)
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            while self._within.pop() != tag:
                pass
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.parts.append(_SPACES.sub(" ", data.replace("\n", " ")))

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and not self._within:
            self.parts.append("\n")


def readable(html: str) -> str:
    """The text of it, a line for each block. Never raises: HTML is whatever it is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.parts).split("\n")
    return _LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()
