"""What the HTTP API takes and gives, as shapes that its OpenAPI schema is made from.

Times are ISO 8601 with an offset; `until` is exclusive everywhere. What happened (`What`) is one of
the kinds of `log/kinds/`, told apart by `kind`, with fields left out that hold their default.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self

import msgspec
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NaiveDatetime,
    RootModel,
    WithJsonSchema,
)

from alongside.log import moment as log
from alongside.mind.converse.events import Answered, Asked, Found, Shown, Token
from alongside.mind.recall import hit

TrustName = Literal["outside", "own", "person"]
Grain = Literal["year", "month", "week", "day", "hour"]
MomentId = Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _written_out(value: object) -> object:
    """A time is written out: a bare number could be seconds, milliseconds or a year."""
    if isinstance(value, datetime) or (isinstance(value, str) and "-" in value[1:]):
        return value
    raise ValueError("write the time out, such as 2008-10-22T16:28:00+02:00")


def _in_utc(at: datetime) -> datetime:
    if not log.EARLIEST <= at <= log.LATEST:
        raise ValueError("this is too near the ends of the calendar")
    return at.astimezone(UTC)


Aware = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_utc)]
"""A time with its offset, turned into UTC."""
Day = Annotated[
    date,
    BeforeValidator(_written_out),
    Field(strict=False, ge=date(1000, 1, 1), le=date(9000, 1, 1)),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Local = Annotated[
    NaiveDatetime,
    BeforeValidator(_written_out),
    WithJsonSchema({"type": "string", "pattern": f"^{_DAY}T[0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?$"}),
]
"""A time on the wall clock of wherever it was."""
Truth = Annotated[bool, Field(strict=True)]
"""True or false, and nothing that only resembles it."""
Short = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=100_000)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", from_attributes=True, frozen=True)


class Problem(BaseModel):
    """What went wrong, in words for the person (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class What(RootModel[dict[str, Any]]):
    """What happened: one of the kinds, told apart by `kind`."""

    @classmethod
    def of(cls, what: msgspec.Struct) -> Self:
        return cls(msgspec.to_builtins(what))


class Moment(Shape):
    """A moment as the log keeps it; `words` is what can be searched and quoted in it."""

    id: str
    at: datetime
    zone: str
    recorded: datetime
    kind: str
    source: str
    trust: TrustName
    because: list[str]
    words: str
    what: What

    @classmethod
    def of(cls, moment: log.Moment) -> Self:
        return cls(
            id=moment.id,
            at=moment.at,
            zone=moment.zone,
            recorded=moment.recorded,
            kind=moment.kind,
            source=moment.source,
            trust=_TRUST[moment.trust],
            because=list(moment.because),
            words=moment.what.words,
            what=What.of(moment.what),
        )


_TRUST: dict[log.Trust, TrustName] = {
    log.Trust.OUTSIDE: "outside",
    log.Trust.OWN: "own",
    log.Trust.PERSON: "person",
}


class Moments(Shape):
    """A page of moments; ask again with `next` for those that follow, until there is none."""

    moments: list[Moment]
    next: str | None = None


class Evidence(Shape):
    """A moment with what it was drawn from and what was drawn from it.

    `recorded` is the moment as it was recorded, where its words were put right since; `correctable`
    says whether they can be.
    """

    moment: Moment
    recorded: Moment | None = None
    correctable: bool
    causes: list[Moment]
    effects: list[Moment]


class Hit(Shape):
    """A moment found, its score (higher is better), and why, in words."""

    moment: Moment
    score: float
    why: list[str]

    @classmethod
    def of(cls, found: hit.Hit) -> Self:
        return cls(moment=Moment.of(found.moment), score=found.score, why=list(found.why))


class Quoted(Shape):
    """Words of a moment, and of what kind it is where that is to be told: what something that is
    said to the person stands on."""

    moment: str
    quote: str
    at: datetime
    kind: str = ""


class Facet(Shape):
    """A value that narrows a search, and how many of the moments found have it."""

    value: str
    count: int


class Facets(Shape):
    kinds: list[Facet]
    people: list[Facet]
    places: list[Facet]
    sources: list[Facet]
    years: list[Facet]


class Search(Shape):
    hits: list[Hit]
    facets: Facets


class Link(Shape):
    """The one-time token of the link that `alongside up` prints."""

    link: Annotated[str, Field(min_length=1, max_length=200)]


class Session(Shape):
    """The token to send as `X-Alongside-Token` from now on; the cookie is set beside it."""

    token: str
    person: str
    expires: datetime


class Whoami(Shape):
    person: str
    expires: datetime


class AskedEvent(Shape):
    event: Literal["asked"] = "asked"
    moment: Moment


class FoundEvent(Shape):
    """What the answer is drawn from; `[1]` in the answer is told by its `cites`, not by this."""

    event: Literal["found"] = "found"
    hits: list[Hit]


class TokenEvent(Shape):
    event: Literal["token"] = "token"
    text: str


class AnsweredEvent(Shape):
    """The answer as it is kept; it takes the place of the tokens."""

    event: Literal["answered"] = "answered"
    moment: Moment


class CancelledEvent(Shape):
    event: Literal["cancelled"] = "cancelled"


class ProblemEvent(Shape):
    event: Literal["problem"] = "problem"
    detail: str


Talked = AskedEvent | FoundEvent | TokenEvent | AnsweredEvent | CancelledEvent | ProblemEvent


class TalkEvent(RootModel[Annotated[Talked, Field(discriminator="event")]]):
    """What the server sends over `/api/v1/talk`."""

    @classmethod
    def of(cls, event: Shown) -> Self:
        return cls(root=_talk(event))


def _talk(event: Shown) -> AskedEvent | FoundEvent | TokenEvent | AnsweredEvent:
    match event:
        case Asked(moment):
            return AskedEvent(moment=Moment.of(moment))
        case Found(hits):
            return FoundEvent(hits=[Hit.of(found) for found in hits])
        case Token(text):
            return TokenEvent(text=text)
        case Answered(moment):
            return AnsweredEvent(moment=Moment.of(moment))


class TalkAsk(Shape):
    ask: Annotated[str, Field(min_length=1, max_length=10_000)]
    thread: Annotated[str, Field(min_length=1, max_length=200)]


class TalkCancel(Shape):
    cancel: Literal[True]


class TalkRequest(RootModel[TalkAsk | TalkCancel]):
    """What the client sends over `/api/v1/talk`; one question at a time."""


class Progress(Shape):
    """How far something long has come: `done` of `total` (0 when not known yet)."""

    name: str
    done: int = 0
    total: int = 0
    note: str = ""
    problem: str = ""


class MomentEvent(Shape):
    event: Literal["moment"] = "moment"
    moment: Moment


class JobsEvent(Shape):
    event: Literal["jobs"] = "jobs"
    jobs: list[Progress]


class Skipped(Shape):
    """A file left out on purpose, and why."""

    file: str
    reason: str


class ImportEvent(Shape):
    """How far an import has come, in files; `upload` names it, and `id` its moment once known.

    `added` moments are new, `known` ones were there before. `skipped` is told when `finished`.
    """

    event: Literal["import"] = "import"
    upload: str
    id: str = ""
    file: str = ""
    done: int = 0
    total: int = 0
    added: int = 0
    known: int = 0
    failed: int = 0
    skipped: tuple[Skipped, ...] = ()
    finished: bool = False
    problem: str = ""


class ModelEvent(Shape):
    """How far getting a model has come, in bytes; `doing` is getting, checking or converting."""

    event: Literal["model"] = "model"
    name: str
    doing: str = ""
    done: int = 0
    total: int = 0
    finished: bool = False
    problem: str = ""


class KeepsakeEvent(Shape):
    """How far a film or book has come, in frames or pages; `moment` is its id once it is kept."""

    event: Literal["keepsake"] = "keepsake"
    name: str
    done: int = 0
    total: int = 0
    moment: str = ""
    finished: bool = False
    problem: str = ""


class LifeEvent(Shape):
    """Another life is open now; the page starts over."""

    event: Literal["life"] = "life"
    sample: bool


Happened = MomentEvent | JobsEvent | ImportEvent | ModelEvent | KeepsakeEvent | LifeEvent


class LiveEvent(RootModel[Annotated[Happened, Field(discriminator="event")]]):
    """What the server sends over `/api/v1/events`."""


class Correction(Shape):
    """The words that take the place of a moment's own."""

    text: Annotated[str, Field(min_length=1, max_length=100_000)]


class Note(Shape):
    """Something the person writes down; now, unless `at` says otherwise."""

    text: Annotated[str, Field(min_length=1, max_length=100_000)]
    title: Short = ""
    at: Aware | None = None
