"""What all chat exports share: messages, who they are from, and what was sent along."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from alongside.log.kinds import Media, Said
from alongside.log.moment import Draft, Trust
from alongside.senses import media
from alongside.senses.files import UNREADABLE, File, because
from alongside.senses.importer import Context, Found, digest, threaded
from alongside.senses.outcome import Failure

SELF = frozenset({"you", "나", "회원님"})
"""What exports call the person whose phone it was, where they don't give a name."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as exported: its local time, its sender and its words as written.

    `attachment` is the name of a file sent along, `caption` the words without that name. A
    `stranger` is in nobody's address book, and goes by a name of their own choice.
    """

    local: datetime
    by: str
    text: str
    attachment: str = ""
    caption: str = ""
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Who takes part: the person as the export calls them, and the others."""

    me: str
    others: tuple[str, ...]

    @property
    def is_group(self) -> bool:
        return len(self.others) > 1

    def is_me(self, message: Message) -> bool:
        return bool(self.me) and message.by == self.me


@dataclass(frozen=True, slots=True)
class Chat:
    """A whole export. `title` is what it calls the other, or the group."""

    channel: str
    title: str
    messages: Sequence[Message]
    failures: Sequence[Failure] = ()


def people(title: str, senders: Sequence[str], context: Context) -> People:
    """Tell the person from the others: by their names, or as the one the chat isn't named after."""
    mine = [name for name in senders if context.is_me(name) or name.casefold() in SELF]
    others = [name for name in senders if name not in mine]
    if not mine and title in others and len(others) == 2:
        others.remove(title)
        mine, others = others, [title]
    if not others and title:
        others = [title]
    return People(mine[0] if mine else "", tuple(others))


async def found(chat: Chat, file: File, context: Context) -> AsyncGenerator[Found, None]:
    """The moments of a chat: each message, and each picture or recording sent along."""
    for failure in chat.failures:
        yield failure
    async for draft, message in threaded(_drafts(chat, context)):
        sent = message.attachment
        beside = await asyncio.to_thread(file.beside, sent) if sent else None
        if beside is None:
            yield draft
        else:
            async for one in _with_media(draft, message, beside, context):
                yield one


def _drafts(chat: Chat, context: Context) -> Iterator[tuple[Draft, Message]]:
    messages = [_told_apart(message, context) for message in chat.messages]
    present = people(chat.title, list(dict.fromkeys(m.by for m in messages)), context)
    seen: Counter[str] = Counter()
    for message in messages:
        if not message.text.strip():
            continue
        identity = _identity(chat, message)
        seen[identity] += 1
        yield (
            Draft(
                what=_said(chat, message, present, context),
                at=context.utc(message.local),
                zone=context.zone,
                source=chat.channel,
                trust=Trust.OWN if present.is_me(message) else Trust.OUTSIDE,
                origin=f"{chat.channel}:{identity}:{seen[identity]}",
            ),
            message,
        )


def _told_apart(message: Message, context: Context) -> Message:
    """The message; a stranger who took a name of the person's keeps a mark on it."""
    if message.stranger and (context.is_me(message.by) or message.by.casefold() in SELF):
        return replace(message, by=f"~{message.by}")
    return message


def _identity(chat: Chat, message: Message) -> str:
    """The same for a message in every export of its chat: some tell seconds, some only minutes."""
    minute = message.local.strftime("%Y-%m-%dT%H:%M")
    return digest(chat.title, minute, message.by, message.attachment or message.text)


def _said(chat: Chat, message: Message, present: People, context: Context) -> Said:
    mine = present.is_me(message)
    me = context.me or present.me
    if present.is_group:
        to: tuple[str, ...] = ()
    elif mine:
        to = present.others
    else:
        to = (me,) if me else ()
    return Said(
        text=message.text,
        by=me if mine and me else message.by,
        to=to,
        thread=chat.title,
        channel=chat.channel,
    )


async def _with_media(
    draft: Draft, message: Message, beside: File, context: Context
) -> AsyncGenerator[Found, None]:
    """The message with the file that was sent, and what that file shows or sounds like."""
    try:
        kept = await media.keep(beside, context.blobs)
    except UNREADABLE as error:
        yield draft
        yield Failure(doing="reading a file in a chat", reason=because(error), file=beside.shown)
        return
    yield replace(draft, what=_attached(draft, message, kept))
    shown = await asyncio.to_thread(_shown, beside, kept, draft)
    if shown:
        yield shown


def _attached(draft: Draft, message: Message, kept: Media) -> Said:
    said = draft.what
    if not isinstance(said, Said):
        raise TypeError("only a message carries a file")
    return msgspec.structs.replace(said, text=message.caption, media=(kept,))


def _shown(beside: File, kept: Media, sent: Draft) -> Draft | None:
    """The picture or recording that was sent, at the time it was; nothing for other files."""
    from alongside.senses.archives import audio, photos

    try:
        if kept.type in media.PICTURES.values():
            return photos.draft(
                photos.look(beside), kept, at=sent.at, zone=sent.zone, trust=sent.trust
            )
        if kept.type in media.RECORDINGS.values():
            return audio.draft(
                audio.listen(beside), kept, at=sent.at, zone=sent.zone, trust=sent.trust
            )
    except (*photos.BROKEN, *audio.BROKEN):
        return None
    return None
