"""Writing with the person: what they want written, drafts in their voice, changes, what is kept.

Every version is a moment because of what was commissioned, the version before it, the passages it
was learned from and the facts that it could use: forgetting any of them forgets the version.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

import msgspec

from alongside.log.kinds import Commissioned, Noted, Penned, Stretch
from alongside.log.log import Log, Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.mind.branching import ends, way
from alongside.mind.converse.telling import Teller
from alongside.mind.people.circle import Circle
from alongside.mind.write.claims import Known, stretches
from alongside.mind.write.forms import Form, by_points, faults_of, form_of
from alongside.mind.write.learned import Fact, Gathering, Learned, Recalls
from alongside.mind.write.own import SOURCE, Language, Sample, sample, samples
from alongside.mind.write.penning import pen, repen
from alongside.mind.write.recipient import Recipient, recipient
from alongside.mind.write.revising import into
from alongside.mind.write.voice import Voice, voice
from alongside.mind.write.wording import Brief, points
from alongside.models.model import Chat, ModelError
from alongside.views.words import fold, terms

_NAMED = {"en": "English", "ko": "Korean"}


class NoSuchText(ValueError):
    """There is no such text or version, or it was forgotten."""


class NoSuchForm(ValueError):
    """There is no such form of that sort of text."""


class CannotWrite(ModelError):
    """No model that is chosen writes this language; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text at one of its versions: the way to it from the first, and the last versions of all
    ways, the latest first. Before the first draft there is none."""

    asked: Moment
    way: tuple[Moment, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def wanted(self) -> Commissioned:
        return _wanted(self.asked)

    @property
    def version(self) -> Moment | None:
        return self.way[-1] if self.way else None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside a text: the voice, and what it is written after and from."""

    voice: Voice
    learned: Learned
    to: Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Texts of one life.

    `chat` gives the model that serves, `speaks` whether it writes a language, `names` what the
    person is called, the usual name first, and `circle` the people they know as of a time.
    """

    log: Log
    recall: Recalls
    chat: Callable[[], Chat | None]
    speaks: Callable[[str, str], bool]
    names: Callable[[], tuple[str, ...]]
    circle: Callable[[datetime], Awaitable[Circle]]

    async def begin(self, wanted: Commissioned, now: datetime, zone: str) -> Text:
        """Keep what is wanted; nothing is drafted yet. Raises `NoSuchForm`."""
        _form(wanted)
        (asked,) = await self.log.append(
            Draft(what=wanted, at=now, zone=zone, source=SOURCE, trust=Trust.PERSON)
        )
        return Text(asked)

    async def at(self, text: str, version: str = "") -> Text:
        """A text at a version, at the latest where none is named. Raises `NoSuchText`."""
        found = await self.log.get(text)
        if not found or not isinstance(found[0].what, Commissioned):
            raise NoSuchText("There is no such text; it may have been forgotten.")
        kept = await self.log.effects(text)
        versions = {m.id: m for m in kept if isinstance(m.what, Penned)}
        last = version or max(versions.values(), key=attrgetter("seq"), default=found[0]).id
        if version and version not in versions:
            raise NoSuchText("This version isn't there; it may have been forgotten.")
        return Text(found[0], way(versions, last), tuple(reversed(ends(versions))))

    async def all(self, limit: int = 50) -> tuple[Moment, ...]:
        """What was commissioned, the latest first."""
        wanted = Wanted(kinds=["commissioned"], newest_first=True, limit=limit)
        return tuple([moment async for moment in self.log.read(wanted)])

    async def voice(self, language: Language, to: str, now: datetime) -> Voice:
        """How the person writes, to somebody where a name is given. No model is asked."""
        whom = recipient(await self.circle(now), to)
        return voice(await samples(self.log), language, whom.names)

    async def beside(self, here: Text, now: datetime, zone: str) -> Beside:
        """What a text at a version was written from; before the first, what it would be."""
        brief = await self._brief(here, now, zone)
        return Beside(brief.voice, brief.learned, brief.to)

    def writer(self, language: Language) -> Chat:
        """The model that would write. Raises `CannotWrite`."""
        chat = self.chat()
        named = _NAMED[language]
        if chat is None:
            raise CannotWrite(
                f"Drafting needs a language model that writes {named}, and none is here. Choose "
                "one in the settings, or see: alongside models list. Your voice is shown all the "
                "same."
            )
        if not self.speaks(chat.name, language):
            raise CannotWrite(
                f"{chat.name} doesn't write {named} well enough. Choose a larger model in the "
                "settings, or see: alongside models list. Your voice is shown all the same."
            )
        return chat

    async def draft(self, text: str, now: datetime, zone: str) -> AsyncGenerator[str | Text, None]:
        """A first version, or another one: its text as it grows, then the text at it.

        Raises `NoSuchText`, `ModelError`.
        """
        here = replace(await self.at(text), way=())
        chat = self.writer(here.wanted.language)
        brief = await self._brief(here, now, zone)
        made = ""
        async with aclosing(pen(chat, brief)) as growing:
            async for made in growing:
                yield made
        yield await self._keep(here, brief, Penned(text=made, language=brief.language,
                                                  model=chat.name), now, zone)  # fmt: skip

    async def revise(
        self, text: str, change: str, now: datetime, zone: str, after: str = ""
    ) -> AsyncGenerator[str | Text, None]:
        """A version changed as the words say, as `draft`. Raises `NoSuchText`, `ModelError`."""
        here = await self.at(text, after)
        before = _penned(here)
        language = into(change) or before.language
        chat = self.writer(language)
        brief = await self._brief(here, now, zone, language)
        made = ""
        async with aclosing(repen(chat, brief, before.text, change)) as growing:
            async for made in growing:
                yield made
        what = Penned(text=made, language=language, change=change, model=chat.name)
        yield await self._keep(here, brief, what, now, zone)

    async def by_hand(
        self, text: str, words: str, now: datetime, zone: str, after: str = ""
    ) -> Text:
        """A version as the person wrote it themselves. Raises `NoSuchText`."""
        here = await self.at(text, after)
        language = _penned(here).language if here.version else here.wanted.language
        brief = await self._brief(here, now, zone, language)
        what = Penned(text=words, language=language, by_hand=True)
        return await self._keep(here, brief, what, now, zone)

    async def note(self, text: str, now: datetime, zone: str, version: str = "") -> Moment:
        """Keep a version as a note. Raises `NoSuchText`."""
        here = await self.at(text, version)
        what = Noted(text=_penned(here).text, title=_title(here.wanted))
        causes = [here.version] if here.version else []
        (kept,) = await self.log.append(_draft(what, causes, Trust.PERSON, now, zone))
        return kept

    async def _brief(
        self, here: Text, now: datetime, zone: str, language: Language | None = None
    ) -> Brief:
        """All that a text is written with: what its version was, or else what is found now."""
        before = here.version.what if here.version else None
        held = isinstance(before, Penned)
        wanted = here.wanted
        if held or language:
            spoken = language or (before.language if isinstance(before, Penned) else None)
            wanted = msgspec.structs.replace(wanted, language=spoken or wanted.language)
        to = recipient(await self.circle(now), wanted.to)
        texts = await samples(self.log)
        if isinstance(before, Penned) and before.language == wanted.language:
            learned = await self._carried(before)
        else:
            learned = await self._learned(wanted, to, texts, now, zone)
        form = by_points(_form(wanted), len(points(wanted.about)))
        heard = voice(texts, wanted.language, to.names)
        return Brief(wanted, form, to, next(iter(self.names()), ""), heard, learned)

    async def _learned(
        self, wanted: Commissioned, to: Recipient, texts: Sequence[Sample], now: datetime, zone: str
    ) -> Learned:
        me = frozenset(map(fold, (*self.names(), "me")))
        cards = await self.log.get(*to.person.cards) if to.person else ()
        gathering = Gathering(self.recall, Teller(me, wanted.language))
        return await gathering.gather(wanted, to, texts, cards, now, zone)

    async def _carried(self, before: Penned) -> Learned:
        """What a version was written from; what was put right since is as it stands now."""
        ids = dict.fromkeys(cite.moment for cite in (*before.learned, *before.facts))
        held = {m.id: m for m in await self.log.get(*ids)}
        exemplars = ((sample(held[c.moment]), c.quote) for c in before.learned if c.moment in held)
        facts = (
            Fact(c.number, c.quote, c.quote, held[c.moment])
            for c in before.facts if c.moment in held
        )  # fmt: skip
        return Learned(tuple((s, quote) for s, quote in exemplars if s), tuple(facts))

    async def _keep(self, here: Text, brief: Brief, what: Penned, now: datetime, zone: str) -> Text:
        """The version with what code finds in it, because of all that it stands on."""
        found = stretches(what.text, self._known(brief))
        before = here.version.what if here.version else None
        if what.by_hand:
            found = _not_their_own(found, what.text, before)
        whole = msgspec.structs.replace(
            what,
            learned=brief.learned.passages,
            facts=brief.learned.cites,
            stretches=found,
            faults=faults_of(what.text, brief.form, brief.to.familiar),
        )
        causes = [here.asked, *([here.version] if here.version else []), *brief.learned.moments]
        (kept,) = await self.log.append(_draft(whole, causes, Trust.OWN, now, zone))
        return await self.at(here.asked.id, kept.id)

    def _known(self, brief: Brief) -> Known:
        wanted, to = brief.wanted, brief.to
        names = " ".join((*self.names(), to.called, to.familiar, *to.names))
        said = f"{wanted.about} {wanted.to} {names}"
        besides = " ".join(text for _, text in brief.learned.exemplars)
        return Known(brief.learned.facts, said, besides, frozenset(terms(names)))


def _not_their_own(found: Sequence[Stretch], text: str, before: object) -> tuple[Stretch, ...]:
    """Without doubts about words that the person has just written: they know."""
    earlier = before.text if isinstance(before, Penned) else ""
    return tuple(s for s in found if s.facts or text[s.start : s.end] in earlier)


def _form(wanted: Commissioned) -> Form:
    form = form_of(wanted.sort, wanted.form)
    if form is None:
        raise NoSuchForm(f"There is no {wanted.sort} of the form “{wanted.form}”.")
    return form


def _wanted(moment: Moment) -> Commissioned:
    if not isinstance(moment.what, Commissioned):
        raise NoSuchText("There is no such text; it may have been forgotten.")
    return moment.what


def _penned(here: Text) -> Penned:
    if here.version is None or not isinstance(here.version.what, Penned):
        raise NoSuchText("Nothing is drafted of this text yet.")
    return here.version.what


def _title(wanted: Commissioned) -> str:
    korean = wanted.language == "ko"
    named = _TITLES[wanted.sort][korean]
    if not wanted.to:
        return named
    return f"{wanted.to}에게 쓴 {named}" if korean else f"{named} for {wanted.to}"


_TITLES = {
    "letter": ("Letter", "편지"), "email": ("E-mail", "이메일"), "message": ("Message", "메시지"),
    "speech": ("Speech", "연설문"), "story": ("Story", "이야기"), "poem": ("Poem", "시"),
    "song": ("Song", "노래"),
}  # fmt: skip


def _draft(
    what: Noted | Penned, causes: Sequence[Moment], most: Trust, now: datetime, zone: str
) -> Draft:
    trust = min([most, *(cause.trust for cause in causes)])
    ids = tuple(dict.fromkeys(cause.id for cause in causes))
    return Draft(what=what, at=now, zone=zone, source=SOURCE, trust=trust, because=ids)
