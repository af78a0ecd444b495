"""Pictures on this machine by a few-step diffusion model: the extra `imagine` (`diffusers`).

Suits SD-Turbo, SDXL-Turbo, LCM and FLUX schnell; `folder` holds the model in diffusers' layout. The
file names of its weights end in `.safetensors`: pickled ones, which can run code, are not loaded.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator
from io import BytesIO
from pathlib import Path
from typing import Any

from alongside.models.model import Drawn, ModelError, Wish

EXTRA = "Pictures on this machine need an extra of Alongside: pip install 'alongside[imagine]'"


class _StoppedError(Exception):
    """The picture is no longer wanted."""


class Diffusion:
    """An `Imagine` model, loaded when first asked; one picture at a time."""

    remote = False

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        self._turn = asyncio.Lock()
        self._pipelines: dict[bool, Any] = {}

    async def run(self, given: Wish) -> AsyncGenerator[Drawn, None]:
        """Stream previews of each step, then the picture; closing it stops after the step in hand.

        Raises `ModelError`.
        """
        async with self._turn:
            loop, made = asyncio.get_running_loop(), asyncio.Queue[Drawn | Exception]()
            stop = threading.Event()

            def tell(drawn: Drawn | Exception) -> None:
                loop.call_soon_threadsafe(made.put_nowait, drawn)

            working = asyncio.create_task(asyncio.to_thread(self._draw, given, tell, stop))
            try:
                while True:
                    drawn = await made.get()
                    if isinstance(drawn, Exception):
                        raise ModelError(f"{self.name} could not draw: {drawn}") from drawn
                    yield drawn
                    if drawn.finished:
                        return
            finally:
                stop.set()
                await asyncio.shield(working)

    def _draw(self, given: Wish, tell: Any, stop: threading.Event) -> None:
        try:
            tell(Drawn(self._drawn(given, tell, stop), given.steps, given.steps))
        except _StoppedError:
            return
        except (RuntimeError, ValueError, OSError, ImportError, ModelError) as error:
            tell(error)

    def _drawn(self, given: Wish, tell: Any, stop: threading.Event) -> bytes:
        import torch

        pipeline = self._pipeline(started=given.start is not None)

        def after(pipe: Any, step: int, _: Any, values: dict[str, Any]) -> dict[str, Any]:
            if stop.is_set():
                raise _StoppedError
            if step + 1 < given.steps:
                tell(Drawn(_preview(pipe, values["latents"]), step + 1, given.steps))
            return values

        options: dict[str, Any] = {
            "prompt": given.words,
            "num_inference_steps": given.steps,
            "guidance_scale": 0.0 if not given.avoid else 1.5,
            "generator": torch.Generator("cpu").manual_seed(given.seed),
            "callback_on_step_end": after,
        }
        if given.avoid:
            options["negative_prompt"] = given.avoid
        if given.start is None:
            options |= {"width": given.width, "height": given.height}
        else:
            options |= {"image": _opened(given.start, given), "strength": given.strength}
        with torch.inference_mode():
            return _png(pipeline(**options).images[0])

    def _pipeline(self, *, started: bool) -> Any:
        """The pipeline from words, or from a picture; both share their weights."""
        if started not in self._pipelines:
            try:
                import diffusers
            except ImportError as error:
                raise ModelError(EXTRA) from error
            if not self._pipelines:
                loaded = diffusers.AutoPipelineForText2Image.from_pretrained(
                    self._folder, local_files_only=True, use_safetensors=True
                )
                loaded.set_progress_bar_config(disable=True)
                self._pipelines[False] = loaded
            if started:
                self._pipelines[True] = diffusers.AutoPipelineForImage2Image.from_pipe(
                    self._pipelines[False]
                )
        return self._pipelines[started]


def _preview(pipe: Any, latents: Any) -> bytes:
    """The latents as they are now, decoded."""
    scaled = latents / pipe.vae.config.scaling_factor
    decoded = pipe.vae.decode(scaled, return_dict=False)[0]
    return _png(pipe.image_processor.postprocess(decoded.detach(), output_type="pil")[0])


def _opened(start: bytes, given: Wish) -> Any:
    from PIL import Image

    return Image.open(BytesIO(start)).convert("RGB").resize((given.width, given.height))


def _png(image: Any) -> bytes:
    kept = BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
