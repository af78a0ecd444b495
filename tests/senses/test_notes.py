from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Noted
from alongside.senses import named, text
from alongside.senses.archives.markdown_notes import SIZE_LIMIT, MarkdownNotes
from alongside.senses.files import DiskFile

NAMES = {
    "2008-10-20": (date(2008, 10, 20), None, ""),
    "20081020": (date(2008, 10, 20), None, ""),
    "2008_10_20 walk": (date(2008, 10, 20), None, "walk"),
    "20.10.2008 Termin": (date(2008, 10, 20), None, "Termin"),
    "2008년 10월 20일 일기": (date(2008, 10, 20), None, "일기"),
    "20 October 2008": (date(2008, 10, 20), None, ""),
    "October 3rd, 2008 notes": (date(2008, 10, 3), None, "notes"),
    "2008 Oct 20": (date(2008, 10, 20), None, ""),
    "2008-10-21 19.00 evening lecture": (date(2008, 10, 21), time(19), "evening lecture"),
    "2008-10-21T19-00-05": (date(2008, 10, 21), time(19, 0, 5), ""),
    "Screenshot 2026-10-21 at 7.03.11 PM": (date(2026, 10, 21), time(19, 3, 11), "Screenshot"),
    "스크린샷 2026-10-21 오후 7.03.11": (date(2026, 10, 21), time(19, 3, 11), "스크린샷"),
    "IMG_20261021_000311": (date(2026, 10, 21), time(0, 3, 11), "IMG"),
    "2026-10-21 12.30 AM": (date(2026, 10, 21), time(0, 30), ""),
    "20261021_1903": (date(2026, 10, 21), time(19, 3), ""),
    "PTT-20081021-WA0001": (date(2008, 10, 21), None, "PTT- -WA0001"),
    "2026-10-21 2024 budget": (date(2026, 10, 21), None, "2024 budget"),
    "2026-10-21 99.99": (date(2026, 10, 21), None, "99.99"),
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items(), ids=NAMES.keys())
def test_dates_in_names(name: str, expected: tuple[date, time | None, str]) -> None:
    found = named.find(name)
    assert found is not None
    assert (found.day, found.clock, found.rest) == expected


@pytest.mark.parametrize("name", ["IMG_0001", "2008-13-45", "1234567890123", "May be", "2008-10"])
def test_no_date_in_names(name: str) -> None:
    assert named.find(name) is None


def test_pixel_phones_write_universal_time() -> None:
    found = named.find("PXL_20261021_170311123")
    assert found is not None
    assert found.instant(found.at(time())) == datetime(2026, 10, 21, 17, 3, 11, tzinfo=UTC)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789-_. :T년월일오전후OctMay", max_size=30))
def test_no_name_breaks_the_search(name: str) -> None:
    named.find(name)
    named.in_folders(f"{name}/{name}.md")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_in_its_encodings(encoding: str) -> None:
    assert text.decode("오늘은 비가 왔다.\r\n끝".encode(encoding)) == "오늘은 비가 왔다.\n끝"


def test_western_text_and_broken_bytes() -> None:
    assert text.decode("Café à León, déjà vu".encode("latin-1")) == "Café à León, déjà vu"
    assert text.decode("좋은 아침 ".encode() * 20 + b"\xff").endswith("\ufffd")
    assert text.is_text("가나".encode("utf-16"))
    assert not text.is_text(b"\x00\x01\x02")


@given(st.binary(max_size=300))
def test_any_bytes_give_text(data: bytes) -> None:
    text.decode(data).encode()


async def one(read: Any, name: str, content: str | bytes) -> Any:
    results = await read(MarkdownNotes(), name, content)
    assert results.failures == []
    return results.drafts[0]


async def test_front_matter_tells_time_title_and_tags(read: Any) -> None:
    content = (
        '---\ndate: 2008-10-20T21:40:00+02:00\ntitle: "Late"\ntags: a, b\n---\n# Head\nWords.\n'
    )
    draft = await one(read, "note.md", content)
    assert draft.at == datetime(2008, 10, 20, 19, 40, tzinfo=UTC)
    assert draft.what == Noted(title="Late", text="Head\n\nWords.\n\ntags: a, b")


@pytest.mark.parametrize(
    ("name", "content", "hour"),
    [
        ("a.md", "---\ndate: 2008-10-20 21:40\n---\nx", 19),
        ("a.md", "+++\ndate = '2008-10-20'\n+++\nx", 10),
        ("2008-10-20 19.30.md", "x", 17),
        ("2008-10-20.txt", "x", 10),
        ("journal/2008/10/20.md", "x", 10),
        ("a.md", "# 20 October 2008\nx", 10),
    ],
)
async def test_when_a_note_was_written(read: Any, name: str, content: str, hour: int) -> None:
    draft = await one(read, name, content)
    assert (draft.at.date(), draft.at.hour) == (date(2008, 10, 20), hour)


async def test_the_time_of_the_file_comes_last(read: Any) -> None:
    path = read.folder / "2008-10-20.md"
    path.parent.mkdir()
    path.write_text("hello")
    changed = datetime(2008, 10, 20, 20, 15, tzinfo=UTC)
    os.utime(path, (changed.timestamp(), changed.timestamp()))
    results = await read.file(MarkdownNotes(), DiskFile(path, path.name))
    other = await read.file(MarkdownNotes(), DiskFile(path, "idea.md"))
    assert results.drafts[0].at == other.drafts[0].at == changed


async def test_a_title_from_heading_and_file_name(read: Any) -> None:
    assert (await one(read, "2008-10-23 지훈.md", "hello")).what.title == "지훈"
    assert (await one(read, "2008-10-23 지훈.md", "# Call\nhello")).what.title == "지훈: Call"
    assert (await one(read, "2008-10-23.md", "# Call\nhello")).what.title == "Call"
    assert (await one(read, "shopping.md", "milk")).what.title == "shopping"


async def test_odd_front_matter_is_text(read: Any) -> None:
    assert (await one(read, "a.md", "---\n---\nhello")).what.text.endswith("hello")
    draft = await one(read, "a.md", "---\ndate: 0001-01-01T00:00:00+14:00\n---\nhello")
    assert draft.what.text == "hello"


async def test_what_is_no_note(read: Any) -> None:
    assert (await read(MarkdownNotes(), "a.md", " \n ")).skipped[0].reason == "it is empty"
    assert "folder" in (await read(MarkdownNotes(), "README.md", "x")).skipped[0].reason
    results = await read(MarkdownNotes(), "big.md", b"x" * (SIZE_LIMIT + 1))
    assert "8 MB" in results.failures[0].reason
