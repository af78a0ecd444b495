"""How a question came, and how it is to be answered."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.log.moment import Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """`trust` is what its words may be trusted: only an authenticated interface gives `PERSON`.

    `aloud`: it is answered in speech as well, clause by clause. `origin` is its record's identity
    where it came from. `unlocked`: it was said to a client that the person unlocked.
    """

    trust: Trust = Trust.PERSON
    aloud: bool = False
    origin: str | None = None
    unlocked: bool = False


TYPED = Manner()
