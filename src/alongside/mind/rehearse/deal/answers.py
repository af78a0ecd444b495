"""Whether a turn of a bargain says yes, says no or leaves, by patterns in English and Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass

YES = re.compile(
    r"\b(?:deal|agree[ds]?|accept(?:ed|-deal)?|sounds? (?:good|great|fair|fine|perfect|like a deal|"
    r"reasonable|ok|okay|awesome|wonderful)|works? (?:for|great|well|out)|that works?|"
    r"that(?:'?s| is| would be| will be| seems| sounds?) (?:fine|fair|good|great|perfect|ok|okay|"
    r"cool|reasonable|doable|acceptable|wonderful|awesome)|"
    r"(?:i )?(?:can|could|will|'ll) (?:do|go with|live with|manage|agree)|done|perfect|you got it|"
    r"you(?:'ve| have) (?:got )?a deal|let'?s do (?:it|that)|i'?m (?:ok|okay|fine|good|happy) with|"
    r"fair enough|no problem|absolutely|definitely|settled|shake on)\b|"
    r"^\W*(?:ok|okay|okey|k|yes|yeah|yea|yep|yup|sure|great|fine|alright|all right|awesome|cool|"
    r"good|excellent|wonderful|ya|fair)\b|submit-deal|좋아요|좋습니다|"
    r"그렇게 (?:해요|하죠|합시다)|동의|합의|콜\b"
)
NO = re.compile(
    r"\bno deal\b|reject-deal|\bi (?:can'?t|cannot|won'?t|could not|couldn'?t) (?:do|accept|agree|"
    r"go)|^\W*(?:no|nope|nah|sorry)\b(?! problem| worries)|not (?:fair|acceptable|going to work|"
    r"enough|gonna work)|doesn'?t work|won'?t work|unfair|too (?:much|low|high|few|little)|"
    r"\bi disagree|\bi (?:don'?t|do not) (?:think|agree|accept)|안 ?(?:돼|되)|싫|그건 좀"
)
APART = re.compile(
    r"walk-away|\bwalk(?:ing)? away\b|i'?m out\b|forget it|deal'?s off|agree to disagree|"
    r"no agreement|stalemate|dead ?lock|leave it (?:at that|there)|"
    r"(?:we|i) (?:are|'re|am) (?:done|finished)(?: here| talking)?\s*(?:[.!]|$)|"
    r"(?:(?<!or )(?<!otherwise )\bno ?deals?\b|(?:can'?t|cannot|won'?t|unable|not|don'?t|couldn'?t)"
    r"\b[^.,!?]{0,24}\b(?:reach|make|have|come to) (?:a |an |any )?(?:deal|agreement))"
    r"(?! (?:without|unless|if))"
)
"""Leaving. "I need the hat or no deal" and "no deal without the hat" only threaten to."""
CLINCHED = re.compile(r"\bdeals?\b|\baccept|\btake it\b|\byou win\b|\bworks?\b")
"""A yes that ends a parting; an "ok" may be to the parting."""
HEDGED = re.compile(
    r"\b(?:but|however|except|unless|only if|if you|how about|what about|instead)\b"
)

PARTING = re.compile(
    r"\b(?:thanks?|thank you|bye|happy|pleasure|fun|nothing (?:else|more)|no more from me)\b|"
    r"고마|감사",
    re.IGNORECASE,
)
"""Kind words once all is settled; a "no" among them is to "anything else?"."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn answers. A `yes` may be `hedged`; one `clinched` is of no parting."""

    yes: bool
    no: bool
    apart: bool
    hedged: bool
    clinched: bool


def answer(text: str) -> Answer:
    """The answer in a turn."""
    plain = text.lower().replace("’", "'")
    apart = bool(APART.search(plain))
    return Answer(
        yes=bool(YES.search(plain)) and not apart,
        no=bool(NO.search(plain)),
        apart=apart,
        hedged=bool(HEDGED.search(plain)),
        clinched=bool(CLINCHED.search(plain)) and not apart,
    )
