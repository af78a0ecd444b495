from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.log.moment import Trust
from alongside.senses.archives.kakaotalk import KakaoTalk, parse
from alongside.senses.files import DiskFile

KOREAN = "박지훈 님과 카카오톡 대화\n저장한 날짜 : 2008년 10월 23일 오전 9:00\n\n"
EXPORTS = {
    "android": KOREAN + "2008년 10월 22일 수요일\n"
    "2008년 10월 22일 오후 8:11, 박지훈 : 안녕\n하세요\n"
    "2008년 10월 22일 오후 8:12, Alex Moreau : 응 : 그래\n",
    "iphone": KOREAN + "2008. 10. 22. 오후 8:11, 박지훈 : 안녕\n하세요\n"
    "2008. 10. 22. 오후 8:12, Alex Moreau : 응 : 그래\n",
    "windows": KOREAN + "--------------- 2008년 10월 22일 수요일 ---------------\n"
    "[박지훈] [오후 8:11] 안녕\n하세요\n[Alex Moreau] [오후 8:12] 응 : 그래\n",
    "english phone": "KakaoTalk Chats with 박지훈\nDate Saved : x\n\n"
    "Oct 22, 2008 at 8:11 PM, 박지훈 : 안녕\n하세요\n"
    "Oct 22, 2008 at 8:12 PM, Alex Moreau : 응 : 그래\n",
    "english windows": "KakaoTalk Chats with 박지훈\nDate Saved : x\n\n"
    "--------------- Wednesday, October 22, 2008 ---------------\n"
    "[박지훈] [8:11 PM] 안녕\n하세요\n[Alex Moreau] [8:12 PM] 응 : 그래\n",
}  # fmt: skip


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS.keys())
async def test_forms_of_phones_and_windows(read: Any, export: str) -> None:
    results = await read(KakaoTalk(), "KakaoTalk_1.txt", export)
    assert results.failures == []
    first, second = results.drafts
    assert (first.what.text, first.what.by, first.trust) == (
        "안녕\n하세요",
        "박지훈",
        Trust.OUTSIDE,
    )
    assert (second.what.text, second.what.to, second.trust) == ("응 : 그래", ("박지훈",), Trust.OWN)
    assert first.at.isoformat() == "2008-10-22T18:11:00+00:00"
    assert first.what.thread == "박지훈"
    assert KakaoTalk().claims(DiskFile(read.folder / "KakaoTalk_1.txt", "KakaoTalk_1.txt"))


async def test_csv_of_macos(read: Any) -> None:
    text = 'Date,User,Message\n2008-10-22 20:11:05,"박지훈","안녕\n하세요"\nodd\nx,y,z\n\n'
    results = await read(KakaoTalk(), "KakaoTalk_Chat_family.csv", text)
    assert [draft.what.text for draft in results.drafts] == ["안녕\n하세요"]
    assert [one.position for one in results.failures] == ["line 4", "line 5"]


async def test_notices_pictures_and_times_that_do_not_exist(read: Any) -> None:
    text = (
        "여행 3 님과 카카오톡 대화\n저장한 날짜 : x\n\n"
        "2008년 10월 22일 오후 8:11, 지훈님이 들어왔습니다.\n"
        "2008년 10월 22일 오후 8:12, 지훈 : 1.jpg\n"
        "2008년 13월 22일 오후 8:12, 지훈 : 없다\n"
        "2008년 10월 22일 오후 8:99, 지훈 : 없다\n"
        "2008년 10월 22일 오후 8:13, 회원님 : 좋다\n"
        "2008년 10월 22일 오후 8:14, 민수 : 응\n"
    )
    (read.folder).mkdir()
    (read.folder / "1.jpg").write_bytes(b"not really")
    results = await read(KakaoTalk(), "KakaoTalk_1.txt", text)
    assert [draft.what.text for draft in results.drafts] == ["", "좋다", "응"]
    assert results.drafts[0].what.media[0].name == "1.jpg"
    assert results.drafts[1].what.by == "Alex Moreau"
    assert results.drafts[0].what.thread == "여행"
    assert len(results.failures) == 2


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["2008년 10월 22일 ", "오후 8:11", ", ", "지훈 : ", "[지훈] ", "[오후 8:11] ",
             "-----", "\n", "99:99",
             "\0", "Oct 22, 2008 at ", "8:11 PM"]
        )
    ).map("".join)
)  # fmt: skip
def test_noise_costs_no_neighbour(noise: str) -> None:
    last = "\n2008년 10월 23일 오후 8:11, 지훈 : 끝"
    texts = [message.text for message in parse(KOREAN + noise + last, "x").messages]
    assert texts[-1] == "끝"
    parse("Date,User,Message\n" + noise, "x")
