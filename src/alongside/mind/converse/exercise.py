"""How far, how long, how often, how much: sums over workouts and measured days, done by code."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from alongside.log.kinds import Exercised
from alongside.log.kinds.health import Measure
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.converse.question import HANGUL, Question, either
from alongside.mind.converse.reckoned import SHOWN, Reckoned
from alongside.mind.when.say import say, say_length
from alongside.views.words import terms
from alongside.views.workouts import SPORTS, days, distinct

_FAR = either(
    r"\bhow far\b|\bhow (?:many|much) (?:km|kilomet|miles)|\bdistance\b",
    r"몇 ?(?:km|킬로)|얼마나 (?:멀리|많이 )?(?:뛰|뛴|달|걸|걷)|거리",
)
_LONG = either(r"\bhow long\b|\bhow (?:many|much) (?:hours|minutes|time)\b", "몇 ?시간|얼마나 오래")
_OFTEN = either(r"\bhow (?:often|many)\b", "몇 ?(?:번|회)|얼마나 자주")
_HOW_MUCH = either(r"\bhow\b|\bwhat\b|\baverage\b|\bmuch\b", "얼마|몇|평균")
_ALL = "workout"
_MEASURES: dict[Measure, str] = {
    "steps": "step steps 걸음",
    "sleep": "sleep slept sleeping asleep 잤 잠 수면",
    "weight": "weigh weighed weight 몸무게 체중",
    "resting_heart_rate": "resting 안정",
    "heart_rate": "heart pulse heartbeat 심박 맥박",
}
_PLAIN = frozenset(
    terms(
        "km kilometer kilometers kilometre kilometres mile miles distance total altogether minute"
        " minutes hour hours go went average mean per week night rate kg 에"
    )
)
_PLAIN_KO = re.compile(
    "얼마|몇|총|모두|전부|평균|하루|번|회|킬로|시간|분|거리|했|탔|갔|동안|자주|오래|많이"
)
"""What a question may say beside a sport or a measure and still ask for nothing else."""


async def reckoned(log: Log, question: Question) -> Reckoned | None:
    """The sum that is asked for; None where the question asks for something else, too."""
    measures = [name for name, words in _MEASURES.items() if _says(question, words)]
    sports = {sport for sport, also in SPORTS.items() if _says(question, f"{sport} {also}")}
    if not (measures or sports) or _asks_more(question, measures, sports):
        return None
    if measures and sports <= {"walk"} and _HOW_MUCH.search(question.text):
        return await _measured(log, question, measures[0])
    return await _exercised(log, question, sports) if sports else None


def _says(question: Question, words: str) -> bool:
    """Whether one of the words is asked about: an English one as a word, a Korean one in one."""
    korean = (word for word in words.split() if HANGUL.match(word))
    return bool(set(question.topic) & _english(words)) or any(w in question.text for w in korean)


def _asks_more(question: Question, measures: Sequence[Measure], sports: Collection[str]) -> bool:
    """Whether the question is about anything that its sport, measure and time don't explain."""
    named = [*(_MEASURES[one] for one in measures), *(f"{one} {SPORTS[one]}" for one in sports)]
    spoken = [word for words in named for word in words.split() if HANGUL.match(word)]
    clear = [
        word
        for word in question.text.split()
        if _PLAIN_KO.match(word) or any(each in word for each in spoken)
    ]
    explained = _PLAIN.union(terms(" ".join(clear)), *map(_english, named))
    return not set(question.topic) <= explained


def _english(words: str) -> frozenset[str]:
    return frozenset(terms(" ".join(word for word in words.split() if word.isascii())))


async def _exercised(log: Log, question: Question, sports: set[str]) -> Reckoned | None:
    far, long, often = (each.search(question.text) for each in (_FAR, _LONG, _OFTEN))
    if not (far or long or often):
        return None
    found = distinct(await _of(log, question, Exercised.kind()))
    done = [each for each in found if _ALL in sports or _what(each).sport in sports]
    if question.order and done:
        done = [done[0 if question.order == "first" else -1]]
    if not done:
        return await _measured(log, question, "distance") if far and sports == {"walk"} else None
    korean = question.language == "ko"
    times = f"{len(done)}번" if korean else "1 time" if len(done) == 1 else f"{len(done)} times"
    if far:
        length = sum(_what(each).distance for each in done)
        text = f"{_km(length)}, {times}" if length else ""
    elif long:
        lasted = timedelta(seconds=sum(_what(each).duration for each in done))
        text = f"{say_length(lasted, language=question.language)}, {times}"
    else:
        text = times
    return Reckoned(text, tuple(done[:SHOWN])) if text else None


async def _measured(log: Log, question: Question, measure: Measure) -> Reckoned | None:
    told = days(await _of(log, question, "measured"), measure)
    if not told or (question.since is None and measure != "weight"):
        return None
    values = [value for value, _ in told.values()]
    if measure == "weight":
        return _weighed(question, told)
    moments = tuple(moment for _, moment in told.values())[:SHOWN]
    average = _said(measure, sum(values) / len(values), question.language)
    if len(values) == 1:
        return Reckoned(average, moments)
    mean, count = (
        (f"하루 평균 {average}", f"{len(values)}일")
        if question.language == "ko"
        else (f"{average} a day on average", f"{len(values)} days")
    )
    if measure in ("steps", "distance"):
        return Reckoned(f"{_said(measure, sum(values), question.language)}; {mean}", moments)
    return Reckoned(f"{mean} ({count})", moments)


def _weighed(question: Question, told: dict[str, tuple[float, Moment]]) -> Reckoned:
    """The first and the last of a time asked about, else the last alone."""
    chosen = [*told.items()] if question.since else [*told.items()][-1:]
    if question.order:
        chosen = [chosen[0 if question.order == "first" else -1]]
    ends = chosen if len(chosen) == 1 else [chosen[0], chosen[-1]]
    parts = [
        f"{_said('weight', value, question.language)}"
        f" ({say(date.fromisoformat(day), language=question.language)})"
        for day, (value, _) in ends
    ]
    return Reckoned("; ".join(parts), tuple(moment for _, (_, moment) in ends))


def _said(measure: Measure, value: float, language: str) -> str:
    if measure == "sleep":
        return say_length(timedelta(minutes=round(value * 60)), language=language)
    if measure == "steps":
        return f"{value:,.0f}걸음" if language == "ko" else f"{value:,.0f} steps"
    if measure == "distance":
        return _km(value)
    return f"{value:.1f} kg" if measure == "weight" else f"{value:.0f} bpm"


def _km(value: float) -> str:
    return f"{value:,.1f} km"


def _what(moment: Moment) -> Exercised:
    if not isinstance(moment.what, Exercised):
        raise TypeError(f"{moment.id} is no workout")
    return moment.what


async def _of(log: Log, question: Question, kind: str) -> Sequence[Moment]:
    wanted = Wanted(kinds=[kind], since=question.since, until=question.until, by_time=True)
    return [moment async for moment in log.read(wanted)]
