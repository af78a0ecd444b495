"""What the person wrote in those days, in their own words: sentences fit to stand by a photo."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.log.kinds import Noted, Said
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.understand.sentences import Sentence, sentences
from alongside.views.local import zone_info
from alongside.views.words import fold

SHORTEST, LONGEST = 24, 180
"""Characters of a sentence that says something and still stands on two lines."""
BEST = 100
"""Characters of a sentence that reads best."""
WRAPPED = 60
"""Characters from which on a line may have been broken by its editor."""
ENDS = (".", "!", "?", "…", "。", ":")
OURS = ("talk", "alongside")
_POINTING = re.compile(
    r"(?:it|its|that|this|these|those|he|she|they|him|her|then|there|so|but|and|or|next time)\b"
    r"|(?:그|이것|그것|거기|하지만|그래서|그런데|그리고)",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\s*(?:[^\W\d_]|[(“\"'])")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a moment, when they were written (`local` is the wall clock there), and by whom.

    `by` is empty for the person. `worth` tells how well it may stand alone.
    """

    moment: str
    text: str
    at: datetime
    local: datetime
    by: str = ""
    worth: float = 0.0


async def quotes(
    log: Log,
    since: datetime,
    until: datetime,
    me: Collection[str],
    include: Collection[str] = (),
    longest: int = LONGEST,
) -> list[Quote]:
    """The person's own sentences of a stretch of time (aware UTC), the earliest first.

    What others wrote is quoted only where its moment is in `include`.
    """
    found = []
    wanted = Wanted(since=since, until=until, kinds=("noted", "said"), by_time=True)
    async for moment in log.read(wanted):
        if moment.id in include or _own(moment, me):
            found += _quotes(moment, me, longest, chosen=moment.id in include)
    return found


def fitting(quotes: Sequence[Quote], at: datetime, hours: float = 10) -> list[Quote]:
    """Those written within so many hours, the best first: an hour's distance costs a little."""
    near = [(abs((each.at - at).total_seconds()) / 3600, each) for each in quotes]
    near = [one for one in near if one[0] <= hours]
    return [each for away, each in sorted(near, key=lambda one: one[0] / hours - one[1].worth)]


def _own(moment: Moment, me: Collection[str]) -> bool:
    what = moment.what
    if moment.trust < Trust.OWN or moment.source in OURS:
        return False
    return isinstance(what, Noted) or (isinstance(what, Said) and fold(what.by) in me)


def _quotes(moment: Moment, me: Collection[str], longest: int, *, chosen: bool) -> list[Quote]:
    what = moment.what
    if not isinstance(what, Noted | Said):
        return []
    by = what.by if isinstance(what, Said) and fold(what.by) not in me else ""
    local = moment.at.astimezone(zone_info(moment.zone)).replace(tzinfo=None)
    words = _unwrapped(what.text)
    return [
        Quote(moment.id, text, moment.at, local, by, _worth(what, each, text))
        for each in sentences(words)
        if (text := _text(words, each))
        and (chosen or (_tells(each, text, longest) and not _listed(words, each)))
    ]


def _unwrapped(text: str) -> str:
    """Lines that an editor broke in the middle of a sentence, joined again."""
    joined = ""
    last = ""
    for line in text.splitlines():
        goes_on = len(last) >= WRAPPED and not last.endswith(ENDS) and _PROSE.match(line)
        joined += (" " if goes_on else "\n") + line.strip() if joined else line
        last = line.rstrip()
    return joined


def _listed(words: str, sentence: Sentence) -> bool:
    """Whether it is an item of a list."""
    line = words[words.rfind("\n", 0, sentence.start) + 1 : sentence.start].strip()
    return line.startswith(("-", "*", "•"))


def _worth(what: Noted | Said, sentence: Sentence, text: str) -> float:
    """Notes tell more than messages; figures, and what points back at another sentence, less."""
    length = len(text) * (1.8 if sentence.korean else 1.0)
    figures = sum(each.isdigit() for each in text)
    pointing = bool(_POINTING.match(text))
    written = 0.0 if isinstance(what, Noted) else 0.7
    return -abs(length - BEST) / BEST - 0.08 * figures - 0.8 * pointing - written


def _text(words: str, sentence: Sentence) -> str:
    """The sentence as it was written, on one line."""
    return " ".join(words[sentence.start : sentence.end].split())


def _tells(sentence: Sentence, text: str, longest: int) -> bool:
    """Whether it tells something of itself: long enough, no question, no list of figures."""
    shortest = SHORTEST / 2 if sentence.korean else SHORTEST
    letters = sum(each.isalpha() for each in text)
    ended = text.endswith((".", "!", "…", "。")) or sentence.korean
    plain = "://" not in text and letters > len(text) * 0.6
    return shortest <= len(text) <= longest and not sentence.asked and ended and plain
