"""What goes over WebSockets, through a real server and the typed client."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from alongside.interfaces.api.running import PROTOCOL
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Opened, Sessions
from alongside.interfaces.api.shapes import ImportEvent, MomentEvent
from alongside.interfaces.client import Client, Refused
from alongside.interfaces.parts import Life
from alongside.log.errors import DiskFull
from alongside.log.moment import Moment
from alongside.log.sqlite import SqliteLog


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """Where the application is served."""
    with listen() as bound:
        async with serving(app, bound):
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"


@pytest.fixture
async def opened(sessions: Sessions) -> Opened:
    return await sessions.open()


@pytest.fixture
async def user(address: str, opened: Opened) -> AsyncIterator[Client]:
    async with Client(address, opened) as client:
        yield client


async def test_an_answer_streams(user: Client, life: Life) -> None:
    async with aclosing(user.ask("What did I do?", "t1")) as events:
        told = [event async for event in events]
    assert [event.event for event in told] == [
        "asked", "found", "token", "token", "token", "answered",
    ]  # fmt: skip
    (thread,) = await user.threads()
    assert (thread.id, thread.source, thread.title) == ("t1", "talk", "What did I do?")
    history = await user.history("t1")
    assert [moment.words for moment in history.moments] == ["What did I do?", "You walked [1]."]
    with pytest.raises(Refused, match="no such conversation"):
        await user.history("t2")


async def test_leaving_stops_the_model(user: Client, scripted: Any) -> None:
    scripted.hangs = True
    async with aclosing(user.ask("What did I do?", "t1")) as events:
        async for event in events:
            if event.event == "token":
                break
    await scripted.closed.wait()


async def test_cancelling_stops_the_model(address: str, opened: Opened, scripted: Any) -> None:
    scripted.hangs = True
    async with socket(address, "talk", opened) as talk:
        await talk.send('{"ask": "What did I do?", "thread": "t1"}')
        while "token" not in str(await talk.recv()):
            continue
        await talk.send('{"cancel": true}')
        await scripted.closed.wait()
        told = str(await talk.recv())
        while "token" in told:
            told = str(await talk.recv())
        assert told == '{"event":"cancelled"}'
        await talk.send("what?")
        assert "couldn't be read" in str(await talk.recv())


async def test_a_model_that_fails_is_told(user: Client, scripted: Any) -> None:
    scripted.fails = True
    async with aclosing(user.ask("What did I do?", "t1")) as events:
        told = [event async for event in events]
    assert told[-1].model_dump() == {"event": "problem", "detail": "No model could be reached."}


@pytest.mark.parametrize(
    ("error", "told"), [(DiskFull(Path("life.db")), "no room left"), (KeyError("x"), "went wrong")]
)
async def test_whatever_stops_an_answer_or_an_import_is_told(
    user: Client,
    life: Life,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: Exception,
    told: str,
) -> None:
    async def broken(_: Any, *drafts: Any) -> None:
        raise error

    monkeypatch.setattr(SqliteLog, "append", broken)
    async with aclosing(user.ask("What did I do?", "t1")) as events:
        (event,) = [event async for event in events]
    assert event.event == "problem"
    assert told in event.detail
    note = tmp_path / "garden.md"
    note.write_text("The roses are out.")
    async with aclosing(user.events()) as happening:
        assert (await anext(happening)).event == "jobs"
        await user.bring_in(note)
        ended = [one async for one in _until_finished(happening)][-1]
    assert told in ended.problem


async def _until_finished(events: AsyncGenerator[Any, None]) -> AsyncGenerator[Any, None]:
    async for event in events:
        yield event
        if isinstance(event, ImportEvent) and event.finished:
            return


async def test_what_happens_is_told(user: Client, life: Life, tmp_path: Path) -> None:
    file = tmp_path / "garden.md"
    file.write_text("The roses are out.")
    async with aclosing(user.events()) as events:
        assert (await anext(events)).event == "jobs"
        await user.bring_in(file)
        words, added = "", 0
        while not (words and added):
            event = await anext(events)
            if isinstance(event, MomentEvent) and event.moment.kind == "noted":
                words = event.moment.words
            elif isinstance(event, ImportEvent) and event.finished:
                added = event.added
    assert "The roses are out." in words
    assert added == 1
    (brought,) = await user.imports()
    assert brought.kinds == {"noted": 1}


async def test_opening_another_life_ends_what_was_told_of_this_one(
    user: Client, address: str, opened: Opened
) -> None:
    async with socket(address, "events", opened) as events:
        assert "jobs" in str(await events.recv())
        await user.look_at_sample()
        told = [str(message) async for message in events]
        assert told[-1] == '{"event":"life","sample":true}'
        assert events.close_code == 1001


async def test_the_client_reads_writes_and_takes_out(
    user: Client, life: Life, note: Moment
) -> None:
    assert (await user.status()).person == "ada"
    written = await user.note("a quiet day")
    assert (await user.correct(written.id, "a loud day")).because == [written.id]
    assert len((await user.moments(limit=2)).moments) == 2
    assert (await user.moment(note.id)).moment.words == "the pink house"
    assert len((await user.timeline("year")).buckets) == 2
    settings = await user.settings()
    assert (await user.change(settings.model_copy(update={"name": "Bo"}))).name == "Bo"
    assert (await user.verify()).sound
    exported = b"".join([piece async for piece in user.download("export")])
    assert exported.startswith(b"PK")
    preview = await user.would_forget(ids=[note.id])
    assert (await user.forget(preview)).count == 1
    with pytest.raises(Refused, match="may have been forgotten"):
        await user.moment(note.id)


def socket(
    address: str,
    path: str,
    opened: Opened,
    origin: str | None = None,
    token: str | None = None,
) -> connect:
    """A WebSocket with the session's cookie, from a page of `origin`."""
    port = address.rsplit(":", 1)[1]
    return connect(
        f"{address.replace('http', 'ws')}/api/v1/{path}",
        subprotocols=[Subprotocol(PROTOCOL), Subprotocol(token or opened.token)],
        additional_headers={"Cookie": f"alongside-{port}={opened.cookie}"},
        origin=None if origin is None else Origin(origin),
        proxy=None,
    )


@pytest.mark.parametrize("path", ["talk", "events"])
async def test_streams_are_for_our_own_page_and_session(
    address: str, opened: Opened, path: str
) -> None:
    async with socket(address, path, opened, origin=address):
        pass
    for refused in (
        socket(address, path, opened, origin="http://evil.example"),
        socket(address, path, opened, origin="http://127.0.0.1:1"),
        socket(address, path, opened, origin="null"),
        socket(address, path, opened, token="guess"),
        socket(address, path, Opened("guess", opened.token, opened.expires)),
    ):
        with pytest.raises(InvalidStatus, match="403"):
            async with refused:
                pass
