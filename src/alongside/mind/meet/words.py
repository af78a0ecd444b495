"""Words by which a meeting is begun and ended, in English and Korean."""

from __future__ import annotations

import re

_LEAD = r"(?:(?:okay|ok|please|hey|now|so|and|let's|can you|could you) )*"
_LEAD_KO = r"(?:(?:자|이제|지금) )*"
_BEGIN = re.compile(
    rf"{_LEAD}(?:(?:start|begin|open|record|note|minute|take minutes (?:of|for))"
    r" (?:the |a |this |our |new )*meeting"
    r"|(?:the |this |our )?meeting (?:begins|starts|has begun|has started|start)"
    r"|take minutes)(?: (?:now|please))*"
    rf"|{_LEAD_KO}회의(?:를|가)? ?(?:시작(?:해|하자|합니다|할게|합시다|해 ?줘|했어|됐어)?"
    r"|기록해(?: ?줘)?)(?: ?요)?",
    re.IGNORECASE,
)
_END = re.compile(
    rf"{_LEAD}(?:(?:the |this |our )?meeting(?: is|'s)?"
    r" (?:over|ended|finished|done|adjourned|closed|has ended)"
    r"|(?:stop|end|close|finish|adjourn) (?:the |this |our )?meeting)(?: (?:now|please))*"
    rf"|{_LEAD_KO}회의(?:를|가|는)? ?(?:끝(?:났어|났습니다|내자|내|났다)?"
    r"|종료(?:해|합니다|할게)?|마치(?:자|겠습니다)|마칩니다)(?: ?요)?",
    re.IGNORECASE,
)


def begins(text: str) -> bool | None:
    """Whether the words order a meeting to begin (or, False, to end); None where neither."""
    bare = re.sub(r"\s+", " ", re.sub(r"[^\w\s']", " ", text.replace("’", "'"))).strip()
    if _BEGIN.fullmatch(bare):
        return True
    return False if _END.fullmatch(bare) else None
