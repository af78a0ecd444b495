"""Films: outings found, a storyboard from what the person chose, and the film made and kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from alongside.log.kinds import Heard, Planned, Recorded, Reel
from alongside.log.log import Wanted
from alongside.log.moment import Moment
from alongside.mind.keepsakes import dated
from alongside.mind.keepsakes.album import Photo, photos
from alongside.mind.keepsakes.film.drawing import FPS, Frames
from alongside.mind.keepsakes.film.encoding import TYPE, encoded
from alongside.mind.keepsakes.film.sound import Clip, mixed
from alongside.mind.keepsakes.film.storyboard import (
    CROSS,
    FEWEST,
    Form,
    Storyboard,
    board,
    wanted,
)
from alongside.mind.keepsakes.fonts import needed
from alongside.mind.keepsakes.looks import choose
from alongside.mind.keepsakes.material import Done, Material, NothingToShow, stepped
from alongside.mind.keepsakes.outings import Outing, outings
from alongside.mind.keepsakes.words import Quote, quotes
from alongside.mind.recall.hit import Filters
from alongside.mind.recall.recall import Recall
from alongside.models.model import Floats
from alongside.views.local import zone_info
from alongside.views.words import fold

MOST_CANDIDATES = 120
"""Photos that are looked at for one film."""
FOUND = 60
"""Photos that a query finds at most."""
BEFORE = timedelta(hours=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmWish:
    """Which film: `since` to `until` (aware UTC, exclusive), narrowed by `query` and `person`.

    `words` has the person's own words stand in it; without `names` those of others are taken out.
    `without` are ids of photos and words left out. `music` and `voices` are ids of recordings.
    """

    since: datetime | None = None
    until: datetime | None = None
    query: str = ""
    person: str = ""
    title: str = ""
    form: Form = "wide"
    seconds: float = 45
    words: bool = True
    names: bool = True
    without: tuple[str, ...] = ()
    music: str = ""
    voices: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Films:
    material: Material
    recall: Recall

    async def outings(self) -> list[Outing]:
        """Trips, full days and months with photos, the latest first."""
        log = self.material.log
        plans = [each async for each in log.read(Wanted(kinds=("planned",)))]
        return outings(await photos(log), plans)

    async def plan(self, wish: FilmWish, now: datetime, zone: str) -> Storyboard:
        """The film's storyboard. Raises `NothingToShow`."""
        found = await self._photos(wish, now, zone)
        if len(found) < FEWEST:
            raise NothingToShow("A film needs two photos at least; fewer were found for this one.")
        candidates = thinned(found, MOST_CANDIDATES)
        looks = await self.material.looks(candidates)
        chosen = await asyncio.to_thread(choose, candidates, looks, wanted(wish.seconds))
        if len(chosen) < FEWEST:
            raise NothingToShow("A film needs two photos at least; those found can’t be shown.")
        said = await self._said(wish, chosen)
        first, last = chosen[0].local.date(), chosen[-1].local.date()
        title = wish.title or _title(chosen, first, last, wish.language)
        if not wish.names:
            hide = await self.material.hidden()
            title = hide(title)
            said = [replace(each, text=hide(each.text)) for each in said]
        return board(
            chosen, said, title=title, dates=dated.span(first, last, wish.language),
            form=wish.form, seconds=wish.seconds,
        )  # fmt: skip

    async def make(
        self, wish: FilmWish, now: datetime, zone: str
    ) -> AsyncGenerator[Done | Moment, None]:
        """How far it is; at last the film's moment. Closing it stops it, and nothing is left.

        Raises `NothingToShow`, `FontsMissing`, `UnreadableSound`, `ForgottenMeanwhile`.
        """
        needed()
        story = await self.plan(wish, now, zone)
        sounds = await self._recordings([wish.music, *wish.voices])
        sound = await self._sound(wish, story, sounds)
        frames = Frames(story, self.material.read)
        file = b""
        made = stepped(encoded(frames, story.size, sound, story.title))
        async with aclosing(made) as steps:
            async for step in steps:
                if isinstance(step, bytes):
                    file = step
                else:
                    yield Done(step, len(frames))
        media = await self.material.blobs.put(file, type=TYPE, name=f"{story.title}.mp4")
        what = Reel(
            media=media, title=story.title, duration=len(frames) / FPS,
            width=story.size[0], height=story.size[1], photos=len(story.scenes),
        )  # fmt: skip
        stands_on = dict.fromkeys([*story.stands_on, *sounds])
        yield await self.material.keep(what, media.hash, [*stands_on], now, zone)

    async def _photos(self, wish: FilmWish, now: datetime, zone: str) -> list[Photo]:
        found = await photos(self.material.log, wish.since, wish.until)
        found = [each for each in found if each.id not in wish.without]
        if wish.query:
            filters = Filters(since=wish.since, until=wish.until, kinds=("saw",))
            hits = await self.recall.find(
                wish.query, now=now, zone=zone, limit=FOUND, filters=filters
            )
            ids = {hit.moment.id for hit in hits}
            found = [each for each in found if each.id in ids]
        if wish.person:
            days = await self._days_with(wish.person)
            found = [each for each in found if each.local.date() in days]
        return found

    async def _days_with(self, name: str) -> set[date]:
        """The local days on which somebody took part in something, or was written of."""
        one = (await self.material.circle()).find(name)
        names = set(one.names) if one else {fold(name)}
        days: set[date] = set()
        async for moment in self.material.log.read(Wanted(kinds=("noted", "said", "planned"))):
            what = moment.what
            heard = fold(what.words)
            if names & {fold(each) for each in what.names} or any(n in heard for n in names):
                zone = zone_info(moment.zone)
                times = [moment.at]
                if isinstance(what, Planned):
                    times = [each.start for each in what.occurrences]
                days |= {at.astimezone(zone).date() for at in times}
        return days

    async def _said(self, wish: FilmWish, chosen: Sequence[Photo]) -> list[Quote]:
        if not wish.words:
            return []
        since, until = chosen[0].at - BEFORE, chosen[-1].at + BEFORE
        said = await quotes(self.material.log, since, until, self.material.me())
        return [each for each in said if each.moment not in wish.without]

    async def _recordings(self, ids: Sequence[str]) -> dict[str, Moment]:
        """The recordings with these ids that are still there."""
        found = await self.material.log.get(*(each for each in ids if each))
        return {each.id: each for each in found if isinstance(each.what, Recorded)}

    async def _sound(
        self, wish: FilmWish, story: Storyboard, sounds: dict[str, Moment]
    ) -> Floats | None:
        """What is heard; None where nothing was chosen."""
        if not sounds:
            return None
        read = self.material.blobs.read
        music = sounds.get(wish.music)
        played = await read(music.what.files[0].hash) if music else None
        clips = []
        for id_ in wish.voices:
            if id_ in sounds:
                start = _nearest(story, sounds[id_].at)
                begin = await self._speech(id_)
                clips.append(Clip(await read(sounds[id_].what.files[0].hash), start, begin))
        return await asyncio.to_thread(mixed, story.seconds, played, clips)

    async def _speech(self, recording: str) -> float:
        """Where someone begins to speak in a recording, in seconds."""
        heard = self.material.log.read(Wanted(kinds=("heard",), because=recording))
        starts = [each.what.start async for each in heard if isinstance(each.what, Heard)]
        return min(starts, default=0.0)


def thinned(photos: Sequence[Photo], most: int) -> list[Photo]:
    """At most so many photos, evenly from all of them."""
    if len(photos) <= most:
        return [*photos]
    return [photos[place * len(photos) // most] for place in range(most)]


def _title(chosen: Sequence[Photo], first: date, last: date, language: str) -> str:
    towns = [*dict.fromkeys(each.town for each in chosen if each.town)]
    return " · ".join(towns[:3]) or dated.span(first, last, language)


def _nearest(story: Storyboard, at: datetime) -> float:
    """When the photo nearest to a time is there alone, in seconds."""
    scene = min(story.scenes, key=lambda each: abs((each.photo.at - at).total_seconds()))
    return scene.start + CROSS
