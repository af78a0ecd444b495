"""What was done for the person, told with the reason and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from alongside.gate.gate import Gate
from alongside.log.kinds import Decided, Did, Failed, Ground, Proposed, Sentence
from alongside.log.moment import Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import acts
from alongside.views.acts import Deed

NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One act: what exactly, how far it came, the rule and the reason, and the words it serves.

    `state` is as in the view, and `cut-off` for one that a crash left without an outcome. `word` is
    what the person said, or whose word it was where they didn't.
    """

    id: str
    at: datetime
    state: str
    tool: str
    title: str
    arguments: Mapping[str, Any]
    agent: str
    verdict: str
    rule: str
    by: str
    why: Sentence
    grounds: tuple[Ground, ...]
    word: str
    outcome: str
    outcome_id: str
    undoable: bool
    expires: datetime | None

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self) | {
            "why": {"en": self.why.en, "ko": self.why.ko},
            "grounds": [
                {"argument": g.argument, "trust": g.trust, "from": g.moments, "note": g.note}
                for g in self.grounds
            ],
        }


@dataclass(frozen=True, slots=True)
class OnWord:
    """What was done on one word of the person, the latest first."""

    word: str
    at: datetime
    acts: tuple[Mapping[str, Any], ...]


def by_word(acts_: Iterable[Mapping[str, Any]]) -> list[OnWord]:
    """What was done, for each thing that was said; the latest word first. Acts as plain data."""
    said: dict[str, list[Mapping[str, Any]]] = {}
    for one in acts_:
        said.setdefault(str(one["word"]), []).append(one)
    return [OnWord(word, given[0]["at"], tuple(given)) for word, given in said.items()]


async def told(
    log: SqliteLog, gate: Gate, since: datetime | None = None, limit: int = 200
) -> list[Told]:
    """The latest acts since then, the latest first."""
    now = datetime.now(UTC)
    deeds = await log.database.read(
        lambda db: acts.deeds(db, log.person, now, since=since, limit=limit)
    )
    lost = {deed.proposed for deed in await gate.cut_off()}
    found = [await _told(log, deed, deed.proposed in lost) for deed in deeds]
    return [one for one in found if one is not None]


async def _told(log: SqliteLog, deed: Deed, lost: bool) -> Told | None:
    held = {m.id: m for m in await log.get(deed.proposed, deed.decided, deed.outcome)}
    proposed = held.get(deed.proposed)
    decided, outcome = held.get(deed.decided), held.get(deed.outcome)
    if proposed is None or not isinstance(proposed.what, Proposed):
        return None
    if decided is None or not isinstance(decided.what, Decided):
        return None
    what, said = proposed.what, decided.what
    return Told(
        id=deed.proposed,
        at=deed.at,
        state="cut-off" if lost else deed.state,
        tool=what.tool,
        title=what.title or what.tool.replace("_", " "),
        arguments=said.arguments if said.arguments is not None else what.arguments,
        agent=what.agent,
        verdict=said.verdict,
        rule=said.rule,
        by=said.by,
        why=said.why,
        grounds=said.grounds,
        word=_word(await log.get(*proposed.because)),
        outcome=_outcome(outcome),
        outcome_id=deed.outcome,
        undoable=outcome is not None and isinstance(outcome.what, Did) and bool(outcome.what.undo),
        expires=deed.expires,
    )


def _word(causes: Sequence[Moment]) -> str:
    """The words of the person that an act goes back to; else whose they were."""
    said = [m for m in causes if m.trust is Trust.PERSON]
    if said:
        return said[0].what.words[:300]
    return causes[0].source if causes else NOBODY


def _outcome(outcome: Moment | None) -> str:
    if outcome is None:
        return ""
    if isinstance(outcome.what, Failed):
        return outcome.what.reason
    return outcome.what.text[:300] if isinstance(outcome.what, Did) else ""
