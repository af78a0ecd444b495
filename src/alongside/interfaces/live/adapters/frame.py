"""Brilliant Labs Frame: its microphone, camera and taps up, words on its display down.

Our program for it (Lua) is put on the glasses at each connection. It sends a byte that tells what
follows, as the constants below have them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import numpy as np
import soxr

from alongside.interfaces.live.adapters.adapter import ExtraMissing, PeerGone
from alongside.interfaces.live.device import Device
from alongside.interfaces.live.protocol import JPEG, Down
from alongside.models.hear.pcm import from_pcm, to_pcm
from alongside.models.mel import RATE
from alongside.senses.live.captured import Audio, Moded, Pressed
from alongside.senses.live.captured import Frame as Picture
from alongside.senses.live.captured import What as Sensed
from alongside.senses.live.told import Caption, Card, Clear, Speech, Take

SOUND, PART, PICTURE, TAP = 5, 7, 8, 9
"""From the glasses: sound of 16 bit at 8 kHz, a part of a picture, its last part, a tap."""
SHOW, LOOK = 10, 11
"""To the glasses: words to show, and the wish for a picture."""
COLUMNS, ROWS = 24, 5
"""Letters in a line of its display, and lines."""
PROGRAM = """
local want = nil
function heed(data)
  want = data
end
frame.bluetooth.receive_callback(heed)
frame.imu.tap_callback(function() pcall(frame.bluetooth.send, string.char(9)) end)
frame.microphone.start{sample_rate=8000, bit_depth=16}
function show(words)
  local y = 1
  for line in string.gmatch(words, '[^|]+') do
    frame.display.text(line, 1, y)
    y = y + 60
  end
  if y == 1 then frame.display.text(' ', 1, 1) end
  frame.display.show()
end
function send(kind, data)
  while true do
    if pcall(frame.bluetooth.send, string.char(kind) .. data) then break end
    frame.sleep(0.0025)
  end
end
function look()
  frame.camera.capture{quality='MEDIUM'}
  while not frame.camera.image_ready() do frame.sleep(0.05) end
  while true do
    local data = frame.camera.read(frame.bluetooth.max_length() - 5)
    if data == nil then break end
    send(7, data)
  end
  send(8, '')
end
while true do
  local data = frame.microphone.read(math.floor((frame.bluetooth.max_length() - 5) / 4) * 4)
  if data == nil then frame.microphone.start{sample_rate=8000, bit_depth=16}
  elseif data ~= '' then send(5, data)
  else frame.sleep(0.005) end
  if want then
    local told = want
    want = nil
    local kind = string.byte(told, 1)
    if kind == 10 then show(string.sub(told, 2)) end
    if kind == 11 then look() end
  end
end
"""


class Frame:
    """The glasses of that name ("Frame 4F"), or the first that are found. A tap has it talk."""

    can = ("microphone", "camera", "screen")
    room = False

    def __init__(self, name: str = "", glasses: Callable[[], Any] | None = None) -> None:
        """`glasses` makes what speaks to them, as `frame_ble.FrameBle` does."""
        self._name = name
        self._make = glasses
        self._glasses: Any = None
        self._talks = False
        self._picture = b""

    async def capture(self, device: Device) -> None:
        glasses = (self._make or _frame_ble())()
        queue: asyncio.Queue[Sensed | None] = asyncio.Queue()

        def heard(data: memoryview) -> None:
            for what in self.heard(bytes(data)):
                queue.put_nowait(what)

        try:
            await glasses.connect(
                name=self._name or None,
                data_response_handler=heard,
                disconnect_handler=lambda: queue.put_nowait(None),
            )
            await glasses.send_break_signal()
            await glasses.upload_file_from_string(PROGRAM.strip(), "main.lua")
            await glasses.send_reset_signal()
        except Exception as error:
            raise PeerGone(f"The glasses can't be reached: {error}") from error
        self._glasses = glasses
        try:
            while (what := await queue.get()) is not None:
                await device.capture(what)
        finally:
            self._glasses = None
            if glasses.is_connected():
                await glasses.disconnect()
        raise PeerGone("The glasses are out of reach.")

    async def tell(self, _: Device, told: Down, /) -> None:
        match told:
            case Speech(text=text):
                await self._send(SHOW, lines(text))
            case Card(title=title, text=text):
                await self._send(SHOW, lines(f"{title}\n{text}"))
            case Caption(final=True, translation=words) if words:
                await self._send(SHOW, lines(words))
            case Take("photo"):
                await self._send(LOOK, "")
            case Clear():
                await self._send(SHOW, "")
            case _:
                pass

    def heard(self, data: bytes) -> list[Sensed]:
        """What a message of the glasses holds."""
        kind, body = (data[0], data[1:]) if data else (0, b"")
        if kind == SOUND:
            samples = soxr.resample(from_pcm(body[: len(body) // 2 * 2]), RATE // 2, RATE)
            return [Audio(to_pcm(np.asarray(samples, np.float32)))]
        if kind == TAP:
            self._talks = not self._talks
            return [Pressed("tap"), Moded("talk" if self._talks else "ambient")]
        if kind in (PART, PICTURE):
            self._picture += body
        if kind == PICTURE:
            picture, self._picture = self._picture, b""
            return [Picture(picture, kept=True)] if picture.startswith(JPEG) else []
        return []

    async def _send(self, kind: int, words: str) -> None:
        if self._glasses is not None:
            most = self._glasses.max_data_payload() - 1
            data = words.encode()[:most]
            await self._glasses.send_data(bytearray([kind]) + data)


def lines(text: str) -> str:
    """Words in lines that fit its display, parted as our program wants them."""
    made = [""]
    for word in text.replace("|", " ").split():
        if made[-1] and len(made[-1]) + 1 + len(word) > COLUMNS:
            made.append(word)
        else:
            made[-1] = f"{made[-1]} {word}".strip()
    return "|".join(made[:ROWS])


def _frame_ble() -> Callable[[], Any]:
    try:
        from frame_ble import FrameBle
    except ImportError as error:
        raise ExtraMissing("frame") from error
    made: Callable[[], Any] = FrameBle
    return made
