"""Which words show a goal in a life: those of its own text, and the forms of what one does for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from alongside.views.words import STOP_WORDS, bare_korean, fold, terms

_DOINGS = """
    run running ran runs jog jogged jogging marathon 5k 10k parkrun | 달리기 달렸 달리고 뛰었 뛰기 러닝 조깅 마라톤
    walk walked walking hike hiked hiking | 산책 걸었 걷기 등산
    swim swam swimming swims | 수영 헤엄
    cycle cycled cycling bike biked biking ride rode riding | 자전거 라이딩
    read reading reads chapter chapters pages books | 읽었 읽기 읽는 읽고 독서 완독
    write wrote writing writes drafted draft | 썼다 썼어 쓰기 글쓰기 집필 초고
    gym workout workouts lift lifted lifting squats deadlift | 헬스 웨이트 근력 운동
    exercise exercised exercising trained training fitness | 운동 트레이닝
    yoga pilates stretch stretched stretching | 요가 필라테스 스트레칭
    meditate meditated meditating meditation | 명상
    draw drew drawing sketch sketched sketching paint painted painting | 그렸 그림 스케치 드로잉
    cook cooked cooking bake baked baking | 요리 베이킹
    piano | 피아노
    guitar | 기타
    violin cello | 바이올린 첼로
    sing sang singing choir | 노래 합창
    climb climbed climbing bouldering | 클라이밍 암벽
    garden gardening gardened | 텃밭 정원
    save saved saving savings | 저축 모았 적금
    code coded coding programming programmed | 코딩 프로그래밍 개발
    spanish | 스페인어
    english | 영어
    korean | 한국어
    french | 프랑스어 불어
    german | 독일어
    italian | 이탈리아어
    japanese | 일본어
    chinese mandarin | 중국어
"""
_GENERIC = """
    study studied studying studies lesson lessons class classes course revise revised | 공부 수업 강의 복습
    practise practised practising practice practiced practicing rehearse rehearsed | 연습
"""
"""What one may do for many things: shows a goal only where it says nothing else."""
_WEAK = frozenset(
    """
    learn learned learning become becoming finish finished complete start stop keep making make take
    better best more less half full every each day days week weeks weekly month year daily goal aim
    able well good fit fitter healthy regular regularly least first own new back whole hours hour
    minutes minute times time words word km kilometers miles old long short hard easy really finally spring
    summer autumn winter january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday birthday end next once twice
    fluent fluently speak one two three four five six seven eight nine ten twelve under without level
    something someone people things thing work life home again want hope love like enough around
    play played playing plays euro euros dollar dollars money won
    """.split()
)
_WEAK_KO = frozenset(
    "목표 이상 매일 매주 매달 올해 내년 이번 다음 하루 일주일 한달 하기 되기 배우기 끝내기 완주 마치기 "
    "시작 꾸준히 열심히 하프 까지 시간 정도 유창 수준 완성 완료 달성 도전 하고 싶다 하는 배워 마스터".split()
)
_VERBAL_KO = re.compile(
    r"(?:하고|하기|하는|해서|한다|했다|하게|하자|되기|되고|배우기|끝내기|마치기|완주하기|하며|할)$"
)
_RUN = re.compile(r"[가-힣]+|[a-z0-9]+(?:[’'][a-z]+)?")
_IDIOM = re.compile(
    r"\b(?:run|ran|running|runs)\s+(?:out|into|late|over|by|low|errands|away|for office|the (?:meeting|show|risk|shop|team|company|office|bath|house))\b"
    r"|\bin the long run\b|\brunning (?:late|water|costs?)\b|\bthe dog ran\b"
    r"|\b(?:write|wrote|writing)\s+(?:to|back|down|off)\b|\bread (?:the|my|your|his|her) (?:mail|message|text)s?\b"
    r"|\b(?:save|saved) (?:the|this|my) (?:file|date|document)\b|\bdraw(?:ing)? (?:the )?(?:line|curtains)\b"
    r"|\b(?:ride|rode) the (?:bus|train|metro)\b|\bwalk(?:ed|ing)? (?:into|in on|out of)\b",
    re.IGNORECASE,
)


def _groups(table: str) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    lines = [line.split("|") for line in table.strip().splitlines()]
    return tuple((frozenset(en.split()), tuple(ko.split())) for en, ko in lines)


DOINGS, GENERIC = _groups(_DOINGS), _groups(_GENERIC)


@lru_cache(2048)
def signs_of(*texts: str) -> frozenset[str]:
    """The words that show what these texts aim at: whole English words, parts of Korean ones."""
    words = [word for text in texts for word in _RUN.findall(fold(text))]
    found = _grouped(words, DOINGS)
    found |= {word for word in map(_noun, words) if word and not _in(word, GENERIC)}
    return frozenset(found or _grouped(words, GENERIC))


def given(signs: Iterable[str]) -> frozenset[str]:
    """The signs that the person chose themselves, each with its other forms."""
    words = [word for sign in signs for word in _RUN.findall(fold(sign))]
    return frozenset(_grouped(words, (*DOINGS, *GENERIC)) | set(words))


def shows(sentence: str, signs: frozenset[str]) -> bool:
    """Whether the sentence holds one of the signs, in any of its forms."""
    plain = fold(_IDIOM.sub(" ", sentence))
    words = _RUN.findall(plain)
    if any(word in signs for word in words):
        return True
    if any(sign in plain for sign in signs if "가" <= sign[0] <= "힣"):
        return True
    return bool(_stems(signs) & set(terms(" ".join(w for w in words if w.isascii()))))


@lru_cache(512)
def _stems(signs: frozenset[str]) -> frozenset[str]:
    """Stems of those signs that have no list of their own forms."""
    alone = [s for s in signs if s.isascii() and not _in(s, (*DOINGS, *GENERIC))]
    return frozenset(stem for sign in alone for stem in terms(sign))


def _grouped(
    words: Iterable[str], groups: Iterable[tuple[frozenset[str], tuple[str, ...]]]
) -> set[str]:
    found: set[str] = set()
    for english, korean in groups:
        if any(w in english or any(w.startswith(k) for k in korean) for w in words):
            found |= english | set(korean)
    return found


def _in(word: str, groups: Iterable[tuple[frozenset[str], tuple[str, ...]]]) -> bool:
    return any(word in en or any(word.startswith(k) for k in ko) for en, ko in groups)


def _noun(word: str) -> str:
    """The word where it says something of its own, else nothing."""
    if "가" <= word[0] <= "힣":
        bare = _VERBAL_KO.sub("", bare_korean(word))
        weak = bare in _WEAK_KO or word in _WEAK_KO
        return bare if len(bare) >= 2 and not weak else ""
    plain = word.removesuffix("'s")
    weak = plain in _WEAK or plain in STOP_WORDS or plain.isdigit()
    return plain if len(plain) >= 3 and not weak else ""
