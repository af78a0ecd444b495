"""What is believed of the person, used in conversation: told when asked, and leading to evidence.

A question about the person themselves ("where do I live?", "나에 대해 뭘 알아?") is answered by
code from what stands, citing the words it stands on. For any other question in the first person,
the moments behind a fitting belief are looked at first; a model still answers from records alone.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from alongside.log.kinds import Cite
from alongside.log.log import Log
from alongside.log.moment import Moment
from alongside.mind.converse.support import Checked
from alongside.mind.understand.profile import Profile
from alongside.mind.understand.wording import to_them
from alongside.views.believing import Belief
from alongside.views.words import fold, terms

MOST_TOLD = 8
MOST_LED = 2
_FIRST = re.compile(
    r"\b(?:i|me|my|mine|myself)\b|(?<![가-힣])(?:나|내|난|나는|내가|나의|나를|저|제|제가)(?![가-힣])",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\bwhat do you (?:know|believe|think) about me\b|\bwho am i\b|\bdescribe me\b|"
    r"\btell me about (?:myself|me)\b|나에 대해|나는 어떤 사람|내가 어떤 사람|내 소개",
    re.IGNORECASE,
)
_I_KO = r"(?:나|내가|난|나는)\s?(?:지금\s?)?"
_WHAT_KO = r"(?:뭘|무엇을|뭐를?)\s?(?:제일\s)?"


def _one(abouts: str, *patterns: str) -> tuple[frozenset[str], re.Pattern[str]]:
    return frozenset(abouts.split()), re.compile("|".join(patterns), re.IGNORECASE)


_ASKED = (
    _one("home", r"\bwhere do i live\b", rf"{_I_KO}어디(?:에|서)?\s?(?:살|사는)"),
    _one(
        "work job",
        r"\bwhere do i work\b",
        r"\bwhat(?:'s| is) my job\b",
        rf"{_I_KO}어디(?:에|서)?\s?(?:일하|다니|다녀)",
        r"내 직[장업]",
    ),
    _one("likes", r"\bwhat do i (?:really )?(?:like|love|enjoy)\??$", rf"{_I_KO}{_WHAT_KO}좋아"),
    _one(
        "dislikes avoids",
        r"\bwhat (?:do i (?:hate|dislike|not like)|can't i stand)\??$",
        rf"{_I_KO}{_WHAT_KO}싫어",
    ),
    _one("does", r"\bwhat are my habits\b", "내 습관"),
    _one(
        "values",
        r"\bwhat matters (?:most )?to me\b",
        r"\bwhat are my values\b",
        r"(?:나한테|나에게|내게)\s?(?:뭐가|무엇이)\s?(?:제일\s|가장\s)?중요",
    ),
    _one(
        "plans",
        r"\bwhat are my plans\??$",
        r"\bwhat do i (?:plan|want to do)\??$",
        r"내 계획(?:이|은)?\s?(?:뭐|무엇)",
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is believed of the person, and the moment of the profile they wrote, if any."""

    beliefs: tuple[Belief, ...] = ()
    profile: Profile | None = None
    written: str = ""


Knows = Callable[[], Awaitable[Known]]


async def nothing() -> Known:
    """What is known where nothing is."""
    return Known()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer from beliefs, and all the moments that it stands on."""

    checked: Checked
    moments: tuple[Moment, ...]


async def told(question: str, known: Known, log: Log, language: str) -> Told | None:
    """The answer to a question about the person themselves; None where it is none, or unknown."""
    asked = _asked(question.strip(), known)
    moments = {m.id: m for m in await log.get(*(b.evidence[-1].moment for b in asked))}
    asked = [belief for belief in asked if belief.evidence[-1].moment in moments]
    if not asked:
        return None
    cites = tuple(
        Cite(number=number, moment=belief.evidence[-1].moment, quote=belief.evidence[-1].quote)
        for number, belief in enumerate(asked, 1)
    )
    said = " ".join(
        f"{to_them(belief, language)} [{number}]." for number, belief in enumerate(asked, 1)
    )
    return Told(Checked(said, cites), tuple(moments.values()))


async def led(question: str, known: Known, log: Log) -> tuple[Moment, ...]:
    """The moments behind beliefs that speak of what a question in the first person asks."""
    if not _FIRST.search(question):
        return ()
    topic = frozenset(terms(question))
    fitting = [
        belief.evidence[-1].moment
        for belief in known.beliefs
        if not belief.over and topic & frozenset(terms(f"{belief.value} {belief.subject}"))
    ]
    if known.profile and topic & frozenset(terms(known.profile.written)):
        fitting.insert(0, known.written)
    return await log.get(*dict.fromkeys(fitting[:MOST_LED]))


def _asked(question: str, known: Known) -> list[Belief]:
    if _ALL.search(question):
        return list(known.profile.drawn if known.profile else ())[:MOST_TOLD]
    standing = [belief for belief in known.beliefs if not belief.over]
    for abouts, pattern in _ASKED:
        if pattern.search(question):
            return [b for b in standing if b.about in abouts][:MOST_TOLD]
    return [b for b in standing if b.category == "relationship" and _asks_who(question, b.subject)]


def _asks_who(question: str, name: str) -> bool:
    """Whether the question is who somebody is: "who is Inês?", "하윤이 누구야?"."""
    said = fold(question).rstrip("?!. ")
    who = re.escape(fold(name))
    return (
        re.fullmatch(rf"who(?:'?s| is) {who}(?: to me)?|{who}[이가는은]?\s?누구\S*", said)
        is not None
    )
