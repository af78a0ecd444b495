"""Grounds: what an act stands on, computed from the words that came in and never by a model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Literal

from alongside.gate.act import Act
from alongside.gate.arguments import Argument, arguments
from alongside.gate.flowing import Flow, flows
from alongside.gate.intent import planned, serves
from alongside.gate.normal import compact, folded, skeleton, words
from alongside.gate.orders import STRONG, WEAK, odd_letters, poisoned
from alongside.gate.source import Source
from alongside.gate.sums import derivable
from alongside.gate.tool import ToolSpec
from alongside.gate.values import domain, kind_of, numbers, values
from alongside.gate.written import LIMITS, NONE, OwnRules
from alongside.log.kinds import Permitted
from alongside.log.kinds.acts import Cost, Ground, Worth
from alongside.log.moment import Trust
from alongside.views.team import Member

How = Literal[
    "asked", "record", "linked", "outside", "unlinked", "asks", "ordered", "imitates", "invented"
]
"""Where a value stands: in the request; in a record; in an outside text that was pointed to, in an
item that the request speaks of (`linked`) or in no list (`outside`), in another item (`unlinked`);
in a passage that asks for something (`asks`) or gives orders (`ordered`); nowhere, but it looks
like something trusted (`imitates`); nowhere (`invented`)."""
_STOPPED = """
    about account add all also and any are ask book can check could create date day email file
    files find first for from get give had has have her his how inbox into its just know last
    latest let list mail make me message money month my need new next not one onto our out
    over pay per please read see send show some tell that the their them then they this time
    today tomorrow transfer two under use using via want was week were what when where which
    who will with would you your
"""
_STOP = frozenset(_STOPPED.split())
_DIGIT = re.compile(r"\d")
_EXACT = frozenset({"email", "account", "phone", "url", "handle"})
LEAST_COMPACT = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """An argument, whose words its value is at the lowest, and where it stands.

    `lure` says that orders from outside name this very value, `spoken` that a passage does which
    says what software has to do. `sources` are the ids of what holds
    it.
    """

    argument: Argument
    how: How
    trust: Worth
    sources: tuple[str, ...] = ()
    lure: bool = False
    spoken: bool = False

    @property
    def ground(self) -> Ground:
        note = self.how if self.how in ("ordered", "imitates", "unlinked", "asks") else ""
        return Ground(self.argument.path, self.trust, self.sources, note)


@dataclass(frozen=True)
class Setting:
    """All that came before an act: the request, the person's records, what was read, the plan.

    `before` are the acts done for this request already, as (tool, target).
    """

    request: Source
    records: Sequence[Source] = ()
    read: Sequence[Source] = ()
    plan: Sequence[str] = ()
    tools: Mapping[str, ToolSpec] = field(default_factory=dict)
    before: Sequence[tuple[str, str]] = ()

    @cached_property
    def terms(self) -> frozenset[str]:
        """What the request is about."""
        return frozenset(w for w in words(self.request.text) if _telling(w))

    @cached_property
    def meant(self) -> frozenset[str]:
        """The tools of the plan; where there is none, those that the request's words ask for."""
        if self.plan:
            return frozenset(self.plan)
        return frozenset(planned(self.request.text, list(self.tools.values())))

    @cached_property
    def ordered(self) -> str:
        """All that outside texts and tools' descriptions say in orders."""
        told = [folded(t.description) for t in self.tools.values() if _poisons(t)]
        return "\n".join([*(source.strongly for source in self.read), *told])

    @cached_property
    def services(self) -> str:
        """The names of the tools and what they are for, as letters: they name services too."""
        return compact(" ".join(f"{t.name} {t.description}" for t in self.tools.values()))

    @cached_property
    def spoken(self) -> Source:
        """All that outside texts say software has to do."""
        return Source("spoken", Trust.OWN, "\n".join(s.spoken for s in self.read if s.spoken))

    @cached_property
    def orders(self) -> Source:
        """The same as a text in which values can be found."""
        return Source("orders", Trust.OWN, self.ordered)

    @cached_property
    def trusted(self) -> tuple[Source, ...]:
        return (self.request, *self.records)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What rules judge an act by.

    `spec` is None for a tool that nobody knows, `asked` whether the person's words ask for what it
    does, `planned` whether the plan names it. `own` are the person's own rules, `own_error` says
    why they can't be read, and `now` is the time on their wall. `member` is the agent of the team
    that wants it, where one does.
    """

    spec: ToolSpec | None = None
    setting: Setting | None = None
    asked: bool = False
    planned: bool = False
    standings: tuple[Standing, ...] = ()
    flows: tuple[Flow, ...] = ()
    costs: tuple[Cost, ...] = ()
    spent: Mapping[str, float] = field(default_factory=dict)
    permits: tuple[Permitted, ...] = ()
    halted: bool = False
    poisoned: bool = False
    limits: Mapping[str, float] = field(default_factory=lambda: LIMITS)
    own: OwnRules = NONE
    own_error: str = ""
    now: datetime | None = None
    member: Member | None = None

    @property
    def arguments(self) -> Mapping[str, Ground]:
        return {one.argument.path: one.ground for one in self.standings if not one.argument.within}

    @property
    def request(self) -> str:
        return self.setting.request.text if self.setting else ""


def grounds(act: Act, setting: Setting) -> Grounds:
    """The grounds of an act in its setting. Pure: the same always gives the same."""
    spec = setting.tools.get(act.tool)
    given = list(arguments(act.arguments, spec.parameters if spec else {}))
    return Grounds(
        spec=spec,
        setting=setting,
        asked=spec is not None and serves(spec, setting.request.text),
        planned=act.tool in setting.meant,
        standings=tuple(_spoken(_standing(one, setting), setting) for one in given),
        flows=tuple(flows(given, setting.request, setting.records, setting.read, setting.ordered)),
        costs=tuple(costs(spec, given)),
        poisoned=spec is not None and _poisons(spec),
    )


def costs(spec: ToolSpec | None, given: Sequence[Argument]) -> Iterator[Cost]:
    """What an act takes of the budgets."""
    yield Cost("calls", 1)
    if spec is None:
        return
    if spec.hints.pays:
        amounts = [n for one in given if one.role == "amount" for n in numbers(folded(one.text))]
        yield Cost("money", max(amounts, default=0.0))
    if any(one.role == "target" for one in given) and not spec.hints.read_only:
        yield Cost("messages", 1)


def _spoken(one: Standing, setting: Setting) -> Standing:
    said = setting.spoken
    if not said.text or one.how in ("asked", "record"):
        return one
    value = folded(one.argument.text).strip()
    if one.argument.role == "amount":
        named = bool(set(numbers(value)) & set(numbers(said.text)))
    else:
        named = _holds(said, value, one.argument.role)
    return replace(one, spoken=True) if named else one


def _standing(one: Argument, setting: Setting) -> Standing:
    value = folded(one.text).strip()
    if one.role == "amount" and numbers(value):
        return _amount(one, numbers(value)[0], setting)
    if one.role in ("target", "link") and odd_letters(one.text):
        return Standing(one, "imitates", "outside", (), True)
    lure = bool(value) and _holds(setting.orders, value, one.role)
    asked = _in_request(one, value, setting)
    if asked:
        return Standing(one, "asked", "person", (setting.request.id,), lure)
    kept = [s.id for s in setting.records if _in(s, value)]
    best, found = _outside(value, setting)
    if kept and best != "linked":
        return Standing(one, "record", "own", tuple(kept), lure)
    if best is not None:
        return Standing(one, best, "outside", (*kept, *found), lure)
    if lure or any(value in text for s in setting.read for text in s.brought_out):
        return Standing(one, "ordered", "outside", (), True)
    if one.role in ("target", "link", "query") and _imitates(value, setting):
        return Standing(one, "imitates", "outside", (), True)
    return Standing(one, "invented", "invented", (), lure)


def _holds(told: Source, value: str, role: str) -> bool:
    """Whether orders name a value; what is too short or common to tell doesn't count."""
    if role in ("plain", "content") and len(value) < LEAST_COMPACT:
        return False
    if len(value) < 2 or (len(value) < 4 and value.isalpha()):
        return False
    if any(told.places(value)):
        return True
    return _is_code(value) and compact(value) in told.compact


def _in_request(one: Argument, value: str, setting: Setting) -> bool:
    if not value or _in(setting.request, value):
        return bool(value)
    if kind_of(value) in _EXACT:
        return False
    told = words(value)
    return one.role != "content" and bool(told) and all(
        word in setting.request.words or _with_particle(word, setting.request) for word in told
    )  # fmt: skip


def _with_particle(word: str, source: Source) -> bool:
    """Whether a Korean word of the text is this one with a particle."""
    return not word.isascii() and any(other.startswith(word) for other in source.words)


def _is_code(value: str) -> bool:
    return _DIGIT.search(value) is not None and len(compact(value)) >= LEAST_COMPACT


def _in(source: Source, value: str) -> bool:
    if any(True for _ in source.places(value)):
        return True
    return _is_code(value) and compact(value) in source.compact


def _outside(value: str, setting: Setting) -> tuple[How | None, list[str]]:
    """The best place of a value in what was read, and the ids of all that hold it."""
    best: How | None = None
    found = []
    for source in setting.read:
        hows = [_place(source, *place, setting) for place in source.places(value)]
        if not hows and _is_code(value) and compact(value) in source.compact:
            strong = compact(value) in compact(source.strongly)
            spaced = [_place(source, *place, setting) for place in source.codes(value)]
            hows = ["ordered"] if strong else spaced or ["outside"]
        if hows:
            found.append(source.id)
            best = min([best or "ordered", *hows], key=_BEST.index)
    return best, found


_BEST: tuple[How, ...] = ("linked", "outside", "asks", "unlinked", "ordered")


def _place(source: Source, start: int, end: int, setting: Setting) -> How:
    grade = source.grade(start, end)
    if grade >= STRONG or not source.pointed:
        return "ordered" if grade >= STRONG else "unlinked"
    if grade >= WEAK:
        return "asks"
    item = source.item(start)
    if item is None:
        return "outside"
    if _speaks_of(source.text[item[0] : item[1]], setting.terms):
        return "linked"
    others = any(_speaks_of(source.text[a:b], setting.terms) for a, b in source.items)
    return "unlinked" if others else "outside"


@lru_cache(8192)
def _speaks_of(text: str, terms: frozenset[str]) -> bool:
    told = set(words(text))
    if told & terms:
        return True
    korean = [term for term in terms if not term.isascii()]
    return any(term.startswith(word) or word.startswith(term) for term in korean for word in told
               if len(word) > 1 and not word.isascii())  # fmt: skip


def _telling(word: str) -> bool:
    if word in _STOP:
        return False
    return len(word) >= 3 if word.isascii() else len(word) >= 2


def _imitates(value: str, setting: Setting) -> bool:
    """Whether it only looks like something that is trusted or was read."""
    mine = _shape(domain(value.rpartition("@")[2]) if "@" in value or "." in value else value)
    if len(mine) < 5:
        return False
    known = {
        _shape(whose): whose
        for source in setting.trusted
        for v in values(source.text)
        if v.type in ("email", "url") and (whose := domain(v.text.rpartition("@")[2]))
    }
    plain = domain(value.rpartition("@")[2]) if "@" in value or "." in value else value
    return mine in known and known[mine] != plain


def _shape(text: str) -> str:
    return skeleton(text).replace("rn", "m").replace("vv", "w").translate(_DIGITS)


_DIGITS = str.maketrans("01358", "olese")


def _amount(one: Argument, number: float, setting: Setting) -> Standing:
    forms = (number, number / 100, number * 100) if "cent" in one.name.lower() else (number,)
    here = set(forms)
    lure = bool(here & set(numbers(setting.ordered)))
    if here & set(numbers(setting.request.text)):
        return Standing(one, "asked", "person", (setting.request.id,), lure)
    kept = [s.id for s in setting.records if here & set(numbers(s.text))]
    if kept:
        return Standing(one, "record", "own", tuple(kept), lure)
    if lure:
        return Standing(one, "ordered", "outside", (), True)
    plain = {s.id: numbers(s.text) for s in setting.read}
    found = [id_ for id_, all_ in plain.items() if here & set(all_)]
    if found:
        return Standing(one, "outside", "outside", tuple(found))
    known = [n for s in setting.trusted for n in numbers(s.text)]
    if number in (0, 1) or derivable(number, known, [n for all_ in plain.values() for n in all_]):
        return Standing(one, "outside", "outside", tuple(plain))
    return Standing(one, "invented", "invented")


@lru_cache(1024)
def _poisons(spec: ToolSpec) -> bool:
    told = [spec.description, *re.findall(r"'description': '([^']*)'", str(spec.parameters))]
    return any(poisoned(text) for text in told)
