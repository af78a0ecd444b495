"""Recall: finds the moments that answer a question, and says why. No language model is asked."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from alongside.log.rows import by_seqs
from alongside.log.sqlite import SqliteLog
from alongside.mind.hit import Filters, Hit
from alongside.models.model import Embed
from alongside.views.passages import position
from alongside.views.words import terms

EVERYTHING = Filters()


class Recall:
    """Finds moments by words, meaning, time, people and places."""

    def __init__(
        self, log: SqliteLog, quick_embed: Embed | None = None, embed: Embed | None = None
    ) -> None:
        self._log = log
        self._quick_embed = quick_embed
        self._embed = embed

    async def find(
        self,
        question: str,
        *,
        now: datetime,
        zone: str,
        limit: int = 10,
        filters: Filters = EVERYTHING,
    ) -> tuple[Hit, ...]:
        """The `limit` best moments, best first. `now` is aware UTC, `zone` an IANA name."""
        return await self._log.database.read(lambda db: self._find(db, question, limit))

    def _find(self, db: sqlite3.Connection, question: str, limit: int) -> tuple[Hit, ...]:
        words = list(dict.fromkeys(terms(question)))
        if not words:
            return ()
        match = " OR ".join(f'"{word}"' for word in words)
        query = (
            "SELECT rowid, -bm25(search_words, 1.0, 0.5) FROM search_words"
            " WHERE search_words MATCH ? ORDER BY 2 DESC LIMIT ?"
        )
        scores: dict[int, float] = {}
        for passage, score in db.execute(query, (match, 2 * limit)):
            scores.setdefault(position(passage), score)
        found = by_seqs(db, self._log.person, scores)
        return tuple(
            Hit(found[seq], score, ("it has words of the question",))
            for seq, score in scores.items()
            if seq in found
        )[:limit]
