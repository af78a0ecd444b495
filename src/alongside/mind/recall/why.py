"""Why a moment was found, in plain words."""

from __future__ import annotations

from alongside.log.moment import Moment
from alongside.mind.recall.features import Scored
from alongside.mind.recall.query import Query
from alongside.views.passages import speaker
from alongside.views.words import terms

_CLOSE = 1.5
"""Standard deviations above the usual that count as close in meaning."""
_SHOWN = 4


def reasons(query: Query, scored: Scored, i: int, moment: Moment) -> tuple[str, ...]:
    """Why passage `i` of the pool was found; there is always a reason."""
    row = scored.rows[i]
    matched = scored.matched(i)
    found = []
    words = [query.words[t] for t in query.words if t in matched][:_SHOWN]
    if words:
        found.append("has " + ", ".join(f"“{word}”" for word in dict.fromkeys(words)))
    if scored.column("meaning")[i] > _CLOSE:
        found.append("close in meaning")
    if row.speaker and query.names(row.speaker):
        found.append(f"said by {speaker(moment)}")
    if scored.column("time")[i] == 1.0:
        found.append(f"in the time asked: {', '.join(query.timed)}")
    where = moment.what.where
    if where and set(terms(str(where))) & query.words.keys():
        found.append(f"in {where}")
    if not found:
        beside = scored.column("coverage_around")[i] > scored.column("coverage")[i]
        found.append("beside what matches" if beside else "the closest there is")
    return tuple(found)
