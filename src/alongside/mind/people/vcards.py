"""People as vCard 4.0 (RFC 6350), for an address book elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alongside.mind.people.circle import Person

WIDTH = 75
"""Octets of a line; longer ones are folded."""


def written(people: Iterable[Person]) -> str:
    """One card for each person; lines end in CRLF."""
    return "".join(f"{_folded(line)}\r\n" for person in people for line in _card(person))


def _card(person: Person) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"FN:{_text(person.called)}"
    others = [name for name in person.names.values() if name != person.called and "@" not in name]
    if others:
        yield f"NICKNAME:{','.join(map(_text, others))}"
    for contact in person.contacts:
        yield from (f"EMAIL:{_text(each)}" for each in contact.emails)
        yield from (f"TEL;VALUE=uri:tel:{each.replace(' ', '')}" for each in contact.phones)
        yield from (f"ADR:;;{_text(each)};;;;" for each in contact.address.splitlines() if each)
    if person.birthday:
        yield f"BDAY:{_day(person.birthday)}"
    yield from (f"ANNIVERSARY:{each.day}" for each in person.days if _is_anniversary(each.title))
    if person.organisation:
        yield f"ORG:{_text(person.organisation)}"
    notes = [person.relation, person.note, *(each.notes for each in person.contacts)]
    notes += [f"{each.title}: {each.day}" for each in person.days]
    if any(notes):
        yield f"NOTE:{_text(chr(10).join(filter(None, notes)))}"
    yield "END:VCARD"


def _day(day: str) -> str:
    """A day in the basic form of ISO 8601, that of RFC 6350; one without a year keeps its mark."""
    return f"--{day[2:].replace('-', '')}" if day.startswith("--") else day.replace("-", "")


def _is_anniversary(title: str) -> bool:
    return title.casefold() in ("anniversary", "wedding anniversary", "결혼기념일")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n")
    return escaped.replace(",", "\\,").replace(";", "\\;")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets that cut no character, joined by a fold."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > WIDTH:
            pieces.append(piece)
            piece, size = "", 1
        piece += letter
        size += octets
    return "\r\n ".join([*pieces, piece])
