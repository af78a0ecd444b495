"""Pictures are kept with their words, and forgotten with what they are drawn from."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from alongside.log.kinds import Contact, Imagined, Saw
from alongside.log.log import Log
from alongside.log.moment import Draft, Trust
from alongside.log.store import Store, open_store
from alongside.mind.imagine.studio import Asked, NoPicture, Refused, Studio
from alongside.models.imagine.scripted import ScriptedImagine
from alongside.models.model import ModelError

NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)


def small(words: str, *, avoid: str = "", seed: int = 0, of: str = "") -> Asked:
    return Asked(words=words, avoid=avoid, seed=seed, of=of, width=256, height=256)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await open_store(tmp_path / "life", bytes(32), "me") as store:
        yield store


@pytest.fixture
def model() -> ScriptedImagine:
    return ScriptedImagine()


@pytest.fixture
def studio(store: Store, model: ScriptedImagine) -> Studio:
    return Studio(log=store.log, blobs=store.blobs, model=lambda: model)


async def test_a_sketch_is_kept_with_its_words_and_says_how_it_was_made(
    studio: Studio, store: Store
) -> None:
    asked = small("a fox in the snow", seed=7)
    moment = await studio.keep(asked, NOW, "UTC")
    assert isinstance(moment.what, Imagined)
    assert (moment.what.words, moment.what.seed, moment.what.model) == (asked.words, 7, "")
    with Image.open(BytesIO(await store.blobs.read(moment.what.media.hash))) as image:
        told = json.loads(image.info["parameters"])
        assert (image.size, told["words"], told["seed"]) == ((256, 256), asked.words, 7)
        assert "digitalsourcetype/algorithmicMedia" in image.info["XML:com.adobe.xmp"]


async def test_a_model_starts_from_the_sketch_and_is_named(
    studio: Studio, store: Store, model: ScriptedImagine
) -> None:
    asked = small("a fox", avoid="snow")
    async with aclosing(studio.render(asked)) as steps:
        drawn = [step async for step in steps]
    assert [step.step for step in drawn] == [1, 2, 3, 4]
    (wish,) = model.asked
    assert (wish.words, wish.avoid) == ("a fox", "snow")
    assert wish.start is not None
    assert Image.open(BytesIO(wish.start)).size == (256, 256)
    kept = await studio.keep(asked, NOW, "UTC", drawn[-1].picture, model.name)
    assert isinstance(kept.what, Imagined)
    assert kept.what.model == "scripted:colours"


async def test_leaving_stops_the_model(studio: Studio, model: ScriptedImagine) -> None:
    async with aclosing(studio.render(small("a fox"))) as steps:
        await anext(steps)
    assert model.stopped == 1


async def test_a_variation_and_a_favourite_are_forgotten_with_the_picture(
    studio: Studio, store: Store
) -> None:
    first = await studio.keep(small("a fox"), NOW, "UTC")
    second = await studio.keep(small("a fox, ink", of=first.id), NOW, "UTC")
    await studio.favour(second.id, NOW, "UTC", favourite=True)
    shown = {p.moment.what.words: (p.of, p.favourite) for p in await studio.pictures()}
    assert shown == {"a fox": ("", False), "a fox, ink": (first.id, True)}
    await store.log.forget(first.id)
    assert await studio.pictures() == ()


async def test_a_photo_of_the_life_is_drawn_in_the_style(studio: Studio, store: Store) -> None:
    kept = BytesIO()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(kept, "PNG")
    media = await store.blobs.put(kept.getvalue(), type="image/png", name="square.png")
    (photo,) = await store.log.append(
        Draft(what=Saw(media=media), at=NOW, zone="UTC", source="test", trust=Trust.OUTSIDE)
    )
    plain = await studio.start(small("the square", of=photo.id))
    pencil = await studio.start(small("the square in pencil", of=photo.id))
    assert plain != pencil
    made = await studio.keep(small("the square in pencil", of=photo.id), NOW, "UTC")
    assert (made.because, made.trust) == ((photo.id,), Trust.OUTSIDE)


async def test_a_contact_is_a_real_person(studio: Studio, store: Store) -> None:
    contact = Contact(name="Mateo Silva")
    await store.log.append(Draft(what=contact, at=NOW, zone="UTC", source="test", trust=Trust.OWN))
    await studio.sketch(Asked(words="Mateo Silva on a bicycle"))
    with pytest.raises(Refused) as refused:
        await studio.sketch(Asked(words="Mateo Silva naked"))
    assert refused.value.refusal.rule == "undressed"
    with pytest.raises(Refused):
        await studio.keep(Asked(words="Mateo Silva naked"), NOW, "UTC", b"drawn", "any")


async def test_nobodys_name_is_looked_up_for_words_that_can_hurt_nobody(studio: Studio) -> None:
    """A sketch follows each keystroke, and a life may hold thousands of contacts."""
    without = replace(studio, log=cast("Log", None))
    assert (await without.sketch(small("a fox in the snow"))).svg
    with pytest.raises(AttributeError):
        await without.sketch(small("a fox, naked"))


async def test_what_is_not_there_is_told(studio: Studio, store: Store) -> None:
    with pytest.raises(NoPicture):
        await studio.start(Asked(words="a fox", of="00000000-0000-7000-8000-000000000000"))
    bare = Studio(log=store.log, blobs=store.blobs, model=lambda: None)
    with pytest.raises(ModelError, match="No model that draws"):
        await anext(bare.render(Asked(words="a fox")))
