from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Said
from alongside.log.moment import Trust
from alongside.senses.archives import chat, whatsapp
from alongside.senses.archives.whatsapp import WhatsApp
from alongside.senses.files import DiskFile

NAME = "WhatsApp Chat with Robin Vale.txt"
EVENING = datetime(2008, 10, 22, 18, 11, tzinfo=UTC)
FORMS = {
    "android": "22/10/2008, 20:11 - Robin Vale: hello there\n",
    "android 12 h": "10/22/08, 8:11 PM - Robin Vale: hello there\n",
    "android narrow space": "10/22/08, 8:11\u202fPM - Robin Vale: hello there\n",
    "android german": "22.10.08, 20:11 - Robin Vale: hello there\n",
    "android iso": "2008-10-22, 20:11 - Robin Vale: hello there\n",
    "android spanish": "22/10/2008, 8:11 p. m. - Robin Vale: hello there\n",
    "android korean": "2008년 10월 22일 오후 8:11 - Robin Vale: hello there\n",
    "android korean dots": "2008. 10. 22. 오후 8:11 - Robin Vale: hello there\n",
    "ios": "[22.10.08, 20:11:00] Robin Vale: hello there\n",
    "ios slashes": "[22/10/2008, 20:11:00] Robin Vale: hello there\n",
    "ios american": "[10/22/08, 8:11:00\u202fPM] Robin Vale: hello there\n",
    "ios korean": "[2008. 10. 22. 오후 8:11:00] Robin Vale: hello there\n",
    "ios marks": "\u200e[22.10.08, 20:11:00] \u202aRobin Vale\u202c: hello there\n",
    "windows ends": "22/10/2008, 20:11 - Robin Vale: hello there\r\n",
}


@pytest.mark.parametrize("line", FORMS.values(), ids=FORMS.keys())
async def test_forms_of_android_and_ios(read: Any, line: str) -> None:
    results = await read(WhatsApp(), NAME, line)
    (draft,) = results.drafts
    assert draft.at == EVENING
    assert draft.what == Said(
        text="hello there", by="Robin Vale", to=("Alex Moreau",), thread="Robin Vale",
        channel="whatsapp",
    )  # fmt: skip
    assert draft.trust is Trust.OUTSIDE
    assert whatsapp.WhatsApp().claims(DiskFile(read.folder / NAME, NAME))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Robin Vale.txt", "Robin Vale"),
        ("WhatsApp Chat with Robin Vale (1).txt", "Robin Vale"),
        ("WhatsApp Chat - Robin Vale.zip/_chat.txt", "Robin Vale"),
        ("WhatsApp-Chat mit Robin Vale.txt", "Robin Vale"),
        ("Chat de WhatsApp con Robin Vale.txt", "Robin Vale"),
        ("박지훈님과 WhatsApp 대화.txt", "박지훈"),
        ("family.txt", "family"),
    ],
)
def test_the_chat_is_named_after_its_file(name: str, title: str) -> None:
    assert whatsapp.title(DiskFile(Path(name), name)) == title


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["22/10/08"], date(2008, 10, 22)),
        (["10/22/08"], date(2008, 10, 22)),
        (["01/02/08", "02/02/08", "13/02/08"], date(2008, 2, 1)),
        (["02/01/08", "02/02/08", "02/13/08"], date(2008, 2, 1)),
        (["30/01/08", "02/02/08"], date(2008, 1, 30)),
        (["9/8/08", "10/8/08", "11/8/08", "1/9/08"], date(2008, 8, 9)),
        (["08/10/22"], date(2022, 10, 8)),
    ],
)
def test_day_and_month_are_told_apart_by_the_whole_file(dates: list[str], expected: date) -> None:
    lines = "".join(f"{date}, 08:00 - Robin: hi\n" for date in dates)
    read = whatsapp.parse(lines, "Robin")
    assert read.messages[0].at.date() == expected


async def test_messages_go_on_over_lines_and_notices_are_left_out(read: Any) -> None:
    text = (
        "22/10/2008, 20:10 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        '22/10/2008, 20:10 - Dana created group "Trip: Rome"\n'
        "22/10/2008, 20:11 - Alex Moreau: one\n\ntwo: three\n"
        "22/10/2008, 20:12 - Robin Vale: four <This message was edited>\n"
        "22/10/2008, 20:13 - ~\u202fDana: five\n"
        "22/10/2008, 20:13 - Robin Vale: \n"
    )
    results = await read(WhatsApp(), "WhatsApp Chat with Trip.txt", text)
    said = [draft.what for draft in results.drafts]
    assert [one.text for one in said] == ["one\n\ntwo: three", "four", "five"]
    assert [one.by for one in said] == ["Alex Moreau", "Robin Vale", "Dana"]
    assert [one.to for one in said] == [(), (), ()]
    assert [draft.trust for draft in results.drafts] == [Trust.OWN, Trust.OUTSIDE, Trust.OUTSIDE]


async def test_no_stranger_is_taken_for_the_person(read: Any) -> None:
    text = (
        "22/10/2008, 20:11 - Alex Moreau: mine\n"
        "22/10/2008, 20:12 - ~\u202fAlex Moreau: a stranger's\n"
        "22/10/2008, 20:13 - ~You: another's\n"
        "22/10/2008, 20:14 - : nobody's\n"
    )
    results = await read(WhatsApp(), "WhatsApp Chat with Trip.txt", text)
    assert [(draft.what.by, draft.trust) for draft in results.drafts] == [
        ("Alex Moreau", Trust.OWN),
        ("~Alex Moreau", Trust.OUTSIDE),
        ("~You", Trust.OUTSIDE),
        ("", Trust.OUTSIDE),
    ]
    alone = await read(WhatsApp(), "WhatsApp Chat with Trip.txt", "22/10/2008, 20:14 - : x\n")
    assert [draft.trust for draft in alone.drafts] == [Trust.OUTSIDE]


async def test_ios_notices_have_a_sender(read: Any) -> None:
    text = (
        "[22.10.08, 20:11:05] Robin Vale: \u200eMessages are end-to-end encrypted.\n"
        "[22.10.08, 20:11:06] Robin Vale: \u200eRobin Vale changed their number\n"
        "[22.10.08, 20:11:07] Robin Vale: \u200eimage omitted\n"
    )
    results = await read(WhatsApp(), NAME, text)
    assert [draft.what.text for draft in results.drafts] == ["image omitted"]


async def test_without_a_name_the_other_one_is_me(read: Any) -> None:
    read.context = type(read.context)(blobs=read.context.blobs, now=read.context.now)
    text = "1/2/2008, 8:00 - Sam: hi\n1/2/2008, 8:01 - Robin Vale: hello\n"
    results = await read(WhatsApp(), NAME, text)
    assert [draft.trust for draft in results.drafts] == [Trust.OWN, Trust.OUTSIDE]
    assert results.drafts[1].what.to == ("Sam",)


async def test_a_time_that_does_not_exist_is_told_and_the_rest_comes_in(read: Any) -> None:
    text = (
        "22/10/2008, 20:11 - Robin Vale: one\n"
        "22/10/2008, 29:99 - Robin Vale: two\n"
        "23/10/2008, 20:11 - Robin Vale: three\n"
    )
    results = await read(WhatsApp(), NAME, text)
    assert [draft.what.text for draft in results.drafts] == ["one", "three"]
    assert results.failures[0].position == "line 2"


@pytest.mark.parametrize(
    "text",
    [
        "went home\n2008-10-22 20:11 - tired\nslept\nwoke\n",
        "no times at all",
        "22/10/2008, 20:11 is when we met",
    ],
)
def test_notes_are_no_chats(tmp_path: Path, text: str) -> None:
    path = tmp_path / "diary.txt"
    path.write_text(text)
    assert not WhatsApp().claims(DiskFile(path, "diary.txt"))


async def test_a_longer_export_adds_only_what_is_new(life: Any, tmp_path: Path) -> None:
    lines = [f"22/10/2008, 20:{minute:02} - Robin Vale: ok\n" for minute in (1, 1, 2, 3)]
    path = tmp_path / NAME
    path.write_text("".join(lines[:3]))
    assert (await life.bring(path)).added == 3
    path.write_text("".join(lines))
    progress = await life.bring(path)
    assert (progress.added, progress.known) == (1, 3)
    iphone = tmp_path / "WhatsApp Chat - Robin Vale" / "_chat.txt"
    iphone.parent.mkdir()
    iphone.write_text("".join(f"[22.10.08, 20:{m:02}:09] Robin Vale: ok\n" for m in (1, 1, 2, 3)))
    assert (await life.bring(iphone.parent)).added == 0


async def test_an_export_that_is_too_large_is_told(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "SIZE_LIMIT", 10)
    results = await read(WhatsApp(), NAME, FORMS["ios"])
    assert "larger" in results.failures[0].reason


PIECES = st.sampled_from(
    ["22/10/2008, 20:11 - ", "[22.10.08, 20:11:05] ", "99/99/9999, 99:99 - ", "Robin: ", "\u200e",
     "<Media omitted>", "IMG-1.jpg (file attached)", "\n", ": ", "오후 ", "0/0/0, 0:00 - x: y\n",
     "\0", "[", "] ", "1/1/1, 1:11 PM - a: b\n"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join))
def test_noise_never_breaks_the_parser_nor_its_neighbours(noise: str) -> None:
    good = "22/10/2008, 20:11 - Robin Vale: before\n"
    after = "\n23/12/2008, 20:12 - Robin Vale: after"
    read = whatsapp.parse(good + noise + after, "Robin Vale")
    texts = [message.text for message in read.messages]
    assert any(text.startswith("before") for text in texts)
    assert texts[-1] == "after"
