"""Mailboxes: whose words a mail holds, what it quotes, what is attached, what is bulk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.moment import Trust
from alongside.senses.archives.mailboxes import Mailboxes
from alongside.senses.files import DiskFile
from alongside.senses.html_text import readable
from alongside.senses.mail import own_words

DATE = "Date: Sun, 1 Mar 2026 10:00:00 +0100"
THEIRS = f"""Delivered-To: alex@example.org
Message-ID: <1@vale.example>
From: Robin Vale <robin@vale.example>
To: Alex Moreau <alex@example.org>, Nora <nora@example.org>
Subject: Re: Dinner on Friday
{DATE}

I'll bring the cake.
>From the bakery, of course.

On Sat, 28 Feb 2026 Alex Moreau wrote:
> I will pay for everything.
"""
MINE = f"""From: Alex <alex@example.org>
To: robin@vale.example
Subject: Dinner
{DATE}

I'll send you the address tomorrow.
"""
SEPARATOR = "From x@y Sun Mar  1 10:00:00 2026\n"


def mbox(*mails: str) -> str:
    return "\n".join(f"{SEPARATOR}{each}" for each in mails)


async def one(read: Any, text: str | bytes) -> Any:
    results = await read(Mailboxes(), "a.eml", text)
    assert results.failures == []
    (draft,) = results.drafts
    return draft


async def test_a_mailbox_of_two(read: Any) -> None:
    results = await read(Mailboxes(), "All mail.mbox", mbox(THEIRS, MINE))
    assert results.failures == []
    theirs, mine = results.drafts
    assert theirs.what.text == "I'll bring the cake.\nFrom the bakery, of course."
    assert (theirs.what.by, theirs.what.address) == ("Robin Vale", "robin@vale.example")
    assert theirs.what.to == ("Alex Moreau", "Nora")
    assert (theirs.what.thread, theirs.trust) == ("Dinner on Friday", Trust.OUTSIDE)
    assert (mine.what.by, mine.what.to, mine.trust) == (
        "Alex Moreau", ("robin@vale.example",), Trust.OWN,
    )  # fmt: skip
    assert mine.at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert Mailboxes().claims(DiskFile(read.folder / "All mail.mbox", "All mail"))


@pytest.mark.parametrize("mark", ["Delivered-To", "Return-Path", "Authentication-Results"])
async def test_a_forged_sender_is_nobody_of_ours(read: Any, mark: str) -> None:
    draft = await one(read, f"{mark}: alex@example.org\n{MINE}")
    assert draft.trust is Trust.OUTSIDE


async def test_a_takeout_says_what_was_sent_above_all_else(read: Any) -> None:
    labels = "X-GM-THRID: 1\nX-Gmail-Labels: Sent,Important\n"
    assert (await one(read, f"{labels}{THEIRS}")).trust is Trust.OWN
    assert (await one(read, f"Received: by x\n{labels}{THEIRS}")).trust is Trust.OUTSIDE
    received = labels.replace("Sent", "Inbox")
    assert (await one(read, f"{received}{MINE}")).trust is Trust.OUTSIDE


@pytest.mark.parametrize(
    "line",
    ["List-Unsubscribe: <mailto:x@y>", "Precedence: bulk", "Auto-Submitted: auto-generated"],
)
async def test_bulk_names_nobody(read: Any, line: str) -> None:
    draft = await one(read, f"{line}\n{THEIRS}")
    assert (draft.what.bulk, draft.what.names) == (True, ())


async def test_html_attachments_and_other_alphabets(read: Any, context: Any) -> None:
    parts = (
        "From: =?utf-8?b?67CV7KeA7ZuI?= <j@park.example>",
        "To: alex@example.org", "Subject: =?utf-8?q?Caf=C3=A9?=", DATE, "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"', "",
        "--b", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit", "",
        "<style>p{}</style><script>steal()</script><p>See you<br>there</p>",
        "<blockquote>I promise</blockquote>",
        "--b", "Content-Type: text/plain", 'Content-Disposition: attachment; filename="a.txt"',
        "", "hello", "--b--", "",
    )  # fmt: skip
    draft = await one(read, "\n".join(parts))
    assert (draft.what.by, draft.what.thread) == ("박지훈", "Café")
    assert draft.what.text == "See you\nthere"
    assert draft.what.media[0].name == "a.txt"


async def test_broken_mails_cost_only_themselves(read: Any) -> None:
    bad = ("nothing at all\n", MINE.replace(DATE, "Date: x"), MINE.replace("From: Alex", "To: X"))
    results = await read(Mailboxes(), "a.mbox", mbox(*bad, MINE))
    assert [one.position for one in results.failures] == ["mail 1", "mail 2", "mail 3"]
    assert len(results.drafts) == 1


async def test_the_same_mail_comes_in_once(life: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(mbox(THEIRS, MINE))
    (tmp_path / "b.eml").write_text(THEIRS)
    first, again = await life.bring(path), await life.bring(tmp_path / "b.eml")
    assert (first.added, again.added, again.known) == (2, 0, 1)


@pytest.mark.parametrize(
    "line",
    [
        "On Sat, 28 Feb 2026 at 10:00, Robin <r@v.example> wrote:", "-----Original Message-----",
        "Am 28.02.2026 um 10:00 schrieb Robin:",
        "2026년 2월 28일 (토) 오전 10:00, 박지훈님이 작성:",
        "---------- Forwarded message ---------",
    ],
)  # fmt: skip
def test_what_a_reply_quotes_is_left_out(line: str) -> None:
    assert own_words(f"Yes\n\n{line}\n\nI promise everything") == "Yes"


def test_html_is_read_as_a_person_does() -> None:
    page = "<title>x</title><div>One<b> two</b></div><p>a &amp; b</p><svg><text>no</text></svg>"
    assert readable(f"{page}<div class='gmail_quote extra'><div>no</div></div>end") == (
        "One two\n\na & b\n\nend"
    )


NOISE = st.lists(
    st.sampled_from(
        [b"From ", b"\n", b"\n\n", b"From: ", b"=?utf-8?b?!!?=", b"Content-Type: multipart/mixed",
         b'; boundary="b"', b"--b", b"--b--", b"\xff\xfe", b":",
         b"Content-Transfer-Encoding: base64",
         b"Content-Type: text/plain; charset=nonsense", b"<script>", b"Date: 99"]
    )
).map(b"".join)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOISE)
async def test_noise_costs_no_neighbour(read: Any, noise: bytes) -> None:
    before, after = f"{mbox(THEIRS)}\n{SEPARATOR}", f"\n\n{mbox(MINE)}"
    text = before.encode() + noise + after.encode()
    drafts = (await read(Mailboxes(), "n.mbox", text)).drafts
    assert drafts[0].what.by == "Robin Vale"
    assert drafts[-1].what.text == "I'll send you the address tomorrow."
