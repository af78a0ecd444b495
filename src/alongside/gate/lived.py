"""The setting of an act in a life: the request, the records that hold its values, what was read for
it, and what stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from alongside.gate.act import Act
from alongside.gate.arguments import arguments
from alongside.gate.intent import only_reads
from alongside.gate.normal import compact
from alongside.gate.setting import Setting
from alongside.gate.source import Source
from alongside.gate.tool import Tool, ToolSpec
from alongside.log.kinds import Appointed, Decided, Did, Failed, Meant, Permitted, Proposed, Undone
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.log.sqlite import SqliteLog
from alongside.views import acts, search, team
from alongside.views.team import Member

MOST = 20
"""Records that are looked at for one value."""
_OURS = (Proposed, Decided, Did, Failed, Meant, Undone)
FORGED = frozenset({"whatsapp", "kakaotalk"})
"""Sources whose files anyone can write: what they say is no record that an act can stand on."""


async def setting(
    log: SqliteLog, act: Act, tools: Mapping[str, Tool], causes: Sequence[Moment]
) -> Setting:
    """All that came before the act: what led to it, and what came of the same request."""
    request = next((m for m in causes if _asks(m)), None)
    after = await log.effects(request.id) if request else ()
    led = {m.id: m for m in (*after, *causes)}.values()
    specs = {name: tool.spec for name, tool in tools.items()}
    spec = specs.get(act.tool)
    records = await _records(log, act, spec)
    kept = {m.id: m for m in (*(m for m in causes if _record(m)), *records)}
    names = frozenset(specs)
    return Setting(
        request=_source(request, names) if request else Source("", Trust.PERSON, ""),
        records=tuple(_source(m, names) for m in kept.values() if m is not request),
        read=tuple(_result(m, names, led, specs) for m in led if _was_read(m)),
        plan=tuple(t for m in led if isinstance(m.what, Meant) for t in m.what.tools),
        tools=specs,
        before=tuple(_before(led, specs)),
        refused=_refused(led, specs),
    )


def _result(
    read: Moment, names: frozenset[str], led: Collection[Moment], specs: Mapping[str, ToolSpec]
) -> Source:
    """What was read, with what was looked for, and whether it tells what came of an act."""
    spec = specs.get(read.what.tool) if isinstance(read.what, Did) else None
    made = spec is not None and not only_reads(spec)
    return replace(_source(read, names), sought=_sought(read, led), made=made)


def _sought(read: Moment, led: Collection[Moment]) -> str:
    """What the act asked for whose result this is."""
    kept = {moment.id: moment for moment in led}
    causes = (kept[id_] for id_ in read.because if id_ in kept)
    decided = next((m for m in causes if isinstance(m.what, Decided)), None)
    proposed = kept.get(decided.because[0]) if decided and decided.because else None
    if proposed is None or not isinstance(proposed.what, Proposed):
        return ""
    return " ".join(one.text for one in arguments(proposed.what.arguments, {}))


def _before(led: Collection[Moment], specs: Mapping[str, ToolSpec]) -> Iterator[tuple[str, str]]:
    """The acts that were allowed for this request already, with what each was aimed at."""
    allowed = {m.because[0] for m in led
               if isinstance(m.what, Decided) and m.what.verdict == "allow"}  # fmt: skip
    for moment in led:
        if isinstance(moment.what, Proposed) and moment.id in allowed:
            spec = specs.get(moment.what.tool)
            if spec is None or only_reads(spec):
                continue
            for one in arguments(moment.what.arguments, spec.parameters):
                if one.role == "target":
                    yield moment.what.tool, compact(one.text)


def _refused(led: Collection[Moment], specs: Mapping[str, ToolSpec]) -> bool:
    """Whether an act for this request was asked about or denied, and the person didn't allow it;
    what only reads is nothing that could be completed."""
    said: dict[str, str] = {}
    for moment in sorted(led, key=lambda moment: moment.seq):
        if isinstance(moment.what, Decided):
            said[moment.because[0]] = moment.what.verdict
    return any(verdict != "allow" and _acts(led, act, specs) for act, verdict in said.items())


def _acts(led: Collection[Moment], act: str, specs: Mapping[str, ToolSpec]) -> bool:
    """Whether what was proposed does more than read."""
    names = (m.what.tool for m in led if m.id == act and isinstance(m.what, Proposed))
    return not any(name in specs and only_reads(specs[name]) for name in names)


async def permits(log: SqliteLog) -> tuple[Permitted, ...]:
    """The standing permissions that aren't over."""
    found = await log.database.read(lambda db: acts.permits(db, log.person))
    now = datetime.now(UTC)
    return tuple(p.given for p in found if p.given.until is None or p.given.until > now)


async def spent(log: SqliteLog, since: datetime) -> dict[str, float]:
    """What was taken of each budget since then."""

    def work(db: sqlite3.Connection) -> dict[str, float]:
        kinds = ("money", "messages", "calls", "hours")
        return {kind: acts.spent(db, log.person, kind, since) for kind in kinds}

    return await log.database.read(work)


async def _records(log: SqliteLog, act: Act, spec: ToolSpec | None) -> list[Moment]:
    """The person's own records that hold a value of the act."""
    given = arguments(act.arguments, spec.parameters if spec else {})
    wanted = [one.text[:200] for one in given if one.role in ("target", "link", "amount")][:10]

    def look(db: sqlite3.Connection) -> list[int]:
        seqs = {seq for text in wanted for seq in sorted(search.holding(db, text))[-MOST:]}
        return sorted(seqs)

    seqs = await log.database.read(look) if wanted else []
    found = [m for seq in seqs for m in await _at(log, seq)]
    return [m for m in found if _record(m)]


async def _at(log: SqliteLog, seq: int) -> list[Moment]:
    return [m async for m in log.read(Wanted(after=seq - 1, limit=1)) if m.seq == seq]


async def member(log: SqliteLog, agent: str) -> Member | None:
    """The agent of the team that acts name so."""
    if not agent.startswith(team.TEAM):
        return None
    return await log.database.read(lambda db: team.member(db, log.person, agent))


def _asks(moment: Moment) -> bool:
    """Whether the person asks for something in it; to describe an agent is to ask for nothing."""
    told = isinstance(moment.what, Appointed)
    return moment.trust is Trust.PERSON and not told and not _ours(moment)


def _ours(moment: Moment) -> bool:
    return isinstance(moment.what, _OURS)


def _record(moment: Moment) -> bool:
    forged = moment.source in FORGED
    return moment.trust >= Trust.OWN and not _ours(moment) and not forged


def _was_read(moment: Moment) -> bool:
    if isinstance(moment.what, Did):
        return True
    return not _ours(moment) and (moment.trust is Trust.OUTSIDE or moment.source in FORGED)


def _source(moment: Moment, names: frozenset[str]) -> Source:
    what = moment.what
    words = what.text if isinstance(what, Did) else what.words
    trust = Trust.OUTSIDE if _was_read(moment) else moment.trust
    return Source(moment.id, trust, words, True, names)
