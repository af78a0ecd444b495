"""The word index: every passage's terms in FTS5, and the threads that passages are turns of."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from alongside.log import corrections
from alongside.log.kinds import Forgotten
from alongside.log.moment import Moment
from alongside.views.passages import (
    PASSAGE_BITS,
    Passage,
    about,
    passages,
    speaker,
    thread,
    turn_time,
)  # fmt: skip
from alongside.views.words import fold, terms

_SELF = re.compile(
    r"(?:^|\W)(?:i|my|me|we|our|mine|나는|내가|나도|나의|내|나|제가|저는|저도|제|우리)(?:\W|$)",
    re.IGNORECASE,
)
TALK = "talk"
"""The source of conversations with us, which are looked in only where asked for."""


class Search:
    """Passages by their words, those of a corrected moment as they were put right.

    `secure-delete` takes forgotten terms off the index's pages.
    """

    name = "search"
    version = 3
    schema = """
CREATE TABLE search (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, thread INTEGER, speaker TEXT NOT NULL,
    question INTEGER NOT NULL,
    self INTEGER NOT NULL, talk INTEGER NOT NULL, length INTEGER NOT NULL,
    said TEXT NOT NULL, about TEXT NOT NULL
) STRICT;
CREATE INDEX search_thread ON search (thread, at, id) WHERE thread IS NOT NULL;
CREATE VIRTUAL TABLE search_words USING fts5(
    said, about, content = "search", content_rowid = "id",
    tokenize = "unicode61 remove_diacritics 0"
);
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
"""

    def apply(self, db: sqlite3.Connection, moment: Moment) -> None:
        if isinstance(moment.what, Forgotten):
            self._drop(db, moment.what.spans)
        for one in corrections.changed(db, moment):
            self._drop(db, [(one.seq, one.seq)])
            self._add(db, one)
        self._add(db, moment)

    def _add(self, db: sqlite3.Connection, moment: Moment) -> None:
        around = " ".join(terms(about(moment)))
        for passage in passages(moment):
            self._index(db, moment, passage, around)

    def _index(self, db: sqlite3.Connection, moment: Moment, passage: Passage, around: str) -> None:
        said = " ".join(terms(passage.text))
        db.execute(
            "INSERT INTO search VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                passage.id, turn_time(moment), thread(moment), fold(speaker(moment)),
                asks(passage.text), speaks_of_self(passage.text), moment.source == TALK,
                passage.end - passage.start, said, around,
            ),
        )  # fmt: skip
        db.execute(
            "INSERT INTO search_words (rowid, said, about) VALUES (?, ?, ?)",
            (passage.id, said, around),
        )

    def _drop(self, db: sqlite3.Connection, spans: Iterable[tuple[int, int]]) -> None:
        for first, last in spans:
            ids = (first << PASSAGE_BITS, (last + 1) << PASSAGE_BITS)
            # The index takes off the terms that it reads from the table: so it goes first.
            db.execute("DELETE FROM search_words WHERE rowid >= ? AND rowid < ?", ids)
            db.execute("DELETE FROM search WHERE id >= ? AND id < ?", ids)


def asks(text: str) -> bool:
    """Whether the passage ends in a question."""
    return text.rstrip(" \n\t)\"'\u201d\u2019").endswith(("?", "\uff1f"))


def speaks_of_self(text: str) -> bool:
    """Whether the passage is in the first person."""
    return _SELF.search(text) is not None


def holding(db: sqlite3.Connection, words: str) -> frozenset[int]:
    """The positions of the moments whose own words hold all of these, each in any of its forms.

    Words that aren't searched for (the, and, 그리고) are not asked of them; of such alone, or of no
    words, nothing is found.
    """
    asked = [found for word in words.split() if (found := terms(word))]
    matched = (_matching(db, f'said : "{" ".join(phrase)}"') for phrase in asked)
    first = next(matched, frozenset())
    return first.intersection(*matched)


def holding_any(db: sqlite3.Connection, words: Iterable[str]) -> frozenset[int]:
    """The positions of the moments whose own words hold one of these, in any of its forms.

    A lone syllable of Korean finds the words that begin with it.
    """
    asked = [found for word in words if (found := terms(word))]
    phrases = {f'"{" ".join(each)}"{"*" * (len(" ".join(each)) == 1)}' for each in asked}
    return _matching(db, f"said : ({' OR '.join(sorted(phrases))})") if phrases else frozenset()


def _matching(db: sqlite3.Connection, match: str) -> frozenset[int]:
    query = "SELECT DISTINCT rowid >> ? FROM search_words WHERE search_words MATCH ?"
    return frozenset(seq for (seq,) in db.execute(query, (PASSAGE_BITS, match)))
