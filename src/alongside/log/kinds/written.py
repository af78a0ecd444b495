"""What is written with the person: texts that they ask for, and each version of one.

A version has no `words`: much in it was never lived, so no search and no answer finds it. What the
person keeps of it is a note.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from alongside.log.kinds.parts import Cite
from alongside.log.kinds.what import What

Sort = Literal["letter", "email", "message", "speech", "story", "poem", "song"]


class Stretch(msgspec.Struct, frozen=True, omit_defaults=True):
    """Characters from `start` to `end` of a version: what it stands on, or why it is doubted.

    `facts` are numbers of the version's facts. Without any, `doubt` says what in it no record
    holds: a `name`, a `number` (dates too), or a `claim` about the life.
    """

    start: int
    end: int
    facts: tuple[int, ...] = ()
    doubt: str = ""


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a version misses its form: which rule, in which line (from 1; 0: the whole), and what
    was wanted and found."""

    rule: str
    line: int = 0
    wanted: str = ""
    found: str = ""


class Commissioned(What, frozen=True, kw_only=True, tag="commissioned"):
    """A text that the person wants: of which sort and form, to or for whom, about what."""

    sort: Sort
    language: Literal["en", "ko"]
    form: str = ""
    to: str = ""
    about: str = ""


class Penned(What, frozen=True, kw_only=True, tag="penned"):
    """A version of a text. Its causes are what was commissioned, the version before it, if any,
    and the moments that it was learned and drawn from.

    `change` is what the person asked to be changed; `by_hand`, they wrote it themselves. `learned`
    are passages of theirs that it was written after, `facts` what it could tell of the life, by
    number. `stretches` and `faults` are what code found in it.
    """

    text: str
    language: Literal["en", "ko"]
    change: str = ""
    by_hand: bool = False
    model: str = ""
    learned: tuple[Cite, ...] = ()
    facts: tuple[Cite, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    faults: tuple[Fault, ...] = ()
