"""What every part stands on: where the life lies, what it was set to, its models and senses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alongside.interfaces.settings import Settings
from alongside.log.keys import Keys
from alongside.log.sqlite import SqliteLog
from alongside.log.store import Store
from alongside.mind.recall.recall import Recall
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models
from alongside.models.server_keys import ServerKeys
from alongside.senses.privacy.discretion import Discretion
from alongside.senses.privacy.withheld import Withheld
from alongside.senses.seeing.films import Films
from alongside.senses.seeing.knowing import Knowing
from alongside.senses.seeing.live import Sight
from alongside.senses.seeing.seeing import Parts as SeeingParts
from alongside.senses.seeing.taking import CUT
from alongside.senses.whereabouts import Whereabouts
from alongside.senses.zones import local_zone
from alongside.views.captured import kept_of

CONFIG = "config.toml"


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part is made from."""

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

    @property
    def log(self) -> SqliteLog:
        return self.store.log

    def zone(self) -> str:
        return _zone_of(self.settings)()

    def language(self) -> str:
        return self.settings.config.language


def grounded(store: Store, slots: Keys, key: bytes, server_keys: ServerKeys) -> Ground:
    """The ground of a life. Touches the disk."""
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
        films=Films(seeing, whereabouts, lambda stream: kept_of(store.log, stream, CUT)),
    )


def _zone_of(settings: Settings) -> Callable[[], str]:
    """The zone the person lives in: the one they set, else this machine's."""
    return lambda: settings.config.zone or local_zone()
