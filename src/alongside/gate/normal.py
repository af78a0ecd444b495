"""Text in one form, so that a value is found however it is written.

Unicode NFKC (UAX #15), no letters that can't be seen, look-alike letters as the Latin ones they
imitate (after UTS #39), no case, single spaces. What is hidden by a code (percent, base64, hex,
punycode, rot13, reversed) is brought out beside it.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_TAGS = re.compile("[\U000e0020-\U000e007e]{3,}")
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁԛԝһӏкмтвнгѵαοριυνκτχγηωςßıɑɡƖ∕⁄‐‑‒–—―−‚‘’“”„…",
    'aeopcyxijsdqwhlkmtbhrvaopiuvktxynwcsiagl//-------,\'\'""".',
)
_OWN_LETTERS = str.maketrans("ı", "i")
"""Letters that languages in Latin script have, though others look like them."""
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""More than one space, or another than the plain one."""
_LETTERS = re.compile(r"[a-z]+")
_WORD = re.compile(r"[^\W_]+")
_ODD_WORD = re.compile(r"(?<![^\W_])[^\W_]*[^\W_\x00-\x7f][^\W_]*")
_BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/-])")
_RUN = re.compile(r"[A-Za-z0-9+/_-]{6,}")
_BETWEEN = re.compile(r"[_/+-]")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[\s:]?){8,}(?![0-9a-fA-F])")
_PERCENT = re.compile(r"(?<!\S)\S*%[0-9a-fA-F]{2}\S*")
_ESCAPES = re.compile(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]+;")
_ESCAPED = re.compile(r"(?<!\S)\S*(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]+;)\S*")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+", re.IGNORECASE)
_SPELT = re.compile(r"(?:(?<=\W)|^)(?:\w[ .\-_*|]){5,}\w(?=\W|$)")
_WORDS = """
    the a an to of is are was be and or you your for we our us in on at it this that with by from
    has have will must should please can not if who which as so der die das und ist bitte sie auf
    den dem zu für el la los de que y en para por favor le les et pour vous est il
    an hinzu ein eine einen diese diesen dieser auch mit von vom zum este esta con del al un una o à
    au aux du des ce cet cette avec aussi il gli di per anche questo um uma para
    ich bin dass das im am wir ihr mir mich mein meine es wenn als nach bei los las mi mis tu su sus se
    je mon ma mes tu ta tes son sa ses sur dans qui que ce ne pas i il lo gli mio mia os as meu minha
    naar het een ook van z się и на в это этот для bu ve için
"""
FUNCTION = frozenset(_WORDS.split())
"""Words that hold sentences together and say nothing of what they are about."""
_COMMON = [
    "the",
    "and",
    "send",
    "you",
    "your",
    "to",
    "this",
    "ignore",
    "please",
    "transfer",
    "forward",
    "delete",
    "all",
    "user",
    "pay",
    "instruction",
    "instructions",
    "password",
    "share",
    "with",
    "from",
    "email",
]
_ENGLISH = frozenset(_COMMON)
_TURNED = frozenset(codecs.encode(word, "rot13") for word in _COMMON)
_BACKWARDS = frozenset(word[::-1] for word in _COMMON)
LEAST_ENGLISH = 3
"""English words that a text must hold to sound English."""
LEAST_CODED, LEAST_RUN = 16, 5
MOST_HIDDEN = 20_000
MOST_PERCENT, MOST_ESCAPES = 4, 4
"""Codes in one word from which it hides something; a name or link has fewer."""


@lru_cache(4096)
def folded(text: str) -> str:
    """The one form; lines stay lines."""
    if text.isascii():
        return _SPACES.sub(" ", text.lower())
    return _SPACES.sub(" ", "\n".join(map(_in_one_form, text.split("\n"))))


def _in_one_form(line: str) -> str:
    """A line without odd letters; plain lines, which most are, have none."""
    if line.isascii():
        return line.lower()
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", line)).casefold()
    seen = _ODD_WORD.sub(lambda word: _as_latin(word[0]), seen)
    return _ODD_MARK.sub(lambda mark: _PUNCTUATION[mark[0]], seen)


_PUNCTUATION = {
    chr(code): chr(to) for code, to in _LOOK_ALIKE.items() if not chr(code).isalpha()
}  # fmt: skip
"""Dashes and quotes are always folded; letters only in words that mix scripts."""
_ODD_MARK = re.compile(f"[{re.escape(''.join(_PUNCTUATION))}]")


@lru_cache(4096)
def skeleton(text: str) -> str:
    """The folded text with every look-alike letter as the Latin one, whatever script it is in."""
    plain = folded(text).translate(_LOOK_ALIKE)
    return "".join(
        char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char)
    )


@lru_cache(8192)
def compact(text: str) -> str:
    """Only the letters and digits of the folded text: for accounts, phones and addresses."""
    return "".join(_WORD.findall(folded(text)))


def words(text: str) -> list[str]:
    """The words and numbers of the folded text."""
    return _WORD.findall(folded(text))


@lru_cache(65536)
def stem(word: str) -> str:
    """A folded word without the ending of many."""
    many = len(word) > 3 and word.isascii() and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if many else word


@lru_cache(16384)
def stems(text: str) -> frozenset[str]:
    """The words of a text without the endings of many."""
    return frozenset(map(stem, words(text)))


LEAST_LETTERS, MOST_LETTERS = 5, 6


@lru_cache(16384)
def beginnings(text: str) -> frozenset[str]:
    """The longer words of a text by their first letters, which languages have in common."""
    return frozenset(word[:MOST_LETTERS] for word in words(text) if len(word) >= LEAST_LETTERS)


def mixes_scripts(text: str) -> bool:
    """Whether a word of it is Latin with letters of another script that look Latin."""
    plain = text.casefold().translate(_OWN_LETTERS)
    return any(_as_latin(word) != word for word in _WORD.findall(plain))


def hidden(text: str) -> Iterator[str]:
    """What the text holds in a code: each piece brought out, in plain letters."""
    text = text[:MOST_HIDDEN]
    for found in _TAGS.findall(text) if not text.isascii() else ():
        yield "".join(chr(ord(char) - 0xE0000) for char in found)
    long = max(map(len, text.split()), default=0) >= LEAST_CODED
    for found in _BASE64.findall(text) if long else ():
        yield from _readable(_from_base64(found))
    for found in _HEX.findall(text):
        yield from _readable(_from_hex(found))
    for found in _PERCENT.finditer(text) if "%" in text else ():
        if found[0].count("%") >= MOST_PERCENT:
            yield unquote(found[0])
    for found in _ESCAPED.finditer(text) if "\\" in text or "&#" in text else ():
        if len(_ESCAPES.findall(found[0])) >= MOST_ESCAPES:
            yield unescaped(found[0])
    for found in _PUNYCODE.findall(text) if "n--" in text.lower() else ():
        yield _from_punycode(found)
    for found in _SPELT.finditer(text):
        yield re.sub(r"[ .\-_*|]", "", found[0])
    told = set(_LETTERS.findall(text.casefold()))
    if len(told & _ENGLISH) < LEAST_ENGLISH:
        if len(told & _TURNED) >= LEAST_ENGLISH:
            yield codecs.encode(text, "rot13")
        if len(told & _BACKWARDS) >= LEAST_ENGLISH:
            yield text[::-1]


@lru_cache(1024)
def decoded(text: str) -> tuple[tuple[str, str], ...]:
    """Each run of a text that may be base64 or hex, also short or a part of a name or a link, and
    what it says, wherever in it the code begins."""
    runs = dict.fromkeys(
        piece
        for found in _RUN.findall(text[:MOST_HIDDEN])
        for piece in (found, *_BETWEEN.split(found))
    )
    return tuple(
        (run, read(run[start:]).decode("utf-8", "replace"))
        for run in runs
        for read in (_from_base64, _from_hex)
        for start in range(4)
        if len(run) - start >= LEAST_RUN
    )


def _as_latin(word: str) -> str:
    """A word that mixes Latin with look-alikes, in Latin; any other as it is."""
    if word.isascii():
        return word
    latin = any("a" <= char <= "z" for char in word)
    odd = [char for char in word if not char.isascii() and ord(char) in _LOOK_ALIKE]
    if not odd or not (latin or _all_alike(word)):
        return word
    return word.translate(_LOOK_ALIKE)


def _all_alike(word: str) -> bool:
    """Whether every letter of a longer word imitates a Latin one, as no real word's would."""
    return False if len(word) < 4 else word.translate(_LOOK_ALIKE).isascii() and not _real(word)


def _real(word: str) -> bool:
    """Words of one script alone are taken for words."""
    return len({unicodedata.name(char, " ").split()[0] for char in word}) == 1


def _readable(raw: bytes) -> Iterator[str]:
    """The bytes as text, where they are one."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    plain = sum(char.isprintable() or char in "\n\t" for char in text)
    if len(text) >= 6 and plain >= 0.95 * len(text):
        yield text


def _from_base64(found: str) -> bytes:
    plain = found.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b"\xff"


def _from_hex(found: str) -> bytes:
    try:
        return bytes.fromhex(re.sub(r"[\s:]", "", found))
    except ValueError:
        return b"\xff"


def _from_punycode(found: str) -> str:
    try:
        return found.encode("ascii").decode("idna")
    except UnicodeError:
        return found


def unescaped(text: str) -> str:
    """The text with letters in place of the escapes of JSON and HTML."""
    if "\\" not in text and "&" not in text:
        return text
    return html.unescape(_unescaped(text))


def _unescaped(text: str) -> str:
    def char(found: re.Match[str]) -> str:
        return chr(int(found[0].lstrip("\\ux"), 16))

    return re.sub(r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}", char, text)
