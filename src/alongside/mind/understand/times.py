"""When what is told began, ended or is due: words of time, resolved by `mind/when`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alongside.mind.when import Expression, resolve

_LONG = timedelta(days=21)
_SOON = timedelta(days=2)
_LASTS = re.compile(
    r"(?:\bfor\s+(?:the\s+(?:past|last)\s+)?(?:about|almost|nearly|over|more than)?\s*$)|"
    r"(?:지|된\s지|벌써|만)\s*$",
    re.IGNORECASE,
)
_LASTED = re.compile(r"^\s*(?:now\b|째|이?(?:됐|되었|된|다|야|이다|예요|네)|[.!]|$)", re.IGNORECASE)
_BY = re.compile(r"^(?:by|before|until|till)\s+", re.IGNORECASE)
_YEAR = re.compile(r"\D*\d{4}\D*")
_OPEN = re.compile(r"^(?:since|from|as of|starting)\b|부터$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Now:
    """When and where something was said: `at` aware, `zone` an IANA name."""

    at: datetime
    zone: str

    def find(self, text: str) -> tuple[Expression, ...]:
        """The expressions of time in a text."""
        return resolve(text, now=self.at, zone=self.zone)

    @property
    def day(self) -> str:
        return self.local(self.at).date().isoformat()

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Due:
    """When a promise is due: `words` say it, it lies from `since` to `due` (aware UTC)."""

    words: str = ""
    since: datetime | None = None
    due: datetime | None = None
    day: bool = False


def began(text: str, now: Now) -> str:
    """Since when what is told is so, ISO 8601 as exact as said; empty where nothing says it."""
    for one in now.find(text):
        lasting = _lasting(one, text, now)
        if lasting:
            return lasting
        if one.kind in ("date", "daterange"):
            span = one.span("past")
            if span and span[0] and span[0] <= now.at:
                return _exact(one.text, span[0], span[1], now)
            if span and span[0] and _OPEN.search(one.text):
                return _exact(one.text, span[0], span[1], now)
    return ""


def begins(text: str, now: Now) -> str:
    """When what is planned begins, ISO 8601; empty where nothing says it or it is past."""
    for one in now.find(text):
        if one.kind in ("date", "daterange", "datetime"):
            span = one.span("future")
            start = span[0] or span[1] if span else None
            if span and start and (span[1] or start) > now.at:
                return _exact(one.text, start, span[1] if span[0] else None, now)
    return ""


def is_soon(text: str, now: Now) -> bool:
    """Whether the text names a time that is over within two days."""
    for one in now.find(text):
        span = one.span("future") if one.kind not in ("set", "duration") else None
        if span and span[1] and now.at <= span[1] <= now.at + _SOON:
            return True
    return False


def repeats(text: str, now: Now) -> Expression | None:
    """The words in which the text says that something comes back ("every Sunday")."""
    return next((one for one in now.find(text) if one.kind == "set"), None)


def due(text: str, now: Now) -> Due:
    """When what the text promises is due; nothing where it names no time to come."""
    for one in now.find(text):
        if one.kind in ("set", "duration"):
            continue
        found = _due(one, now)
        if found is not None:
            return found
    return Due()


def _due(one: Expression, now: Now) -> Due | None:
    span = one.span("future")
    if span is None or (span[1] or span[0] or now.at) < now.at:
        return None
    if one.kind in ("time", "datetime") and span[0] is not None:
        return Due(one.text, span[0], span[0])
    since, until = span[0], _minute(span[1])
    if since is None and _BY.match(one.text):
        until = _through(_BY.sub("", one.text), until, now)
    if until is None:
        return Due(one.text, since, since) if since else None
    return Due(one.text, since, until, day=True)


def _minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


def _through(named: str, until: datetime | None, now: Now) -> datetime | None:
    """ "By Friday" lasts through Friday, "by five" until five."""
    for one in now.find(named):
        if one.kind == "date":
            span = one.span("future")
            return span[1] if span else until
    return until


def _lasting(one: Expression, text: str, now: Now) -> str:
    """The beginning of what has gone on for so long."""
    if one.kind != "duration" or not one.values or one.values[0].seconds is None:
        return ""
    before, after = text[: one.start], text[one.end :]
    whole = one.text.endswith("째") or _LASTS.search(before)
    if not (whole and (_LASTS.search(before) or one.text.endswith("째") or _LASTED.match(after))):
        return ""
    start = now.local(now.at - timedelta(seconds=one.values[0].seconds))
    days = one.values[0].seconds / 86400
    return f"{start:%Y}" if days >= 365 else f"{start:%Y-%m}" if days >= 28 else f"{start:%Y-%m-%d}"


def _exact(words: str, since: datetime, until: datetime | None, now: Now) -> str:
    """A stretch as one date, as exact as the stretch is long."""
    start = now.local(since)
    if until is None:
        return _open_start(words, start)
    length = until - since
    if length <= timedelta(days=1, hours=2):
        return f"{start:%Y-%m-%d}"
    return f"{start:%Y-%m}" if length <= timedelta(days=100) else f"{start:%Y}"


def _open_start(words: str, start: datetime) -> str:
    """Where something open begins: with a year ("since 2014"), a month, or on a day."""
    if _YEAR.fullmatch(words):
        return f"{start:%Y}"
    return f"{start:%Y-%m}" if start.day == 1 else f"{start:%Y-%m-%d}"


def spans(text: str, now: Now) -> Sequence[tuple[int, int]]:
    """Where the words of time stand in a text."""
    return [(one.start, one.end) for one in now.find(text)]
