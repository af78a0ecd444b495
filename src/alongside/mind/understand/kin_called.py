"""Who somebody is by what they are called: to their face in a chat, or in the address book.

Only what is called out counts ("thanks mum", "고마워 여보"); who is only spoken of ("ask mum") is
somebody else. "누나", "오빠", "언니" and "형" are said to anybody older, so they tell nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.log.kinds import Contact
from alongside.mind.understand.kin_words import ADJECTIVES, KIN, plain
from alongside.mind.understand.told import Told

_CALLED = {
    "mother": "mum mom mam mama mummy mommy mumma",
    "father": "dad daddy papa",
    "grandmother": "grandma granny nana nan gran",
    "grandfather": "grandpa grandad granddad",
    "sister": "sis",
    "wife": "wifey",
    "husband": "hubby",
    "aunt": "auntie",
    "엄마": "엄마",
    "아빠": "아빠",
    "어머니": "어머니",
    "아버지": "아버지",
    "할머니": "할머니",
    "할아버지": "할아버지",
    "배우자": "여보",
}
_KIN_OF = {word: kin for kin, words in _CALLED.items() for word in words.split()}
_ENGLISH = "|".join(word for word in _KIN_OF if word.isascii())
_KOREAN = "|".join(word for word in _KIN_OF if not word.isascii())
_END = r"(?=[\s!.?~…xX❤️💕🥰😘😊ㅋㅎㅠㅜ^]*$)"
_FACE = (
    re.compile(rf"^(?P<c>{_ENGLISH})(?:,|!)\s", re.IGNORECASE),
    re.compile(rf",\s(?P<c>{_ENGLISH}){_END}", re.IGNORECASE),
    re.compile(
        rf"^(?:\w+(?:['’]\w+)?\s)*?(?P<before>[\w'’]+)\s(?P<c>{_ENGLISH}){_END}", re.IGNORECASE
    ),
    re.compile(rf"^(?P<c>{_KOREAN})(?:[,!~]+\s?|아,?\s)(?=\S)"),
    re.compile(
        r"(?:고마워|고마워요|감사해요|사랑해|사랑해요|미안해?|알았어|알겠어|알겠어요|응|네|잘\s?자|"
        rf"축하해|축하드려요|보고\s?싶어|안녕|힘내|그래)[,!~]?\s(?P<c>{_KOREAN}){_END}"
    ),
    re.compile(r"(?:^|\s)(?P<c>여보)(?:[,!~.?]|\s|$)"),
)  # fmt: skip
_SPEAKS_OF_TEXT = """
    call calls tell tells ask asks with to for from and or of about than like as at by on in into
    my your his her their our the a an is was are be see saw visit help miss love meet met text
    phone ring rang invite invited told asked called helped visited poor up off out down over new
    feed drive drove bring brought take took give gave get got send sent both not only hate hug
    kiss need needs want wants remind pick find found hear heard know knew watch write wrote say
    said then when if but thank via says against without
"""
_SPEAKS_OF = frozenset(_SPEAKS_OF_TEXT.split())
_PRAISED = re.compile(
    rf"(?:^|\byou(?:['’]re|\sare)\s)(?:the|my|such\san?)?\s?(?:best|greatest|loveliest|favou?rite)\s"
    rf"(?P<kin>(?:{KIN}))\b(?!['’]s)(?!\s(?:is|was|for|of|to)\b)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    rf"^happy\s(?:birthday|anniversary),?\s(?:to\s)?(?:my\s)?{ADJECTIVES}"
    rf"(?P<c>{_ENGLISH}|wife|husband)\b",
    re.IGNORECASE,
)
_BOOK_KIN = rf"(?:my\s|our\s)?{ADJECTIVES}(?P<kin>(?:{KIN}))"
_KOREAN_KIN = (
    r"(?P<korean>(?:(?:직장|회사|학교|대학교?|고등학교|중학교|초등학교|동네|교회|동아리)\s)?"
    r"(?:엄마|어머니|아빠|아버지|할머니|할아버지|남편|아내|와이프|아들|딸|남동생|여동생|동생|친언니|친누나|"
    r"친형|친오빠|시어머니|시아버지|장모님|장인어른|사촌|조카|친구|절친|동료|선배|후배|동기|집주인|담임|상사))"
)
_SAVED = (
    "남편|아내|와이프|집사람|신랑|딸|큰딸|작은딸|막내딸|아들|큰아들|작은아들|막내아들|언니|큰언니|작은언니|누나|큰누나|"
    "작은누나|큰형|작은형|동생|남동생|여동생|막내|장모님|장인어른|시어머니|시아버지|어머님|아버님|외할머니|외할아버지|"
    "큰이모|작은이모|큰고모|작은고모|외삼촌|큰아버지|작은아버지|집주인"
)
"""What somebody is saved as; "형" and "오빠" may be anybody's."""
_NAME_IS = re.compile(
    rf"(?:my\s|our\s)?(?P<c>{_ENGLISH}|mother|father|wife|husband|daughter|son|sister|brother|boss|"
    r"landlord|landlady)(?:\s(?:mobile|cell|home|work|new|\d+))?[\W_]*"
    rf"|(?:우리\s?|울\s?|내\s)?(?P<k>{_KOREAN}|{_SAVED})[\W_]*",
    re.IGNORECASE,
)
_NAME_BEGINS = re.compile(
    r"(?P<c>uncle|aunt|auntie|cousin|grandma|grandpa|nana|granny)\s[^\W\d_].*", re.IGNORECASE
)
_NAME_HOLDS = re.compile(rf"\S+\s?(?:\({_BOOK_KIN}\)|\({_KOREAN_KIN}\))", re.IGNORECASE)
_NAME_ENDS = re.compile(
    r"[^\W\d_][\w’'-]+\s(?:[-–,]\s)?(?P<kin>landlord|landlady|neighbou?r|plumber|electrician|"
    r"babysitter|flatmate|roommate|hairdresser|boss)", re.IGNORECASE,
)  # fmt: skip
_NOTE_IS = re.compile(
    rf"(?:{_BOOK_KIN}|(?:우리\s|내\s)?{_KOREAN_KIN})(?=[,.;]|\s?[-–(]|$)", re.IGNORECASE
)
_OF_MINE = re.compile(
    rf"(?P<kin>{KIN}|spouse|child|parent|sibling):\s(?P<name>\S.*)", re.IGNORECASE
)


def to_their_face(text: str, whom: str) -> Iterator[Told]:
    """Who the one that a message goes to is, as it calls them."""
    for pattern in (_WISHED, *_FACE):
        match = pattern.search(text)
        before = match.groupdict().get("before") if match else ""
        if match and not _speaks_of(before or ""):
            word = match["c"].casefold()
            start = match.start() if pattern is _WISHED else match.start("c")
            yield _told(_KIN_OF.get(word, word), whom, start, match.end("c"), 0.75)
            return
    praised = _PRAISED.search(text)
    if praised and not praised["kin"].casefold().startswith(("friend", "mate")):
        yield _told(plain(praised["kin"]), whom, praised.start(), praised.end(), 0.75)


def _speaks_of(before: str) -> bool:
    word = before.casefold().replace("’", "'")
    return word in _SPEAKS_OF or word.endswith(("ing", "ed", "'s"))


def by_name(name: str) -> str:
    """Who somebody is by the name the person saved them under ("Mum", "엄마"); empty for a name."""
    found = _NAME_IS.fullmatch(name) or _NAME_BEGINS.fullmatch(name)
    if found is None:
        return ""
    word = (found["c"] or found.groupdict().get("k") or "").casefold()
    return _KIN_OF.get(word, word)


def saved_as(name: str) -> Iterator[Told]:
    """Who the one that a message goes to is, by the name they are saved under."""
    kin = by_name(name)
    if kin:
        yield _told(kin, name, 0, 0, 0.85)


def in_the_book(contact: Contact, *, mine: bool) -> Iterator[Told]:
    """Who a contact is by its name and notes; a card of the person's own (`mine`) names others."""
    words = contact.words
    for line in contact.notes.splitlines():
        start = words.rfind(line)
        match = (_OF_MINE.fullmatch if mine else _NOTE_IS.match)(line)
        if match:
            name = match["name"].strip() if mine else contact.name
            yield _told(plain(_kin_in(match)), name, start,
                        start + match.end(), 0.9)  # fmt: skip
            return
    if mine:
        return
    kin = by_name(contact.name)
    if kin:
        yield _told(kin, contact.name, 0, len(contact.name), 0.9)
        return
    held = _NAME_HOLDS.fullmatch(contact.name) or _NAME_ENDS.fullmatch(contact.name)
    if held:
        yield _told(plain(_kin_in(held)), contact.name, 0, len(contact.name), 0.9)


def _kin_in(match: re.Match[str]) -> str:
    found = match.groupdict()
    return found["kin"] or found["korean"] or ""


def _told(kin: str, whom: str, start: int, end: int, confidence: float) -> Told:
    return Told(
        category="relationship", about="is", value=kin, subject=whom, start=start, end=end,
        confidence=confidence,
    )  # fmt: skip
