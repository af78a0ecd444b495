"""Meetings over the API: begun, ended, and what came of them."""

from __future__ import annotations

from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import httpx

from alongside.interfaces.parts import Life
from alongside.log.kinds import Heard
from alongside.log.moment import Draft, Trust
from alongside.mind.meet.meetings import Meetings


async def test_a_meeting_goes_on_until_it_is_ended_and_is_summed_up(
    client: httpx.AsyncClient, life: Life
) -> None:
    assert (await client.get("meetings")).json() == {"since": None, "meetings": []}
    answer = await client.post("meetings", json={"begins": True, "title": " Board "})
    assert answer.status_code == 200
    assert (await client.get("meetings")).json()["since"] is not None
    heard = Heard(text="We decided to build the library in Porto.", start=0, end=3, speaker="Ana")
    at = datetime.now(UTC) + timedelta(milliseconds=1)
    await life.log.append(Draft(what=heard, at=at, zone="UTC", source="live", trust=Trust.OUTSIDE))
    await client.post("meetings", json={"begins": False})
    job = Meetings(life.log, lambda: None, lambda *_: False, timedelta())
    async with aclosing(job.catch_up()) as steps:
        async for _ in steps:
            pass
    found = (await client.get("meetings")).json()
    assert found["since"] is None
    (minutes,) = found["meetings"]
    assert (minutes["title"], minutes["speakers"], minutes["model"]) == ("Board", ["Ana"], "")
    assert [point["text"] for point in minutes["decisions"]] == [heard.text]


async def test_a_mark_that_is_no_truth_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.post("meetings", json={"begins": "yes"})).status_code == 422
