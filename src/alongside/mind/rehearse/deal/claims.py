"""What one turn of a bargain gives to whom: claims, read by code from words as people type them.

"I'll take 2 food and you get the water" claims 2 food for the speaker and all water for the other.
The scanner walks over the tokens of a turn and keeps who is being spoken of; a count waits for its
item, and a trailing "for me" turns over what was listed before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from alongside.mind.rehearse.deal.lexicon import (
    ALL,
    BREAK,
    GIVE,
    ME,
    NOT,
    NUMBERS,
    TAKE,
    WANT,
    WE,
    WHOLE,
    YOU,
    Items,
    tokens,
)

Owner = Literal["me", "you", "each", "nobody"]
OTHER: dict[Owner, Owner] = {"me": "you", "you": "me", "each": "each", "nobody": "nobody"}
EVERY = "*"
"""All items that the turn doesn't name otherwise."""
WHOLE_COUNT = -1
"""As a count: all there is of it."""
LEFT = -2
"""As a count: what the other's offer leaves of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """So many of an item for an owner.

    It is `firm` where it is an offer rather than a wish, `definite` where a wish is for "the hats"
    rather than for "hats".
    """

    owner: Owner
    item: str
    count: int
    firm: bool = True
    definite: bool = True


@dataclass(slots=True)
class _Scan:
    """Where the scanner stands in a turn."""

    items: Items
    words: list[str]
    totals: Mapping[str, int]
    at: int = 0
    owner: Owner | None = None
    giver: Owner | None = None
    count: int | None = None
    ratio: tuple[int, int] | None = None
    stance: Literal["take", "want", ""] = ""
    negated: bool = False
    since: int = 0
    sentence: int = 0
    pending: str = ""
    topic: str = ""
    here: bool = False
    """Whether the topic was named in this turn."""
    claims: list[Claim] = field(default_factory=list)

    def peek(self, by: int = 1) -> str:
        there = self.at + by
        return self.words[there] if 0 <= there < len(self.words) else ""


def claims(
    text: str, items: Items, totals: Mapping[str, int], *, topic: str = "", nobody: Owner = "me"
) -> tuple[Claim, ...]:
    """What the speaker of `text` claims for "me", "you" or "each"; later claims overrule earlier.

    `topic` is the item last spoken of, `nobody` whom counts belong to that are said of nobody.
    """
    scan = _Scan(items, tokens(_spelled(text, items, totals)), totals, topic=topic)
    if _only_lists(scan):
        scan.owner, scan.stance = nobody, "take"
    while scan.at < len(scan.words):
        _step(scan, scan.words[scan.at])
        scan.at += 1
    kept: dict[tuple[str, str], Claim] = {}
    for claim in scan.claims:
        owner = nobody if claim.owner == "nobody" else claim.owner
        kept[owner, claim.item] = replace(claim, owner=owner)
    return tuple(kept.values())


_TRIPLE = re.compile(r"\b(\d)\s*[/-]\s*(\d)\s*[/-]\s*(\d)\b")


def _spelled(text: str, items: Items, totals: Mapping[str, int]) -> str:
    """ "2/1/1 for you" with the items it means; left out where the turn names them itself."""
    if not _TRIPLE.search(text):
        return text
    named = any(items.of(word) for word in tokens(text))
    if named or len(totals) != 3:
        return _TRIPLE.sub(" ", text)
    return _TRIPLE.sub(
        lambda m: ", ".join(map(" ".join, zip(m.groups(), totals, strict=True))), text
    )


def _only_lists(scan: _Scan) -> bool:
    """Whether a turn is nothing but things: "hat and 1 ball ?"."""
    plain = {"and", "the", "both", "all", "no", "ok", "just", "or", "yes", ",", "?", ".", "!"}
    things = [word for word in scan.words if word not in plain]
    named = [word for word in things if scan.items.of(word)]
    counted = [word for word in things if word[0].isdigit() or NUMBERS.get(word)]
    return bool(named) and len(named) + len(counted) == len(things)


def _step(scan: _Scan, word: str) -> None:
    if word in BREAK:
        _end_clause(scan, word)
    elif word == "for" or (word == "to" and scan.peek() in ("me", "you", "myself", "yourself")):
        _for(scan)
    elif word in WE or word in ME or word in YOU:
        _person(scan, word)
    elif word in NOT:
        scan.negated = True
    elif word in GIVE or (word == "let" and scan.peek() == "go"):
        _give(scan)
    elif word == "each":
        _each(scan)
    elif word in WHOLE or (word == "else" and scan.peek(-1) == "everything"):
        _whole(scan, word)
    elif word in TAKE:
        scan.stance = "take"
    elif word in WANT:
        scan.stance = "want"
    else:
        _amount(scan, word)


def _end_clause(scan: _Scan, word: str) -> None:
    if scan.negated and word == "because":
        return
    scan.negated, scan.count, scan.ratio, scan.pending = False, None, None, ""
    scan.giver = None
    if word != "but":
        scan.since = len(scan.claims)
    if word in (".", "!", "?", ";"):
        scan.stance, scan.sentence = "", len(scan.claims)


def _person(scan: _Scan, word: str) -> None:
    if word in WE:
        if word == "both" and (scan.items.of(scan.peek()) or scan.peek() in ("the", "of")):
            scan.count = WHOLE_COUNT
        elif word != "us":
            scan.owner = "each" if scan.peek() in ("each", "both") else scan.owner
        return
    who: Owner = "me" if word in ME else "you"
    if scan.peek(-1) in ("thank", "thanks", "see", "help") or (
        word == "you" and scan.peek() == "know"
    ):
        return
    if who != scan.owner or scan.peek(-1) == "and":
        scan.negated = False
    scan.owner = who
    if scan.words[scan.at - 1] not in GIVE:
        scan.giver = None
    if scan.count is None:
        scan.since = len(scan.claims)


def _give(scan: _Scan) -> None:
    """ "Ball and 1 hat is all I can give" turns over what was listed of nobody before it."""
    scan.giver, scan.stance = scan.owner or "me", "take"
    if scan.giver == "nobody":
        scan.giver = "me"
    scan.owner = OTHER[scan.giver]
    if "all" in (scan.peek(-2), scan.peek(-3)):
        listed = scan.claims[scan.sentence :]
        scan.claims[scan.sentence :] = [
            replace(c, owner=scan.owner, firm=True, definite=True) for c in listed
        ]


def _for(scan: _Scan) -> None:
    """ "for me" after a list is whose the list is; "2 food for 3 water" turns to the other side."""
    after = scan.peek()
    who: Owner | None = (
        "me" if after in ("me", "myself") else "you" if after in ("you", "yourself", "u", "ya")
        else "each" if after == "each" else None
    )  # fmt: skip
    if who is not None:
        if scan.count is not None and scan.topic:
            before, scan.owner = scan.owner, who
            scan.claims[scan.since :] = [
                replace(c, owner=who) if c.owner == "nobody" else c
                for c in scan.claims[scan.since :]
            ]
            _claim(scan, scan.topic, scan.count)
            scan.count, scan.since = None, len(scan.claims)
            scan.owner = before and who
            scan.at += 1
            return
        listed = scan.claims[scan.since :]
        ahead = scan.peek(2) in (":", ",", "-") and not listed
        if listed and not ahead:
            scan.claims[scan.since :] = [
                replace(c, owner=who, firm=True, definite=True) for c in listed
            ]
            scan.since = len(scan.claims)
            scan.at += 1
        else:
            scan.owner, scan.stance = who, "take"
            scan.at += 1
        return
    if scan.giver is not None and (
        after.isdigit() or after in NUMBERS or after in ALL or scan.items.of(after)
    ):
        scan.owner = scan.giver
        scan.since = len(scan.claims)


def _each(scan: _Scan) -> None:
    """ "2 of each" is every item; "one ball each" and "we each get 2 hats" are both sides."""
    if scan.peek(-1) == "of" and scan.count is not None:
        named = scan.items.of(scan.peek())
        for item in scan.totals if named is None else (named,):
            _claim(scan, item, scan.count)
        scan.count = None
        if named is not None:
            scan.at += 1
        return
    listed = scan.claims[scan.since :]
    if listed and scan.stance != "want":
        scan.claims[scan.since :] = [replace(c, owner="each", firm=True) for c in listed]
        scan.since = len(scan.claims)
    elif scan.peek(-1) in ("we", "us", ""):
        scan.owner = "each"


def _whole(scan: _Scan, word: str) -> None:
    """The rest of everything, or of the item that is named after it."""
    if scan.negated or (word == "everything" and scan.peek() == "else"):
        return
    if word == "remaining" and (scan.peek().isdigit() or NUMBERS.get(scan.peek())):
        return
    if scan.peek() in ("but", "except"):
        apart = next((i for i in map(scan.items.of, map(scan.peek, (2, 3))) if i), None)
        if apart:
            _claim(scan, EVERY, WHOLE_COUNT)
            _claim(scan, apart, 0)
            scan.at += 3
            return
    for ahead in (1, 2, 3):
        if scan.peek(ahead) not in ("of", "the", "your") and ahead < 3:
            item = scan.items.of(scan.peek(ahead))
            if item:
                _claim(scan, item, LEFT)
                scan.at += ahead
                return
            break
    item = scan.items.of(scan.peek(3)) if scan.peek() == "of" else None
    if item:
        scan.at += 3
    _claim(scan, item or EVERY, LEFT if item else WHOLE_COUNT)


def _amount(scan: _Scan, word: str) -> None:
    """A number, an item, or a word that neither is."""
    number = int(float(word)) if word[0].isdigit() else NUMBERS.get(word)
    if word == "no" and scan.items.of(scan.peek()) is None:
        number = None
    if number is not None and number <= 10:
        _number(scan, number, word)
        return
    item = scan.items.of(word)
    if item is None:
        if word in ("all", "every"):
            scan.count = WHOLE_COUNT
        elif word == "half" or (word in (",", "and") and scan.count is not None and scan.pending):
            scan.count = None
        return
    _named(scan, item)


def _number(scan: _Scan, number: int, word: str) -> None:
    if scan.peek() in ("-", "/", ":") and scan.peek(2).isdigit():
        scan.ratio = (number, int(scan.peek(2)))
        scan.at += 2
        if scan.pending:
            _split(scan, scan.pending)
        return
    joined = scan.peek() == "to" and scan.peek(2).isdigit()
    if joined:
        scan.ratio = (number, int(scan.peek(2)))
        scan.at += 2
        return
    turned = scan.peek() == "for" and (scan.peek(2) in ME or scan.peek(2) in YOU)
    behind = (
        not turned
        and scan.pending
        and scan.items.of(scan.peek()) is None
        and word not in ("a", "an", "no")
    )
    if behind and scan.peek(-1) in (":", "-", "x", scan.words[scan.at - 1]) and _lists(scan):
        scan.claims = [
            c for c in scan.claims if (c.owner, c.item) != (scan.owner or "me", scan.pending)
        ]
        _claim(scan, scan.pending, number)
        scan.pending = ""
        return
    bare = (scan.peek() in ("", ",", "and") or scan.peek() in BREAK) and scan.topic
    asked = scan.peek(-1) == "for" and scan.peek(-2) in ("ask", "asking")
    asked = asked or (scan.here and scan.stance == "want" and scan.owner == "me")
    if (
        bare
        and (scan.stance == "take" or asked)
        and word[0] not in "an"
        and scan.items.of(scan.peek(2)) is None
    ):
        _claim(scan, scan.topic, number)
        return
    scan.count = number


def _lists(scan: _Scan) -> bool:
    """Whether counts stand behind their items here: "food 2, water 1"."""
    before = scan.words[scan.at - 1]
    return scan.items.of(before) == scan.pending or (
        before in (":", "-") and scan.items.of(scan.peek(-2)) == scan.pending
    )


def _named(scan: _Scan, item: str) -> None:
    before = scan.peek(-1)
    scan.pending = scan.topic = item
    scan.here = True
    if before in ("other", "last", "remaining") or (
        before in ("2", "two") and scan.peek(-2) == "other"
    ):
        _claim(scan, item, LEFT)
        scan.count = None
        return
    if scan.ratio is not None:
        _split(scan, item)
    elif scan.count is not None:
        _claim(scan, item, scan.count)
        scan.count = None
    elif scan.peek() in (":", "-") and scan.peek(2).isdigit():
        return
    elif before in ("the", "all", "every", "your", "those") or scan.peek(-2) == "all":
        _claim(scan, item, WHOLE_COUNT, firm=scan.stance != "want")
    elif before == "my":
        return
    elif scan.stance == "take":
        _claim(scan, item, WHOLE_COUNT, firm=before != "more")
    elif scan.stance == "want" or scan.owner is None:
        _claim(scan, item, WHOLE_COUNT, firm=False, definite=False)


def _split(scan: _Scan, item: str) -> None:
    if scan.ratio is not None:
        owner = scan.owner if scan.owner in ("me", "you") else "me"
        scan.claims.append(Claim(owner=owner or "me", item=item, count=scan.ratio[0]))
        scan.claims.append(Claim(owner=OTHER[owner or "me"], item=item, count=scan.ratio[1]))
    scan.ratio, scan.pending = None, ""


def _claim(scan: _Scan, item: str, count: int, *, firm: bool = True, definite: bool = True) -> None:
    if scan.negated:
        return
    if scan.owner is None:
        firm = firm and (count >= 0 or scan.stance == "take")
    owner: Owner = scan.owner or "nobody"
    scan.claims.append(
        Claim(owner=owner, item=item, count=count, firm=firm, definite=firm or definite)
    )
