"""The jobs of models that work unasked, within the budget of the day."""

from __future__ import annotations

from collections.abc import Callable

from alongside.log.blobs import Blobs
from alongside.log.sqlite import SqliteLog
from alongside.mind.meet.meetings import Meetings
from alongside.mind.perceive.describe import Describe
from alongside.mind.sparing import Spared, Sparing
from alongside.models.choice import Models


def unasked(
    log: SqliteLog, blobs: Blobs, models: Models, sparing: Sparing, language: Callable[[], str]
) -> tuple[Spared, ...]:
    """What sums up and describes; `language` is the person's."""
    chat, describe = sparing.chat(models.chat), sparing.chat(models.describe)
    return (
        Spared(Meetings(log, chat, models.speaks), sparing),
        Spared(Describe(log, blobs, describe, language), sparing),
    )
