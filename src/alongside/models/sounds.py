"""Sounds that are not speech: families of the 521 AudioSet classes of YAMNet (Google, 2019)."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import AsyncGenerator, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np

from alongside.models import mel
from alongside.models.catalogue import Catalogue
from alongside.models.model import Floats, Sound, SoundEvent
from alongside.models.runtime import Files, Lazy, Network

PATCH, HOP = 96, 48
"""Frames of 10 ms given at once, and between one such patch and the next."""
LOG_OFFSET = 0.001
IN_SCALE, IN_ZERO = 0.047937885, 144
OUT_SCALE, OUT_ZERO = 0.7565417, 190
"""How the 8-bit model writes log mels and logits."""
LIKELY = 0.5
CLEAR = 0.9
"""A sound is told of where it is likely throughout and clear at least once."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "shouting": ("Shout", "Screaming"),
    "laughter": ("Laughter", "Chuckle, chortle"),
    "crying": ("Crying, sobbing", "Wail, moan"),
    "singing": ("Singing", "Humming"),
    "snoring": ("Snoring", "Snoring"),
    "coughing": ("Cough", "Throat clearing"),
    "sneezing": ("Sneeze", "Sneeze"),
    "footsteps": ("Run", "Walk, footsteps"),
    "clapping": ("Clapping", "Clapping"),
    "cheering": ("Cheering", "Cheering"),
    "applause": ("Applause", "Applause"),
    "a crowd": ("Chatter", "Hubbub, speech noise, speech babble"),
    "children playing": ("Children playing", "Children playing"),
    "a dog": ("Dog", "Whimper (dog)"),
    "a cat": ("Cat", "Meow"),
    "a horse": ("Horse", "Neigh, whinny"),
    "cattle": ("Cattle, bovinae", "Cowbell"),
    "sheep or goats": ("Goat", "Sheep"),
    "poultry": ("Fowl", "Honk"),
    "birdsong": ("Bird", "Hoot"),
    "insects": ("Insect", "Bee, wasp, etc."),
    "frogs": ("Frog", "Croak"),
    "music": ("Music", "Harp"),
    "bells": ("Bell", "Chime"),
    "wind": ("Wind", "Rustling leaves"),
    "thunder": ("Thunderstorm", "Thunder"),
    "rain": ("Rain", "Rain on surface"),
    "running water": ("Stream", "Waterfall"),
    "waves": ("Ocean", "Waves, surf"),
    "a fire": ("Fire", "Crackle"),
    "a boat": ("Boat, Water vehicle", "Ship"),
    "a car": ("Car", "Car"),
    "a car horn": ("Vehicle horn, car horn, honking", "Car alarm"),
    "a siren": ("Emergency vehicle", "Fire engine, fire truck (siren)"),
    "traffic": ("Traffic noise, roadway noise", "Traffic noise, roadway noise"),
    "a train": ("Rail transport", "Subway, metro, underground"),
    "an aircraft": ("Aircraft", "Fixed-wing aircraft, airplane"),
    "an engine": ("Engine", "Accelerating, revving, vroom"),
    "a doorbell": ("Doorbell", "Ding-dong"),
    "a door": ("Sliding door", "Slam"),
    "knocking": ("Knock", "Knock"),
    "dishes": ("Dishes, pots, and pans", "Cutlery, silverware"),
    "cooking": ("Chopping (food)", "Blender"),
    "water from a tap": ("Water tap, faucet", "Bathtub (filling or washing)"),
    "a toilet flush": ("Toilet flush", "Toilet flush"),
    "a vacuum cleaner": ("Vacuum cleaner", "Vacuum cleaner"),
    "typing": ("Typing", "Computer keyboard"),
    "an alarm": ("Alarm", "Alarm"),
    "a telephone": ("Telephone", "Busy signal"),
    "an alarm clock": ("Alarm clock", "Fire alarm"),
    "a ticking clock": ("Tick", "Tick-tock"),
    "power tools": ("Jackhammer", "Drill"),
    "an explosion": ("Explosion", "Artillery fire"),
    "fireworks": ("Fireworks", "Firecracker"),
    "breaking glass": ("Glass", "Shatter"),
    "beeping": ("Beep, bleep", "Ding"),
}
"""What is told of: for each family the first and the last of its classes in YAMNet's order."""


class YamNet:
    """A `Sounds` model; its files are `model.onnx`, `model.data` and `classes.csv`."""

    remote = False

    def __init__(self, name: str, files: Files) -> None:
        self.name = name
        self._network = Lazy(lambda: Network(files()["model.onnx"], most=1))
        self._families = Lazy(lambda: _families(files()["classes.csv"]))

    async def run(self, given: Sound) -> AsyncGenerator[SoundEvent, None]:
        """Events in the order in which they begin. Raises `ModelError`."""
        for event in await asyncio.to_thread(self._events, given.samples):
            yield event

    def _events(self, samples: Floats) -> list[SoundEvent]:
        model, families = self._network(), self._families()
        patches = [_scores(model, patch) for patch in _patches(samples)]
        if not patches:
            return []
        scores = np.stack(patches)
        best = np.stack([scores[:, a : b + 1].max(1) for a, b in families.values()], 1)
        told = [
            event
            for i, label in enumerate(families)
            for event in _merged(label, best[:, i], len(samples) / mel.RATE)
        ]
        return sorted(told, key=lambda event: event.start)


def _families(path: Path) -> dict[str, tuple[int, int]]:
    with path.open(encoding="utf-8", newline="") as file:
        index = {row["display_name"]: int(row["index"]) for row in csv.DictReader(file)}
    return {label: (index[first], index[last]) for label, (first, last) in FAMILIES.items()}


def _patches(samples: Floats) -> Iterator[Floats]:
    """Log mels of 0.96 s each, shape (96, 64), every 0.48 s; a short one filled with silence."""
    least = 400 + 160 * (PATCH - 1)
    filled = np.pad(samples, (0, max(0, least - len(samples))))
    power = mel.spectrum(filled, 400, 160, 512, centre=False)
    logs = np.log(power @ mel.htk_filters(64, 512, 125.0, 7500.0) + LOG_OFFSET)
    for first in range(0, len(logs) - PATCH + 1, HOP):
        yield logs[first : first + PATCH]


def _scores(model: Network, patch: Floats) -> Floats:
    whole = np.clip(np.round(patch / IN_SCALE) + IN_ZERO, 0, 255).astype(np.uint8)
    (made,) = model.run({"audio": whole[None, None]})
    logits = (made[0].astype(np.float32) - OUT_ZERO) * OUT_SCALE
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _merged(label: str, scores: Floats, end: float) -> Iterator[SoundEvent]:
    """Runs of neighbouring patches in which the sound is likely, as one event each."""
    likely = groupby(enumerate(scores), key=lambda pair: bool(pair[1] >= LIKELY))
    for run in (list(pairs) for yes, pairs in likely if yes):
        score = float(max(map(itemgetter(1), run)))
        if score >= CLEAR:
            start, stop = run[0][0] * HOP / 100, (run[-1][0] * HOP + PATCH) / 100
            yield SoundEvent(label, round(score, 3), start, min(end, stop))


def build(choice: str, catalogue: Catalogue) -> YamNet:
    """The model of the catalogue that `choice` (`embedded:<id>`) names."""
    entry = choice.partition(":")[2]
    return YamNet(choice, lambda: catalogue.path(entry))
