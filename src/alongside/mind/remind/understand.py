"""Reminders in words: what to be reminded of, and when, with whom or where. No model is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alongside.log.kinds import Reminder
from alongside.log.kinds.reminding import Every
from alongside.mind.when import Expression, resolve
from alongside.mind.when.context import Known

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MORNING, EVENING = time(9), time(19)
"""When a day, or its evening, is meant that names no hour."""
WAKING = (7, 22)
"""Hours that an hour without its half of the day is taken to lie within."""
_ASKED = re.compile(
    r"^\s*(?:(?:hey|ok|please|can you|could you|would you|will you)[,\s]+)*"
    r"remind me\b(?:\s+(?:to|about|of|that)\b)?\s*"
    r"|(?:,?\s*(?:please|는\s?거|는\s?것|를|을|도|좀|꼭))*\s*"
    r"(?:나한테\s?)?(?:다시\s?)?(?:알려|상기시켜|상기\s?시켜|리마인드\s?해|일깨워|얘기해|말해)\s?"
    r"(?:줘|주세요|줄래|줄래요|주라|달라)[요.!~?]*\s*$"
    r"|\s*(?:리마인더|알림)\s?(?:설정|맞춰|걸어)\s?(?:해\s?)?(?:줘|주세요)?[.!]*\s*$",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:when(?:ever)?|next time|the next time|as soon as) i(?:'ll|’ll| will)? (?:next )?"
    r"(?:talk|speak|chat) (?:to|with) (?P<talk>[\w’'.\- ]+?)(?: again| next)?"
    r"(?=,|$| to | about | that )"
    r"|\b(?:when(?:ever)?|next time|the next time) i(?:'ll|’ll| will)? (?:next )?"
    r"(?:see|meet|call|text|write to) (?P<see>[\w’'.\- ]+?)(?: again| next)?"
    r"(?=,|$| to | about | that )"
    r"|(?:다음에\s?)?(?P<ko>[\w]+?)(?:이랑|랑|하고|와|과|한테|에게|를|을)?\s?(?:다시\s?)?"
    r"(?:만나면|보면|만날\s?때|볼\s?때|통화하면|통화할\s?때|얘기하면|얘기할\s?때|이야기하면"
    r"|연락하면|연락할\s?때|연락\s?오면)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:when(?:ever)?|next time|the next time|once) i(?:'m|’m| am| get| arrive| go| come)"
    r"(?: next| back)? (?:(?:at|in|to|near|by) )?(?P<en>(?:the )?[\w’'.\- ]+?)(?=,|$| to | that )"
    r"|(?P<ko>[\w ]*?[\w]+)(?:에|으로|로)\s?"
    r"(?:가면|갈\s?때|도착하면|도착할\s?때|들르면|들를\s?때|있을\s?때)",
    re.IGNORECASE,
)
_DAILY = r"\b(?:every|each)(?: single)? (?:day|(?=morning|evening|night))|\bdaily\b|매일|날마다"
_WEEKLY = (
    r"\b(?:every|each) (?:week\b|(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day))|\bweekly\b"
    r"|매주|(?<=[월화수목금토일]요일)마다"
)
_EVERY: dict[Every, re.Pattern[str]] = {
    "weekday": re.compile(r"\b(?:every|each) weekday\b|평일마다|매\s?평일", re.IGNORECASE),
    "day": re.compile(_DAILY, re.IGNORECASE),
    "week": re.compile(_WEEKLY, re.IGNORECASE),
    "month": re.compile(r"\b(?:every|each) month\b|\bmonthly\b|매달|매월", re.IGNORECASE),
    "year": re.compile(r"\b(?:every|each) year\b|\byearly\b|매년|해마다", re.IGNORECASE),
}
"""How often, and the words that say no more than that."""
_LEADS = re.compile(r"^(?:\s|,|\b(?:to|that|about|and|then)\b)+", re.IGNORECASE)
_TRAILS = re.compile(r"(?:\s|,|;|:|-|\b(?:at|on|by|in|from|the|and|for)\b)+$", re.IGNORECASE)
_BIDDEN = re.compile(r"(?:으라고|라고)(?:\s?(?:좀|꼭))?$")
"""The end of what one is told to do in Korean: "약 먹으라고" is "약 먹기"."""
_PARTICLE = re.compile(r"^(?:에는|에|까지|부터|쯤|경|은|는)(?=\s|$|,)")
_ABSOLUTE = re.compile(
    r"\b(?:minutes?|mins?|hours?|hrs?|seconds?)\b|(?:분|시간|초)\s?(?:뒤|후|있다)", re.IGNORECASE
)
_OTHERS = frozenset({"her", "him", "them", "you", "it", "everyone", "someone", "그", "그녀", "걔"})


@dataclass(frozen=True, slots=True)
class _Left:
    """The words, with a span taken out of them."""

    text: str

    def without(self, start: int, end: int) -> _Left:
        after = _PARTICLE.sub("", self.text[end:])
        before = _TRAILS.sub("", _LEADS.sub("", self.text[:start]))
        return _Left(f"{before} {after.strip()}".strip())


def asks(text: str) -> bool:
    """Whether these words, said in conversation, ask to be reminded."""
    return bool(_ASKED.search(text))


def understand(
    text: str,
    *,
    now: datetime,
    zone: str,
    known: Known | None = None,
    person: Callable[[str], str] = str.strip,
) -> Reminder | None:
    """The reminder that these words set, None where they name no time, person or place.

    `person` gives the name that somebody is known by, empty for nobody; a pronoun it can't tell is
    left to whoever knows whom the talk was about.
    """
    who, left = _who(_Left(_ASKED.sub("", text).strip()), person)
    where, left = ("", left) if who else _where(left)
    every, left = _repeated(left)
    times = resolve(left.text, now=now, zone=zone, known=known)
    wall, due = _due(times, now, zone)
    if every and not wall:
        wall = _written(_later(datetime.combine(_here(now, zone), MORNING), now, zone))
    for each in reversed(times):
        if each.kind not in ("duration", "set"):
            left = left.without(each.start, each.end)
    said = _clean(left.text)
    if not said or not (who or where or wall or due):
        return None
    return Reminder(
        text=said, wall="" if due else wall, due=due, every=every, person=who, location=where
    )


def _who(left: _Left, person: Callable[[str], str]) -> tuple[str, _Left]:
    for found in _PERSON.finditer(left.text):
        named = next((each for each in found.groups() if each), "").strip()
        name = named if named.casefold() in _OTHERS else person(named)
        if name:
            return name, left.without(*found.span())
    return "", left


def _where(left: _Left) -> tuple[str, _Left]:
    found = _PLACE.search(left.text)
    if found is None:
        return "", left
    place = next(each for each in found.groups() if each).strip()
    return re.sub(r"^the ", "", place, flags=re.IGNORECASE), left.without(*found.span())


def _repeated(left: _Left) -> tuple[Every, _Left]:
    for every, pattern in _EVERY.items():
        if pattern.search(left.text):
            return every, _Left(" ".join(pattern.sub(" ", left.text).split()))
    return "", left


def _due(times: Sequence[Expression], now: datetime, zone: str) -> tuple[str, datetime | None]:
    """The wall time that is meant, or the instant where a length of time is; neither for none."""
    for each in times:
        if each.kind == "datetime" and _ABSOLUTE.search(each.text):
            span = each.span("future")
            return "", span[0] if span else None
    options = [*_options(times, now, zone)]
    awake = [each for each in options if WAKING[0] <= each.hour < WAKING[1]]
    chosen = min(awake or options, default=None)
    return (_written(chosen), None) if chosen else ("", None)


def _options(times: Sequence[Expression], now: datetime, zone: str) -> Iterator[datetime]:
    """The wall times to come that the expressions may mean."""
    here = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    days = [d for each in times if each.kind in ("date", "daterange") for d in _days(each)]
    hours = [
        _evening(v.since) if v.until else v.since
        for each in times if each.kind in ("time", "timerange") for v in each.values
        if isinstance(v.since, time)
    ]  # fmt: skip
    if days and hours:
        found = (datetime.combine(day, hour) for day in days for hour in hours)
    elif hours:
        today = (datetime.combine(here, hour) for hour in hours)
        found = (at if at > here else at + DAY for at in today)
    elif days:
        found = (_of_day(day, here) for day in days)
    else:
        found = (at for each in times for at in _instants(each, here))
    yield from (at for at in found if at > here)


def _days(each: Expression) -> Iterator[date]:
    for value in each.values:
        stamp = value.since if value.since is not None else value.until
        if isinstance(stamp, date):
            yield stamp.date() if isinstance(stamp, datetime) else stamp


def _of_day(day: date, here: datetime) -> datetime:
    """The morning of a day; of today, where that has gone by, an hour from now."""
    at = datetime.combine(day, MORNING)
    return here + HOUR if day == here.date() and at <= here else at


def _instants(each: Expression, here: datetime) -> Iterator[datetime]:
    for value in each.values:
        since, until = value.since, value.until
        if isinstance(since, datetime):
            if value.closing:
                yield _of_day(since.date(), here)
            elif isinstance(until, datetime) and since <= here < until:
                yield min(here + HOUR, until)
            else:
                hour = _evening(since.time()) if until is not None else since.time()
                yield datetime.combine(since, hour)


def _evening(hour: time) -> time:
    """A range named "evening" begins at four; people are reminded at seven."""
    return EVENING if hour == time(16) else hour


def _later(at: datetime, now: datetime, zone: str) -> datetime:
    return at if at > now.astimezone(ZoneInfo(zone)).replace(tzinfo=None) else at + DAY


def _here(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def _written(wall: datetime) -> str:
    return wall.replace(second=0, microsecond=0).isoformat(timespec="minutes")


def _clean(text: str) -> str:
    text = _LEADS.sub("", text).strip(" ,.!~")
    return " ".join(_BIDDEN.sub("기", text).split())
