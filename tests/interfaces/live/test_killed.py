"""A server that stops while it works on a video is sent the video again, and keeps it once."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from tests.interfaces.cli.conftest import Terminal
from tests.interfaces.cli.test_up import enter

from alongside.interfaces.live.device import Device, Key, Manner
from alongside.interfaces.live.spool import Spool
from alongside.senses.live.captured import Filming, Frame, Moded

pytestmark = pytest.mark.slow

SERVER = """
import asyncio, os
from pathlib import Path
from alongside.life import main
from alongside.models.choice import Models

class Faces:
    name, remote = "test:faces", False

    async def run(self, given):
        Path(os.environ["LOOKED"]).touch()
        if os.environ["STUCK"]:
            await asyncio.Event().wait()
        return
        yield

Models.faces = lambda _: Faces()
main()
"""
START = datetime(2026, 11, 26, 9, tzinfo=UTC)
WAIT = 240


@contextmanager
def server(
    home: Terminal, looked: Path, *, port: int = 0, stuck: bool = False
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A whole server and its link; one that is `stuck` gets done with no picture of a video."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, "up", "--no-browser", "--port", str(port)],
        env=home.environment({"LOOKED": str(looked), "STUCK": "yes" if stuck else ""}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        link = next(line for line in process.stdout if "/#link=" in line)
        yield link.split()[-1], process
    finally:
        process.terminate()
        process.communicate(timeout=WAIT)


def picture(shade: int) -> Frame:
    written = BytesIO()
    Image.new("RGB", (64, 48), (shade, 80, 200)).save(written, "JPEG")
    return Frame(written.getvalue())


async def film(device: Device) -> None:
    """Something that is done with, and a second of video."""
    await device.done(await device.capture(Moded("off"), START))
    await device.capture(Filming(begins=True), START)
    for number in range(8):
        await device.capture(picture(number * 30), START + timedelta(seconds=number / 8))
    await device.capture(Filming(begins=False), START + timedelta(seconds=1))


async def until(path: Path) -> None:
    async with asyncio.timeout(WAIT):
        for _ in iter(path.exists, True):
            await asyncio.sleep(0.05)


def kept(client: httpx.Client) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/moments", params={"kind": "filmed", "limit": 10})
    return list(answer.json()["moments"])


@pytest.mark.parametrize(("stop", "again"), [(signal.SIGKILL, True), (signal.SIGTERM, False)])
async def test_a_video_that_it_was_working_on_is_sent_again_and_kept_once(
    tmp_path: Path, stop: signal.Signals, *, again: bool
) -> None:
    """`again`: the device was started anew too, and has nothing but its spool."""
    home, looked, manner = Terminal(tmp_path / "home"), tmp_path / "looked", Manner(can=("film",))
    with server(home, looked, stuck=True) as (link, process):
        client = enter(link)
        key = Key(client.headers["X-Alongside-Token"], dict(client.cookies))
        address = str(client.base_url)
        device = Device(address, key, Spool(tmp_path / "spool", bytes(32)), manner)
        async with device:
            await film(device)
            await until(looked)
            process.send_signal(stop)
            process.communicate(timeout=WAIT)
            if not again:
                await finished(home, looked, client, device)
    if again:
        async with Device(address, key, Spool(tmp_path / "spool", bytes(32)), manner) as device:
            await finished(home, looked, client, device)


async def finished(home: Terminal, looked: Path, client: httpx.Client, device: Device) -> None:
    """The server is started again, and the device gets done: the whole video is kept, once."""
    with server(home, looked, port=client.base_url.port or 0), closing(client):
        await asyncio.wait_for(device.finish(), WAIT)
        (one,) = kept(client)
        assert one["what"]["duration"] == pytest.approx(7 / 8, abs=0.01)
