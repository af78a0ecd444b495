"""What is lived: written, said, planned, seen, heard, and what the log tells of itself."""

from __future__ import annotations

from alongside.log.kinds.parts import Cite, Media, Occurrence, Place, Thing
from alongside.log.kinds.what import What


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
    """Words in a conversation: a chat message, a mail, a question to us, or our answer.

    A mail has its subject for a `thread` and the `address` it came from; one in `bulk`, from a
    machine to many, is nobody's word to the person.

    An answer carries the `model` that wrote it (empty: code did), its `cites`, and in `unsupported`
    the character spans of sentences that stand on no moment and are the model's own. `refused` says
    that the life doesn't hold what was asked.
    """

    text: str
    by: str
    to: tuple[str, ...] = ()
    thread: str = ""
    channel: str = ""
    address: str = ""
    bulk: bool = False
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
        return () if self.bulk else (self.by, *self.to)

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
    """A photo or kept frame, as its own metadata tells, and who is in it: whom the person named, or
    who agreed to be known by their face."""

    media: Media
    width: int = 0
    height: int = 0
    camera: str = ""
    caption: str = ""
    place: Place | None = None
    people: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        parts = (self.caption, str(self.place or ""), self.camera)
        return "\n".join(part for part in parts if part)

    @property
    def names(self) -> tuple[str, ...]:
        return self.people

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media,)

    @property
    def where(self) -> Place | None:
        return self.place


class Recognised(What, frozen=True, kw_only=True, tag="recognised"):
    """What a model saw in a picture or a video: things, and how many faces at once.

    Drawn from a `Saw`, or a `Filmed`, whose things lie where they were seen best.
    """

    things: tuple[Thing, ...] = ()
    faces: int = 0
    model: str = ""

    @property
    def words(self) -> str:
        return ", ".join(sorted({thing.label for thing in self.things}))


class Read(What, frozen=True, kw_only=True, tag="read"):
    """Text that a model read in a picture or a video. Drawn from a `Saw` or a `Filmed`."""

    text: str
    model: str = ""

    @property
    def words(self) -> str:
        return self.text


class Described(What, frozen=True, kw_only=True, tag="described"):
    """What a model that takes pictures says of one, in a few sentences. Drawn from a `Saw`."""

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


class Filmed(What, frozen=True, kw_only=True, tag="filmed"):
    """A video of `duration` seconds; `poster` is a picture out of it.

    `sound`: it has a sound track.
    """

    media: Media
    duration: float
    width: int = 0
    height: int = 0
    sound: bool = False
    poster: Media | None = None
    camera: str = ""
    title: str = ""
    place: Place | None = None

    @property
    def words(self) -> str:
        parts = (self.title, str(self.place or ""), self.camera)
        return "\n".join(part for part in parts if part)

    @property
    def files(self) -> tuple[Media, ...]:
        return (self.media, self.poster) if self.poster else (self.media,)

    @property
    def where(self) -> Place | None:
        return self.place


class Heard(What, frozen=True, kw_only=True, tag="heard"):
    """Speech in a recording or video, from `start` to `end` seconds, as one speaker's turn."""

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
    """Something could not be done: what was tried, on which file and where in it, and why.

    `ours` says that the reason holds no words of others.
    """

    doing: str
    reason: str
    file: str = ""
    position: str = ""
    ours: bool = False

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
    """Moments are gone, at these positions (first, last) of the log; nothing of them remains.

    `kept` is up to which number they were drawn from a device's stream, by stream and sense: what
    the device sends again of it must not come back.
    """

    spans: tuple[tuple[int, int], ...]
    count: int
    kept: tuple[tuple[str, str, int], ...] = ()
