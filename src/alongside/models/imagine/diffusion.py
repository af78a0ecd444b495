"""Pictures on this machine by a few-step diffusion model: the extra `imagine` (`diffusers`).

Suits SD-Turbo, SDXL-Turbo, LCM and FLUX schnell; `folder` holds the model in diffusers' layout. The
file names of its weights end in `.safetensors`: pickled ones, which can run code, are not loaded.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import threading
from collections.abc import AsyncGenerator, Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from alongside.models.model import Drawn, ModelError, Wish

log = logging.getLogger(__name__)

Told = Callable[[Drawn | ModelError], None]
GUIDED = 1.5
"""How much is held to the words where some are to be left out; few-step models bear no more."""
UNPACK = "_unpack_latents"
"""What FLUX lays its latents out as a picture with."""
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
            loop, made = asyncio.get_running_loop(), asyncio.Queue[Drawn | ModelError]()
            stop = threading.Event()

            def tell(drawn: Drawn | ModelError) -> None:
                loop.call_soon_threadsafe(made.put_nowait, drawn)

            working = asyncio.create_task(asyncio.to_thread(self._draw, given, tell, stop))
            try:
                while True:
                    drawn = await made.get()
                    if isinstance(drawn, ModelError):
                        raise drawn
                    yield drawn
                    if drawn.finished:
                        return
            finally:
                stop.set()
                await asyncio.shield(working)

    def _draw(self, given: Wish, tell: Told, stop: threading.Event) -> None:
        try:
            tell(self._drawn(given, tell, stop))
        except _StoppedError:
            return
        except ModelError as error:
            tell(error)
        except Exception as error:
            log.exception("drawing failed")
            tell(ModelError(f"{self.name} could not draw: {error or type(error).__name__}"))

    def _drawn(self, given: Wish, tell: Told, stop: threading.Event) -> Drawn:
        pipeline = self._pipeline(started=given.start is not None)
        import torch

        def after(pipe: Any, step: int, _: Any, values: dict[str, Any]) -> dict[str, Any]:
            if stop.is_set():
                raise _StoppedError
            steps = _steps(pipe, given)
            if step + 1 < steps:
                tell(Drawn(_preview(pipe, values["latents"], given), step + 1, steps))
            return values

        with torch.inference_mode():
            made = pipeline(**_options(pipeline, given), callback_on_step_end=after).images[0]
        steps = _steps(pipeline, given)
        return Drawn(_png(made), steps, steps)

    def _pipeline(self, *, started: bool) -> Any:
        """The pipeline from words, or from a picture; both share their weights."""
        if started not in self._pipelines:
            try:
                import diffusers
            except ImportError as error:
                raise ModelError(EXTRA) from error
            if not self._pipelines:
                self._pipelines[False] = self._loaded(diffusers)
            if started:
                self._pipelines[True] = diffusers.AutoPipelineForImage2Image.from_pipe(
                    self._pipelines[False]
                )
                self._pipelines[True].set_progress_bar_config(disable=True)
        return self._pipelines[started]

    def _loaded(self, diffusers: Any) -> Any:
        """The pipeline from words, on the graphics card where torch finds one (CUDA)."""
        import torch

        card = torch.cuda.is_available()
        loaded = diffusers.AutoPipelineForText2Image.from_pretrained(
            self._folder,
            local_files_only=True,
            use_safetensors=True,
            torch_dtype=torch.bfloat16 if card else torch.float32,
        )
        loaded.set_progress_bar_config(disable=True)
        return loaded.to("cuda") if card else loaded


def _options(pipeline: Any, given: Wish) -> dict[str, Any]:
    """What is asked of a pipeline; what it knows no word for is left out."""
    import torch

    known = inspect.signature(pipeline.__call__).parameters
    options: dict[str, Any] = {
        "prompt": given.words,
        "num_inference_steps": given.steps,
        "guidance_scale": GUIDED if given.avoid else 0.0,
        "generator": torch.Generator("cpu").manual_seed(given.seed),
        "width": given.width,
        "height": given.height,
    }
    if given.avoid:
        options["negative_prompt"] = given.avoid
    if given.start is not None:
        options |= {"image": _opened(given.start, given), "strength": _strength(given)}
    return {name: value for name, value in options.items() if name in known}


def _steps(pipe: Any, given: Wish) -> int:
    """The steps that are taken: from a picture they are fewer than were asked."""
    return int(getattr(pipe, "num_timesteps", given.steps))


def _strength(given: Wish) -> float:
    """How far from the starting picture, so that at least one step is taken."""
    return max(given.strength, min(1.0, 1.001 / given.steps))


def _preview(pipe: Any, latents: Any, given: Wish) -> bytes:
    """The latents as they are now, decoded at half the size: a quarter of the work."""
    import torch

    if latents.ndim == 3:
        unpacked = getattr(pipe, UNPACK)
        latents = unpacked(latents, given.height, given.width, pipe.vae_scale_factor)
    small = torch.nn.functional.interpolate(latents, scale_factor=0.5, mode="area")
    config = pipe.vae.config
    scaled = small / config.scaling_factor + (getattr(config, "shift_factor", None) or 0.0)
    decoded = pipe.vae.decode(scaled.to(pipe.vae.dtype), return_dict=False)[0]
    return _png(pipe.image_processor.postprocess(decoded.detach(), output_type="pil")[0])


def _opened(start: bytes, given: Wish) -> Any:
    from PIL import Image

    return Image.open(BytesIO(start)).convert("RGB").resize((given.width, given.height))


def _png(image: Any) -> bytes:
    kept = BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
