"""How many of what: the numbers and items of a turn, where they stand together or apart."""

from __future__ import annotations

from alongside.mind.rehearse.deal.lexicon import ALL, BREAK, NUMBERS, VALUED, VERSUS
from alongside.mind.rehearse.deal.scan import (
    EVERY,
    HALF,
    LEFT,
    OTHER,
    WHOLE_COUNT,
    Claim,
    Owner,
    Scan,
)

ARTICLES = ("a", "an", "no")
MOST = 10
"""A greater number is no count."""


def amount(scan: Scan, word: str) -> None:
    """A number, an item, or a word that neither is."""
    number = _number(scan, word)
    item = scan.item(0)
    if number is not None:
        _counted(scan, number, word)
    elif item is not None:
        _named(scan, item)
    elif word == "all" and scan.stance and not scan.peek()[:1].isalnum():
        scan.claim(EVERY, WHOLE_COUNT)
    elif word in ("all", "every"):
        scan.count = WHOLE_COUNT
    elif word == "half" or (word in (",", "and") and scan.pending):
        scan.count = None


def whole(scan: Scan, word: str) -> None:
    """The rest of everything, or of the item that is named after it."""
    if scan.negated or (word == "everything" and scan.peek() == "else"):
        return
    if word == "remaining" and (scan.peek().isdigit() or NUMBERS.get(scan.peek())):
        return
    ahead = next(n for n in (1, 2, 3) if n == 3 or scan.peek(n) not in ("of", "the", "your"))
    item, spared = scan.item(ahead), scan.item(2) or scan.item(3)
    if scan.peek() in ("but", "except") and spared:
        scan.claim(EVERY, WHOLE_COUNT)
        scan.claim(spared, 0)
        scan.at += 3
    elif item:
        scan.claim(item, LEFT)
        scan.at += ahead
    else:
        scan.claim(EVERY, WHOLE_COUNT)


def _number(scan: Scan, word: str) -> int | None:
    """The count that a word is, unless it says what a thing is worth."""
    number = int(float(word)) if word[0].isdigit() else NUMBERS.get(word)
    worth = {scan.peek(-1), scan.peek(-2)} & VALUED and scan.item() is None
    worth = worth or scan.peek().startswith("point")
    nothing = word == "no" and scan.item() is None
    return None if number is None or number > MOST or worth or nothing else number


def _counted(scan: Scan, number: int, word: str) -> None:
    """A count waits for its item, unless that stands before it or is what is spoken of anyhow."""
    if scan.peek() in VERSUS and scan.peek(2).isdigit():
        scan.ratio = (number, int(scan.peek(2)))
        scan.at += 2
        if scan.pending:
            _split(scan, scan.pending)
    elif _behind(scan) and word not in ARTICLES:
        if scan.claims[scan.since :] and scan.claims[-1].item == scan.pending:
            scan.claims.pop()
        scan.claim(scan.pending, number)
        scan.pending = ""
    elif _bare(scan) and word not in ARTICLES:
        scan.claim(scan.topic, number)
    else:
        scan.count = number


def _behind(scan: Scan) -> bool:
    """Whether a count stands behind its item: "food 2, water: 1"."""
    before = scan.item(-2) if scan.peek(-1) in (":", "-") else scan.item(-1)
    return bool(scan.pending) and before == scan.pending and scan.item() is None


def _bare(scan: Scan) -> bool:
    """Whether a count is of the topic: "you can take 2", or "I'd ask for two" of what is named."""
    alone = scan.peek() in ("", ",", "and") or scan.peek() in BREAK
    asked = scan.peek(-1) == "for" and scan.peek(-2) in ("ask", "asking")
    wished = scan.stance == "want" and scan.owner == "me"
    wished = wished and any(scan.items.of(word) == scan.topic for word in scan.words[: scan.at])
    return (
        alone and bool(scan.topic) and scan.item(2) is None
        and (scan.stance == "take" or asked or wished)
    )  # fmt: skip


def _named(scan: Scan, item: str) -> None:
    before = scan.peek(-1)
    scan.pending = scan.topic = item
    if before in ("other", "last", "remaining") or scan.peek(-2) == "other":
        scan.claim(item, LEFT)
    elif scan.ratio is not None:
        _split(scan, item)
    elif scan.count == HALF or (_joined(scan) and scan.claims[-1].count == HALF):
        scan.claims.append(Claim(owner="each", item=item, count=HALF))
        scan.count = None
    elif scan.count is not None:
        scan.claim(item, scan.count)
    elif before == "my" or (scan.peek() in (":", "-") and scan.peek(2).isdigit()):
        return
    elif before in ALL or scan.peek(-2) == "all":
        scan.claim(item, WHOLE_COUNT, firm=scan.stance != "want")
    elif scan.stance == "take":
        scan.claim(item, WHOLE_COUNT, firm=before != "more")
    elif scan.stance == "want" or scan.owner is None or _joined(scan):
        scan.claim(item, WHOLE_COUNT, firm=False, definite=_joined(scan))


def _joined(scan: Scan) -> bool:
    """Whether "the hat and book" is the hat and the book."""
    last = scan.claims[-1] if scan.claims else None
    joined = scan.peek(-1) in ("and", "&", ",")
    return joined and last is not None and last.definite and last.item == scan.item(-2)


def _split(scan: Scan, item: str) -> None:
    if scan.ratio is not None:
        owner: Owner = "you" if scan.owner == "you" else "me"
        scan.claims.append(Claim(owner=owner, item=item, count=scan.ratio[0]))
        scan.claims.append(Claim(owner=OTHER[owner], item=item, count=scan.ratio[1]))
    scan.ratio, scan.pending = None, ""
