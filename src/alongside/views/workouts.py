"""Workouts and measured days as they count: each once, however many devices told of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from alongside.log.kinds import Exercised, Measured
from alongside.log.kinds.health import Measure
from alongside.log.moment import Moment

SPORTS: dict[str, str] = {
    "run": "running ran jog jogging 달리기 러닝 조깅 뛰었 달렸 뛴",
    "walk": "walking walked 걷기 산책 걸었",
    "hike": "hiking hiked 등산 하이킹",
    "ride": "bike cycling cycled biking riding rode 자전거 라이딩",
    "swim": "swimming swam 수영",
    "yoga": "요가",
    "pilates": "필라테스",
    "strength training": "gym lifting weights 웨이트 근력 헬스",
    "rowing": "row rowed 조정 로잉",
    "dance": "dancing danced 춤 댄스",
    "climb": "climbing climbed bouldering 클라이밍",
    "skiing": "ski skied 스키",
    "tennis": "테니스",
    "football": "soccer 축구",
    "badminton": "배드민턴",
    "workout": "exercise exercised training 운동",
}
"""Sports by the word that is kept, with other words that people ask by."""


def distinct(moments: Iterable[Moment]) -> list[Moment]:
    """The workouts, oldest first; of two at the same time the one that tells of a distance."""
    kept: list[Moment] = []
    for moment in sorted(moments, key=lambda each: (each.at, each.seq)):
        if not isinstance(moment.what, Exercised):
            continue
        if kept and _same(kept[-1], moment):
            kept[-1] = max(kept[-1], moment, key=_told)
        else:
            kept.append(moment)
    return kept


def days(moments: Iterable[Moment], measure: Measure) -> dict[str, tuple[float, Moment]]:
    """The value of a measure by day, oldest first, with what tells it: the latest told stands."""
    found: dict[str, tuple[float, Moment]] = {}
    for moment in sorted(moments, key=lambda each: each.seq):
        if isinstance(moment.what, Measured):
            for each in moment.what.quantities:
                if each.measure == measure:
                    found[moment.what.day] = (each.value, moment)
    return dict(sorted(found.items()))


def _same(one: Moment, other: Moment) -> bool:
    """Whether two devices told of one workout: most of the shorter lies within the longer."""
    shared = min(_end(one), _end(other)) - max(one.at, other.at)
    shorter = min(_end(one) - one.at, _end(other) - other.at)
    return shared > timedelta(0) and shared * 2 >= shorter


def _end(moment: Moment) -> datetime:
    seconds = moment.what.duration if isinstance(moment.what, Exercised) else 0.0
    return moment.at + timedelta(seconds=seconds)


def _told(moment: Moment) -> tuple[bool, bool, int]:
    what = moment.what
    if not isinstance(what, Exercised):
        return False, False, 0
    return what.sport != "workout", bool(what.distance), -moment.seq
