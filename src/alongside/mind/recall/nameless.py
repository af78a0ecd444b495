"""A question without the names in it.

An embedding of "What does Robin paint?" lies near all that Robin says, whatever it is about: who
spoke stands in every passage. Without the name it lies near what is painted.
"""

from __future__ import annotations

import re
import sqlite3

import msgspec

from alongside.views.words import bare_korean, fold

_WORD = re.compile(r"[^\W_]+")


def nameless(db: sqlite3.Connection, question: str) -> str:
    """The question without the people that the life knows by that word, or first by it."""
    written = {word: _called(word) for word in question.split()}
    query = """
        SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM people WHERE name = value)
        OR EXISTS (SELECT 1 FROM people WHERE name >= value || ' ' AND name < value || '!')"""
    called = msgspec.json.encode([*set(filter(None, written.values()))]).decode()
    people = {name for (name,) in db.execute(query, (called,))}
    return " ".join(word for word in question.split() if written[word] not in people)


def _called(word: str) -> str:
    """A word as names are compared, without what is put after it: "Robin's", "수진이는"."""
    found = _WORD.search(fold(word))
    return bare_korean(found[0]) if found else ""
