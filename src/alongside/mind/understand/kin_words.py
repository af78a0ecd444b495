"""English words for who somebody is to somebody, and how names are written."""

from __future__ import annotations

import re

_FAMILY = (
    r"mum|mom|mam|mummy|mommy|mother|mama|dad|daddy|father|papa|parent|sister|sis|brother|sibling|"
    r"twin|wife|husband|hubby|spouse|other\shalf|girlfriend|boyfriend|fianc[ée]e?|daughter|son|"
    r"child|kid|toddler|baby|eldest|youngest|firstborn|granddaughter|grandson|grandchild|grandma|"
    r"grandmother|nan|nana|gran|granny|grandpa|grandfather|grandad|granddad|aunt|auntie|uncle|"
    r"cousin|niece|nephew|godmother|godfather|godson|goddaughter|godchild"
)
_NEAR = (
    r"best\sfriend|bestie|friend|buddy|mate|pal|pen\s?pal|crush|date|flatmate|roommate|housemate|"
    r"lodger|neighbou?r|colleague|co-?worker|workmate|teammate|team-mate|classmate|schoolmate|"
    r"bandmate|boss|line\smanager|manager|team\sleader|team\slead|supervisor|employee|intern|"
    r"assistant|client|business\spartner|partner|co-?founder|coach|trainer|mentor|mentee|adviser|"
    r"advisor|tutor|teacher|headteacher|professor|instructor|student|pupil|apprentice|landlord|"
    r"landlady|tenant|doctor|gp|dentist|therapist|physio|physiotherapist|midwife|vet|lawyer|"
    r"solicitor|accountant|hairdresser|barber|mechanic|babysitter|childminder|nanny|carer|"
    r"cleaner|agent|editor|publisher|host|conductor|captain"
)
_STEP = r"(?:ex-?\s?|late\s|former\s|old\s|step-?|half-?|great-|foster\s|twin\s|host\s|adoptive\s)"
FAMILY = rf"(?:{_STEP}?(?:{_FAMILY})(?:-in-law)?|in-law|ex)"
OTHER = rf"(?:(?:ex-?\s?|former\s|old\s|late\s)?(?:[a-z][a-z-]+\s){{0,2}}?(?:{_NEAR}))"
KIN = rf"(?:{FAMILY}|{OTHER})"
"""One person, in the singular: "sister", "late husband", "piano teacher"."""
MANY = {
    "sisters": "sister", "brothers": "brother", "siblings": "sibling", "twins": "child",
    "parents": "parent", "daughters": "daughter", "sons": "son", "children": "child",
    "kids": "child", "grandchildren": "grandchild", "granddaughters": "granddaughter",
    "grandsons": "grandson", "grandparents": "grandparent", "aunts": "aunt", "uncles": "uncle",
    "cousins": "cousin", "nieces": "niece", "nephews": "nephew", "best friends": "best friend",
    "friends": "friend", "flatmates": "flatmate", "roommates": "roommate",
    "housemates": "housemate", "neighbours": "neighbour", "neighbors": "neighbor",
    "colleagues": "colleague", "coworkers": "coworker", "co-workers": "co-worker",
    "teammates": "teammate", "classmates": "classmate", "bandmates": "bandmate",
    "bosses": "boss", "managers": "manager", "teachers": "teacher", "students": "student",
    "pupils": "pupil", "stepsons": "stepson", "stepdaughters": "stepdaughter",
    "godchildren": "godchild", "in-laws": "in-law",
}  # fmt: skip
"""Several people, and what each of them is."""
ADJECTIVES = (
    r"(?:(?:big|little|older|younger|elder|eldest|oldest|youngest|middle|only|baby|kid|dear|dearest|"
    r"good|closest|new|other|own|lovely|wonderful|beautiful|darling|poor|sweet|brilliant|amazing|"
    r"favou?rite|very|two|three|four|five|first|second|third|long-lost|long-time|childhood)\s)*"
)
"""What is said of somebody besides who they are."""
_UPPER = "[A-ZÀ-ÖØ-ÞŁŚŞȘŠŻŹŽĆČĎĐĞİŇŘŤŐŰ]"
_NOT_NAMES_TEXT = """
    i the a an my our his her your their he she they we it you monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november
    december christmas easter best and but so or god that this here there who what when where how
    why those these today tomorrow yesterday tonight yes no ok okay not then now if oh well just
    also dear hi hello hey thanks happy good great lunch dinner breakfast coffee tea skype
    zoom whatsapp
"""
NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_BEFORE_TEXT = """
    call text ring ask tell email see meet visit facetime thanks
    met saw called visited with and from for to after before texted phoned rang told helped drove
    walked cooked picked asked wrote miss missed love loved meeting seeing calling visiting like
    without about thank invited congratulated poor dear old little remember gave sent
"""
_BEFORE = frozenset(_BEFORE_TEXT.split())
"""What begins a sentence, written large, before a name."""
_NEVER_SECOND = r"(?!(?:I|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|And|But|So|The)\b)"
_TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Doctor|Father|Rabbi|Coach)\.?\s"
_WORD = rf"(?!I['’]){_UPPER}[\w’'-]*\w"
NAME_AS = (
    rf"(?:{_TITLE})?{_WORD}(?:\s(?:(?:de|da|dos|van|von|der|den|bin|al)\s)*{_NEVER_SECOND}{_WORD})?"
)
NAME = rf"(?P<name>{NAME_AS})"
NAMES = rf"(?P<names>{NAME_AS}(?:(?:,\s|,?\s(?:and|&)\s){NAME_AS})*)"
_DEMONYM = re.compile(
    r"\w+(?:ish|[^aeiou]ean|ese)|(?:French|German|American|Mexican|Greek|Swiss|Thai|Czech|Dutch|Welsh|"
    r"Korean|African|Asian|European|Italian|Russian|Brazilian|Canadian|Australian|Indian|Iranian|"
    r"Norwegian|Hungarian|Austrian|Belgian|Ukrainian|Egyptian|Nigerian|Ghanaian|Persian|Muslim|"
    r"Catholic|Protestant|Buddhist|Hindu|Iraqi|Israeli|Pakistani|Vegan|Vegetarian)"
)
_POSSESSIVE = re.compile(r"['’]s$")
_APART = re.compile(r",\s|,?\s(?:and|&)\s")


def named(written: str) -> str:
    """The name as it is called, empty where it isn't one."""
    name = _POSSESSIVE.sub("", written)
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in _BEFORE:
        return named(rest)
    return "" if first.casefold() in NOT_NAMES | _BEFORE else name


def is_demonym(name: str) -> bool:
    """Whether a word written large says where somebody is from or what they are."""
    return _DEMONYM.fullmatch(name) is not None


def each(names: str) -> list[str]:
    """The names of a list such as "Ana, Rita and Lee"."""
    return [name for name in map(named, _APART.split(names)) if name]


def plain(kin: str) -> str:
    """Who somebody is, as it is kept: lower case, single spaces, "old" only of "old friend"."""
    words = " ".join(kin.split()).lower()
    return re.sub(r"^old\s(?!friend|flame)", "former ", words)
