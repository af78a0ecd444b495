"""A whole life from its store."""

from __future__ import annotations

from datetime import datetime

from alongside.interfaces.archive import Archive
from alongside.interfaces.forgetting import Forgetting
from alongside.interfaces.keepsakes import keepsakes
from alongside.interfaces.keys import LifeKeys
from alongside.interfaces.models import LifeModels
from alongside.interfaces.parts import Life
from alongside.interfaces.privacy import LifePrivacy
from alongside.interfaces.voices import LifeVoices
from alongside.log.corrections import AsCorrected
from alongside.log.keys import Keys
from alongside.log.store import Store
from alongside.mind.goals.letter import Letters
from alongside.mind.imagine.studio import Studio
from alongside.mind.people.circle import Circle
from alongside.mind.write.writing import Writing
from alongside.models.server_keys import ServerKeys
from alongside.senses.seeing.consent import Consent
from alongside.wiring.caring import Caring, caring
from alongside.wiring.doing import doing
from alongside.wiring.ground import Ground, grounded
from alongside.wiring.reaching import reaching
from alongside.wiring.talking import talking
from alongside.wiring.views import views
from alongside.wiring.working import working


def wired(store: Store, slots: Keys, key: bytes, server_keys: ServerKeys) -> Life:
    """Every part of a life, from its store and its settings. Touches the disk."""
    ground = grounded(store, slots, key, server_keys)
    cared, done = caring(ground), doing(ground)
    talked = talking(ground, cared, done)
    reach = reaching(ground, cared, done, talked)
    settings, models, goals = ground.settings, ground.models, cared.goals
    return Life(
        folder=store.folder,
        settings=settings,
        log=store.log,
        blobs=store.blobs,
        recall=ground.recall,
        converse=talked.converse,
        models=LifeModels(models, ground.catalogue),
        voices=LifeVoices(store.log, models.voices),
        catalogue=ground.catalogue,
        jobs=working(ground, cared, done, reach),
        keys=LifeKeys(slots, key),
        server_keys=server_keys,
        forgetting=Forgetting(store.log),
        archive=Archive(store, views),
        understanding=cared.understanding,
        privacy=_privacy(ground, cared),
        nudging=cared.nudging,
        talks=reach.talks,
        goals=goals,
        letters=Letters(goals, lambda: settings.config, models.chat, models.speaks),
        tools=done.tools,
        gate=done.gate,
        codes=done.codes,
        agents=done.agents,
        team=done.team,
        daily=done.daily,
        hands=reach.hands,
        rehearsing=talked.plays.rehearsing,
        studio=Studio(store.log, store.blobs, models.imagine, lambda: settings.config.names),
        live=talked.live,
        venturing=talked.plays.venturing,
        writing=_writing(ground, cared),
        keepsakes=keepsakes(store.log, store.blobs, settings, ground.recall, goals.book),
        warnings=done.broken,
    )


def _privacy(ground: Ground, cared: Caring) -> LifePrivacy:
    consent = Consent(ground.log, ground.store.blobs, ground.models)
    return LifePrivacy(ground.discretion, consent, cared.retention, ground.withheld, ground.knowing)


def _writing(ground: Ground, cared: Caring) -> Writing:
    """What writes in the person's voice."""

    async def circle(now: datetime) -> Circle:
        return (await cared.nudging.situation(now)).circle

    models, settings = ground.models, ground.settings
    return Writing(
        log=AsCorrected(ground.log),
        recall=ground.recall,
        chat=models.chat,
        speaks=models.speaks,
        names=lambda: settings.config.names,
        circle=circle,
    )
