"""What reaches out of this machine: connections, the tools they give, and the person's channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from alongside.interfaces.channels.hearing import Hearing
from alongside.interfaces.channels.kept import Chats
from alongside.interfaces.channels.talks import Talks
from alongside.interfaces.channels.telling import Telling
from alongside.interfaces.hands import Hands
from alongside.senses.importer import Context
from alongside.tools.connections import Connections
from alongside.tools.mail.outbox import Outbox
from alongside.wiring.caring import Caring
from alongside.wiring.doing import Doing
from alongside.wiring.ground import Ground
from alongside.wiring.talking import Talking


@dataclass(frozen=True, slots=True)
class Reaching:
    """What reaches out: `talks` hears and answers in channels, `telling` tells there, `hands` are
    what is connected, and the tools that it gives."""

    talks: Talks
    telling: Telling
    hands: Hands


def reaching(ground: Ground, cared: Caring, done: Doing, talked: Talking) -> Reaching:
    """What reaches out, for what acts and what is talked with."""
    store, settings = ground.store, ground.settings
    connections = Connections(store.folder, ground.key)
    hearing = Hearing(
        connections, ground.log, talked.converse, lambda: settings.config, ground.zone
    )
    talks = Talks(connections, Chats(store.folder, ground.key), hearing)
    telling = Telling(talks, ground.log, lambda: settings.config)
    cared.nudging.deliver.others.append(telling)
    return Reaching(talks, telling, _hands(ground, connections, done, talks))


def _hands(ground: Ground, connections: Connections, done: Doing, talks: Talks) -> Hands:
    store, settings = ground.store, ground.settings
    outbox = Outbox(store.folder, ground.key)
    hands = Hands(
        connections,
        done.tools,
        ground.log,
        outbox,
        lambda: settings.config.folders,
        talks,
        store.blobs,
    )

    def context() -> Context:
        names, now = settings.config.names, datetime.now(UTC)
        return Context(blobs=store.blobs, now=now, names=names, zone=ground.zone())

    hands.sense(context)
    return hands
