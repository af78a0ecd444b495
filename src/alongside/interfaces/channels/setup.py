"""Connecting channels as every interface does it: tried first, then kept; who is paired, which
chats are chosen, what is told."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from alongside.interfaces.channels.email import UNSURE, judge_of
from alongside.interfaces.channels.pairing import with_code
from alongside.interfaces.parts import Life
from alongside.tools.channels import KINDS, Account, Chosen, Email, Kind, Linked

Edit = Callable[[Linked], Linked]


class NotThere(ValueError):
    """There is no such channel or chat; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that was written in or chosen, called as others call it."""

    chat: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Now:
    """A connected channel as it is now; its secrets aren't told. `paired` are names."""

    kind: Kind
    connected: bool
    problem: str
    paired: tuple[str, ...]
    chats: tuple[Chat, ...]
    tells: bool
    pairing: bool


def rows(life: Life) -> list[Now]:
    """Every connected channel."""
    found = life.talks.linked
    return [_now(life, kind, found[kind]) for kind in KINDS if kind in found]


async def connect(life: Life, account: Account | None, kind: Kind) -> str:
    """Connect an account once it let us in, in place of one before of its kind; who we are there.

    None is e-mail, by the connected mailbox. Raises `ToolError`, `NotThere`.
    """
    mail = life.hands.connections.now.mail
    if account is None:
        if mail is None:
            raise NotThere("No mailbox is connected: connect your mail first.")
        account = Email(await judge_of(mail))
        if not account.judge:
            raise NotThere(UNSURE)
    channel = life.talks.make(account, mail)
    try:
        who = await channel.check()
    finally:
        await channel.close()

    def with_account(before: Linked | None) -> Linked:
        """The same account keeps who is paired; another begins with nobody."""
        return before if before and before.account == account else Linked(account)

    await life.talks.connections.relink(kind, with_account)
    await life.talks.anew(kind)
    await life.hands.refresh()
    return who


async def code(life: Life, kind: Kind) -> str:
    """A fresh code to write in a chat of two. Raises `NotThere`."""
    linked = await _edit(life, kind, with_code)
    return linked.code


async def unpair(life: Life, kind: Kind) -> None:
    """Nobody is the person there any more. Raises `NotThere`."""
    await _edit(life, kind, lambda now: msgspec.structs.replace(now, paired=(), code=""))


async def tell(life: Life, kind: Kind, wanted: bool) -> None:
    """Whether what is said unasked is told there, too. Raises `NotThere`."""
    await _edit(life, kind, lambda now: msgspec.structs.replace(now, tells=wanted))


async def choose(life: Life, kind: Kind, chat: str, wanted: bool) -> None:
    """Whether a chat is kept, and can be written to, under the name that it has now.

    Raises `NotThere`.
    """
    linked = _linked(life, kind)
    known = {one.chat: one.name for one in _now(life, kind, linked).chats}
    if chat not in known:
        raise NotThere("There is no such chat; somebody must have written in it first.")

    def edit(now: Linked) -> Linked:
        others = tuple(one for one in now.chosen if one.chat != chat)
        added = (Chosen(chat, known[chat]),) if wanted else ()
        return msgspec.structs.replace(now, chosen=(*others, *added))

    await _edit(life, kind, edit)


async def disconnect(life: Life, kind: Kind) -> None:
    """Hear nothing from there any more; what was kept of it stays. Raises `NotThere`."""
    _linked(life, kind)
    await life.talks.connections.relink(kind, lambda _: None)
    await life.talks.chats.forget(kind)
    await life.hands.refresh()


def verifying() -> str:
    """A token by which Meta makes sure that a webhook is ours."""
    return secrets.token_urlsafe(24)


async def _edit(life: Life, kind: Kind, edit: Edit) -> Linked:
    await life.talks.connections.relink(kind, lambda now: edit(now) if now else None)
    return _linked(life, kind)


def _linked(life: Life, kind: Kind) -> Linked:
    linked = life.talks.linked.get(kind)
    if linked is None:
        raise NotThere(f"No {kind} is connected.")
    return linked


def _now(life: Life, kind: Kind, linked: Linked) -> Now:
    paired = {one.chat for one in linked.paired}
    chosen = {one.chat: one.name for one in linked.chosen}
    met = {one.chat: one.title for one in reversed(life.talks.chats.of(kind).known)}
    chats = {**chosen, **{chat: name for chat, name in met.items() if chat not in chosen}}
    return Now(
        kind=kind,
        connected=kind in life.talks.connected,
        problem=life.talks.problems.get(kind, life.talks.chats.problem),
        paired=tuple(one.name or one.sender for one in linked.paired),
        chats=tuple(Chat(chat, name, chat in chosen) for chat, name in chats.items()
                    if chat not in paired),
        tells=linked.tells,
        pairing=bool(linked.code),
    )  # fmt: skip
