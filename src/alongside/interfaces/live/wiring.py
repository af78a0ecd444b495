"""The live senses that hear and talk, from the parts of a life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alongside.interfaces.live.ears import LiveEars
from alongside.interfaces.live.phrases import is_question
from alongside.interfaces.live.playing import Playing
from alongside.interfaces.live.reading import Prepare
from alongside.interfaces.live.speech import Voice
from alongside.interfaces.live.talking import Company, Converses, Tell
from alongside.interfaces.settings import Settings
from alongside.log.sqlite import SqliteLog
from alongside.mind.converse.halting import says_stop
from alongside.mind.converse.looking import asked_to
from alongside.mind.meet.words import begins
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.senses.live.captured import Play
from alongside.senses.live.company import Translate
from alongside.senses.live.marks import Marks
from alongside.senses.live.microphone import Microphone
from alongside.senses.live.sense import Sense
from alongside.senses.live.sounds import Surroundings
from alongside.senses.privacy.discretion import Discretion


@dataclass(frozen=True, slots=True)
class Parts:
    """What hearing is made of."""

    log: SqliteLog
    models: Models
    catalogue: Catalogue
    discretion: Discretion
    settings: Settings
    translate: Translate | None = None
    plays: Callable[[Play], Playing] | None = None


def wants_answer(text: str) -> bool:
    """Whether it is a question or an order; all else is a note."""
    ordered = begins(text) is not None or says_stop(text) or asked_to(text) is not None
    return ordered or is_question(text)


def hearing_of(
    parts: Parts,
    converse: Converses,
    prepare: Prepare,
    answers: Callable[[str], bool] = wants_answer,
) -> tuple[Sense, ...]:
    """The microphone, whose talk `converse` answers, and the sounds that are no speech."""

    def voice(tell: Tell) -> Voice:
        def manner() -> tuple[str, float]:
            return parts.settings.config.voice.name, parts.settings.config.voice.speed

        return Voice(parts.models.speak, tell, manner)

    log = parts.log
    ears = LiveEars(log, parts.models, parts.catalogue, lambda: parts.settings.config.voice)
    company = Company(log=log, converse=converse, prepare=prepare, voice=voice, answers=answers,
                      plays=parts.plays)  # fmt: skip
    return (
        Microphone(log, ears, parts.discretion, company.talker, parts.translate),
        Surroundings(log, parts.models.sounds, parts.discretion),
        Marks(log, parts.discretion),
    )
