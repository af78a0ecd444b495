"""English words that the patterns lean on."""

from __future__ import annotations

import re

JOBS = (
    r"[a-z]{2,}(?:ologist|ician|ographer|keeper|smith|wright)|nurse|midwife|"
    r"teacher|tutor|lecturer|"
    r"professor|chef|cook|baker|butcher|barista|waiter|waitress|driver|pilot|engineer|developer|"
    r"programmer|designer|architect|builder|carpenter|plumber|painter|artist|illustrator|writer|"
    r"novelist|author|poet|journalist|editor|translator|interpreter|lawyer|"
    r"solicitor|barrister|judge|"
    r"accountant|auditor|analyst|consultant|manager|director|founder|ceo|owner|shopkeeper|farmer|"
    r"gardener|florist|fisherman|sailor|soldier|police\s?(?:wo)?man|firefighter|paramedic|vet|"
    r"pharmacist|scientist|researcher|biologist|chemist|physicist|student|apprentice|intern|"
    r"librarian|actor|actress|dancer|musician|singer|drummer|violinist|pianist|cellist|producer|"
    r"photographer|filmmaker|hairdresser|barber|tailor|cleaner|postman|courier|cashier|secretary|"
    r"assistant|social\sworker|carer|nanny|electrician|mechanic|welder|miner|"
    r"diver|instructor|coach"
)
FEELINGS = (
    r"happy|sad|relieved|nervous|anxious|worried|scared|afraid|proud|lonely|excited|angry|furious|jealous|ashamed|guilty|homesick|heartbroken|hopeful|content|calm|"
    r"overwhelmed|stressed|exhausted|miserable|thrilled|delighted|disappointed|"
    r"bored|lost|in\slove|"
    r"at\speace|light"
)
_NOT_LIKED_TEXT = """
    it that this these those them him her you u everyone everybody how when what to being
    having my his their your our one all myself us a me she he they i we crazy hell mad
"""
NOT_LIKED = frozenset(_NOT_LIKED_TEXT.split())
_NO_PLAN_TEXT = """
    sleep bed bathe eat cook shower be have see need lie sit nap watch make get try cry die
    kill explode scream rest think call ring phone send bring being having getting trying
    sitting thinking looking feeling making watching eating sleeping waiting wondering
    reading coming keeping talking saying doing miss pass it them that this ask tell text let
    know check write lend give pay book pick look finish fix help post drop order show share
    open fill take meet laugh leave
"""
NO_PLAN = frozenset(_NO_PLAN_TEXT.split())
_NO_HABIT_TEXT = """
    can
    am is was were are be been i'm had has have've did didn't could should will won't can't
    said says told know knew think thought mean hope wish want would might may must need
    needs lost wrote went came got made took found saw gave left
"""
NO_HABIT = frozenset(_NO_HABIT_TEXT.split())
EMPTY_VALUES = frozenset(["it", "that", "this", "your", "and", "all"])
PASSING = frozenset(["your", "this", "these", "pic", "photo", "picture", "idea", "and"])
"""Words of a taste that is of the moment or isn't one."""
WEIGHTY = re.compile(
    r"^(?:learn|study|move|visit|travel|open|start|write|build|marry|get\s(?:married|my|a\s)|buy|retire|"
    r"quit|apply|train|run\s(?:for|a|the)|join|become|adopt|launch|publish|finish|hand|live|volunteer|"
    r"take\s(?:the|a|up)|turn\sdown|return|study|raise|record|plant|sell|go\sto\s[A-Z]|see\s[A-Z]|"
    r"[A-ZÀ-Þ]|(?:opening|starting|taking|moving|leaving|writing|buying|applying|quitting|joining)\b)"
)
"""How a plan begins that is worth keeping though it names no time."""
CUT = re.compile(
    r"\s+(?:but|because|so\sthat|though|although|while|whereas|which|who|"
    r"whom|where|when|until|even|"
    r"unless|if|whatever|whoever|just\snot|and\s(?:i|it|we|he|she|they|my|"
    r"that|nobody|still|finally)\b|with\smy\swhole|by\sthe\sway|btw|"
    r"ngl|rn|now|again|any\s?more|any\slonger|too|as\swell|honestly|at\sall|"
    r"really|sometimes|i\s(?:don|can|should|have|think|swear|know)|more\s"
    r"than|rather\sthan|after\snine|instead|of\scourse|either|tbh|thanks|please)\b.*$"
    r"|\s+[-–—]\s.*$|,.*$",
    re.IGNORECASE | re.DOTALL,
)
_ADVERBS_TEXT = """
    always usually still also often normally mostly just really only never generally
    sometimes typically even
"""
_ADVERBS = frozenset(_ADVERBS_TEXT.split())
_IRREGULAR = {"have": "has", "do": "does", "go": "goes", "am": "is", "are": "is", "be": "is"}
_NO_VERB_TEXT = """
    one two three four five once twice times full when whenever such too very
    the a an my our his her their this that it you he she they there here in on at of for to
    and or but so if with from every each all some no not best good great new old toast
    coffee dinner lunch breakfast rehearsals training mum dad first third second fourth night
    nights
"""
_NO_VERB = frozenset(_NO_VERB_TEXT.split())


def conjugated(words: list[str]) -> bool:
    """Whether words begin as a verb in the present may: not in -ed or -ing, no noun we know."""
    rest = [word for word in words if word not in _ADVERBS]
    first = rest[0] if rest else ""
    return (
        first.isalpha() and first not in _NO_VERB and not first.endswith(("ed", "ing", "ly", "s"))
    )


def third_person(phrase: str) -> str:
    """ "always cycle to work" as "Always cycles to work"."""
    words = phrase.split()
    for number, word in enumerate(words):
        if word.lower() not in _ADVERBS:
            words[number] = _third(word)
            break
    said = " ".join(words)
    return said[:1].upper() + said[1:]


def _third(verb: str) -> str:
    low = verb.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if re.search(r"(?:s|x|z|ch|sh|o)$", low):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", low) else f"{verb}s"


_THEIRS = {"my": "their", "our": "their", "me": "them", "us": "them", "myself": "themselves"}
_YOURS = {"my": "your", "our": "your", "me": "you", "us": "you", "myself": "yourself"}
_MINE = re.compile(r"\b(?:my|our|me|us|myself)\b", re.IGNORECASE)


def theirs(phrase: str) -> str:
    """A phrase of the speaker's as it is told of them: "my sister" as "their sister"."""
    return _MINE.sub(lambda found: _THEIRS[found.group().lower()], phrase)


def yours(phrase: str) -> str:
    """A phrase of the speaker's as it is told to them: "my sister" as "your sister"."""
    return _MINE.sub(lambda found: _YOURS[found.group().lower()], phrase)
