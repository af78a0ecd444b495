"""Questions and their answers as moments, the same whoever takes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alongside.log.kinds import Cite, Said
from alongside.log.log import Log
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.converse.manner import Manner

SOURCE, US = "talk", "alongside"
"""Where conversations come from, and who answers in them."""


async def keep_question(
    log: Log, question: str, thread: str, now: datetime, zone: str, manner: Manner, by: str = "me"
) -> Moment:
    """What the person asked, as they asked it."""
    draft = Draft(
        what=Said(text=question, by=by, to=(US,), thread=thread), at=now, zone=zone,
        source=SOURCE, trust=manner.trust, origin=manner.origin,
    )  # fmt: skip
    (kept,) = await log.append(draft)
    return kept


async def keep_answer(
    log: Log,
    text: str,
    asked: Moment,
    *,
    stands_on: Sequence[Moment] = (),
    cites: tuple[Cite, ...] = (),
    model: str = "",
    refused: bool = False,
) -> Moment:
    """An answer because of its question and what it stands on; as trusted as the least of them."""
    causes = (asked, *stands_on)
    thread = asked.what.thread if isinstance(asked.what, Said) else ""
    what = Said(
        text=text, by=US, to=("me",), thread=thread, model=model, cites=cites, refused=refused
    )
    draft = Draft(
        what=what, at=asked.at, zone=asked.zone, source=SOURCE,
        trust=min(Trust.OWN, *(moment.trust for moment in causes)),
        because=tuple(dict.fromkeys(moment.id for moment in causes)),
    )  # fmt: skip
    (kept,) = await log.append(draft)
    return kept
