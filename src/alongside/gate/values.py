"""Values that name something in the world: addresses, accounts, links, phones, amounts, secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from alongside.gate.normal import compact, folded

Type = Literal["email", "url", "account", "phone", "path", "handle", "name", "id", "secret"]

EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,80}(?:@|\s?[\[(]at[\])]\s?)[\w-]+(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]+)+"
)
URL = re.compile(
    r"(?:https?|ftp|wss?|file|data|javascript)\s?:\s?(?://)?[^\s\"'<>()\[\]{}]+|"
    r"(?<![@\w./-])(?:www\.)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|co|me|info|"
    r"biz|app|xyz|ru|cn|kr|de|fr|uk|eu|example|test|site|online|shop|ly|to|link|click|top|page|"
    r"cloud|ai|gg|zip|onion|evil|invalid|local|internal|tk|cc|pw|su|in|us|ca|it|es|nl|jp|br)\b"
    r"(?:/[^\s\"'<>()\[\]{}]*)?"
)
IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{3,4}){2,7}(?:[ -]?[a-z0-9]{1,4})?\b")
WALLET = re.compile(r"\b(?:bc1[a-z0-9]{20,}|0x[0-9a-f]{16,}|[13][a-km-z1-9]{25,34})\b")
ACCOUNT = re.compile(r"(?<![\w+-])\d[\d -]{6,}\d(?![\w-])")
PHONE = re.compile(r"(?<![\w+])\+?\(?\d{1,4}\)?(?:[ .()/-]{1,2}\d{2,5}){2,5}(?!\w)|\+\d{7,15}\b|"
                   r"\+\d{1,3}(?:[ .()/-]{1,2}\d{2,8}){1,5}(?!\w)")  # fmt: skip
HANDLE = re.compile(r"(?<![\w.])[@#][\w.-]{2,}")
PATH = re.compile(r"(?:~|\.{0,2})/(?:[\w.@-]+/)*[\w.@-]+|(?<![\w-])[\w-]{1,80}\.(?:txt|md|pdf|docx?|xlsx?|csv|json|"
                  r"pem|key|env|py|js|sh|zip|png|jpe?g|log|ya?ml|toml|ini|db|sqlite|ics|vcf|pptx?)\b")  # fmt: skip
_SECRET_WORD = re.compile(
    r"pass(?:word|phrase|code|wort)?\b|\bpins?\b|\bpin[ -]?code|secrets?\b|token|api[ _-]?key|"
    r"(?:private|wi-?fi|wlan|network|access|encryption|license)[ _-]?key|(?:door|gate|alarm|safe)[ -]?code|otp|2fa|mfa|verification code|security code|one[- ]time|cvv|cvc|ssn|"
    r"social security|passport|credentials?|seed phrase|recovery (?:code|phrase)|card number|"
    r"비밀번호|암호|인증 ?번호|보안 ?코드|주민등록번호|주민번호|여권|카드번호|contraseña|kennwort|"
    r"mot de passe|senha|пароль|密码|验证码|パスワード"
)
_DOCUMENT = re.compile(r"passport|social|ssn|card|주민|여권|카드")
"""A document, which has a number for its secret where a password may be a word."""
_OF_SECRETS = frozenset(
    [
        "pin",
        "pins",
        "code",
        "key",
        "fa",
        "time",
        "security",
        "phrase",
        "number",
        "번호",
        "코드",
        "de",
    ]
)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_BETWEEN, _POINT = re.compile(r"[\s'\u00a0]"), re.compile(r"[.,]")
MOST_DIGITS = 15
_TELLING = re.compile(r"[^\s,;\"'<>()]*\d[^\s,;\"'<>()]*|[^\s,;\"'<>()]{8,}")
_NUMBER = re.compile(
    r"(?<![\w.,])[-+]?(?:\d{1,3}(?:[ \u00a0]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,']\d+)*)(?![\da-z_])|"
    r"\d+(?:[.,]\d+)*"
)
_CELL = re.compile(r"(?<=[^\W_]{4},)\d{1,12}(?:\.\d{1,4})?(?=,|\n|\Z)")
"""A number in a row of cells between commas."""
_KOREAN = re.compile(r"(\d[\d,.]{0,15})?\s?(천)?\s?(억|만)\s?(?:(\d[\d,.]{0,15})\s?(천)?)?")
_MAGNITUDE = {"억": 1e8, "만": 1e4}
_SCALED = re.compile(
    r"(?<![\d,.])(\d[\d,.]{0,15})\s?(k|thousand|grand|million|mio|hundred|tausend|mil|mille|천|백)\b"
)
_SCALE = {
    "k": 1e3, "thousand": 1e3, "grand": 1e3, "million": 1e6, "mio": 1e6, "hundred": 100.0,
    "tausend": 1e3, "mil": 1e3, "mille": 1e3, "천": 1e3, "백": 100.0,
}  # fmt: skip
_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "dozen": 12, "half": 0.5, "third": 1 / 3, "quarter": 0.25, "hälfte": 0.5, "drittel": 1 / 3,
    "viertel": 0.25, "moitié": 0.5, "tiers": 1 / 3, "mitad": 0.5, "tercio": 1 / 3, "metà": 0.5,
    "terzo": 1 / 3, "helft": 0.5, "derde": 1 / 3, "kwart": 0.25, "절반": 0.5, "once": 1, "twice": 2, "double": 2, "triple": 3, "both": 2,
    "일": 1, "하나": 1, "한": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "다섯": 5,
    "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
}  # fmt: skip
_TIMES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}


@dataclass(frozen=True, slots=True)
class Value:
    """A value found in folded text, from `start` to `end`."""

    type: Type
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What equal values have in common."""
        return compact(self.text)


_PATTERNS: tuple[tuple[Type, re.Pattern[str], bool], ...] = (
    ("email", EMAIL, True), ("url", URL, True), ("account", WALLET, False), ("account", IBAN, False),
    ("phone", PHONE, False), ("account", ACCOUNT, False), ("path", PATH, True), ("handle", HANDLE, True),
)  # fmt: skip
"""Each, and whether it is one word with a mark in it; the others are told by their digits."""
_MARK = re.compile(r"[@/#]|(?<=\w)\.(?=\w)")
_SPACED = re.compile(r"[\[(](?:at|dot)[\])]|(?:https?|ftp|wss?|file|data|javascript)\s?:")
"""Words with a mark that may be written with spaces in them."""
_EVERYBODYS = frozenset(
    ["gmail", "googlemail", "outlook", "hotmail", "live", "yahoo", "icloud", "gmx", "web", "posteo",
     "proton", "protonmail", "aol", "mail", "naver", "daum", "qq", "163", "yandex", "laposte", "free"]
)  # fmt: skip
"""Domains under which anyone may have an address."""
LEAST_IBAN, LEAST_PHONE = 15, 9
LEAST_DIGITS = 6
"""Digits of the shortest account."""


@lru_cache(4096)
def values(text: str) -> tuple[Value, ...]:
    """The values in a folded text, none inside another."""
    told: list[Value] = []
    start = 0
    for line in text.split("\n"):
        if found := _in_line(line):
            told += [Value(v.type, v.text, v.start + start, v.end + start) for v in found]
        start += len(line) + 1
    return tuple(told)


@lru_cache(16384)
def _in_line(line: str) -> tuple[Value, ...]:
    marked = _marked(line)
    whole = [(0, len(line))] if len(_DIGIT.findall(line)) >= LEAST_DIGITS else []
    if not (marked or whole):
        return ()
    told: list[Value] = []
    taken = bytearray(len(line))
    for type_, pattern, by_mark in _PATTERNS:
        spans = marked if by_mark else whole
        for span in spans:
            for found in pattern.finditer(line, *span):
                start, end = found.span()
                end -= len(found[0]) - len(found[0].rstrip(".,;:!?"))
                if _is(type_, line[start:end]) and not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    told.append(Value(type_, line[start:end], start, end))
    return tuple(sorted(told, key=lambda value: value.start))


def _marked(line: str) -> list[tuple[int, int]]:
    """Where the words of a line are that hold a mark."""
    if _SPACED.search(line):
        return [(0, len(line))]
    spans: list[tuple[int, int]] = []
    for found in _MARK.finditer(line):
        if spans and found.start() < spans[-1][1]:
            continue
        end = line.find(" ", found.end())
        spans.append((line.rfind(" ", 0, found.start()) + 1, end if end >= 0 else len(line)))
    return spans


def _is(type_: Type, text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    if type_ == "account":
        iban = text[:2].isalpha() and text[2:4].isdigit()
        long = not iban or len(text.replace(" ", "").replace("-", "")) >= LEAST_IBAN
        return digits >= 6 and long and not _DATE.fullmatch(text)
    if type_ == "phone":
        return digits >= 7 and not _DATE.match(text)
    return True


_DATE = re.compile(
    r"(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}(?!\d).*|\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d).*|"
    r"(?:19|20)\d\d[01]\d[0-3]\d"
)


@lru_cache(8192)
def kind_of(text: str) -> Type | None:
    """The type of a text that is one value and nothing else."""
    plain = folded(text).strip()
    found = values(plain)
    whole = [v for v in found if v.end - v.start >= len(plain) - 1]
    return whole[0].type if whole else None


def owner(address: str) -> str:
    """Whose an e-mail address is: its domain, or all of it where the domain is everybody's."""
    whose = domain(address.rpartition("@")[2])
    return address if whose.split(".")[0] in _EVERYBODYS else whose


def phone_tail(value: str) -> str:
    """The digits that a phone number has with and without its country; empty for what is none."""
    plain = re.sub(r"[\s()./-]", "", value)
    if not plain.lstrip("+").isdecimal() or plain[:1] not in ("+", "0") or len(plain) < LEAST_PHONE:
        return ""
    return plain[-8:]


def same(key: str, value: str) -> bool:
    """Whether the key of a value is that of another, or of the same phone."""
    tail = phone_tail(value)
    return key == compact(value) or (bool(tail) and key.isdecimal() and key.endswith(tail))


def host(url: str) -> str:
    """The host of a link, as written."""
    rest = re.sub(r"^[a-z]+\s?:\s?/*", "", folded(url).strip())
    return re.split(r"[/?#:]", rest.rpartition("@")[2] if "@" in rest.split("/")[0] else rest)[0]


@lru_cache(8192)
def domain(url: str) -> str:
    """The last two labels of the host: whose it is, nearly always."""
    return ".".join(host(url).removeprefix("www.").split(".")[-2:])


@lru_cache(4096)
def numbers(text: str) -> tuple[float, ...]:
    """The numbers of a folded text in any usual form: 1,234.50, 1.234,50, 12 000, 5만, two hundred."""
    by_form: tuple[list[float], ...] = ([], [], [], [], [])
    for line in text.split("\n"):
        for found, more in zip(by_form, _in_forms(line), strict=True):
            found.extend(more)
    return tuple(number for found in by_form for number in found)


@lru_cache(16384)
def _in_forms(line: str) -> tuple[tuple[float, ...], ...]:
    """The numbers of a line: in digits, in cells, with 만 and the like, scaled, and in words."""
    spoken = tuple(_spoken(line))
    korean = tuple(_korean(line)) if "만" in line or "억" in line else ()
    if not _DIGIT.search(line):
        return (), (), korean, (), spoken
    plain = tuple(number for found in _NUMBER.findall(line) for number in _read(found))
    cells = tuple(map(float, _CELL.findall(line))) if "," in line else ()
    scaled = tuple(value * _SCALE[scale] for digits, scale in _SCALED.findall(line)
                   for value in _read(digits))  # fmt: skip
    return plain, cells, korean, scaled, spoken


def _read(digits: str) -> Iterator[float]:
    """Each way to read a number whose separators may be of either custom."""
    if digits.isdecimal() and len(digits) <= MOST_DIGITS:
        yield float(digits)
        return
    plain = _BETWEEN.sub("", digits).strip(".,")
    pieces = _POINT.split(plain)
    if len(plain) > MOST_DIGITS or not plain:
        return
    if len(pieces) == 1:
        yield float(plain)
        return
    whole, last = "".join(pieces[:-1]), pieces[-1]
    marks = {char for char in plain if char in ".,"}
    if len(last) != 3 or (len(marks) == 1 and len(pieces) == 2):
        yield float(f"{whole}.{last}")
    if len(last) == 3:
        yield float(whole + last)


def _korean(text: str) -> Iterator[float]:
    for first, thousand, unit, rest, more in _KOREAN.findall(text):
        lead = float(first.replace(",", "")) if first.strip(",.") else 1.0
        value = lead * (1000 if thousand else 1) * _MAGNITUDE[unit]
        yield value
        if rest.strip(",."):
            yield value + float(rest.replace(",", "").strip(".")) * (1000 if more else 1)


def _spoken(text: str) -> Iterator[float]:
    total: float = 0
    spoken = False
    told = _LETTERS.findall(text)
    if _UNITS.keys().isdisjoint(told):
        return
    for word in [*told, "."]:
        if word in _UNITS:
            total, spoken = total + _UNITS[word], True
        elif word in _TIMES and spoken:
            total *= _TIMES[word]
        elif word != "and":
            if spoken:
                yield float(total)
            total, spoken = 0, False


def secrets(text: str) -> tuple[str, ...]:
    """What stands by a word such as password or code in a folded text, as keys to compare."""
    return tuple(key for line in text.split("\n") for key in _secrets_in(line))


@lru_cache(16384)
def _secrets_in(line: str) -> tuple[str, ...]:
    if not any(map(_near_secret, _LETTERS.findall(line))):
        return ()
    keys = (
        compact(value)
        for near in _SECRET_WORD.finditer(line)
        for value in _TELLING.findall(line[near.end() : near.end() + 60])
        if _DIGIT.search(value) or not _DOCUMENT.match(near[0])
    )
    return tuple(key for key in keys if len(key) >= 4)


@lru_cache(65536)
def _near_secret(word: str) -> bool:
    """Whether a word may be one of those that a secret stands by, or a part of one."""
    return word in _OF_SECRETS or _SECRET_WORD.search(word) is not None


@lru_cache(8192)
def names_secret(text: str) -> bool:
    """Whether a folded text speaks of a password, a code or the like."""
    return _SECRET_WORD.search(text) is not None
