"""The kinds of moment: one frozen value for each kind of thing that can happen.

Each knows its own `words` (what can be searched and quoted), `names` (who takes part) and `media`
(what lies in the blob store). A kind is told from another by its tag in the field `kind`.
"""

from __future__ import annotations

from datetime import datetime

import msgspec


class Media(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file in the blob store: its content hash, MIME type, given name and size in bytes."""

    hash: str
    type: str
    name: str
    size: int


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something happened: a name as people say it, and WGS 84 degrees where known."""

    name: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.country) if part)


class Cite(msgspec.Struct, frozen=True, omit_defaults=True):
    """One marker `[number]` in an answer: the moment it points to and the words that support it."""

    number: int
    moment: str
    quote: str = ""


class Thing(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing seen in a picture: label, score in 0..1, box as x, y, width, height in 0..1."""

    label: str
    score: float
    box: tuple[float, float, float, float]


class Occurrence(msgspec.Struct, frozen=True):
    """One time a plan takes place, from `start` to `end` (aware UTC)."""

    start: datetime
    end: datetime


class What(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What happened. Every kind below is one of these."""

    @classmethod
    def kind(cls) -> str:
        return str(cls.__struct_config__.tag)

    @property
    def words(self) -> str:
        """The words that can be searched and quoted."""
        return ""

    @property
    def names(self) -> tuple[str, ...]:
        """The people who take part, as written."""
        return ()

    @property
    def files(self) -> tuple[Media, ...]:
        """What lies in the blob store for this moment."""
        return ()

    @property
    def where(self) -> Place | None:
        """The place it belongs to, where known."""
        return None


class Noted(What, frozen=True, kw_only=True, tag="noted"):
    """A note that the person wrote."""

    text: str
    title: str = ""
    media: tuple[Media, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def files(self) -> tuple[Media, ...]:
        return self.media


class Said(What, frozen=True, kw_only=True, tag="said"):
    """Words in a conversation: a chat message, a question to us, or our answer.

    An answer carries the `model` that wrote it (empty: code did), its `cites`, and in `unsupported`
    the character spans of sentences that stand on no moment and are the model's own. `refused` says
    that the life doesn't hold what was asked.
    """

    text: str
    by: str
    to: tuple[str, ...] = ()
    thread: str = ""
    channel: str = ""
    media: tuple[Media, ...] = ()
    model: str = ""
    cites: tuple[Cite, ...] = ()
    unsupported: tuple[tuple[int, int], ...] = ()
    refused: bool = False

    @property
    def words(self) -> str:
        return self.text

    @property
    def names(self) -> tuple[str, ...]:
        return (self.by, *self.to)

    @property
    def files(self) -> tuple[Media, ...]:
        return self.media


class Planned(What, frozen=True, kw_only=True, tag="planned"):
    """A calendar entry with every time it takes place; `rule` is its RRULE as written."""

    title: str
    occurrences: tuple[Occurrence, ...]
    all_day: bool = False
    place: Place | None = None
    notes: str = ""
    people: tuple[str, ...] = ()
    rule: str = ""
    uid: str = ""

    @property
    def words(self) -> str:
        parts = (self.title, str(self.place or ""), self.notes)
        return "\n".join(part for part in parts if part)

    @property
    def names(self) -> tuple[str, ...]:
        return self.people

    @property
    def where(self) -> Place | None:
        return self.place


class Contact(What, frozen=True, kw_only=True, tag="contact"):
    """A person as the address book holds them; `birthday` is ISO 8601, `--MM-DD` without a year."""

    name: str
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    birthday: str = ""
    organisation: str = ""
    address: str = ""
    notes: str = ""
    uid: str = ""

    @property
    def words(self) -> str:
        birthday = f"birthday {self.birthday}" if self.birthday else ""
        many = (*self.nicknames, *self.emails, *self.phones)
        parts = (self.name, *many, birthday, self.organisation, self.address, self.notes)
        return "\n".join(part for part in parts if part)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.nicknames)


class Saw(What, frozen=True, kw_only=True, tag="saw"):
    """A photo, video or kept frame, as its own metadata tells."""

    media: Media
    width: int = 0
    height: int = 0
    camera: str = ""
    caption: str = ""
    place: Place | None = None

    @property
    def words(self) -> str:
        parts = (self.caption, str(self.place or ""), self.camera)
        return "\n".join(part for part in parts if part)

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media,)

    @property
    def where(self) -> Place | None:
        return self.place


class Recognised(What, frozen=True, kw_only=True, tag="recognised"):
    """What a model saw in a picture: things, and how many faces. Drawn from a `Saw`."""

    things: tuple[Thing, ...] = ()
    faces: int = 0
    model: str = ""

    @property
    def words(self) -> str:
        return ", ".join(sorted({thing.label for thing in self.things}))


class Read(What, frozen=True, kw_only=True, tag="read"):
    """Text that a model read in a picture. Drawn from a `Saw`."""

    text: str
    model: str = ""

    @property
    def words(self) -> str:
        return self.text


class Recorded(What, frozen=True, kw_only=True, tag="recorded"):
    """A sound recording of `duration` seconds."""

    media: Media
    duration: float
    title: str = ""
    place: Place | None = None

    @property
    def words(self) -> str:
        return self.title

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media,)

    @property
    def where(self) -> Place | None:
        return self.place


class Heard(What, frozen=True, kw_only=True, tag="heard"):
    """Speech in a recording, from `start` to `end` seconds, as one speaker's turn."""

    text: str
    start: float
    end: float
    speaker: str = ""
    language: str = ""
    model: str = ""

    @property
    def words(self) -> str:
        return self.text

    @property
    def names(self) -> tuple[str, ...]:
        return (self.speaker,) if self.speaker else ()


class Noticed(What, frozen=True, kw_only=True, tag="noticed"):
    """A sound that is not speech (a doorbell, music), from `start` to `end` seconds."""

    sound: str
    start: float
    end: float
    score: float = 0.0
    model: str = ""

    @property
    def words(self) -> str:
        return self.sound


class Imported(What, frozen=True, kw_only=True, tag="imported"):
    """The person brought files in; all that came of it exists because of this moment."""

    paths: tuple[str, ...]

    @property
    def words(self) -> str:
        return "\n".join(self.paths)


class Failed(What, frozen=True, kw_only=True, tag="failed"):
    """Something could not be done: what was tried, on which file and where in it, and why."""

    doing: str
    reason: str
    file: str = ""
    position: str = ""

    @property
    def words(self) -> str:
        return "\n".join(part for part in (self.doing, self.file, self.reason) if part)


class Corrected(What, frozen=True, kw_only=True, tag="corrected"):
    """The person put right the words of the one moment in `because`."""

    text: str

    @property
    def words(self) -> str:
        return self.text


class Forgotten(What, frozen=True, kw_only=True, tag="forgotten"):
    """Moments are gone, at these positions (first, last) of the log; nothing of them remains."""

    spans: tuple[tuple[int, int], ...]
    count: int


AnyWhat = (
    Noted | Said | Planned | Contact | Saw | Recognised | Read | Recorded | Heard | Noticed
    | Imported | Failed | Corrected | Forgotten
)  # fmt: skip
"""Every kind there is; what a stored body is decoded as."""
