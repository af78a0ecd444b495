"""A device of the SDK and a real server: whatever breaks between them, each thing is kept once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from tests.interfaces.api.conftest import OneSample, Stop, living
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from alongside.interfaces.api.app import make_app
from alongside.interfaces.api.devices import Devices
from alongside.interfaces.api.running import PROTOCOL
from alongside.interfaces.api.serve import listen, serving
from alongside.interfaces.api.sessions import Sessions
from alongside.interfaces.live import device as device_of_sdk
from alongside.interfaces.live.device import Device, Key, Manner, Refused
from alongside.interfaces.live.live import Live
from alongside.interfaces.live.protocol import HEADER, Down, Media, Welcome
from alongside.interfaces.live.spool import Progress, Spool
from alongside.interfaces.parts import Life
from alongside.log.captured import origin
from alongside.log.kinds import Noted
from alongside.log.moment import Draft, Trust
from alongside.senses.live.captured import Audio, Captured, Left, Moded
from alongside.senses.live.sense import Connected, Done
from alongside.senses.live.told import Told

NOW = datetime(2008, 10, 22, tzinfo=UTC)


class Pairs:
    """A sense that keeps every two sounds as a note, and is done with them then only."""

    name = "pairs"

    def __init__(self, life: Life) -> None:
        self._log = life.log

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Audio)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        held: list[Captured] = []
        async for each in captured:
            held.append(each)
            if len(held) < 2:
                continue
            text = "+".join(e.what.pcm.decode() for e in held if isinstance(e.what, Audio))
            draft = Draft(
                what=Noted(text=text), at=each.at, zone="UTC", source="live",
                trust=device.trust,
                origin=origin(device.stream, self.name, held[0].seq, each.seq),
            )  # fmt: skip
            await self._log.append(draft)
            held.clear()
            yield Done(each.seq)


class Manners(Pairs):
    """One that keeps each sound with the mode in which it was captured."""

    name = "manners"

    def takes(self, captured: Captured) -> bool:
        return isinstance(captured.what, Audio | Moded)

    async def run(
        self, captured: AsyncIterable[Captured], device: Connected
    ) -> AsyncGenerator[Told | Done, None]:
        mode = device.mode
        async for each in captured:
            match each.what:
                case Audio(pcm):
                    draft = Draft(
                        what=Noted(text=f"{pcm.decode()} {mode}"), at=each.at, zone="UTC",
                        source="live", trust=device.trust,
                        origin=origin(device.stream, self.name, each.seq, each.seq),
                    )  # fmt: skip
                    await self._log.append(draft)
                case Moded(mode):
                    pass
                case _:
                    pass
            yield Done(each.seq)


async def kept(life: Life) -> list[str]:
    return [m.what.words async for m in life.log.read() if isinstance(m.what, Noted)]


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with living(tmp_path) as (life, _):
        yield replace(life, live=Live(life.log, (Pairs(life),)))


@pytest.fixture
async def app(life: Life, tmp_path: Path) -> FastAPI:
    return make_app(life, Sessions(), OneSample(life), Stop(), web=tmp_path)


@pytest.fixture
async def key(life: Life, app: FastAPI) -> Key:
    devices: Devices = app.state.running.devices
    _, token = await devices.pair("Glasses")
    return Key(token)


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    with listen() as bound:
        async with serving(app, bound):
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"


def sound(number: int) -> Audio:
    return Audio(f"{number:02}".encode())


async def test_what_is_captured_is_kept_once_and_let_go(address: str, key: Key, life: Life) -> None:
    spool = Spool()
    async with Device(address, key, spool) as device:
        for number in range(1, 7):
            await device.capture(sound(number))
        await device.done(6)
    assert await kept(life) == ["01+02", "03+04", "05+06"]
    assert list(spool.since(0)) == []


async def test_a_device_goes_on_where_it_was_cut_off(
    address: str, key: Key, life: Life, tmp_path: Path
) -> None:
    path, secret = tmp_path / "spool", bytes(32)
    async with Device(address, key, Spool(path, secret)) as device:
        for number in range(1, 6):
            await device.capture(sound(number))
        await device.done(4)
    offline = Device(address, key, Spool(path, secret))
    await offline.capture(sound(6))
    await offline.capture(sound(7))
    async with Device(address, key, Spool(path, secret)) as device:
        await device.capture(sound(8))
        await device.done(8)
    assert await kept(life) == ["01+02", "03+04", "05+06", "07+08"]


async def test_a_server_that_forgot_all_it_had_not_kept_keeps_nothing_twice(
    app: FastAPI, address: str, key: Key, life: Life
) -> None:
    """As after `kill -9` between keeping and acknowledging."""
    spool = Spool()
    async with Device(address, key, spool) as device:
        for number in range(1, 4):
            await device.capture(sound(number))
        await device.done(2)
    everything = Spool()
    everything.progress = Progress(spool.progress.stream, 0)
    for number in range(1, 5):
        everything.put(Captured(number, NOW, sound(number)))
    app.state.running.life = replace(life, live=Live(life.log, (Pairs(life),)))
    async with Device(address, key, everything) as device:
        await device.done(4)
    assert await kept(life) == ["01+02", "03+04"]


async def test_a_server_that_was_started_anew_takes_what_comes_after_what_it_had_done(
    app: FastAPI, address: str, key: Key, life: Life
) -> None:
    spool = Spool()
    async with Device(address, key, spool) as device:
        for number in range(1, 4):
            await device.capture(sound(number))
        await device.done(2)
    app.state.running.life = replace(life, live=Live(life.log, (Pairs(life),)))
    async with Device(address, key, spool) as device:
        await device.capture(sound(4))
        await asyncio.wait_for(device.done(4), 20)
    assert await kept(life) == ["01+02", "03+04"]


@pytest.mark.parametrize("anew", [False, True])
async def test_words_are_heard_as_chosen_though_no_acknowledgement_came(
    app: FastAPI, address: str, key: Key, life: Life, *, anew: bool
) -> None:
    """As where the connection, or the server, ends between keeping and acknowledging."""
    app.state.running.life = replace(life, live=Live(life.log, (Manners(life),)))
    first = Spool()
    async with Device(address, key, first) as device:
        await device.capture(Moded("talk"))
        await device.capture(sound(2))
        await device.done(2)
    unheard = Spool()
    unheard.progress = Progress(first.progress.stream, 0)
    unheard.put(Captured(1, NOW, Moded("talk")))
    unheard.put(Captured(2, NOW, sound(2)))
    if anew:
        app.state.running.life = replace(life, live=Live(life.log, (Manners(life),)))
    async with Device(address, key, unheard) as device:
        await device.capture(sound(3))
        await device.done(3)
    assert await kept(life) == ["02 talk", "03 talk"]


async def test_of_two_connections_that_begin_at_once_one_is_served(life: Life) -> None:
    async def tell(_: Down) -> None:
        pass

    device = Connected(device="a-device", stream="a-stream", name="Glasses", trust=Trust.OUTSIDE)
    first = await life.live.connect(device, tell)
    second = await life.live.connect(device, tell)
    await second.take(Captured(1, NOW, sound(1)))
    await second.end()
    serving = asyncio.create_task(life.live.serve(second))
    await asyncio.wait_for(life.live.serve(first), 20)
    await asyncio.wait_for(serving, 20)
    assert second.done == 1


async def test_messages_doubled_and_out_of_order_are_kept_once(
    address: str, key: Key, life: Life
) -> None:
    async with raw(address, key) as socket:
        await socket.send(hello())
        assert '"after":0' in str(await socket.recv())
        for seq in (2, 1, 1, 2, 5, 4, 3, 3, 6):
            await socket.send(HEADER.pack(Media.PCM, 0, seq, 0) + sound(seq).pcm)
        await socket.send('{"type":"bye"}')
        told = [str(message) async for message in socket]
    assert told[0] == '{"type":"resend","after":0}'
    assert told[-1] == '{"type":"ack","seq":6}'
    assert await kept(life) == ["01+02", "03+04", "05+06"]


async def test_what_a_stage_leaves_out_reaches_no_sense_and_is_let_go(
    app: FastAPI, address: str, key: Key, life: Life
) -> None:
    async def private(
        captured: AsyncIterable[Captured], _: Connected
    ) -> AsyncGenerator[Captured, None]:
        async for each in captured:
            secret = isinstance(each.what, Audio) and each.what.pcm in (b"02", b"03")
            yield Captured(each.seq, each.at, Left()) if secret else each

    class Patient(Pairs):
        async def run(
            self, captured: AsyncIterable[Captured], device: Connected
        ) -> AsyncGenerator[Told | Done, None]:
            async def heard() -> AsyncGenerator[Captured, None]:
                async for each in captured:
                    if not isinstance(each.what, Left):
                        yield each

            async with aclosing(super().run(heard(), device)) as told:
                async for each in told:
                    yield each

    live = Live(life.log, (Patient(life),), (private,))
    app.state.running.life = replace(life, live=live)
    async with Device(address, key) as device:
        for number in range(1, 5):
            await device.capture(sound(number))
        await device.done(4)
    assert await kept(life) == ["01+04"]


async def test_strangers_and_unpaired_devices_are_refused(
    app: FastAPI, address: str, key: Key
) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with raw(address, Key("device.guess")):
            pass
    devices: Devices = app.state.running.devices
    (device,) = await devices.all()
    assert await devices.unpair(device.id)
    with pytest.raises(Refused, match="Pair it again"):
        async with Device(address, key) as refused:
            await refused.finish()


async def test_a_proxy_whose_server_is_being_started_refuses_no_device(
    key: Key, life: Life, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_of_sdk, "FIRST_WAIT", 0.01)
    asked = 0

    async def through(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal asked
        asked += 1
        if asked > 1:
            await app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.http.response.start", "status": 502, "headers": []})
        await send({"type": "websocket.http.response.body", "body": b""})

    with listen() as bound:
        async with serving(through, bound):
            address = f"http://127.0.0.1:{bound.getsockname()[1]}"
            async with Device(address, key) as device:
                await device.capture(sound(1))
                await device.capture(sound(2))
                await asyncio.wait_for(device.finish(), 30)
    assert await kept(life) == ["01+02"]


async def test_a_device_finishes_when_all_is_done(address: str, key: Key, life: Life) -> None:
    device = Device(address, key, manner=Manner(name="Glasses"))
    async with device:
        await device.capture(Moded("ambient"))
        await device.capture(sound(1))
        await device.capture(sound(2))
        await asyncio.wait_for(device.finish(), 30)
        told = [each async for each in device.told()]
    assert isinstance(told[0], Welcome)
    assert told[0].person == "ada"


@pytest.mark.parametrize(
    "messages",
    [["what?"], [b"\0"], [HEADER.pack(1, 0, 1, 0) + b"ab"], ['{"type":"bye"}'],
     ['{"type":"hello","version":9,"device":"abcdefgh","stream":"abcdefgh","now":0}']],
)  # fmt: skip
async def test_who_does_not_speak_the_protocol_is_told_and_closed(
    address: str, key: Key, messages: list[str | bytes]
) -> None:
    async with raw(address, key) as socket:
        for message in messages:
            await socket.send(message)
        told = str(await socket.recv())
        assert "can't be understood" in told
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 1008


def raw(address: str, key: Key) -> connect:
    return connect(
        f"{address.replace('http', 'ws')}/api/v1/live",
        subprotocols=[Subprotocol(PROTOCOL), Subprotocol(key.token)],
        proxy=None,
    )


def hello(mode: str = "off") -> str:
    return (
        '{"type":"hello","version":1,"device":"test-device","stream":"test-stream","now":0,'
        f'"mode":"{mode}"}}'
    )
