"""The parts of a life, made from its store and settings: one function for each of its powers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.gate.codes import Codes
from alongside.gate.gate import Gate
from alongside.gate.stop import Stop
from alongside.gate.written import Kept
from alongside.interfaces.archive import Archive
from alongside.interfaces.channels.hearing import Hearing
from alongside.interfaces.channels.kept import Chats
from alongside.interfaces.channels.talks import Talks
from alongside.interfaces.channels.telling import Telling
from alongside.interfaces.deliver.asking import Asking
from alongside.interfaces.deliver.channels import Channels
from alongside.interfaces.forgetting import Forgetting
from alongside.interfaces.hands import Hands, built_in, in_words
from alongside.interfaces.keepsakes import keepsakes
from alongside.interfaces.keys import LifeKeys
from alongside.interfaces.live.live import Live
from alongside.interfaces.live.plays import Plays
from alongside.interfaces.live.wiring import Parts, hearing_of
from alongside.interfaces.models import LifeModels
from alongside.interfaces.nudging import Nudging, nudging
from alongside.interfaces.parts import Life, called
from alongside.interfaces.privacy import LifePrivacy
from alongside.interfaces.settings import Settings
from alongside.interfaces.unasked import unasked
from alongside.interfaces.understanding import Understanding
from alongside.interfaces.voices import LifeVoices
from alongside.log.corrections import AsCorrected
from alongside.log.keys import Keys
from alongside.log.log import View
from alongside.log.store import Store
from alongside.mind.adventure.venturing import Venturing
from alongside.mind.agent.agent import Agent
from alongside.mind.agent.agents import Agents
from alongside.mind.converse.approving import Approving
from alongside.mind.converse.converse import Converse
from alongside.mind.converse.discreet import Asks, Discreet
from alongside.mind.converse.halting import Halting
from alongside.mind.converse.looking import Looking
from alongside.mind.converse.tasking import Tasking
from alongside.mind.goals.aiming import Aiming
from alongside.mind.goals.goals import Goals
from alongside.mind.goals.letter import Letters
from alongside.mind.goals.noticing import Noticing
from alongside.mind.imagine.studio import Studio
from alongside.mind.jobs import Beside, Job, Jobs
from alongside.mind.lens.lens import Lens
from alongside.mind.lens.sources import Sources
from alongside.mind.lens.translating import Translator
from alongside.mind.meet.marking import Marking
from alongside.mind.people.circle import Circle
from alongside.mind.perceive.listen import Listen
from alongside.mind.perceive.look import Look
from alongside.mind.recall.embedding import Embedding
from alongside.mind.recall.recall import Recall
from alongside.mind.rehearse.rehearsing import Rehearsing
from alongside.mind.retention import Retention
from alongside.mind.team.advising import Advising
from alongside.mind.team.daily import Daily
from alongside.mind.team.team import Team, cast
from alongside.mind.write.writing import Writing
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.models.server_keys import ServerKeys
from alongside.senses.importer import Context
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.stage import Unseen
from alongside.senses.privacy.withheld import Withheld
from alongside.senses.seeing.consent import Consent
from alongside.senses.seeing.films import Films
from alongside.senses.seeing.knowing import Knowing
from alongside.senses.seeing.live import Sight
from alongside.senses.seeing.seeing import Parts as SeeingParts
from alongside.senses.whereabouts import Whereabouts
from alongside.senses.zones import local_zone
from alongside.tools.connections import Connections
from alongside.tools.mail.outbox import Outbox
from alongside.tools.times import Times
from alongside.tools.tool import Tools, add_others
from alongside.views import goals as goals_view
from alongside.views.acts import Acts
from alongside.views.agenda import Agenda
from alongside.views.beliefs import Beliefs
from alongside.views.bonds import Bonds
from alongside.views.captured import CapturedSoFar
from alongside.views.imports import Imports
from alongside.views.map import Map
from alongside.views.people import People
from alongside.views.places import Places
from alongside.views.promises import Promises
from alongside.views.search import Search
from alongside.views.team import Team as TeamView
from alongside.views.threads import Threads
from alongside.views.timeline import Timeline

CONFIG = "config.toml"


def views() -> tuple[View, ...]:
    """Every view of a life."""
    return (
        Search(), People(), Places(), Timeline(), Threads(), Map(), Imports(), Acts(),
        Beliefs(), Promises(), CapturedSoFar(), Bonds(), Agenda(), goals_view.Goals(),
        TeamView(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part stands on: where the life lies, what it was set to, its models and senses."""

    store: Store
    slots: Keys
    key: bytes
    server_keys: ServerKeys
    settings: Settings
    catalogue: Catalogue
    models: Models
    recall: Recall
    discretion: Discretion
    whereabouts: Whereabouts
    withheld: Withheld
    knowing: Knowing
    sight: Sight
    films: Films

    def zone(self) -> str:
        return _zone_of(self.settings)()

    def language(self) -> str:
        return self.settings.config.language


def wired(store: Store, slots: Keys, key: bytes, server_keys: ServerKeys) -> Life:
    """Every part of a life, from its store and its settings. Touches the disk."""
    ground = _ground(store, slots, key, server_keys)
    settings, models = ground.settings, ground.models
    retention = Retention(store.log, lambda: settings.config.privacy)
    understanding = Understanding(store.log, settings, models)
    helping = _helping(ground)
    answering = _answering(ground, understanding)
    times = Times(ground.zone, in_words)
    tools, broken = _tools(ground, times)
    stop, own = Stop(store.log, store.folder), Kept(store.folder)
    gate = Gate(store.log, tools, stop, zone=ground.zone, own=own.now)
    connections = Connections(store.folder, key)
    agents = _agents(ground, gate, tools, times)
    team = _team(ground, agents, times)
    daily = Daily(team, stop.looked)
    goals = Goals(store.log, lambda: settings.config, ground.zone, helping.reading.me)
    discreet = _discreet(ground, answering, helping, goals, (agents, tools))
    codes, plays = Codes(store.log), _plays(ground)
    talking = Halting(store.log, stop, Approving(store.log, gate, codes, discreet))
    talks, telling = _talks(ground, connections, talking, helping)
    hands = _hands(ground, connections, tools, talks)
    acting = (agents.follow, hands.follow, hands.read, hands.read_mail, telling.follow)
    return Life(
        folder=store.folder,
        settings=settings,
        log=store.log,
        blobs=store.blobs,
        recall=ground.recall,
        converse=talking,
        models=LifeModels(models, ground.catalogue),
        voices=LifeVoices(store.log, models.voices),
        catalogue=ground.catalogue,
        jobs=_jobs(ground, retention, understanding, helping, goals, daily, *acting),
        keys=LifeKeys(slots, key),
        server_keys=server_keys,
        forgetting=Forgetting(store.log),
        archive=Archive(store, views),
        understanding=understanding,
        privacy=_privacy(ground, retention),
        nudging=helping,
        talks=talks,
        goals=goals,
        letters=Letters(goals, lambda: settings.config, models.chat, models.speaks),
        tools=tools,
        gate=gate,
        codes=codes,
        agents=agents,
        team=team,
        daily=daily,
        hands=hands,
        rehearsing=plays.rehearsing,
        studio=Studio(store.log, store.blobs, models.imagine, lambda: settings.config.names),
        live=_live(ground, answering, talking, plays),
        venturing=plays.venturing,
        writing=_writing(ground, helping),
        keepsakes=keepsakes(store.log, store.blobs, settings, ground.recall, goals.book),
        warnings=broken,
    )


def _talks(
    ground: Ground, connections: Connections, answering: Asks, helping: Nudging
) -> tuple[Talks, Telling]:
    """The person's channels: what is heard and answered there, and what is told."""
    log, settings = ground.store.log, ground.settings
    hearing = Hearing(connections, log, answering, lambda: settings.config, ground.zone)
    talks = Talks(connections, Chats(ground.store.folder, ground.key), hearing)
    telling = Telling(talks, log, lambda: settings.config)
    helping.deliver.others.append(telling)
    return talks, telling


def _ground(store: Store, slots: Keys, key: bytes, server_keys: ServerKeys) -> Ground:
    catalogue = Catalogue()
    settings = Settings(store.folder / CONFIG)
    models = Models(settings.config, catalogue, server_keys.get)
    settings.then(models.use)
    zone, whereabouts = _zone_of(settings), Whereabouts()
    discretion = Discretion(store.log, lambda: settings.config.privacy, zone)
    knowing = Knowing(store.log, models, models.who)
    seeing = SeeingParts(store.log, store.blobs, models, discretion, zone, knowing)
    return Ground(
        store=store,
        slots=slots,
        key=key,
        server_keys=server_keys,
        settings=settings,
        catalogue=catalogue,
        models=models,
        recall=Recall(store.log, models.quick_embed(), models.embed(), models.multilingual()),
        discretion=discretion,
        whereabouts=whereabouts,
        withheld=Withheld(store.folder, key),
        knowing=knowing,
        sight=Sight(seeing, whereabouts),
        films=Films(seeing, whereabouts),
    )


def _zone_of(settings: Settings) -> Callable[[], str]:
    """The zone the person lives in: the one they set, else this machine's."""
    return lambda: settings.config.zone or local_zone()


def _jobs(
    ground: Ground,
    retention: Retention,
    understanding: Understanding,
    helping: Nudging,
    goals: Goals,
    daily: Daily,
    *acting: Beside,
) -> Jobs:
    """What is worked on by itself, what the person waits for least last."""
    log, blobs, models = ground.store.log, ground.store.blobs, ground.models
    spared = unasked(log, blobs, models, helping.sparing, ground.language)
    embedding = Embedding(log, ground.recall.meaning)
    jobs: tuple[Job, ...] = (
        retention,
        embedding,
        understanding.job,
        Noticing(log, helping.reading.me),
        goals,
        Look(log, blobs, models),
        Listen(log, blobs, models),
        *spared,
        daily,
    )
    asking = Asking(log, helping.deliver.send, lambda: ground.settings.config, ground.zone)
    beside = (embedding.keep_up, retention.keep_up, goals.keep_up, helping.follow, *acting)
    going_on = (job.keep_up for job in spared)
    return Jobs(log, jobs, *beside, asking.follow, daily.keep_up, *going_on)


def _helping(ground: Ground) -> Nudging:
    """What reminds, briefs and nudges, and tells it over the person's channels."""
    log, settings, models = ground.store.log, ground.settings, ground.models
    channels = Channels(ground.store.folder, ground.key)
    return nudging(log, settings, ground.zone, channels, models.chat, models.speaks)


def _hands(ground: Ground, connections: Connections, tools: Tools, talks: Talks) -> Hands:
    """What is connected, and the tools that it gives."""
    store, settings = ground.store, ground.settings
    outbox = Outbox(store.folder, ground.key)
    hands = Hands(
        connections, tools, store.log, outbox, lambda: settings.config.folders, talks, store.blobs
    )

    def context() -> Context:
        names, now = settings.config.names, datetime.now(UTC)
        return Context(blobs=store.blobs, now=now, names=names, zone=ground.zone())

    hands.sense(context)
    return hands


def _agents(ground: Ground, gate: Gate, tools: Tools, times: Times) -> Agents:
    """Those that do tasks: ours, and the team's."""
    log, models = ground.store.log, ground.models
    return Agents(Agent(log, gate, tools, models.chat, times, cast(log, models.named)))


def _team(ground: Ground, agents: Agents, times: Times) -> Team:
    """The agents that the person appoints."""
    log, models, settings = ground.store.log, ground.models, ground.settings
    advising = Advising(
        log=AsCorrected(log),
        recall=ground.recall,
        named=models.named,
        speaks=models.speaks,
        names=lambda: called(settings.config),
    )
    return Team(log, agents, advising, times, lambda: settings.config.language)


def _writing(ground: Ground, helping: Nudging) -> Writing:
    """What writes in the person's voice."""

    async def circle(now: datetime) -> Circle:
        return (await helping.situation(now)).circle

    models, settings = ground.models, ground.settings
    return Writing(
        log=AsCorrected(ground.store.log),
        recall=ground.recall,
        chat=models.chat,
        speaks=models.speaks,
        names=lambda: settings.config.names,
        circle=circle,
    )


def _answering(ground: Ground, knowing: Understanding) -> Converse:
    """What answers from the whole life."""
    return Converse(
        log=AsCorrected(ground.store.log),
        recall=ground.recall,
        chat=ground.models.chat,
        me=lambda: ground.settings.config.names,
        speaks=ground.models.speaks,
        knows=knowing.known,
    )


def _discreet(
    ground: Ground, answering: Converse, helping: Nudging, goals: Goals, doing: tuple[Agents, Tools]
) -> Discreet:
    """What answers, and takes what is said to it about looking, goals, reminding, privacy and what
    is to be done."""
    store = ground.store
    chat, describe = ground.models.chat, ground.models.describe
    looking = Looking(
        store.log, store.blobs, ground.sight, ground.films, lambda: describe() or chat(), answering
    )
    agents, tools = doing
    tasking = Tasking(store.log, agents, tools, lambda: chat() is not None, looking)
    within = Marking(store.log, helping.taking(Aiming(tasking, goals)))
    return Discreet(store.log, ground.discretion, within)


def _tools(ground: Ground, times: Times) -> tuple[Tools, tuple[str, ...]]:
    """What can be done: our own tools, and those that packages add; what is wrong with the rest."""
    tools = Tools(*built_in(ground.store.log, ground.store.blobs, ground.recall, times))
    return tools, add_others(tools)


def _privacy(ground: Ground, retention: Retention) -> LifePrivacy:
    consent = Consent(ground.store.log, ground.store.blobs, ground.models)
    return LifePrivacy(ground.discretion, consent, retention, ground.withheld, ground.knowing)


def _plays(ground: Ground) -> Plays:
    """What can be played, aloud or not."""
    log, models = ground.store.log, ground.models
    return Plays(
        Rehearsing(log=log, chat=models.chat, speaks=models.speaks),
        Venturing(log=log, chat=models.chat, speaks=models.speaks),
    )


def _live(ground: Ground, answering: Converse, discreet: Halting, plays: Plays) -> Live:
    """What hears, sees and shows cards while a device sends."""
    log, models, settings = ground.store.log, ground.models, ground.settings
    translator = Translator(models.chat, lambda: settings.config.language)
    parts = Parts(
        log, models, ground.catalogue, ground.discretion, settings, translator.said, plays.of
    )
    lens = Lens(log, Sources(log, translator), ground.whereabouts)
    stage = Unseen(ground.discretion, ground.whereabouts, ground.withheld)
    senses = (*hearing_of(parts, discreet, answering.prepare), ground.sight, ground.films, lens)
    return Live(log, senses, (stage,))
