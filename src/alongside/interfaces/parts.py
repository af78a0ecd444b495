"""What an interface is handed: one opened life, as its parts.

Interfaces never open, wire or close anything: `life.py` composes a `Life` and hands it over.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from alongside.config import Config
from alongside.gate.codes import Codes
from alongside.gate.gate import Gate
from alongside.interfaces.archive import Archive, Check
from alongside.interfaces.channels.talks import Talks
from alongside.interfaces.forgetting import Forgetting, Wish
from alongside.interfaces.hands import Hands
from alongside.interfaces.keepsakes import Keepsakes
from alongside.interfaces.keys import KeyState, LifeKeys
from alongside.interfaces.live.live import Live
from alongside.interfaces.models import LifeModels
from alongside.interfaces.nudging import Nudging
from alongside.interfaces.privacy import LifePrivacy
from alongside.interfaces.settings import Settings, called
from alongside.interfaces.understanding import Understanding
from alongside.interfaces.voices import LifeVoices
from alongside.log.blobs import Blobs
from alongside.log.corrections import AsCorrected
from alongside.log.sqlite import SqliteLog
from alongside.mind.adventure.venturing import Venturing
from alongside.mind.agent.agents import Agents
from alongside.mind.converse.events import Event
from alongside.mind.converse.manner import Manner
from alongside.mind.goals.goals import Goals
from alongside.mind.goals.letter import Letters
from alongside.mind.imagine.studio import Studio
from alongside.mind.jobs import Jobs, Progress
from alongside.mind.recall.recall import Recall
from alongside.mind.rehearse.rehearsing import Rehearsing
from alongside.mind.team.daily import Daily
from alongside.mind.team.team import Team
from alongside.mind.write.writing import Writing
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Serving
from alongside.models.discover import FoundServer
from alongside.models.machine import Fit
from alongside.models.server_keys import ServerKeys
from alongside.models.trial import Trial
from alongside.senses.zones import local_zone
from alongside.tools.tool import Tools

__all__ = [
    "Archive", "Check", "Converse", "Fit", "Forgetting", "FoundServer", "Jobs", "KeyState", "Life",
    "LifeKeys", "LifeModels", "Live", "Progress", "Sample", "ServerKeys", "Serving", "Settings",
    "Trial", "Wish", "called",
]  # fmt: skip


class Converse(Protocol):
    """Answers from the whole life. Closing the generator stops the model."""

    def ask(
        self, question: str, thread: str, now: datetime, zone: str, manner: Manner = ...
    ) -> AsyncGenerator[Event, None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One opened life: its parts. `recovery_code` is there once, for a life made just now."""

    folder: Path
    settings: Settings
    log: SqliteLog
    blobs: Blobs
    recall: Recall
    converse: Converse
    models: LifeModels
    catalogue: Catalogue
    jobs: Jobs
    keys: LifeKeys
    server_keys: ServerKeys
    forgetting: Forgetting
    archive: Archive
    nudging: Nudging
    talks: Talks
    goals: Goals
    letters: Letters
    understanding: Understanding
    tools: Tools
    gate: Gate
    codes: Codes
    agents: Agents
    team: Team
    daily: Daily
    hands: Hands
    rehearsing: Rehearsing
    venturing: Venturing
    writing: Writing
    live: Live
    privacy: LifePrivacy
    voices: LifeVoices
    studio: Studio
    keepsakes: Keepsakes
    sample: bool = False
    warnings: tuple[str, ...] = ()
    recovery_code: str = field(default="", repr=False)

    @property
    def config(self) -> Config:
        return self.settings.config

    @property
    def corrected(self) -> AsCorrected:
        """The log's moments as the person put them right: what is shown."""
        return AsCorrected(self.log)

    @property
    def zone(self) -> str:
        """The zone the person lives in: the one they set, else this machine's."""
        return self.config.zone or local_zone()

    @property
    def me(self) -> frozenset[str]:
        """Every name that means the person, folded for comparing."""
        return called(self.config)


class Sample(Protocol):
    """The life that ships with the project."""

    async def open(self) -> Life:
        """Open it in place of the person's own, which stays as it is."""
        ...

    async def throw_away(self) -> Life:
        """Delete it; gives the person's own life again."""
        ...
