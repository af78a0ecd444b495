"""The importers there are: ours, and those of packages that the person installed."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from alongside.models.others import NotLoaded, made
from alongside.senses.importer import Importer
from alongside.senses.outcome import Skipped

GROUP = "alongside.importers"
"""Entry points of this group name a class or function that gives an `Importer`."""


def built_in() -> tuple[Importer, ...]:
    """In the order in which they may claim a file and read what they claimed.

    The libraries of media and calendars load with them, which takes time: when files come in.
    """
    from alongside.senses.archives.apple_health import AppleHealth
    from alongside.senses.archives.audio import Audio
    from alongside.senses.archives.google_fit import GoogleFit
    from alongside.senses.archives.ics import Calendars
    from alongside.senses.archives.kakaotalk import KakaoTalk
    from alongside.senses.archives.mailboxes import Mailboxes
    from alongside.senses.archives.markdown_notes import MarkdownNotes
    from alongside.senses.archives.meta import Meta
    from alongside.senses.archives.photos import Photos
    from alongside.senses.archives.telegram import Telegram
    from alongside.senses.archives.tracks import Tracks
    from alongside.senses.archives.vcard import Contacts
    from alongside.senses.archives.videos import Videos
    from alongside.senses.archives.whatsapp import WhatsApp

    chats = (KakaoTalk(), WhatsApp(), Telegram(), Meta())
    health = (AppleHealth(), GoogleFit(), Tracks())
    papers = (Mailboxes(), Calendars(), Contacts())
    return (*chats, *health, *papers, Photos(), Videos(), Audio(), MarkdownNotes())


def importers() -> tuple[tuple[Importer, ...], tuple[Skipped, ...]]:
    """All importers, third parties' first, and the packages whose importer can't be loaded."""
    theirs: list[Importer] = []
    broken: list[Skipped] = []
    for point in entry_points(group=GROUP):
        made = _load(point)
        if isinstance(made, Skipped):
            broken.append(made)
        else:
            theirs.append(made)
    return (*theirs, *built_in()), tuple(broken)


def _load(point: EntryPoint) -> Importer | Skipped:
    try:
        importer: Importer = made(point)
    except NotLoaded as error:
        return Skipped(f"the importer {point.value}", f"it can't be loaded: {error}")
    return importer
