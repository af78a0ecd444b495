from __future__ import annotations

import json
from typing import Any

from alongside.log.moment import Trust
from alongside.senses.archives.meta import Meta, mended
from alongside.senses.files import DiskFile


def garbled(text: str) -> str:
    return text.encode().decode("latin-1")


async def test_messages_in_order_with_their_words_mended(read: Any) -> None:
    export = {
        "participants": [{"name": garbled("박지훈")}, {"name": "Alex"}],
        "messages": [
            {"sender_name": "Alex", "timestamp_ms": 1772355660000, "content": garbled("좋아 😀")},
            {
                "sender_name": garbled("박지훈"), "timestamp_ms": 1772355600000,
                "content": garbled("저녁 먹자"),
            },
            {"sender_name": "Alex"},
        ],
        "title": garbled("박지훈"),
    }  # fmt: skip
    name = "your_instagram_activity/messages/inbox/jihoon_1/message_1.json"
    results = await read(Meta(), name, json.dumps(export))
    first, second = results.drafts
    assert (first.what.text, first.what.by, first.trust) == ("저녁 먹자", "박지훈", Trust.OUTSIDE)
    assert (second.what.text, second.what.to, second.trust) == ("좋아 😀", ("박지훈",), Trust.OWN)
    assert second.what.channel == "instagram"
    assert results.failures[0].position == "message 3"
    assert Meta().claims(DiskFile(read.folder / name, name))


def test_what_was_written_rightly_stays() -> None:
    assert mended("저녁") == "저녁"
    assert mended("café") == "café"
