"""What the person is called, where they haven't said: as their own messages are signed."""

from __future__ import annotations

from collections import Counter

from alongside.log.kinds import Said
from alongside.log.log import Log, Wanted
from alongside.log.moment import Trust
from alongside.mind.converse.reckoned import ours

LOOKED_AT = 500
"""The newest messages that are read for names."""


async def own_names(log: Log) -> tuple[str, ...]:
    """The names that the person's own messages are signed with, the commonest first."""
    wanted = Wanted(kinds=["said"], newest_first=True, limit=LOOKED_AT)
    signed = [
        m.what.by
        async for m in log.read(wanted)
        if isinstance(m.what, Said) and m.trust >= Trust.OWN and not ours(m)
    ]
    return tuple(name for name, _ in Counter(signed).most_common())
