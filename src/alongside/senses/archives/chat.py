"""What all chat exports share: messages, who they are from, and what was sent along."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from alongside.log.kinds import Media, Said
from alongside.log.moment import Draft, Trust
from alongside.senses import media, text
from alongside.senses.files import UNREADABLE, File, because
from alongside.senses.importer import Context, Found, digest, threaded
from alongside.senses.outcome import Failure

SELF = frozenset({"you", "나", "회원님"})
"""What exports call the person whose phone it was, where they don't give a name."""
SIZE_LIMIT = 512 << 20
"""The largest export read, in bytes."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as exported: its time, its sender and its words as written.

    The time is aware, or naive where the export only tells what the person's clock showed.
    `attachment` is the path, from the export on, of a file sent along, `caption` the words without
    its name. A `stranger` is in nobody's address book, and goes by a name of their own choice.
    """

    at: datetime
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
    """A whole chat. `title` is what it calls the other, or the group; `me` the person, if told."""

    channel: str
    title: str
    messages: Sequence[Message]
    failures: Sequence[Failure] = ()
    me: str = ""


class ChatReader(ABC):
    """Reads one kind of export: only `claims` and `chats` are a kind's own."""

    name: str

    @abstractmethod
    def claims(self, file: File) -> bool: ...

    @abstractmethod
    def chats(self, written: str, file: File) -> Iterator[Chat]:
        """The chats in an export, or in its beginning.

        Raises `ValueError` where the whole can't be read.
        """

    def start(self, file: File) -> Chat | None:
        """The first messages; none where a beginning alone can't be read.

        Blocks; raises one of `UNREADABLE`.
        """
        try:
            return next(self.chats(text.decode(file.head), file), None)
        except ValueError:
            return None

    async def read(self, file: File, context: Context) -> AsyncGenerator[Found, None]:
        if file.size > SIZE_LIMIT:
            yield _unread(file, f"it is larger than {SIZE_LIMIT >> 20} MB")
            return
        try:
            chats = await asyncio.to_thread(self._load, file)
        except ValueError as error:
            yield _unread(file, because(error))
            return
        for chat in chats:
            async for one in found(chat, file, context):
                yield one

    def _load(self, file: File) -> list[Chat]:
        with file.open() as opened:
            return list(self.chats(text.decode(opened.read()), file))


def _unread(file: File, reason: str) -> Failure:
    return Failure(doing="reading a chat", reason=reason, file=file.shown)


def each(
    records: Iterable[msgspec.Raw],
    read: Callable[[msgspec.Raw], Message | None],
    file: File,
    where: str = "message",
) -> tuple[list[Message], list[Failure]]:
    """The messages of an export of records, and those that can't be read: one costs only itself.

    `read` gives nothing for a notice, and raises `ValueError` for what is no message.
    """
    messages: list[Message] = []
    failures: list[Failure] = []
    for number, raw in enumerate(records, start=1):
        try:
            message = read(raw)
        except (ValueError, OverflowError, OSError) as error:
            position, why = f"{where} {number}", because(error)
            failures.append(
                Failure(doing="reading a message", reason=why, file=file.shown, position=position)
            )
            continue
        if message:
            messages.append(message)
    return messages, failures


def people(chat: Chat, senders: Sequence[str], context: Context) -> People:
    """Tell the person from the others: by their names, or as the one the chat isn't named after."""
    title = chat.title
    mine = [name for name in senders if _is_me(name, chat, context)]
    others = [name for name in senders if name not in mine]
    if not mine and title in others and len(others) == 2:
        others.remove(title)
        mine, others = others, [title]
    if not others and title:
        others = [title]
    return People(mine[0] if mine else "", tuple(others))


def _is_me(name: str, chat: Chat, context: Context) -> bool:
    return name == chat.me or context.is_me(name) or name.casefold() in SELF


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
    present = people(chat, list(dict.fromkeys(m.by for m in messages)), context)
    seen: Counter[str] = Counter()
    for message in messages:
        if not message.text.strip():
            continue
        identity = _identity(chat, message)
        seen[identity] += 1
        yield (
            Draft(
                what=_said(chat, message, present, context),
                at=_utc(message.at, context),
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


def _utc(at: datetime, context: Context) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else context.utc(at)


def _identity(chat: Chat, message: Message) -> str:
    """The same for a message in every export of its chat: some tell seconds, some only minutes."""
    minute = message.at.strftime("%Y-%m-%dT%H:%M")
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
    if kept.type in media.VIDEOS.values():
        shown = await _film(beside, kept, draft, context)
    else:
        shown = await asyncio.to_thread(_shown, beside, kept, draft)
    if shown:
        yield shown


def _attached(draft: Draft, message: Message, kept: Media) -> Said:
    said = draft.what
    if not isinstance(said, Said):
        raise TypeError("only a message carries a file")
    return msgspec.structs.replace(said, text=message.caption, media=(kept,))


async def _film(beside: File, kept: Media, sent: Draft, context: Context) -> Draft | None:
    """The video that was sent, at the time it was; nothing where it can't be read."""
    from alongside.senses.archives import videos

    try:
        video = await asyncio.to_thread(videos.look, beside)
    except videos.BROKEN:
        return None
    return await videos.draft(
        video, kept, context.blobs, at=sent.at, zone=sent.zone, trust=sent.trust
    )


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
