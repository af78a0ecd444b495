"""What is understood of a life: beliefs, promises, and what the person says of them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from alongside.log.kinds.what import What

Category = Literal["fact", "preference", "habit", "value", "relationship", "plan", "feeling"]
Topic = Literal["health", "religion", "politics", "sexuality", "money"]
"""What nothing is believed about until the person switches it on."""


class Believed(What, frozen=True, kw_only=True, tag="believed"):
    """Something taken to be so of the person, drawn from their own words in `because`.

    `about` is what it tells ("home", "work", "likes") and `value` what that is, in the words of
    the evidence; `statement` says both. `quote` stands word for word in the evidence. `subject` is
    whom a relationship is with, as written. `since` and `until` are ISO 8601, as exact as known
    ("2019", "2019-03", "2019-03-05"), empty where they aren't. `confidence` lies in 0..1.

    `replaces` is the id of the belief that ended when this began. Of the `readings` of a life only
    the latest that was taken over stands. `model` is empty where code drew it.
    """

    category: Category
    about: str
    value: str
    statement: str
    quote: str
    subject: str = ""
    topic: Topic | Literal[""] = ""
    since: str = ""
    until: str = ""
    confidence: float
    replaces: str = ""
    reading: int = 0
    model: str = ""

    @property
    def words(self) -> str:
        return self.statement

    @property
    def names(self) -> tuple[str, ...]:
        return (self.subject,) if self.subject else ()


class Promised(What, frozen=True, kw_only=True, tag="promised"):
    """What `by` said they would do for `to`, each empty where it is the person.

    `quote` stands word for word in the evidence, `when` is the part of it that names a time. What
    it names lies from `since` (none for "by Friday") until `due`, exclusive; both are aware UTC and
    None where no time is named. `day` says that whole days are meant, not an hour.
    """

    text: str
    quote: str
    by: str = ""
    to: str = ""
    when: str = ""
    since: datetime | None = None
    due: datetime | None = None
    day: bool = False
    confidence: float
    model: str = ""

    @property
    def words(self) -> str:
        return self.text

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.by, self.to) if name)


class Judged(What, frozen=True, kw_only=True, tag="judged"):
    """The person says whether the belief in `because` is so. What is wrong isn't believed again."""

    how: Literal["right", "wrong"]


class Ruled(What, frozen=True, kw_only=True, tag="ruled"):
    """The person rules whether anything may be believed about a topic, or about any words.

    The latest of each `about` stands.
    """

    about: str
    allowed: bool

    @property
    def words(self) -> str:
        return self.about


class Profiled(What, frozen=True, kw_only=True, tag="profiled"):
    """Who the person is, in their own words; the latest stands.

    `covers` are the beliefs (their ids) that were on show when they wrote it: those aren't told
    beside it again.
    """

    text: str
    covers: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return self.text


class Reread(What, frozen=True, kw_only=True, tag="reread"):
    """The person took over a new reading of their life: its beliefs stand in place of the old."""

    reading: int
    model: str = ""
