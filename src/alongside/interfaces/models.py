"""The models of a life, with what a person asks about them: do they fit, do they work."""

from __future__ import annotations

import asyncio
from typing import cast

from alongside.models import machine
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models, Serving
from alongside.models.discover import FoundServer, discover
from alongside.models.entry import Entry
from alongside.models.machine import Fit
from alongside.models.model import Hear, Role, Speak
from alongside.models.trial import Trial, trial


class LifeModels:
    """The models chosen for each role, beside this machine and the servers that run on it."""

    def __init__(self, models: Models, catalogue: Catalogue) -> None:
        """Touches the disk."""
        self._models = models
        self._machine = machine.inspect(catalogue.directory)

    def serving(self) -> tuple[Serving, ...]:
        """Which model serves each role, and where."""
        return self._models.serving()

    def fit(self, entry: Entry) -> Fit:
        """How well this machine's memory and cores carry a model of the catalogue."""
        return machine.fit(entry, self._machine)

    def hear(self) -> Hear | None:
        """What writes down speech, if anything can now."""
        return self._models.hear()

    def speak(self) -> Speak | None:
        """What speaks, if anything can now."""
        return self._models.speak()

    async def test(self, model: str, role: str) -> Trial:
        """Give a model a small task in its role. Raises `ModelError`."""
        named = cast("Role", role)
        return await trial(await asyncio.to_thread(self._models.one, named, model), named)

    async def servers(self) -> tuple[FoundServer, ...]:
        """Model servers that run on this machine now."""
        return await discover()

    async def refresh(self) -> None:
        """Look again at which models can run, as after weights were got."""
        await asyncio.to_thread(self._models.refresh)
