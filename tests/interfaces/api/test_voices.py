"""Voices over the API: taught, known, forgotten."""

from __future__ import annotations

from base64 import b64encode

import httpx
import numpy as np

from alongside.interfaces.parts import Life
from alongside.log.kinds import Enrolled
from alongside.log.moment import Trust
from alongside.models.hear.pcm import to_pcm


def sound(seconds: float, level: float = 0.5) -> str:
    return b64encode(to_pcm(np.full(int(16_000 * seconds), level, np.float32))).decode()


async def test_a_voice_is_taught_once_by_name_and_forgotten(
    client: httpx.AsyncClient, life: Life
) -> None:
    for seconds in (3.0, 4.0):
        answer = await client.post("voices", json={"name": " Ana ", "sound": sound(seconds)})
        assert answer.status_code == 201
    (voice,) = (await client.get("voices")).json()["voices"]
    assert (voice["name"], voice["seconds"]) == ("Ana", 4.0)
    (kept,) = [m async for m in life.log.read() if isinstance(m.what, Enrolled)]
    assert (kept.trust, kept.what.names) == (Trust.PERSON, ("Ana",))
    assert isinstance(kept.what, Enrolled)
    assert [round(x, 2) for x in kept.what.embedding] == [0.6, 0.8]
    assert (await client.delete("voices", params={"name": "Ana"})).status_code == 204
    assert (await client.get("voices")).json() == {"voices": []}
    assert (await client.delete("voices", params={"name": "Ana"})).status_code == 404


async def test_too_little_speech_teaches_nothing_and_says_so(
    client: httpx.AsyncClient, life: Life
) -> None:
    for too_little in (sound(1.0), sound(5.0, 0.01)):
        answer = await client.post("voices", json={"name": "Ana", "sound": too_little})
        assert answer.status_code == 409
        assert "Nothing was kept" in answer.json()["detail"]
    assert (await client.post("voices", json={"name": "A", "sound": "no b64!"})).status_code == 422
    assert [m async for m in life.log.read() if isinstance(m.what, Enrolled)] == []
