"""Trying a model on a small task of its role, with what it made and how fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import numpy as np

from alongside.models.model import (
    Face,
    Message,
    Model,
    ModelError,
    Picture,
    Prompt,
    Role,
    Sound,
    Texts,
    Utterance,
    Wish,
)

RATE = 16_000
TASKS = 24
"""How many texts are embedded to measure speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying a model: what it made of a small task, and how long that took.

    `seconds` runs from asking to the end, loading included; `first` to the first thing made.
    `rate` is `unit` a second after that.
    """

    works: bool
    said: str
    seconds: float
    first: float = 0.0
    rate: float = 0.0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a role is tried on: what is given, whether the things made will do, and in words."""

    given: Any
    right: Callable[[list[Any]], bool]
    said: Callable[[list[Any]], str]
    unit: str
    count: Callable[[list[Any]], float]


async def trial(model: Model[Any, Any], role: Role) -> Trial:
    """Try `model`. Failures are told in the `Trial`, never raised."""
    task = TASK[role]()
    began = time.monotonic()
    first, made = 0.0, []
    try:
        async with aclosing(model.run(task.given)) as things:
            async for thing in things:
                first = first or time.monotonic() - began
                made.append(thing)
    except ModelError as error:
        return Trial(works=False, said=str(error), seconds=time.monotonic() - began)
    seconds = time.monotonic() - began
    later = made[1:] or made
    took = max(seconds - first if made[1:] else seconds, 1e-6)
    return Trial(
        works=task.right(made),
        said=task.said(made),
        seconds=seconds,
        first=first,
        rate=task.count(later) / took,
        unit=task.unit,
    )


def _chat() -> Task:
    words = "Name the colours of the rainbow in their order, in one line."
    prompt = Prompt(messages=(Message("user", words),), max_tokens=64)
    return Task(
        given=prompt,
        right=lambda made: "green" in "".join(made).lower(),
        said=lambda made: "".join(made).strip(),
        unit="tokens",
        count=len,
    )


def _describe() -> Task:
    from PIL import Image

    page = BytesIO()
    Image.fromarray(_picture().given.pixels).save(page, "JPEG")
    words = "What number is written in this picture?"
    shown = Message("user", words, pictures=(page.getvalue(),))
    return replace(
        _chat(),
        given=Prompt(messages=(shown,), max_tokens=64),
        right=lambda made: "42" in "".join(made),
    )


def _embed() -> Task:
    texts = ("We adopted a puppy.", "They have a young dog now.", "Interest rates rose in March.")

    def near(made: list[Any]) -> tuple[float, float]:
        rows = np.concatenate(made)
        return float(rows[0] @ rows[1]), float(rows[0] @ rows[2])

    return Task(
        given=Texts(texts * (TASKS // len(texts))),
        right=lambda made: near(made)[0] > near(made)[1],
        said=lambda made: "like {:.2f}, unlike {:.2f}".format(*near(made)),
        unit="texts",
        count=lambda made: float(sum(len(rows) for rows in made)),
    )


def _sound() -> Task:
    noise = np.random.default_rng(0).normal(0, 0.05, 2 * RATE).astype(np.float32)
    return _any(Sound(noise, "en"), "seconds of sound", 2.0)


def _saying() -> Task:
    return Task(
        given=Utterance(text="Good morning. It is a quarter past eight."),
        right=lambda made: sum(len(speech.samples) for speech in made) > RATE,
        said=lambda made: f"It spoke for {_seconds(made):.1f} seconds.",
        unit="seconds of speech",
        count=_seconds,
    )


def _seconds(made: list[Any]) -> float:
    return float(sum(len(speech.samples) / speech.rate for speech in made))


def _picture() -> Task:
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (640, 240), "white")
    ImageDraw.Draw(page).text((40, 70), "ALONGSIDE 42", fill="black", font_size=64)
    return _any(Picture(np.asarray(page, np.uint8)), "pictures", 1.0)


def _face() -> Task:
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3)).astype(np.uint8)
    points = ((0.35, 0.4), (0.65, 0.4), (0.5, 0.55), (0.4, 0.7), (0.6, 0.7))
    return Task(
        given=Face(Picture(noise), points),
        right=lambda made: len(made) == 1 and bool(np.isfinite(made[0]).all()),
        said=lambda made: f"It told how a face looks in {len(made[0])} numbers.",
        unit="faces",
        count=len,
    )


def _reading() -> Task:
    seen = _picture()
    return Task(
        given=seen.given,
        right=lambda made: any("42" in box.text for box in made),
        said=lambda made: " ".join(box.text for box in made) or "It read nothing.",
        unit=seen.unit,
        count=seen.count,
    )


def _any(given: Any, unit: str, amount: float) -> Task:
    """A task that is done when it ends: nothing need be heard in noise or seen on a page."""
    return Task(
        given=given,
        right=lambda _: True,
        said=lambda made: f"It ran and found {len(made)} things, where there is nothing to find.",
        unit=unit,
        count=lambda _: amount,
    )


def _imagining() -> Task:
    return Task(
        given=Wish(words="a red apple on a table", width=256, height=256, steps=2),
        right=lambda made: any(drawn.finished and drawn.picture for drawn in made),
        said=lambda made: f"It drew a picture in {made[-1].steps} steps.",
        unit="steps",
        count=len,
    )


TASK: dict[Role, Callable[[], Task]] = {
    "chat": _chat,
    "describe": _describe,
    "embed": _embed,
    "hear": _sound,
    "sounds": _sound,
    "voices": _sound,
    "turns": _sound,
    "speak": _saying,
    "read": _reading,
    "see": _picture,
    "faces": _picture,
    "who": _face,
    "imagine": _imagining,
}
