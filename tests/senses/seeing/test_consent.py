"""Faces of people who agreed stay as they are, until they take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from alongside.log.kinds import Agreed, Read, Recognised, Saw
from alongside.log.kinds.privacy import Use
from alongside.log.log import Wanted
from alongside.models.model import Picture, Seen
from alongside.models.see.picture import picture
from alongside.senses.seeing.consent import Consent
from alongside.senses.seeing.keeping import Known
from alongside.senses.seeing.seeing import Seeing

from .conftest import FACE, Life

INSIDE = np.s_[int(FACE[1] * 320) + 2 : int(FACE[1] * 320) + 14,
               int(FACE[0] * 480) + 2 : int(FACE[0] * 480) + 14]  # fmt: skip


@dataclass
class KnowsAll:
    """Takes every face for the one who agreed."""

    agreement: str
    to: tuple[Use, ...] = ("unblurred",)

    async def known(self, picture: Picture, faces: Sequence[Seen]) -> dict[int, Known]:
        one = Known(self.agreement, "Robin Vale", self.to)
        return dict.fromkeys(range(len(faces)), one)


async def test_taking_consent_back_blurs_what_was_kept(life: Life) -> None:
    agreed = await life.discretion.agree(Agreed(name="Robin Vale", to=("unblurred",)))
    life.eyes.show("cup", faces=1, text="BAR SPORT")
    seeing = Seeing(replace(life.parts, knows=KnowsAll(agreed.id)))
    frame = life.camera.take(3, noise=40, asked=True)
    saw, *_ = await seeing.see(frame)
    assert saw.because == (agreed.id,)
    before = picture(frame.data).pixels[INSIDE].astype(int)
    kept = picture(await life.store.blobs.read(saw.what.files[0].hash)).pixels[INSIDE]
    assert np.abs(kept - before).mean() < 25

    consent = Consent(life.store.log, life.store.blobs, life.eyes)
    assert [m.id for m in await consent.given()] == [agreed.id]
    await consent.withdraw("Robin Vale", "UTC")
    assert await consent.given() == ()
    moments = [m async for m in life.store.log.read(Wanted())]
    (again,) = [m for m in moments if isinstance(m.what, Saw)]
    assert (again.at, again.source, again.because) == (saw.at, saw.source, ())
    shown = picture(await life.store.blobs.read(again.what.files[0].hash)).pixels[INSIDE]
    assert (shown.std(axis=(0, 1)) < kept.std(axis=(0, 1)) / 2).all()
    drawn = [m for m in moments if isinstance(m.what, Recognised | Read)]
    assert [m.because for m in drawn] == [(again.id,), (again.id,)]
    assert len(await life.store.blobs.hashes()) == 1


async def test_without_the_model_that_blurs_them_they_are_forgotten(life: Life) -> None:
    agreed = await life.discretion.agree(Agreed(name="Robin Vale", to=("unblurred",)))
    life.eyes.show(faces=1)
    seeing = Seeing(replace(life.parts, knows=KnowsAll(agreed.id)))
    await seeing.see(life.camera.take(3, asked=True))
    life.eyes.found = None
    await Consent(life.store.log, life.store.blobs, life.eyes).withdraw("Robin Vale", "UTC")
    assert [m.kind async for m in life.store.log.read()] == ["forgotten", "withdrew"]
    assert await life.store.blobs.hashes() == frozenset()
