"""Photos asked for by what is seen in them."""

from __future__ import annotations

from collections.abc import Sequence

from alongside.log.kinds import Recognised
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.seen import labels
from alongside.views.words import terms

_LOOKED = either(r"\b(?:see|saw|seen|spot|spotted)\b", "봤|본 ")


async def pictured(log: Log, question: Question) -> list[Moment]:
    """The photos, oldest first, that show a thing the question names.

    Its other words narrow them where they tell these photos apart (a place, a text in one); words
    that none of the photos knows (the weather in it) are let pass.
    """
    things, rest = labels(question.topic)
    asked_for_photos = question.kind == "saw" or _LOOKED.search(question.text)
    if not things or not asked_for_photos:
        return []
    wanted = Wanted(kinds=["recognised"], since=question.since, until=question.until, by_time=True)
    showing = [m async for m in log.read(wanted) if _shows(m, things)]
    causes = [cause for moment in showing for cause in moment.because]
    photos = [m for m in await log.get(*dict.fromkeys(causes)) if m.kind in ("saw", "filmed")]
    return await _narrowed(log, photos, rest)


def _shows(moment: Moment, things: frozenset[str]) -> bool:
    what = moment.what
    return isinstance(what, Recognised) and any(thing.label in things for thing in what.things)


async def _narrowed(log: Log, photos: list[Moment], rest: Sequence[str]) -> list[Moment]:
    told = {photo.id: await _terms(log, photo) for photo in photos}
    for term in rest:
        holding = [photo for photo in photos if term in told[photo.id]]
        photos = holding or photos
    return photos


async def _terms(log: Log, photo: Moment) -> set[str]:
    drawn = (photo, *await log.effects(photo.id))
    return {term for m in drawn for term in terms(f"{m.what.where or ''} {m.what.words}")}
