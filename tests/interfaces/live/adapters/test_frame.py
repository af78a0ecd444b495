"""Brilliant Labs Frame, simulated behind the interface of its library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from alongside.interfaces.live.adapters.frame import COLUMNS, PICTURE, ROWS, Frame, lines
from alongside.senses.live.captured import Audio, Moded, Pressed
from alongside.senses.live.captured import Frame as Picture
from alongside.senses.live.told import Clear, Speech, Take

from .conftest import Noting

JPEG = b"\xff\xd8\xff" + bytes(40)


class Glasses:
    """Has what `frame_ble.FrameBle` has of what we use; takes a picture when it is told to."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.given: list[bytes] = []
        self.ready = asyncio.Event()
        self.there = False

    async def connect(
        self, name: str | None, data_response_handler: Callable[[memoryview], None],
        disconnect_handler: Callable[[], None],
    ) -> str:  # fmt: skip
        if self.files.get("refuse"):
            raise RuntimeError("No matching Frame device found")
        self.send, self.leave, self.there = data_response_handler, disconnect_handler, True
        return "AA:BB"

    async def send_break_signal(self) -> None: ...

    async def upload_file_from_string(self, content: str, path: str) -> None:
        self.files[path] = content

    async def send_reset_signal(self) -> None:
        self.ready.set()

    def is_connected(self) -> bool:
        return self.there

    async def disconnect(self) -> None:
        self.there = False

    def max_data_payload(self) -> int:
        return 60

    async def send_data(self, data: bytearray) -> None:
        self.given.append(bytes(data))
        if data[0] == 11:
            for part in (b"\x07" + JPEG[:20], b"\x07" + JPEG[20:], bytes([PICTURE])):
                self.send(memoryview(part))


async def test_what_the_glasses_hear_and_see_is_captured_and_words_are_shown(
    device: Noting,
) -> None:
    glasses = Glasses()
    serving = device.serving(Frame("Frame 4F", lambda: glasses))
    await asyncio.wait_for(glasses.ready.wait(), 10)
    assert "frame.microphone" in glasses.files["main.lua"]
    glasses.send(memoryview(b"\x05" + b"\x10\x00" * 80))
    glasses.send(memoryview(b"\x09"))
    await device.until(Pressed)
    device.tell(Speech(1, 24_000, "You took nine photos on your walk."), Take("photo"), Clear())
    await device.until(Picture)
    heard = device.of(Audio)[0]
    assert isinstance(heard, Audio)
    assert len(heard.pcm) == 320
    assert device.of(Moded) == [Moded("ambient"), Moded("talk")]
    assert device.of(Picture) == [Picture(JPEG, kept=True)]
    assert glasses.given[0] == b"\x0aYou took nine photos on|your walk."
    glasses.leave()
    assert "out of reach" in await device.until_troubled()
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


async def test_glasses_that_are_not_there_are_told_of(device: Noting) -> None:
    glasses = Glasses()
    glasses.files["refuse"] = "yes"
    serving = device.serving(Frame(glasses=lambda: glasses))
    assert "No matching" in await device.until_troubled()
    serving.cancel()


@given(st.text(max_size=300))
def test_words_fit_the_display(text: str) -> None:
    shown = lines(text).split("|")
    assert len(shown) <= ROWS
    assert all(len(line) <= COLUMNS or " " not in line for line in shown)
