"""What is worked on by itself."""

from __future__ import annotations

from alongside.interfaces.deliver.asking import Asking
from alongside.interfaces.unasked import unasked
from alongside.mind.goals.noticing import Noticing
from alongside.mind.jobs import Job, Jobs
from alongside.mind.perceive.listen import Listen
from alongside.mind.perceive.look import Look
from alongside.mind.recall.embedding import Embedding
from alongside.wiring.caring import Caring
from alongside.wiring.doing import Doing
from alongside.wiring.ground import Ground
from alongside.wiring.reaching import Reaching


def working(ground: Ground, cared: Caring, done: Doing, reach: Reaching) -> Jobs:
    """The jobs of a life, what the person waits for least last."""
    log, blobs, models = ground.log, ground.store.blobs, ground.models
    embedding = Embedding(log, ground.recall.meaning)
    spared = unasked(log, blobs, models, cared.nudging.sparing, ground.language)
    jobs: tuple[Job, ...] = (
        cared.retention,
        embedding,
        cared.understanding.job,
        Noticing(log, cared.nudging.reading.me),
        cared.goals,
        Look(log, blobs, models),
        Listen(log, blobs, models),
        *spared,
        done.daily,
    )
    asking = Asking(log, cared.nudging.deliver.send, lambda: ground.settings.config, ground.zone)
    hands = reach.hands
    beside = (
        embedding.keep_up,
        cared.retention.keep_up,
        cared.goals.keep_up,
        cared.nudging.follow,
        done.agents.follow,
        hands.follow,
        hands.read,
        hands.read_mail,
        reach.telling.follow,
        asking.follow,
        done.daily.keep_up,
    )
    return Jobs(log, jobs, *beside, *(job.keep_up for job in spared))
