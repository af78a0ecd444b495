"""Contacts: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), many cards a file."""

from __future__ import annotations

import quopri
import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from alongside.log.kinds import Contact
from alongside.log.moment import Draft, Trust
from alongside.senses import files, text
from alongside.senses.files import File
from alongside.senses.importer import Context, Found, digest, threaded
from alongside.senses.named import plausible
from alongside.senses.outcome import Failure, Skipped

SIZE_LIMIT = 256 << 20
"""The largest address book read, in bytes; pictures inside make them long."""
NO_YEAR = 1604
"""The year that Apple's address book writes for none."""
_PARAMS = r"(?P<params>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?)"
_LINE = re.compile(rf"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+){_PARAMS}:(?P<value>.*)", re.DOTALL)
_SOFT = re.compile(r"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_TYPE = re.compile(r"TYPE=\"?(?P<type>[\w-]+)", re.IGNORECASE)
_APPLE = re.compile(r"_\$!<(?P<label>.+)>!\$_")
_DAY = re.compile(r"(?P<y>\d{4}|--)-?(?:(?P<m>\d\d)-?(?P<d>\d\d))(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A content line: upper-case name, upper-case parameters, raw value, and its group."""

    name: str
    params: str
    value: str
    group: str = ""

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return _unescape(self.value).strip()

    def parts(self, mark: str) -> list[str]:
        """The value split at a mark that isn't escaped."""
        split = re.split(rf"(?<!\\){mark}", self.value)
        return [_unescape(part).strip() for part in split]


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one card, and the line of the file where it begins."""

    at: int
    lines: Sequence[Line]
    is_whole: bool = True

    def all(self, name: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.name == name)

    def first(self, name: str) -> str:
        return next((line.text for line in self.all(name) if line.text), "")


class Contacts:
    name = "contacts"

    def claims(self, file: File) -> bool:
        begins = file.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:11].upper() == b"BEGIN:VCARD"
        return begins or files.suffix(file) in (".vcf", ".vcard")

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        async for found in threaded(_found(file, context)):
            yield found


def _found(file: File, context: Context) -> Iterator[Found]:
    if file.size > SIZE_LIMIT:
        reason = f"it is larger than {SIZE_LIMIT >> 20} MB"
        yield Failure(doing="reading contacts", reason=reason, file=file.shown)
        return
    with file.open() as opened:
        written = text.decode(opened.read())
    empty = True
    for card in cards(written):
        empty = False
        contact = _contact(card)
        if not card.is_whole or not contact.name:
            reason = "it has no name" if card.is_whole else "it has no end"
            yield _failure(reason, card, file)
        if contact.name:
            yield _draft(contact, card, file, context)
    if empty:
        yield Skipped(file.shown, "there are no contacts in it")


def _failure(reason: str, card: Card, file: File) -> Failure:
    position = f"line {card.at}"
    return Failure(doing="reading a contact", reason=reason, file=file.shown, position=position)


def cards(written: str) -> Iterator[Card]:
    """The cards of a file; one that another begins in is not whole."""
    lines: list[Line] | None = None
    begun = 0
    for number, raw in _unfolded(written):
        line = _line(raw)
        mark = (line.name, line.value.strip().upper()) if line else ("", "")
        if mark == ("BEGIN", "VCARD"):
            if lines is not None:
                yield Card(begun, lines, is_whole=False)
            lines, begun = [], number
        elif mark == ("END", "VCARD") and lines is not None:
            yield Card(begun, lines)
            lines = None
        elif line and lines is not None:
            lines.append(line)
    if lines is not None:
        yield Card(begun, lines, is_whole=False)


def _unfolded(written: str) -> Iterator[tuple[int, str]]:
    """Logical lines and where they begin: folded ones joined, quoted-printable ones too."""
    current, begun = "", 0
    for number, raw in enumerate(written.split("\n"), start=1):
        is_soft = (
            current.endswith("=")
            and "QUOTED-PRINTABLE" in current.split(":", maxsplit=1)[0].upper()
        )
        if is_soft:
            current = current[:-1] + raw
        elif raw[:1] in (" ", "\t") and current:
            current += raw[1:]
        else:
            if current:
                yield begun, current
            current, begun = raw, number
    if current:
        yield begun, current


def _line(raw: str) -> Line | None:
    match = _LINE.fullmatch(raw)
    if not match:
        return None
    params, value = match["params"].upper(), match["value"]
    if "QUOTED-PRINTABLE" in params:
        value = text.decode(quopri.decodestring(value.encode("utf-8")))
    return Line(match["name"].upper(), params, value, match["group"] or "")


def _unescape(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _contact(card: Card) -> Contact:
    notes, birthday = [line.text for line in card.all("NOTE")], ""
    written = card.first("BDAY")
    if written:
        birthday = day(written)
        notes += [] if birthday else [f"Birthday: {written}"]
    anniversary = card.first("ANNIVERSARY") or card.first("X-ANNIVERSARY")
    notes += [f"Anniversary: {day(anniversary) or anniversary}"] if anniversary else []
    notes += [line.text for name in ("TITLE", "ROLE", "URL") for line in card.all(name)]
    notes += [*_related(card)]
    return Contact(
        name=_name(card),
        nicknames=_each(part for line in card.all("NICKNAME") for part in line.parts(",")),
        emails=_each(line.text.removeprefix("mailto:") for line in card.all("EMAIL")),
        phones=_each(line.text.removeprefix("tel:") for line in card.all("TEL")),
        birthday=birthday,
        organisation=", ".join(_each(part for line in card.all("ORG") for part in line.parts(";"))),
        address="\n".join(_each(_address(line) for line in card.all("ADR"))),
        notes="\n".join(note for note in notes if note),
        uid=card.first("UID"),
    )


def _related(card: Card) -> Iterator[str]:
    """Who somebody is to the one on the card: "spouse: Sol Reyes" (RFC 6350, 6.6.6)."""
    labels = {line.group: line.text for line in card.all("X-ABLABEL") if line.group}
    for line in (*card.all("RELATED"), *card.all("X-ABRELATEDNAMES")):
        typed = _TYPE.search(line.params)
        label = labels.get(line.group, "") if line.group else ""
        apple = _APPLE.fullmatch(label)
        kin = apple["label"] if apple else label or (typed["type"] if typed else "")
        if line.text and not line.text.startswith("urn:"):
            yield f"{kin.lower()}: {line.text}" if kin else line.text


def _each(values: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _name(card: Card) -> str:
    """The formatted name, else the given and family name, else an organisation or an address."""
    family, given, middle, *_ = [*_structured(card), "", "", ""]
    structured = " ".join(part for part in (given, middle, family) if part)
    others = (card.first("NICKNAME"), card.first("ORG").replace(";", " "), card.first("EMAIL"))
    names = (card.first("FN"), structured, *others, card.first("TEL"))
    return " ".join(next((name for name in names if name.strip()), "").split())


def _structured(card: Card) -> list[str]:
    found = card.all("N")
    return found[0].parts(";") if found else []


def _address(line: Line) -> str:
    return ", ".join(part.replace("\n", ", ") for part in line.parts(";") if part)


def day(written: str) -> str:
    """A birthday as ISO 8601, `--MM-DD` without a year, empty where no day is told."""
    match = _DAY.fullmatch(written.strip())
    if not match:
        return ""
    year = 0 if match["y"] == "--" else int(match["y"])
    try:
        found = date(year or 2000, int(match["m"]), int(match["d"]))
    except ValueError:
        return ""
    return found.isoformat() if year not in (0, NO_YEAR) else f"--{found:%m-%d}"


def _draft(contact: Contact, card: Card, file: File, context: Context) -> Draft:
    return Draft(
        what=contact,
        at=_revised(card.first("REV")) or file.modified or context.now,
        zone=context.zone,
        source=Contacts.name,
        trust=Trust.OWN,
        origin=f"vcard:{digest(contact)}",
    )


def _revised(written: str) -> datetime | None:
    try:
        at = plausible(datetime.fromisoformat(written))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
