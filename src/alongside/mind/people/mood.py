"""The mood of somebody's messages: plain counts of warm and of heavy words, nothing more.

It is worked out only where the person switched it on, is kept nowhere, and is no score: words are
counted as they stand, and anyone can read in the messages why.
"""

from __future__ import annotations

import re

_WARM = re.compile(
    r"\b(?:love|lovely|happy|glad|great|wonderful|thanks?|thank you|congrat\w*|yay|haha\w*|lol"
    r"|miss you|proud|excited|amazing|beautiful|hug\w*|cheers|perfect|nice|fun)\b"
    r"|[❤♥😊😂😍🥰🎉🤗😘]|사랑|행복|고마|감사|축하|최고|기뻐|기쁘|보고\s?싶|재밌|재미있"
    r"|좋아|좋다|ㅋㅋ|ㅎㅎ|대박|멋지|예쁘",
    re.IGNORECASE,
)
_HEAVY = re.compile(
    r"\b(?:sad|sorry|tired|exhausted|worried|anxious|scared|angry|hate|awful|terrible|cry\w*"
    r"|lonely|stressed|hurt\w*|sick|lost|argu\w*|fight|upset|difficult|hard time|grief|funeral)\b"
    r"|[😢😭😞😡💔]|슬프|슬퍼|미안|피곤|지쳐|지친|걱정|불안|무서|화나|화가|싫어|힘들|울었"
    r"|외로|스트레스|아파|아프|싸웠|속상|ㅠㅠ|ㅜㅜ",
    re.IGNORECASE,
)


def mood(words: str) -> tuple[bool, bool]:
    """Whether a message has a warm word in it, and a heavy one."""
    return bool(_WARM.search(words)), bool(_HEAVY.search(words))
