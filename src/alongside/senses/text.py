"""Bytes to text when nobody says which encoding: UTF-8, UTF-16, Korean CP949, or Western."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BROKEN_SHARE = 0.05
"""A text with at most this share of its non-ASCII bytes wrong is still taken for UTF-8."""


def decode(data: bytes) -> str:
    """The text of `data` with plain line ends. Never raises: what no encoding holds becomes �."""
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def is_text(head: bytes) -> bool:
    """Whether the start of a file looks like text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return control == 0


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    others = sum(byte > 127 for byte in data)
    if text.count("\ufffd") <= _BROKEN_SHARE * others:
        return text
    korean = data.decode("cp949", "replace")
    return korean if _is_korean(korean) else data.decode("cp1252", "replace")


def _is_korean(text: str) -> bool:
    """Whether most of what isn't ASCII is Hangul, as in text that was written in CP949."""
    others = [char for char in text if char > "\x7f"]
    hangul = sum("\uac00" <= char <= "\ud7a3" for char in others)
    return hangul >= 0.6 * len(others)
