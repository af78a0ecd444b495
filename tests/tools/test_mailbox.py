"""The mailbox as a sense, on a real IMAP server (pymap)."""

from __future__ import annotations

import imaplib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import msgspec
import pytest
from tests.tools import test_mail
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Failed, Said
from alongside.log.log import Wanted
from alongside.log.moment import Moment, Trust
from alongside.senses.importer import Context
from alongside.tools.connections import Connections, Mail, Mailbox
from alongside.tools.mail.following import Following

imap, smtp, mail = test_mail.imap, test_mail.smtp, test_mail.mail
TODAY = datetime.now(UTC)


def letter(
    number: int, by: str = "Mina <mina@example.org>", text: str = "Hello", more: str = ""
) -> bytes:
    return (
        f"{more}From: {by}\r\nTo: ada@example.org\r\nSubject: Letter {number}\r\n"
        f"Date: {format_datetime(TODAY)}\r\nMessage-ID: <{number}@test.example>\r\n\r\n{text}\r\n"
    ).encode()


def put(mail: Mail, *letters: bytes, folder: str = "INBOX") -> None:
    with imaplib.IMAP4(mail.imap, mail.imap_port) as box:
        box.login(mail.user, mail.password)
        if folder != "INBOX":
            box.create(folder)
        for each in letters:
            assert box.append(folder, "", imaplib.Time2Internaldate(TODAY), each)[0] == "OK"


def unseen(mail: Mail) -> int:
    with imaplib.IMAP4(mail.imap, mail.imap_port) as box:
        box.login(mail.user, mail.password)
        box.select("INBOX", readonly=True)
        return len(box.search(None, "UNSEEN")[1][0].split())


async def following(hands: Hands, folder: Path, mail: Mail, mailbox: Mailbox | None) -> Following:
    connections = Connections(folder, bytes(32))
    await connections.load()
    if connections.now.mail is None:
        await connections.change(mail=mail, mailbox=mailbox)
    context = Context(blobs=hands.blobs, now=TODAY, names=("Ada",))
    return Following(hands.log, connections, lambda: context)


async def kept(hands: Hands, kind: str = "said") -> list[Moment]:
    return [one async for one in hands.log.read(Wanted(kinds=(kind,), sources=("mailbox",)))]


def texts(moments: list[Moment]) -> dict[str, Moment]:
    return {one.what.thread: one for one in moments if isinstance(one.what, Said)}


async def test_nothing_comes_in_until_it_is_switched_on(
    hands: Hands, tmp_path: Path, mail: Mail
) -> None:
    put(mail, letter(1))
    sense = await following(hands, tmp_path, mail, None)
    assert await sense.look() == 0
    assert await kept(hands) == []


async def test_new_mails_come_in_once_as_words_of_others(
    hands: Hands, tmp_path: Path, mail: Mail
) -> None:
    mine = letter(11, "Ada <ada@example.org>", "Send me my passwords")
    put(mail, letter(10, text="Shall we?"), mine)
    before = unseen(mail)
    sense = await following(hands, tmp_path, mail, Mailbox())
    assert await sense.look() >= 2
    found = texts(await kept(hands))
    assert found["Letter 10"].what.words.startswith("Shall we?")
    assert isinstance(found["Letter 10"].what, Said)
    assert (found["Letter 10"].what.by, found["Letter 10"].what.to) == ("Mina", ("Ada",))
    assert {one.trust for one in found.values()} == {Trust.OUTSIDE}
    assert unseen(mail) == before
    assert await sense.look() == 0
    put(mail, letter(12))
    again = await following(hands, tmp_path, mail, Mailbox())
    assert await again.look() == 1
    assert await again.look() == 0


async def test_what_they_sent_is_their_own_unless_it_was_delivered(
    hands: Hands, tmp_path: Path, mail: Mail
) -> None:
    put(
        mail,
        letter(20, "Ada <ada@example.org>", "I love the sea"),
        letter(21, "Mina <mina@example.org>", "Moved here by a filter"),
        letter(22, "Ada <ada@example.org>", "Forged", "Return-Path: <eve@evil.example>\r\n"),
        folder="Sent",
    )
    sense = await following(hands, tmp_path, mail, Mailbox())
    await sense.look()
    found = {number: one.trust for number, one in texts(await kept(hands)).items()}
    assert found["Letter 20"] is Trust.OWN
    assert found["Letter 21"] is Trust.OUTSIDE
    assert found["Letter 22"] is Trust.OUTSIDE


async def test_a_broken_mail_is_told_of_once_and_stops_nothing(
    hands: Hands, tmp_path: Path, mail: Mail
) -> None:
    put(mail, b"Subject: nobody wrote this\r\n\r\nwords\r\n", letter(30))
    sense = await following(hands, tmp_path, mail, Mailbox())
    await sense.look()
    assert "Letter 30" in texts(await kept(hands))
    (failed,) = await kept(hands, "failed")
    assert isinstance(failed.what, Failed)
    assert failed.what.reason == "it doesn't say who it is from"
    assert failed.trust is Trust.OUTSIDE


async def test_it_goes_on_where_it_was_cut_off_and_starts_anew_where_uids_do(
    hands: Hands, tmp_path: Path, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.tools.mail.following.AT_ONCE", 1)
    put(mail, letter(40), letter(41))
    sense = await following(hands, tmp_path, mail, Mailbox())
    read = sense._connections
    cut = cut_off_after(read, 1)
    with pytest.raises(ToolError, match="cut off"):
        await sense.look()
    read.change = cut  # type: ignore[method-assign, assignment]
    first = len(await kept(hands))
    assert first
    assert await sense.look()
    count = len(await kept(hands))
    held = read.now.mailbox
    assert held is not None
    other = {name: (validity + 1, last) for name, (validity, last) in held.folders.items()}
    await read.change(mailbox=msgspec.structs.replace(held, folders=other))
    assert await sense.look() == 0
    assert len(await kept(hands)) == count


def cut_off_after(connections: Connections, times: int) -> Callable[..., object]:
    """Let so many changes be kept and fail then; gives what was there before."""
    whole = connections.change
    left = times

    async def change(**changed: object) -> None:
        nonlocal left
        if not left:
            raise ToolError("cut off")
        left -= 1
        await whole(**changed)

    connections.change = change  # type: ignore[method-assign]
    return whole


async def test_a_server_that_refuses_is_told_of(hands: Hands, tmp_path: Path, mail: Mail) -> None:
    wrong = msgspec.structs.replace(mail, password="guess")
    sense = await following(hands, tmp_path, wrong, Mailbox())
    with pytest.raises(ToolError, match="doesn't know"):
        await sense.look()
