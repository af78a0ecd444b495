"""Sentences that no pattern fits, read by a chat model: one narrow question each, checked by code.

The model says what one sentence tells of its writer and copies the words that say so; code keeps it
only where these words stand in the sentence. The prompt's beginning never changes, so that a local
model reads it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from alongside.log.kinds import Category
from alongside.log.moment import Moment
from alongside.mind.understand import en, ko, times
from alongside.mind.understand.promising import pledges
from alongside.mind.understand.reading import Reading, believe, own, words_of
from alongside.mind.understand.sentences import MASK, Sentence, sentences
from alongside.mind.understand.told import Told
from alongside.mind.understand.topics import topic_of
from alongside.models.model import Chat, Message, Prompt
from alongside.models.structured import NotStructured, answer
from alongside.views.believing import Rules
from alongside.views.words import fold

CATEGORY: Mapping[str, Category] = {
    "home": "fact",
    "work": "fact",
    "job": "fact",
    "studies": "fact",
    "owns": "fact",
    "likes": "preference",
    "dislikes": "preference",
    "does": "habit",
    "plans": "plan",
}
NOTHING = "nothing"
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "about": {"enum": [*CATEGORY, NOTHING]},
        "words": {"type": "string", "maxLength": 80},
    },
    "required": ["about", "words"],
    "additionalProperties": False,
}
INSTRUCTIONS = """\
You read one sentence from somebody's diary or chat. Does it tell something lasting about the \
writer? Answer with what it is about and copy the words that say it, exactly as they stand.
home: where they live. work: their employer. job: what they do for a living. studies: what they \
learn. owns: what they have. likes, dislikes: their taste. does: a habit. plans: what they have \
decided to do.
nothing: it is about others, about one passing moment, or of no weight. Most are nothing."""
EXAMPLES = (
    (
        "The dog and I are out by six in any weather.",
        "does",
        "out by six in any weather",
    ),
    ("Paid the plumber. Rain again.", NOTHING, ""),
    ("Nothing beats the smell of old books.", "likes", "the smell of old books"),
    ("Her brother is a doctor in Leeds.", NOTHING, ""),
    ("Three years at the harbour office and I still get lost.", "work", "the harbour office"),
    ("The tickets to Oslo are booked for May!", "plans", "Oslo"),
    ("아침에 비가 왔다.", NOTHING, ""),
    ("주말이면 산에 있다.", "does", "주말이면 산에 있다"),
)
CONFIDENCE = 0.65
LEAST_WORDS = 4
ANSWER = 60
_SELF = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


def candidates(moment: Moment, rules: Rules) -> Iterator[Sentence]:
    """The sentences of the person's own that patterns found nothing in and that a model may see."""
    if not own(moment):
        return
    now = times.Now(moment.at, moment.zone)
    for sentence in sentences(words_of(moment)):
        if sentence.asked or sentence.supposed or sentence.reported or MASK in sentence.text:
            continue
        least = LEAST_WORDS - 1 if sentence.korean else LEAST_WORDS
        topic = topic_of(sentence.text)
        if len(sentence.text.split()) < least or (topic and not rules.allows_topic(topic)):
            continue
        if _of_others(sentence) or times.is_soon(sentence.text, now):
            continue
        reader = ko.read if sentence.korean else en.read
        if not any(True for _ in (*reader(sentence, now), *pledges(sentence))):
            yield sentence


async def read(moment: Moment, sentence: Sentence, chat: Chat) -> Reading:
    """What a model makes of one sentence. Raises `ModelError`."""
    try:
        made = await answer(chat, _prompt(sentence.text))
    except NotStructured:
        return Reading()
    now = times.Now(moment.at, moment.zone)
    told = _checked(made, sentence, now)
    if told is None:
        return Reading()
    return Reading(beliefs=(believe(told, moment, now, model=chat.name),))


def _of_others(sentence: Sentence) -> bool:
    """Whether it says nothing of the writer, as far as its words tell."""
    if sentence.korean:
        return ko.of_another(sentence.text)
    return _SELF.search(sentence.text) is None


def _prompt(text: str) -> Prompt:
    shown = [
        message
        for asked, about, words in EXAMPLES
        for message in (Message("user", asked), Message("assistant", _json(about, words)))
    ]
    messages = (Message("system", INSTRUCTIONS), *shown, Message("user", text))
    return Prompt(messages=messages, schema=SCHEMA, max_tokens=ANSWER)


def _json(about: str, words: str) -> str:
    return f'{{"about": "{about}", "words": "{words}"}}'


def _checked(made: Mapping[str, str], sentence: Sentence, now: times.Now) -> Told | None:
    """What the model said, where its words stand in the sentence and code agrees on the time."""
    about, words = made["about"], made["words"].strip(" .,!?…")
    if about not in CATEGORY or len(_LETTERS.findall(words)) < 2:
        return None
    if fold(words) not in fold(sentence.text):
        return None
    if about == "does" and not times.repeats(sentence.text, now):
        return None
    if about == "plans":
        words = sentence.text.strip(" .!")
        if not times.begins(sentence.text, now):
            return None
    return Told(
        category=CATEGORY[about],
        about=about,
        value=words,
        start=sentence.start,
        end=sentence.end,
        confidence=CONFIDENCE,
    )
