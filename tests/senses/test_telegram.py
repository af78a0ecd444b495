from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from alongside.log.moment import Trust
from alongside.senses.archives.telegram import Telegram
from alongside.senses.files import DiskFile

ROBIN = {
    "id": 1, "type": "message", "date": "2026-03-01T10:00:00", "date_unixtime": "1772355600",
    "from": "Robin Vale", "from_id": "user2", "text": ["See ", {"type": "bold", "text": "this"}],
}  # fmt: skip
ALEX = {**ROBIN, "id": 2, "from": "Alex", "text": "I'll call you on Friday"}
JOINED = {"id": 3, "type": "service", "date": "2026-03-01T10:00:00", "actor": "Robin Vale"}


def one(*messages: object, name: str = "Robin Vale") -> dict[str, Any]:
    return {"name": name, "type": "personal_chat", "id": 7, "messages": list(messages)}


async def test_one_chat_with_its_photo(read: Any) -> None:
    folder = read.folder / "photos"
    folder.mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(folder / "photo_1.jpg")
    sent = {**ROBIN, "id": 4, "photo": "photos/photo_1.jpg", "text": ""}
    gone = {**ROBIN, "id": 5, "file": "(File not included.)", "sticker_emoji": "🙂", "text": ""}
    written = json.dumps(one(JOINED, ROBIN, ALEX, sent, gone, {"id": "x"}))
    results = await read(Telegram(), "result.json", written)
    said = [draft for draft in results.drafts if draft.what.kind() == "said"]
    assert [draft.what.text for draft in said] == [
        "See this", "I'll call you on Friday", "", "🙂",
    ]  # fmt: skip
    assert said[0].at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert [draft.trust for draft in said[:2]] == [Trust.OUTSIDE, Trust.OWN]
    assert said[1].what.to == ("Robin Vale",)
    assert said[2].what.media[0].name == "photo_1.jpg"
    assert [draft.what.kind() for draft in results.drafts].count("saw") == 1
    assert [failure.position for failure in results.failures] == ["Robin Vale, message 6"]
    assert Telegram().claims(DiskFile(read.folder / "result.json", "result.json"))


async def test_all_chats_know_whose_they_are(read: Any) -> None:
    mine = {**ALEX, "from": "Alexandra M."}
    export = {
        "about": "Here is the data you requested. Telegram stores it.",
        "personal_information": {"first_name": "Alexandra", "last_name": "M."},
        "chats": {"list": [one(ROBIN, mine), {**one(mine, name=""), "type": "saved_messages"}]},
    }
    results = await read(Telegram(), "result.json", json.dumps(export))
    assert [draft.trust for draft in results.drafts] == [Trust.OUTSIDE, Trust.OWN, Trust.OWN]
    assert [draft.what.thread for draft in results.drafts][1:] == ["Robin Vale", "Alexandra M."]


async def test_a_file_cut_short_is_told(read: Any) -> None:
    results = await read(Telegram(), "result.json", json.dumps(one(ROBIN))[:-9])
    assert results.drafts == []
    assert "truncated" in results.failures[0].reason


RECORDS = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from([*ROBIN, "photo", "file"]), inner, max_size=4
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(RECORDS)
async def test_noise_costs_no_neighbour(read: Any, noise: object) -> None:
    merged = {**ROBIN, **noise} if isinstance(noise, dict) else noise
    written = json.dumps(one(merged, ALEX))
    results = await read(Telegram(), "result.json", written)
    assert results.drafts[-1].what.text == ALEX["text"]
