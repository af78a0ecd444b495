"""What is said without thinking, in the languages we speak, and the words that are orders to it."""

from __future__ import annotations

import re

STOP = re.compile(
    r"(?:please |okay |ok |hey |no )*(?:stop(?: (?:it|that|now|talking|please))*|be quiet|shut up"
    r"|quiet|silence|enough|that's enough|cancel|never ?mind|hush|wait)(?: please| now)?"
    r"|(?:이제 |좀 )?(?:그만(?:해|하세요| ?해 ?줘)?|멈춰(?: ?줘)?|됐어|조용히(?: ?해)?|스톱|취소)",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening))(?: there)?|안녕(?:하세요)?", re.IGNORECASE
)
THANKS = re.compile(
    r"(?:okay |ok )?(?:thanks|thank you|great thanks)(?: so much| very much| a lot)?"
    r"|(?:고마워요?|감사합니다|감사해요)",
    re.IGNORECASE,
)
MURMUR = re.compile(
    r"(?:(?:m+|mm+ ?hm+|mhm+|u+h|uh ?huh|h+m+|ah+|oh+)(?: |$))+"
    r"|(?:(?:음+|응+|흠+|아+|어+)(?: |$))+",
    re.IGNORECASE,
)
"""What is said while listening, and asks for nothing."""
_QUESTION = re.compile(
    r"\?\s*$"
    r"|^(?:so |and |but |okay |well |hey |please )*"
    r"(?:who|whom|whose|what|when|where|which|why|how|is|are|am|was|were|do|does|did|have|has|had"
    r"|can|could|will|would|should|shall|may|tell|show|find|list|describe|explain|read|look|give"
    r"|remind|forget|take|summari[sz]e|go|play|open|stop|start|translate|off|back|approve)\b"
    r"|(?:나요|까요?|가요|니|죠|지|래|을까|ㄹ까|줘|주세요|해봐|알려|뭐|언제|어디|누구|왜|어떻게)[\s.]*$"
    r"|^(?:뭐|언제|어디|누가|누구|왜|어떻게|몇|무슨|어느|지난|비공개|승인)",
    re.IGNORECASE,
)

SAYINGS = {
    "mm-hm": {"en": "Mm-hm.", "ko": "네."},
    "moment": {"en": "One moment.", "ko": "잠시만요."},
    "noted": {"en": "Noted.", "ko": "적어 두었어요."},
    "hello": {"en": "Hello.", "ko": "안녕하세요."},
    "welcome": {"en": "You're welcome.", "ko": "천만에요."},
    "correction": {"en": "Let me put that right.", "ko": "다시 말씀드릴게요."},
    "screen": {"en": "The rest is on the screen.", "ko": "나머지는 화면에 있어요."},
    "failed": {"en": "I can't answer that now.", "ko": "지금은 대답할 수 없어요."},
}


def saying(name: str, language: str) -> str:
    """A saying in the language, in English where we don't speak it."""
    known = SAYINGS[name]
    return known.get(language, known["en"])


def bare(text: str) -> str:
    """Words without the punctuation around and between them."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w\s']", " ", text)).strip()


def is_stop(text: str) -> bool:
    """Whether it is an order to stop, and nothing else."""
    return STOP.fullmatch(bare(text)) is not None


def is_murmur(text: str) -> bool:
    """Whether it is no more than a sound of listening."""
    return MURMUR.fullmatch(bare(text)) is not None


def is_question(text: str) -> bool:
    """Whether an answer is wanted. All else is a note."""
    return _QUESTION.search(text.strip()) is not None
