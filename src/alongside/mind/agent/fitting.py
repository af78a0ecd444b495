"""What may stand in an argument: where something is known of its kind, nothing that is made up.

A small model writes words of its own where an address, an id or a day belongs. So the schema that
it is held to names those that the request, the person's own records or handles give, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from alongside.gate.intent import only_reads
from alongside.gate.tool import ToolSpec
from alongside.log.kinds.agents import Taken
from alongside.mind.agent.handles import RECORD, WHOLE, held, kept
from alongside.mind.agent.quarantine import named
from alongside.mind.agent.steps import Step

Kind = Literal["email", "link", "date", "id", ""]
_KEPT = ("type", "enum", "const", "minimum", "maximum", "pattern")
_FORMATS: dict[str, Kind] = {"email": "email", "uri": "link", "date": "date", "date-time": "date"}
_DATED = re.compile(r"(?:\A|_)(?:when|start|end|date|day|due|until)\Z")
_IDS = re.compile(r"\bid ([0-9A-Za-z]{1,40})\b")
"""How our own lists name what can be asked for by its id."""
_SAID = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})T[0-9]{2}:[0-9]{2}")
"""A time as `Times.say` writes it; when a record was made is written otherwise."""
_WORDS = re.compile(r"[^\W\d_]{2,20}")
_DIGIT = re.compile(r"\d")
_CLOCK = "(T([01][0-9]|2[0-3]):[0-5][0-9])?"


@dataclass(frozen=True, slots=True)
class Meant:
    """The words of time in a goal, and the days (ISO 8601) that they mean."""

    today: str = ""
    words: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


class Fits:
    """What fits the arguments of tools, by the goal and what the steps gave."""

    def __init__(
        self, goal: str, meant: Meant, steps: Sequence[Step], tells: Sequence[str] = ()
    ) -> None:
        """`tells` are handles of which one must stand in the text of what is kept here."""
        self._goal, self._tells = goal, tuple(tells)
        self._held = held(steps)
        own = "\n".join(kept(step) for step in steps)
        told = list(named(f"{goal}\n{own}"))
        self._emails = (*_of(told, "email"), *self._handles("email"))
        self._ids = tuple(dict.fromkeys(_IDS.findall(own)))
        self._meant = meant
        self._may_date = bool(meant.words or self._dates() or _DIGIT.search(RECORD.sub("", own)))
        self._days = tuple(dict.fromkeys((*meant.days, *_SAID.findall(own))))

    def lacks(self, spec: ToolSpec) -> bool:
        """Whether a tool needs an address or an id of a form, or acts on a day, and nothing names
        one yet."""
        properties = spec.parameters.get("properties", {})
        needed = (name for name in spec.parameters.get("required", ()) if name in properties)
        kinds = {kind_of(name, properties[name]) for name in needed}
        if "email" in kinds and not self._emails:
            return True
        if (
            "id" in kinds
            and "pattern" in properties["id"]
            and not self._known_ids(properties["id"])
        ):
            return not self._handles("number")
        return "date" in kinds and not self._may_date and not only_reads(spec)

    def arguments(self, spec: ToolSpec) -> dict[str, Any]:
        """The schema of a tool's arguments, as a grammar can be made of it: lengths and formats are
        left to the gate's check."""
        made = self._plain(spec.parameters, "", reads=only_reads(spec))
        keeps = spec.hints.open_world is False and not only_reads(spec)
        if self._tells and keeps and "text" in made.get("properties", {}):
            made["properties"]["text"] = self._telling()
        return made

    def _telling(self) -> dict[str, Any]:
        """A text with a handle in it, and few words around it, all of them the goal's."""
        handles = "|".join(map(re.escape, self._tells))
        words = "|".join(dict.fromkeys(_WORDS.findall(self._goal)))
        around = f"(({words}) ){{0,3}}" if words else ""
        after = f"( ({words})){{0,3}}" if words else ""
        return {"type": "string", "pattern": f"^{around}({handles}){after}$"}

    def _plain(self, told: Mapping[str, Any], name: str, *, reads: bool) -> dict[str, Any]:
        made = {key: told[key] for key in _KEPT if key in told}
        if made.get("type") == "string" and "enum" not in made:
            return self._text(made, kind_of(name, told), reads=reads)
        if isinstance(told.get("properties"), Mapping):
            made["properties"] = {
                key: self._plain(one, key, reads=reads) for key, one in told["properties"].items()
            }
            made["required"] = list(told.get("required", ()))
            made["additionalProperties"] = False
        if isinstance(told.get("items"), Mapping):
            made["items"] = self._plain(told["items"], name, reads=reads)
        return made or {"type": "object"}

    def _text(self, made: dict[str, Any], kind: Kind, *, reads: bool) -> dict[str, Any]:
        """A text of a kind: what is known of it, and where it has a form, what has that."""
        if kind == "email" and self._emails:
            return {"enum": list(self._emails)}
        if kind == "id" and (ids := self._known_ids(made)):
            return {"enum": [*ids, *self._handles("number")]}
        if kind == "link" and (links := self._handles("link")):
            return {
                "anyOf": [{"enum": list(links)}, {"type": "string", "pattern": "^https?://.+$"}]
            }
        if kind == "date" and not reads and (dates := self._dates()):
            days = "|".join((*self._days, *map(self._day, dates)))
            day = {"type": "string", "pattern": f"^({days}){_CLOCK}$"}
            return {"anyOf": [{"enum": [*dates, *self._meant.words]}, day]}
        return self._formed(made)

    def _formed(self, made: dict[str, Any]) -> dict[str, Any]:
        """A text that must have a form may be a handle too: its words are checked for it."""
        others = [handle for handle, value in self._held.items() if value.name != WHOLE]
        return {"anyOf": [made, {"enum": others}]} if others and "pattern" in made else made

    def _known_ids(self, made: Mapping[str, Any]) -> list[str]:
        """The ids that were listed, of the form that this argument must have."""
        form = made.get("pattern")
        return [one for one in self._ids if re.search(form, one)] if form else []

    def _dates(self) -> tuple[str, ...]:
        """Handles of days that aren't over."""
        found = self._handles("date")
        return tuple(one for one in found if self._day(one) >= self._meant.today)

    def _day(self, handle: str) -> str:
        """The day that a handle stands for, which `Times.say` wrote."""
        return self._held[handle].text.rpartition(" ")[2].partition("T")[0]

    def _handles(self, type_: Taken) -> tuple[str, ...]:
        return tuple(handle for handle, value in self._held.items() if value.type == type_)


def kind_of(name: str, told: Mapping[str, Any]) -> Kind:
    """What kind of thing an argument names, by its format, else by its name."""
    by_format = _FORMATS.get(str(told.get("format", "")))
    if by_format is not None:
        return by_format
    if name == "id":
        return "id"
    return "date" if _DATED.search(name) else ""


def days_of(spans: Iterable[tuple[datetime, datetime]], most: int = 31) -> tuple[str, ...]:
    """The days of stretches on a wall clock, `until` exclusive, so many of each at most."""
    found: dict[str, None] = {}
    for since, until in spans:
        last = max(since.toordinal() + 1, until.toordinal() + bool(until.hour or until.minute))
        for day in range(since.toordinal(), min(last, since.toordinal() + most)):
            found[datetime.fromordinal(day).date().isoformat()] = None
    return tuple(found)


def _of(told: Iterable[tuple[Taken, str]], type_: Taken) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for kind, text in told if kind == type_))
