"""What knows the person and minds their time: understanding, goals, reminders, and what is kept
for how long."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.interfaces.deliver.channels import Channels
from alongside.interfaces.nudging import Nudging, nudging
from alongside.interfaces.understanding import Understanding
from alongside.mind.goals.goals import Goals
from alongside.mind.retention import Retention
from alongside.wiring.ground import Ground


@dataclass(frozen=True, slots=True)
class Caring:
    """What knows the person: `nudging` reminds, briefs and tells over the person's channels."""

    understanding: Understanding
    nudging: Nudging
    goals: Goals
    retention: Retention


def caring(ground: Ground) -> Caring:
    """What knows the person, on this ground."""
    log, settings, models = ground.log, ground.settings, ground.models
    channels = Channels(ground.store.folder, ground.key)
    helping = nudging(log, settings, ground.zone, channels, models.chat, models.speaks)
    return Caring(
        understanding=Understanding(log, settings, models),
        nudging=helping,
        goals=Goals(log, lambda: settings.config, ground.zone, helping.reading.me),
        retention=Retention(log, lambda: settings.config.privacy),
    )
