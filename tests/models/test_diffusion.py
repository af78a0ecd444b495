"""A real diffusion pipeline, tiny and random: the extra `imagine` is needed, and skipped without.

Its pictures are noise. What is tested is that the library is driven as it wants to be.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from alongside.models.imagine.diffusion import Diffusion
from alongside.models.model import Drawn, ModelError, Wish

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::FutureWarning")]

WISH = Wish(words="a fox in the snow", width=64, height=64, seed=3, steps=4)
WORDS = ("<|startoftext|>", "<|endoftext|>", "a</w>", "fox</w>", "in</w>", "the</w>", "snow</w>")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline of the shape of Stable Diffusion, of some hundred thousand random weights."""
    pytest.importorskip("diffusers", reason="the extra isn't installed: pip install '.[imagine]'")
    import torch
    from diffusers import (
        AutoencoderKL,
        LCMScheduler,
        StableDiffusionPipeline,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    torch.manual_seed(0)
    kept = tmp_path_factory.mktemp("tiny")
    (kept / "vocab.json").write_text(json.dumps({word: n for n, word in enumerate(WORDS)}))
    (kept / "merges.txt").write_text("#version: 0.2\n")
    tokenizer = CLIPTokenizer(
        str(kept / "vocab.json"), str(kept / "merges.txt"), model_max_length=16
    )
    config = CLIPTextConfig(
        vocab_size=len(WORDS), hidden_size=32, intermediate_size=37, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=16, bos_token_id=0, eos_token_id=1,
        pad_token_id=1,
    )  # fmt: skip
    unet = UNet2DConditionModel(
        block_out_channels=(32, 64), layers_per_block=1, sample_size=32, in_channels=4,
        out_channels=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=32,
        norm_num_groups=8,
    )  # fmt: skip
    vae = AutoencoderKL(
        block_out_channels=(8, 16), in_channels=3, out_channels=3, latent_channels=4,
        down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
        norm_num_groups=4,
    )  # fmt: skip
    pipeline = StableDiffusionPipeline(
        unet=unet, vae=vae, text_encoder=CLIPTextModel(config), tokenizer=tokenizer,
        scheduler=LCMScheduler(steps_offset=1), safety_checker=None, feature_extractor=None,
        requires_safety_checker=False,
    )  # fmt: skip
    pipeline.save_pretrained(kept / "pipeline", safe_serialization=True)
    return kept / "pipeline"


@pytest.fixture
def model(folder: Path) -> Diffusion:
    return Diffusion("diffusers:tiny", folder)


async def all_of(model: Diffusion, wish: Wish = WISH) -> list[Drawn]:
    async with aclosing(model.run(wish)) as steps:
        return [step async for step in steps]


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(picture)) as image:
        return image.size


def shade(level: int) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (96, 64), (level, level, level)).save(kept, "PNG")
    return kept.getvalue()


async def test_each_step_is_shown_and_then_the_picture(model: Diffusion) -> None:
    made = await all_of(model)
    assert [(each.step, each.steps) for each in made] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [each.finished for each in made] == [False, False, False, True]
    assert size(made[-1].picture) == (64, 64)
    assert all(size(each.picture) == (32, 32) for each in made[:-1])


async def test_the_same_seed_draws_the_same_and_another_another(model: Diffusion) -> None:
    first, again = [(await all_of(model))[-1].picture for _ in range(2)]
    other = (await all_of(model, Wish(words="a fox", width=64, height=64, seed=4)))[-1].picture
    assert first == again
    assert other != first


@pytest.mark.parametrize(("strength", "steps"), [(0.6, 2), (1.0, 4), (0.01, 1)])
async def test_it_starts_from_the_sketch(model: Diffusion, strength: float, steps: int) -> None:
    def wish(start: bytes) -> Wish:
        return Wish(
            words="a fox", width=64, height=64, seed=3, start=start, strength=strength, steps=4
        )

    dark, light = await all_of(model, wish(shade(10))), await all_of(model, wish(shade(240)))
    assert [each.step for each in dark] == list(range(1, steps + 1))
    assert dark[-1].finished
    assert size(dark[-1].picture) == (64, 64)
    if strength < 1:
        assert dark[-1].picture != light[-1].picture


async def test_words_to_leave_out_change_the_picture(model: Diffusion) -> None:
    plain = await all_of(model)
    without = await all_of(model, Wish(words=WISH.words, avoid="snow", width=64, height=64, seed=3))
    assert without[-1].picture != plain[-1].picture


async def test_the_next_keystroke_stops_it_after_the_step_in_hand(model: Diffusion) -> None:
    await all_of(model)
    shown = []
    async with aclosing(model.run(Wish(words="a fox", width=64, height=64, steps=40))) as steps:
        async for step in steps:
            shown.append(step)
            if len(shown) == 2:
                break
    assert [each.step for each in shown] == [1, 2]
    assert len(await all_of(model)) == 4


async def test_two_at_once_are_drawn_one_after_the_other(model: Diffusion) -> None:
    one, other = await asyncio.gather(all_of(model), all_of(model))
    assert one == other


async def test_what_goes_wrong_is_told_and_nobody_waits_for_ever(
    model: Diffusion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> bytes:
        raise KeyError("latents")

    monkeypatch.setattr("alongside.models.imagine.diffusion._preview", breaks)
    with pytest.raises(ModelError, match="could not draw"):
        await asyncio.wait_for(all_of(model), 60)


async def test_a_folder_without_a_model_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ModelError, match="could not draw"):
        await all_of(Diffusion("diffusers:none", tmp_path / "nothing"))
