"""What is talked and played with, in words or aloud."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.interfaces.live.live import Live
from alongside.interfaces.live.plays import Plays
from alongside.interfaces.live.wiring import Parts, hearing_of
from alongside.log.corrections import AsCorrected
from alongside.mind.adventure.venturing import Venturing
from alongside.mind.converse.approving import Approving
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.discreet import Discreet
from alongside.mind.converse.halting import Halting
from alongside.mind.converse.looking import Looking
from alongside.mind.converse.tasking import Tasking
from alongside.mind.goals.aiming import Aiming
from alongside.mind.lens.lens import Lens
from alongside.mind.lens.sources import Sources
from alongside.mind.lens.translating import Translator
from alongside.mind.meet.marking import Marking
from alongside.mind.rehearse.rehearsing import Rehearsing
from alongside.senses.privacy.stage import Unseen
from alongside.wiring.caring import Caring
from alongside.wiring.doing import Doing
from alongside.wiring.ground import Ground


@dataclass(frozen=True, slots=True)
class Talking:
    """What is talked with: `converse` hears every word first, `live` hears and sees devices."""

    converse: Halting
    plays: Plays
    live: Live


def talking(ground: Ground, cared: Caring, done: Doing) -> Talking:
    """What is talked with, on what knows the person and what acts."""
    log, models = ground.log, ground.models
    answering = _answering(ground, cared)
    discreet = _discreet(ground, answering, cared, done)
    converse = Halting(log, done.stop, Approving(log, done.gate, done.codes, discreet))
    plays = Plays(
        Rehearsing(log=log, chat=models.chat, speaks=models.speaks),
        Venturing(log=log, chat=models.chat, speaks=models.speaks),
    )
    return Talking(converse, plays, _live(ground, answering, converse, plays))


def _answering(ground: Ground, cared: Caring) -> Converse:
    """What answers from the whole life."""
    return Converse(
        log=AsCorrected(ground.log),
        recall=ground.recall,
        chat=ground.models.chat,
        me=lambda: ground.settings.config.names,
        speaks=ground.models.speaks,
        knows=cared.understanding.known,
    )


def _discreet(ground: Ground, answering: Converse, cared: Caring, done: Doing) -> Discreet:
    """What answers, and takes what is said to it about looking, goals, reminding, privacy and what
    is to be done."""
    log, chat, describe = ground.log, ground.models.chat, ground.models.describe
    looking = Looking(
        log, ground.store.blobs, ground.sight, ground.films, lambda: describe() or chat(), answering
    )
    tasking = Tasking(log, done.agents, done.tools, lambda: chat() is not None, looking)
    within = Marking(log, cared.nudging.taking(Aiming(tasking, cared.goals)))
    return Discreet(log, ground.discretion, within)


def _live(ground: Ground, answering: Converse, converse: Halting, plays: Plays) -> Live:
    """What hears, sees and shows cards while a device sends."""
    log, models = ground.log, ground.models
    translator = Translator(models.chat, ground.language)
    parts = Parts(
        log,
        models,
        ground.catalogue,
        ground.discretion,
        ground.settings,
        translator.said,
        plays.of,
    )
    lens = Lens(log, Sources(log, translator), ground.whereabouts)
    stage = Unseen(ground.discretion, ground.whereabouts, ground.withheld)
    senses = (*hearing_of(parts, converse, answering.prepare), ground.sight, ground.films, lens)
    return Live(log, senses, (stage,))
