"""The photos of a life, in the order they were taken, with what was recognised in them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import Place, Recognised, Saw
from alongside.log.log import Log, Wanted
from alongside.views.local import zone_info

PERSON = "person"
MIDDLE = (0.5, 0.45)
"""Where one looks in a picture that nobody is in: a little above its middle."""
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo: the moment's id, the file's hash, when (`local` is the wall clock there) and where.

    `size` is width and height in pixels, 0 where unknown. `focus` is where one looks, in shares of
    width and height. `live` is a frame that a camera kept by itself.
    """

    id: str
    hash: str
    at: datetime
    local: datetime
    place: Place | None = None
    size: tuple[int, int] = (0, 0)
    faces: int = 0
    focus: tuple[float, float] = MIDDLE
    live: bool = False

    @property
    def town(self) -> str:
        return self.place.name if self.place else ""


async def photos(
    log: Log, since: datetime | None = None, until: datetime | None = None
) -> list[Photo]:
    """The photos of a stretch of time (aware UTC, `until` exclusive), the earliest first."""
    seen: dict[str, Recognised] = {}
    async for moment in log.read(Wanted(since=since, until=until, kinds=("recognised",))):
        if isinstance(moment.what, Recognised) and moment.because:
            seen[moment.because[0]] = moment.what
    found = []
    async for moment in log.read(Wanted(since=since, until=until, kinds=("saw",), by_time=True)):
        what = moment.what
        if isinstance(what, Saw) and what.media.type.startswith("image/"):
            recognised = seen.get(moment.id)
            found.append(
                Photo(
                    id=moment.id,
                    hash=what.media.hash,
                    at=moment.at,
                    local=moment.at.astimezone(zone_info(moment.zone)).replace(tzinfo=None),
                    place=what.place,
                    size=(what.width, what.height),
                    faces=recognised.faces if recognised else 0,
                    focus=_focus(recognised) if recognised else MIDDLE,
                    live=moment.source == "camera",
                )
            )
    return found


def kilometres(here: Place, there: Place) -> float:
    """Between two places with coordinates, on a plane; infinite where one has none."""
    if here.latitude is None or here.longitude is None:
        return math.inf
    if there.latitude is None or there.longitude is None:
        return math.inf
    east = (there.longitude - here.longitude + 180) % 360 - 180
    narrowed = east * math.cos(math.radians((here.latitude + there.latitude) / 2))
    return KM_PER_DEGREE * math.hypot(there.latitude - here.latitude, narrowed)


def _focus(recognised: Recognised) -> tuple[float, float]:
    """The middle of the people in a picture, nearer to their heads, each by their size."""
    boxes = [thing.box for thing in recognised.things if thing.label == PERSON]
    weight = sum(width * height for _, _, width, height in boxes)
    if not weight:
        return MIDDLE
    across = sum((x + w / 2) * w * h for x, _, w, h in boxes) / weight
    down = sum((y + h * 0.3) * w * h for _, y, w, h in boxes) / weight
    return min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)
