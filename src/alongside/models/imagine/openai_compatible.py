"""Pictures by any server that speaks OpenAI's images: OpenAI, stable-diffusion.cpp, LocalAI …

Those know no seed, no negative words and no strength. stable-diffusion.cpp, whose model is called
`sd-cpp-local`, takes them in a block of JSON within the prompt.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import AsyncGenerator
from typing import Any

from alongside.models.model import Drawn, ModelError, Wish
from alongside.models.server import Endpoint, connected

SD_CPP = "sd-cpp"
_BLOCK = re.compile(r"</?sd_cpp_extra_args>")
"""Words of the person's that would be taken for that block."""


class ServerImagine:
    """An `Imagine` model. It gives one picture, without previews."""

    def __init__(self, name: str, endpoint: Endpoint, model: str) -> None:
        self.name = name
        self.remote = endpoint.remote
        self._endpoint = endpoint
        self._model = model

    async def run(self, given: Wish) -> AsyncGenerator[Drawn, None]:
        """Stream the picture. Raises `ModelError`."""
        request: dict[str, Any] = {
            "model": self._model,
            "prompt": _prompt(given, self._model),
            "size": f"{given.width}x{given.height}",
            "n": 1,
        }
        if not self._model.startswith("gpt-image"):
            request["response_format"] = "b64_json"
        async with connected(self._endpoint) as client:
            if given.start is None:
                answer = await client.images.generate(**request)
            else:
                start = ("start.png", given.start, "image/png")
                answer = await client.images.edit(image=start, **request)
            yield Drawn(_png(answer.data, self.name))


def _prompt(given: Wish, model: str) -> str:
    if not model.startswith(SD_CPP):
        return f"{given.words}\n\nLeave out: {given.avoid}" if given.avoid else given.words
    asked = {
        "seed": given.seed,
        "strength": given.strength,
        "negative_prompt": given.avoid,
        "sample_params": {"sample_steps": given.steps},
    }
    words = _BLOCK.sub("", given.words)
    return f"{words} <sd_cpp_extra_args>{json.dumps(asked)}</sd_cpp_extra_args>"


def _png(made: Any, name: str) -> bytes:
    encoded = made[0].b64_json if made else None
    try:
        return base64.b64decode(encoded or "", validate=True) or _nothing(name)
    except binascii.Error as error:
        raise ModelError(f"{name} sent a picture that can't be read.") from error


def _nothing(name: str) -> bytes:
    raise ModelError(f"{name} sent no picture.")
