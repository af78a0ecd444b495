"""A bottom-up chart parser over text: grammars are tables of rules, meanings are built as it goes.

The method is the left-corner active chart of Kay (1980) as date parsers such as Duckling use it.
An item never spans more than `REACH` characters and a place holds at most `CROWD` items of a
category, so the time taken grows linearly with the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Grammar, Literal, Rule

REACH = 90
CROWD = 8

_SPACE = re.compile(r"[ \t\r\n]{0,4}")


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of text [start, end) read as something of a category, and what it means."""

    start: int
    end: int
    category: str
    value: object
    weight: int


@dataclass(frozen=True, slots=True)
class _Edge:
    """A rule read up to its element `dot`."""

    rule: Rule
    dot: int
    start: int
    end: int
    values: tuple[object, ...]
    weight: int


class Chart:
    """Everything a grammar can read in one text."""

    def __init__(self, text: str, grammar: Grammar, context: Context) -> None:
        self._text = text
        self._grammar = grammar
        self._context = context
        self._items: defaultdict[int, defaultdict[str, list[Item]]]
        self._items = defaultdict(lambda: defaultdict(list))
        self._waiting: defaultdict[tuple[int, str], list[_Edge]] = defaultdict(list)
        self._edges: list[_Edge] = []

    def read(self) -> Iterator[Item]:
        """Yield every item, smaller ones before those built from them."""
        self._read_literals()
        self._read_leaves()
        while self._edges:
            self._advance(self._edges.pop())
        for place in sorted(self._items):
            for items in self._items[place].values():
                yield from items

    def _read_literals(self) -> None:
        for pattern, rules in self._grammar.literal_first:
            for match in pattern.finditer(self._text):
                for rule in rules:
                    self._edges.append(_Edge(rule, 1, match.start(), match.end(), (), rule.weight))

    def _read_leaves(self) -> None:
        for leaf in self._grammar.leaves:
            for match in leaf.pattern.finditer(self._text):
                value = leaf.make(self._context, match)
                if value is not None:
                    self._add(Item(match.start(), match.end(), leaf.category, value, leaf.weight))

    def _add(self, item: Item) -> None:
        here = self._items[item.start][item.category]
        if len(here) >= CROWD or any(_covers(known, item) for known in here):
            return
        here.append(item)
        for rule in self._grammar.category_first.get(item.category, ()):
            self._edges.append(
                _Edge(rule, 1, item.start, item.end, (item.value,), rule.weight + item.weight)
            )
        for edge in self._waiting.get((item.start, item.category), ()):
            self._edges.append(_over(edge, item))

    def _advance(self, edge: _Edge) -> None:
        if edge.end - edge.start > REACH:
            return
        if edge.dot == len(edge.rule.elements):
            self._complete(edge)
            return
        element = edge.rule.elements[edge.dot]
        space = _SPACE.match(self._text, edge.end)
        place = space.end() if space else edge.end
        if isinstance(element, Literal):
            self._literal(edge, element, place)
            return
        self._waiting[place, element].append(edge)
        there = self._items.get(place)
        for item in there.get(element, ()) if there else ():
            self._edges.append(_over(edge, item))

    def _literal(self, edge: _Edge, element: Literal, place: int) -> None:
        if element.optional:
            self._edges.append(_step(edge, edge.end))
        match = element.pattern.match(self._text, place)
        if match:
            self._edges.append(_step(edge, match.end()))

    def _complete(self, edge: _Edge) -> None:
        value = edge.rule.make(self._context, *edge.values)
        if value is not None:
            self._add(Item(edge.start, edge.end, edge.rule.category, value, edge.weight))


def _covers(known: Item, item: Item) -> bool:
    """The same reading of the same text, and no lighter."""
    return known.end == item.end and known.weight >= item.weight and known.value == item.value


def _step(edge: _Edge, end: int) -> _Edge:
    return _Edge(edge.rule, edge.dot + 1, edge.start, end, edge.values, edge.weight)


def _over(edge: _Edge, item: Item) -> _Edge:
    values = (*edge.values, item.value)
    return _Edge(edge.rule, edge.dot + 1, edge.start, item.end, values, edge.weight + item.weight)
