"""What one turn of a bargain gives to whom: claims, read by code from words as people type them.

"I'll take 2 food and you get the water" claims 2 food for the speaker and all water for the other.
The words are walked over once, and it is kept who is being spoken of; a count waits for its item,
and a trailing "for me" turns over what was listed before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from alongside.mind.rehearse.deal.amounts import amount, whole
from alongside.mind.rehearse.deal.lexicon import (
    ALL,
    BREAK,
    GIVE,
    ME,
    NOT,
    NUMBERS,
    OPENING,
    TAKE,
    WANT,
    WE,
    WHOLE,
    WHOM,
    YOU,
    Items,
    tokens,
)
from alongside.mind.rehearse.deal.scan import HALF, OTHER, WHOLE_COUNT, Claim, Owner, Scan

_TRIPLE = re.compile(r"\b(\d)\s*[/-]\s*(\d)\s*[/-]\s*(\d)\b")
PLAIN = frozenset({
    "and", "the", "both", "all", "no", "ok", "just", "or", "yes", ",", "?", ".", "!",
})  # fmt: skip
"""Words that make no sentence of a list."""
RESUMES = (
    BREAK | ME | YOU | WE | TAKE | NUMBERS.keys() | {",", "and", "&", "for", "to", "then", "so"}
)
"""Words at which a purpose is over."""


def claims(
    text: str, items: Items, totals: Mapping[str, int], *, topic: str = "", nobody: Owner = "me"
) -> tuple[Claim, ...]:
    """What the speaker of `text` claims for "me", "you" or "each"; later claims overrule earlier.

    `topic` is the item last spoken of, `nobody` whom counts belong to that are said of nobody.
    """
    scan = Scan(items, tokens(_spelled(text, items, totals)), totals, topic)
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


def _only_lists(scan: Scan) -> bool:
    """Whether a turn is nothing but things: "hat and 1 ball ?"."""
    things = [word for word in scan.words if word not in PLAIN]
    named = [word for word in things if scan.items.of(word)]
    counted = [word for word in things if word[0].isdigit() or NUMBERS.get(word)]
    return bool(named) and len(named) + len(counted) == len(things)


def _step(scan: Scan, word: str) -> None:
    if word in BREAK:
        _end_clause(scan, word)
    elif word == "for" or (word == "to" and _hands_over(scan)):
        _for(scan)
    elif word in ("yours", "mine"):
        scan.give_listed("you" if word == "yours" else "me")
    elif word in WE:
        _we(scan, word)
    elif word in ME or word in YOU:
        _person(scan, word)
    elif word in NOT:
        scan.negated = True
    elif word in GIVE:
        _give(scan)
    elif word in ("each", "apiece"):
        _each(scan)
    elif word in WHOLE or (word == "else" and scan.peek(-1) in ("everything", "all")):
        whole(scan, word)
    elif word in ("split", "splitting", "share"):
        scan.count, scan.since = HALF, len(scan.claims)
    elif word in ("it", "them") and _granted(scan):
        scan.claim(scan.topic, WHOLE_COUNT)
    elif word in TAKE:
        _take(scan, word)
    elif word in WANT:
        scan.stance = "want"
    else:
        amount(scan, word)


def _end_clause(scan: Scan, word: str) -> None:
    if scan.negated and word == "because":
        return
    scan.negated, scan.count, scan.ratio, scan.pending = False, None, None, ""
    scan.giver = None
    if word != "but":
        scan.since = len(scan.claims)
    if word in (".", "!", "?", ";"):
        scan.stance, scan.sentence = "", len(scan.claims)


def _we(scan: Scan, word: str) -> None:
    """ "Both hats" are all of two; "we each" and "we both" are both sides."""
    if word == "both" and (scan.item() or scan.peek() in ("the", "of")):
        scan.count = WHOLE_COUNT
    elif word != "us" and scan.peek() in ("each", "both"):
        scan.owner = "each"


def _person(scan: Scan, word: str) -> None:
    """Who is spoken of from here on. A not ends with its clause, unless of what somebody thinks."""
    before = scan.peek(-1)
    if before in ("thank", "thanks", "see", "help") or (word == "you" and scan.peek() == "know"):
        return
    if before not in ("think", "believe", "let", "give"):
        scan.negated = False
    scan.owner = "me" if word in ME else "you"
    if before not in GIVE:
        scan.giver = None
    if scan.count is None:
        scan.since = len(scan.claims)


def _take(scan: Scan, word: str) -> None:
    """ "Keep the hats" is said to the other; "I give you a hat and take the rest" is of me."""
    before = scan.peek(-1)
    scan.stance = "take"
    if before == "and" and scan.giver is not None:
        scan.turn_to(scan.giver)
    elif word in ("take", "keep", "have") and (before in OPENING or not before[:1].isalpha()):
        scan.turn_to("you")


def _granted(scan: Scan) -> bool:
    """Whether "it" is what is spoken of, as in "you can have it"."""
    return bool(scan.topic) and scan.owner == "you" and scan.peek(-1) in ("have", "keep", "take")


def _give(scan: Scan) -> None:
    """ "Ball and 1 hat is all I can give" turns over what was listed before it; what somebody can't
    give up is theirs."""
    scan.giver = scan.owner if scan.owner in ("me", "you") else "me"
    kept = scan.negated and scan.peek() not in WHOM
    scan.negated, scan.stance = scan.negated and not kept, "take"
    scan.turn_to(scan.giver if kept else OTHER[scan.giver])
    if "all" in (scan.peek(-2), scan.peek(-3)):
        scan.give_listed(OTHER[scan.giver], scan.sentence)


def _hands_over(scan: Scan) -> bool:
    """Whether "to" is behind a thing, as in "the hats to you" or "the ball goes to me"."""
    before = scan.peek(-1)
    thing = scan.item(-1) or before in WHOLE or before in ("goes", "go", "back", "else")
    return bool(thing) and scan.peek() in WHOM


def _for(scan: Scan) -> None:
    """ "for me" after a list is whose the list is; "2 food for 3 water" turns to the other side;
    "for warm bottles" is a purpose."""
    after = scan.peek()
    if after in WHOM:
        _whose(scan, WHOM[after])
    elif not (after.isdigit() or after in NUMBERS or after in ALL | WHOLE or scan.item()):
        _pass_purpose(scan)
    elif scan.giver is not None:
        scan.turn_to(scan.giver)


def _pass_purpose(scan: Scan) -> None:
    """ "For warm bottles" is over at the next person, number or mark."""
    while (ahead := scan.peek()) and ahead not in RESUMES and not ahead.isdigit():
        scan.at += 1


def _whose(scan: Scan, who: Owner) -> None:
    """The bare count before it, the list before it, or what follows is for somebody."""
    listed = len(scan.claims) > scan.since
    before = scan.peek(-1)
    bare = before.isdigit() or NUMBERS.get(before) is not None
    if bare and scan.count is not None and scan.topic:
        scan.owner = who
        scan.claim(scan.topic, scan.count)
        scan.since = len(scan.claims)
    elif listed:
        scan.give_listed(who)
    else:
        scan.owner, scan.stance = who, "take"
    scan.at += 1


def _each(scan: Scan) -> None:
    """ "2 of each" is every item; "one ball each" and "we each get 2 hats" are both sides."""
    if scan.peek(-1) == "of" and scan.count is not None:
        named, count = scan.item(), scan.count
        for item in (named,) if named else scan.totals:
            scan.claim(item, count)
        scan.at += bool(named)
    elif len(scan.claims) > scan.since and scan.stance != "want":
        scan.give_listed("each")
    elif scan.peek(-1) in ("we", "us", ""):
        scan.owner = "each"
