"""Sums of money: what the person's own notes and messages say was spent, added up by code."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment, Trust
from alongside.mind.converse.evidence import sentences
from alongside.mind.converse.money import amounts, say_amount, total
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.reckoned import SHOWN, Reckoned, ours
from alongside.mind.converse.wording import GENERIC
from alongside.views.words import terms

_TOTAL = either(
    r"\b(?:total|altogether|in all|sum|spend|spent)\b", "총|합계|합쳐|모두|전부|썼|쓴 돈"
)
_SPENDING = frozenset(terms("spend spent pay paid cost costs total altogether sum all money"))
_NOT_SPENT = either(
    r"\b(?:idea|gift|present|could|would|should|quoted?|offers?|ask(?:s|ed|ing)|want(?:s|ed)?"
    r"|budget|save[ds]?|earn(?:s|ed)?|owes?|left)\b",
    "선물|아이디어|예산|벌었",
)

Amounts = list[tuple[str, Decimal]]


def asks_for_a_sum(question: Question) -> bool:
    """Whether the question is about all that was spent on something, somewhere or at a time."""
    return question.want == "money" and bool(_TOTAL.search(question.text))


async def spent(log: Log, question: Question) -> Reckoned | None:
    """The amounts, summed, of the sentences about it; else of those in records about it."""
    about = set(question.topic) - _SPENDING - GENERIC
    if not about and question.since is None:
        return None
    wanted = Wanted(
        kinds=["noted", "said"], since=question.since, until=question.until, by_time=True
    )
    own = [m async for m in log.read(wanted) if not ours(m) and m.trust >= Trust.OWN]
    named = _named(own, about) or _named([m for m in own if about <= set(_terms(m))], set())
    if not named:
        return None
    sums = total(amount for _, found in named for amount in found)
    parts = "; ".join(say_amount(code, value) for code, value in sums.items())
    return Reckoned(parts, tuple(moment for moment, _ in named)[:SHOWN])


def _named(moments: Sequence[Moment], about: set[str]) -> list[tuple[Moment, Amounts]]:
    """The amounts that each moment names in sentences that speak of all of `about`."""
    found = ((moment, _amounts(moment, about)) for moment in moments)
    return [(moment, named) for moment, named in found if named]


def _amounts(moment: Moment, about: set[str]) -> Amounts:
    spoken = (part for part in sentences(moment.what.words) if about <= set(terms(part)))
    return [one for part in spoken if not _NOT_SPENT.search(part) for one in amounts(part)]


def _terms(moment: Moment) -> list[str]:
    return terms(f"{moment.what.words} {moment.what.where or ''}")
