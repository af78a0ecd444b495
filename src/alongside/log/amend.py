"""What happened with its words put right: pure, one rule for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from msgspec.structs import replace

from alongside.log.kinds import (
    Believed,
    Contact,
    Described,
    Filmed,
    Heard,
    Noted,
    Noticed,
    Place,
    Planned,
    Promised,
    Read,
    Recognised,
    Recorded,
    Said,
    Saw,
    Thing,
    What,
)

_WHOLE = (0.0, 0.0, 1.0, 1.0)
_BIRTHDAY = "birthday "


@singledispatch
def amended(what: What, _text: str) -> What:
    """`what` with this text for its words.

    Where words are made of fields, a line that is still there stays in its field, and a line that
    no field holds goes where free text does: a caption, a plan's or a contact's notes. Of kinds
    without a rule (what the log tells of itself, rulings, measures) the words stay as they are.
    """
    return what


def amendable(what: What) -> bool:
    """Whether there is a rule for its kind."""
    return amended.dispatch(type(what)) is not amended.dispatch(object)


@amended.register
def _noted(what: Noted, text: str) -> What:
    rest = text.removeprefix(f"{what.title}\n")
    kept = bool(what.title) and rest != text
    return replace(what, title=what.title if kept else "", text=rest)


@amended.register
def _said(what: Said, text: str) -> What:
    return replace(what, text=text, unsupported=())


@amended.register
def _transcribed(what: Heard | Read | Described, text: str) -> What:
    return replace(what, text=text)


@amended.register
def _believed(what: Believed, text: str) -> What:
    return replace(what, statement=text)


@amended.register
def _promised(what: Promised, text: str) -> What:
    return replace(what, text=text)


@amended.register
def _noticed(what: Noticed, text: str) -> What:
    return replace(what, sound=text)


@amended.register
def _recorded(what: Recorded, text: str) -> What:
    return replace(what, title=text)


@amended.register
def _recognised(what: Recognised, text: str) -> What:
    labels = dict.fromkeys(filter(None, map(str.strip, text.split(","))))
    known = [thing for thing in what.things if thing.label in labels]
    told = labels.keys() - {thing.label for thing in known}
    fresh = (Thing(label, 1.0, _WHOLE) for label in labels if label in told)
    return replace(what, things=(*known, *fresh))


@amended.register
def _filmed(what: Filmed, text: str) -> What:
    lines = text.splitlines()
    title = _without(lines, (str(what.place or ""), what.camera))
    camera = what.camera if what.camera in lines else ""
    return replace(what, title=title, place=_still(what.place, lines), camera=camera)


@amended.register
def _saw(what: Saw, text: str) -> What:
    lines = text.splitlines()
    caption = _without(lines, (str(what.place or ""), what.camera))
    camera = what.camera if what.camera in lines else ""
    return replace(what, caption=caption, place=_still(what.place, lines), camera=camera)


@amended.register
def _planned(what: Planned, text: str) -> What:
    title, *lines = text.splitlines() or [""]
    notes = _without(lines, (str(what.place or ""),))
    return replace(what, title=title, place=_still(what.place, lines), notes=notes)


@amended.register
def _contact(what: Contact, text: str) -> What:
    name, *lines = text.splitlines() or [""]
    born = next((line for line in lines if line.startswith(_BIRTHDAY)), "")
    held = (*what.nicknames, *what.emails, *what.phones, what.organisation, what.address)
    return replace(
        what,
        name=name,
        nicknames=_among(lines, what.nicknames),
        emails=_among(lines, what.emails),
        phones=_among(lines, what.phones),
        birthday=born.removeprefix(_BIRTHDAY),
        organisation="".join(_among(lines, (what.organisation,))),
        address="".join(_among(lines, (what.address,))),
        notes=_without(lines, (*held, born)),
    )


def _still(place: Place | None, lines: list[str]) -> Place | None:
    return place if str(place or "") in lines else None


def _among(lines: list[str], values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in lines)


def _without(lines: list[str], known: Iterable[str]) -> str:
    left_out = frozenset(known) - {""}
    return "\n".join(line for line in lines if line not in left_out)
