"""What is believed, in a sentence: made by code from what it tells and the words of the evidence.

Statements leave out their subject ("Lives in Porto", "포르투에 산다"): it is always the person.
"""

from __future__ import annotations

import re

from alongside.mind.understand.en_words import theirs, third_person, yours
from alongside.mind.understand.told import Told
from alongside.views.believing import Belief

_HANGUL = re.compile(r"[가-힣]")
_ENGLISH = {
    "home": "Lives in {}",
    "lived": "Used to live in {}",
    "formerly": "Not any more: {}",
    "avoids": "Avoids: {}",
    "work": "Works at {}",
    "job": "{}",
    "owns": "Has {}",
    "studies": "Studies {}",
    "plays": "{}",
    "from": "Is from {}",
    "age": "Is {} years old",
    "speaks": "Speaks {}",
    "likes": "Likes {}",
    "dislikes": "Dislikes {}",
    "does": "{}",
    "values": "Values: {}",
    "plans": "Plans: {}",
    "feels": "Feels {}",
}
_KOREAN = {
    "home": "사는 곳: {}",
    "lived": "예전에 살던 곳: {}",
    "formerly": "이제는 아님: {}",
    "avoids": "피하는 것: {}",
    "work": "일하는 곳: {}",
    "job": "하는 일: {}",
    "owns": "운영하는 것: {}",
    "studies": "공부: {}",
    "plays": "하는 것: {}",
    "from": "고향: {}",
    "age": "나이: {}",
    "speaks": "하는 말: {}",
    "likes": "좋아하는 것: {}",
    "dislikes": "싫어하는 것: {}",
    "does": "습관: {}",
    "values": "중요하게 여기는 것: {}",
    "plans": "계획: {}",
    "feels": "마음: {}",
}
_VERBS = ("does", "job", "plays")
_PAST = re.compile(r"^(?:retired|played|taught|driving|an?\s|the\s)", re.IGNORECASE)


def statement(told: Told) -> str:
    """The sentence for something told, in the language of its value."""
    if told.about == "is":
        return _related(told)
    if _HANGUL.search(told.value):
        return _KOREAN[told.about].format(told.value)
    value = theirs(told.value)
    if told.about in _VERBS:
        value = _capital(value) if _PAST.match(value) else third_person(value)
        value = re.sub(r"^(An?|The)\s", lambda found: f"Is {found.group().lower()}", value)
    return _ENGLISH[told.about].format(value)


_TO_THEM = {
    "home": "You live in {}",
    "lived": "You used to live in {}",
    "formerly": "Not any more: {}",
    "avoids": "You don't {}",
    "work": "You work at {}",
    "job": "You {}",
    "owns": "You have {}",
    "studies": "You study {}",
    "plays": "You {}",
    "from": "You are from {}",
    "age": "You are {} years old",
    "speaks": "You speak {}",
    "likes": "You like {}",
    "dislikes": "You dislike {}",
    "does": "You {}",
    "values": "What matters to you: {}",
    "plans": "You plan: {}",
    "feels": "You felt {}",
}


def to_them(belief: Belief, language: str) -> str:
    """What is believed, told to the person: "You live in Porto"."""
    value = belief.value.strip()
    korean = language == "ko" or _HANGUL.search(value) is not None
    if belief.corrected or belief.about not in _TO_THEM:
        return belief.statement if korean else belief.statement.replace("their", "your")
    if korean:
        return _KOREAN[belief.about].format(value)
    bare = belief.about == "job" and _PAST.match(value)
    form = "You: {}" if bare else _TO_THEM[belief.about]
    return form.format(yours(value))


def _related(told: Told) -> str:
    if _HANGUL.search(told.value):
        return f"{told.subject}: {told.value}"
    return f"{told.subject} is their {told.value}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
