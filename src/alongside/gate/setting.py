"""All that came before an act, as the gate looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from alongside.gate.fields import is_field
from alongside.gate.intent import NAMES, NEAR_TO, compares, hands_over, planned, wants_many
from alongside.gate.normal import FUNCTION, beginnings, compact, folded, stem, stems, words
from alongside.gate.orders import poisoned
from alongside.gate.source import Source, shared
from alongside.gate.tool import ToolSpec
from alongside.gate.values import Value, values
from alongside.log.moment import Trust

_STOPPED = """
    about account add all also and any are ask book can check could create date day email file
    files find first for from get give had has have her his how inbox into its just know last
    latest let list mail make me message money month my need new next not one onto our out
    over pay per please read see send show some tell that the their them then they this time
    today tomorrow transfer two under use using via want was week were what when where which
    who will with would you your
"""
_STOP = frozenset(_STOPPED.split())
_NAMED = re.compile(r"(?<!\w)['\"「]([^'\"」\n]{2,40})['\"」](?!\w)")
"""What a request names in quotes: each word of it tells, however common it is."""
_CODES = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{5,}")
_SHORT = re.compile(r"\b[A-Z]{2}\b")
"""A name of two letters, such as HR."""
_CAPITAL = re.compile(r"\b[A-Z]\w+")
FEW_TOOLS = 5
"""So many tools a plan may name and leave none out."""


@dataclass(frozen=True)
class Setting:
    """All that came before an act: the request, the person's records, what was read, the plan.

    `before` are the acts done for this request already, as (tool, target), and `refused` says that
    one was asked about or denied and not done.
    """

    request: Source
    records: Sequence[Source] = ()
    read: Sequence[Source] = ()
    plan: Sequence[str] = ()
    tools: Mapping[str, ToolSpec] = field(default_factory=dict)
    before: Sequence[tuple[str, str]] = ()
    refused: bool = False

    @cached_property
    def terms(self) -> frozenset[str]:
        """What the request is about."""
        named = {w for found in _NAMED.findall(self.request.text) for w in words(found)}
        told = words(folded(NEAR_TO.sub(" ", self.request.raw)))
        named |= {folded(short) for short in _SHORT.findall(self.request.raw)}
        return frozenset(stem(word) for word in told if _telling(word) or word in named)

    @cached_property
    def names(self) -> frozenset[str]:
        """What the request calls by name."""
        return self.terms & {stem(folded(name)) for name in NAMES.findall(self.request.raw)}

    @cached_property
    def called(self) -> frozenset[str]:
        """How those are called of whom the request speaks, by name or as the records have it."""
        kept = frozenset().union(*map(stems, self.kept))
        return self.terms & (
            kept | {stem(folded(name)) for name in _CAPITAL.findall(self.request.raw)}
        )

    @cached_property
    def known(self) -> tuple[Value, ...]:
        """The addresses that the person keeps of whom the request speaks of."""
        return tuple(value for source in self.records for value in self.near(source))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The ids that the person keeps of what the request speaks of."""
        return frozenset(compact(code) for line in self.kept for code in _CODES.findall(line))

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The lines that the person keeps of what the request speaks of."""
        return tuple(line for line in self._lines if shared(line, self.terms))

    @cached_property
    def apart(self) -> tuple[str, ...]:
        """The lines that the person keeps of what the request doesn't speak of."""
        return tuple(line for line in self._lines if not shared(line, self.terms))

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(line for source in self.records for line in source.text.split("\n"))

    def near(self, source: Source) -> Iterator[Value]:
        """The values of a text in lines that speak of what the request speaks of; the words of an
        address name nobody."""
        for found in values(source.text):
            first = source.text.rfind("\n", 0, found.start) + 1
            last = source.text.find("\n", found.end)
            line = source.text[first : last if last >= 0 else len(source.text)]
            if self.terms & stems(line.replace(found.text, " ")):
                yield found

    @cached_property
    def meant(self) -> frozenset[str]:
        """The tools of the plan; where there is none, those that the request's words ask for."""
        if self.plan:
            return frozenset(self.plan)
        return frozenset(planned(self.request.text, list(self.tools.values())))

    @cached_property
    def many(self) -> bool:
        """Whether the request may be about more than one."""
        return wants_many(self.request.raw)

    @cached_property
    def hands_over(self) -> bool:
        """Whether the person has done what something that is read says."""
        return hands_over(self.request.text)

    @cached_property
    def chosen(self) -> bool:
        """Whether the plan chose among the tools: one that names each of many plans nothing."""
        return bool(self.plan) and (
            len(self.tools) <= FEW_TOOLS or not self.meant >= set(self.tools)
        )

    @cached_property
    def ordered(self) -> str:
        """All that outside texts and tools' descriptions say in orders."""
        told = [folded(t.description) for t in self.tools.values() if poisons(t)]
        return "\n".join([*(source.strongly for source in self.read), *told])

    @cached_property
    def bidden(self) -> bool:
        """Whether anything that was read."""
        return bool(self.read)

    def speaks_of(self, spec: ToolSpec) -> bool:
        """Whether what was read says words of a tool's name or description that the request
        doesn't."""
        told = beginnings(f"{spec.name} {spec.description}") - beginnings(self.request.text)
        return not told.isdisjoint(self.said)

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of all sentences that were read, by how they begin."""
        lines = (line for source in self.read for line in source.text.split("\n"))
        return frozenset(word for line in lines if not is_field(line) for word in beginnings(line))

    @cached_property
    def services(self) -> str:
        """The names of the tools and what they are for, as letters: they name services too."""
        return compact(" ".join(f"{t.name} {t.description}" for t in self.tools.values()))

    @cached_property
    def spoken(self) -> Source:
        """All that outside texts say software has to do; of items to be compared, all of one that
        says so: it speaks for itself."""
        told = [s.spoken for s in self.read if s.spoken]
        if compares(self.request.text):
            told += [item for source in self.read for item in source.bidding]
        return Source("spoken", Trust.OWN, "\n".join(told))

    @cached_property
    def orders(self) -> Source:
        """The same as a text in which values can be found."""
        return Source("orders", Trust.OWN, self.ordered)

    @cached_property
    def trusted(self) -> tuple[Source, ...]:
        return (self.request, *self.records)


def _telling(word: str) -> bool:
    if word in _STOP or word in FUNCTION:
        return False
    return len(word) >= 3 if word.isascii() else len(word) >= 2


@lru_cache(1024)
def poisons(spec: ToolSpec) -> bool:
    told = [
        spec.description,
        *re.findall(r"'description': '([^']*)'", str(spec.parameters)),
    ]
    return any(poisoned(text) for text in told)
