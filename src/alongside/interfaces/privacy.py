"""Privacy as an interface sees it: what may be kept now, who agreed to what, what goes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import OffRecord, Place
from alongside.mind.retention import Keeping, Retention
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.rules import Allowance
from alongside.senses.privacy.withheld import Withheld
from alongside.senses.seeing.consent import Consent
from alongside.senses.seeing.knowing import Knowing

__all__ = ["Allowance", "Keeping", "LifePrivacy", "Record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Whether it is off the record, since when and until when, and what may be kept now."""

    off: bool
    since: datetime | None = None
    until: datetime | None = None
    allowed: Allowance


@dataclass(frozen=True, slots=True)
class LifePrivacy:
    """The parts of a life that decide what is kept, by whose consent, and for how long."""

    discretion: Discretion
    consent: Consent
    retention: Retention
    withheld: Withheld
    knowing: Knowing

    async def record(self, now: datetime, place: Place | None = None) -> Record:
        """How it stands now, at a place."""
        allowed = await self.discretion.allowance(now, place)
        since = await self.discretion.off_since(now)
        if since is None or not isinstance(since.what, OffRecord):
            return Record(off=False, allowed=allowed)
        return Record(off=True, since=since.at, until=since.what.until, allowed=allowed)
