"""Goals over the API: set, planned, counted, looked back on; cards, a journal, a letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from alongside.interfaces.parts import Life
from alongside.log.kinds import Aimed, Noted
from alongside.log.moment import Draft, Moment, Trust

NOBODY = "01900000-0000-7000-8000-000000000000"


async def post(client: httpx.AsyncClient, path: str, status: int = 201, **body: Any) -> Any:
    answer = await client.post(path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def shown(client: httpx.AsyncClient) -> list[Any]:
    answer = await client.get("goals")
    assert answer.status_code == 200
    found: list[Any] = answer.json()["goals"]
    return found


async def note(life: Life, text: str, days: int = 0) -> Moment:
    (kept,) = await life.log.append(
        Draft(
            what=Noted(text=text), at=datetime.now(UTC) - timedelta(days=days, minutes=1),
            zone="Europe/Rome", source="notes", trust=Trust.OWN,
        )
    )  # fmt: skip
    return kept


async def test_a_goal_with_a_plan(client: httpx.AsyncClient, life: Life) -> None:
    goal = (await post(client, "goals", outcome="Run 100 km", why="Air"))["id"]
    await post(client, f"goals/one/{goal}/steps", text="Buy shoes", minutes=30)
    await post(client, f"goals/one/{goal}/steps", text="The first 10", milestone=True)
    await post(client, f"goals/one/{goal}/habits", text="Run", weekly=3)
    await post(client, f"goals/one/{goal}/ifthens", obstacle="Rain", then="Gym")
    (one,) = await shown(client)
    assert (one["target"], one["unit"], one["status"]) == (100, "km", "open")
    assert [each["milestone"] for each in one["steps"]] == [False, True]
    assert one["steps"][0]["slot"] is not None
    assert one["steps"][1]["slot"] is None
    assert one["next"]["text"] == "Buy shoes"
    await post(client, f"goals/parts/{one['steps'][0]['id']}/ticked", how="done")
    (one,) = await shown(client)
    assert one["steps"][0]["state"] == "done"
    assert one["next"]["text"] == "Run"
    assert one["ifthens"][0]["then"] == "Gym"


async def test_what_counts_is_the_persons_to_say(client: httpx.AsyncClient, life: Life) -> None:
    ran = await note(life, "Ran 5 km.")
    loop = await note(life, "The long loop, 4 km", 1)
    goal = (await post(client, "goals", outcome="Run 100 km", since="2020-01-01"))["id"]
    found = (await client.get("goals/traces", params={"goal": goal})).json()["traces"]
    assert [(each["moment"], each["amount"]) for each in found] == [(ran.id, 5)]
    await post(client, f"goals/one/{goal}/counted", counts=False, moment=ran.id)
    await post(client, f"goals/one/{goal}/counted", moment=loop.id)
    found = (await client.get("goals/traces", params={"goal": goal})).json()["traces"]
    assert {each["moment"]: each["counts"] for each in found} == {ran.id: False, loop.id: True}
    await post(client, f"goals/one/{goal}/counted", 422)
    await post(client, f"goals/one/{goal}/counted", 404, moment=NOBODY)


async def test_a_proposal_is_confirmed(client: httpx.AsyncClient, life: Life) -> None:
    moment = await note(life, "My goal is to read more.")
    await life.log.append(
        Draft(
            what=Aimed(outcome="Read more", found=True, quote="My goal is to read more."),
            at=moment.at, zone="UTC", source="goals", trust=Trust.OWN, because=(moment.id,),
        )
    )  # fmt: skip
    (one,) = await shown(client)
    assert (one["status"], one["evidence"]) == ("proposed", moment.id)
    await post(client, f"goals/one/{one['id']}/course", how="confirmed")
    assert (await shown(client))[0]["status"] == "open"
    await post(client, f"goals/one/{one['id']}", outcome="Read 12 books")
    (one,) = await shown(client)
    assert (one["outcome"], one["target"]) == ("Read 12 books", 12)
    await post(client, f"goals/one/{one['id']}/course", how="dismissed")
    assert await shown(client) == []


async def test_a_week_a_journal_and_a_letter(client: httpx.AsyncClient, life: Life) -> None:
    await post(client, "goals/letters", 404, month="2026-01")
    await note(life, "Ran 5 km.")
    await post(client, "goals", outcome="Run 100 km", values=["health"])
    await post(client, "goals/values", values=["health"])
    week = (await client.get("goals/review")).json()
    assert week["goals"][0]["times"] == 1
    await post(client, "goals/reflections", question=week["question"], text="Ok", week=week["week"])
    assert (await client.get("goals/review")).json()["answer"] == "Ok"
    journal = (await client.get("goals/journal")).json()
    await post(client, "goals/reflections", question=journal["question"], text="Nice")
    entries = (await client.get("goals/journal")).json()["entries"]
    assert [each["what"]["text"] for each in entries] == ["Nice", "Ok"]
    month = f"{datetime.now(UTC):%Y-%m}"
    await post(client, "goals/letters", month=month)
    again = await post(client, "goals/letters", month=month)
    letters = (await client.get("goals/letters")).json()["letters"]
    assert [each["id"] for each in letters] == [again["id"]]


async def test_cards(client: httpx.AsyncClient, life: Life) -> None:
    goal = (await post(client, "goals", outcome="Learn Spanish"))["id"]
    card = (await post(client, "goals/cards", front="la casa", back="house", goal=goal))["id"]
    deck = (await client.get("goals/cards")).json()
    assert [each["id"] for each in deck["due"]] == [card]
    await post(client, f"goals/cards/{card}/graded", grade="easy")
    deck = (await client.get("goals/cards")).json()
    assert deck["due"] == []
    assert deck["cards"][0]["times"] == 1
    await post(client, f"goals/cards/{goal}/graded", 404, grade="easy")


async def test_what_is_not_there_is_told(client: httpx.AsyncClient, life: Life) -> None:
    await post(client, f"goals/one/{NOBODY}/steps", 404, text="x")
    await post(client, f"goals/one/{NOBODY}/course", 404, how="reached")
    await post(client, f"goals/parts/{NOBODY}/ticked", 404, how="done")
    await post(client, f"goals/steps/{NOBODY}/again", 422)
    await post(client, "goals", 422, outcome=" ")
    await post(client, "goals", 422, outcome="x", since="2027-01-02", due="2027-01-01")
    assert (await client.get("goals/traces", params={"goal": NOBODY})).status_code == 404
