"""Sensitive topics by their words, English and Korean: about one that is off nothing is believed.

The topics are those that law protects first (GDPR, article 9; Korea's PIPA, article 23), and money.
A word too many costs a belief; a word too few could betray somebody, so lists are wide.
"""

from __future__ import annotations

import re
from functools import cache

from alongside.log.kinds import Topic

_ENGLISH: dict[Topic, str] = {
    "health": r"""
        allerg\w* asthma\w* diabet\w* cancer tumou?rs? chemo\w* depress\w* anxiety bipolar
        adhd autis\w* dyslexi\w* therap\w* counsell?or counsel+ing psychiatr\w* psycholog\w*
        doctors? gp hospital\w* clinics? surger\w* surgeon operations?
        medic(?:al|ation|ine|ines|s)? pills? antidepressants? insulin inhaler prescriptions?
        blood\spressure cholesterol diagnos\w* symptoms? illness ill sick\w* disease\w*
        migraines? headaches? insomnia pregnan\w* miscarr\w* ivf menopaus\w* period\spains?
        my\sback my\sknees? my\ships? my\sshoulder my\shands\swent hands\swent back\spain
        bad\sback injur\w* arthritis hiv std disab\w* wheelchair calories overweight obese
        diet(?:ing)? penicillin sober alcohol\w* rehab addict\w* drinking smok(?:e|ed|er|ing)
        panic\sattacks? burn(?:t|ed)?\s?out burnout physio\w* dentist
        appointment\sat\sthe\sclinic my\sweight rash infection flu covid can['’]t\ssleep
        sleepless afraid\sof
    """,
    "religion": r"""
        god church\w* mass priest\w* vicar\w* pray\w* prayers? bible qur\W?an koran mosque\w*
        imam temple synagogue rabbi christian\w* catholic\w* protestant\w* muslim\w* islam\w*
        jew(?:s|ish)? hindu\w* buddhis\w* sikh\w* atheis\w* agnostic\w* religio\w* faith
        baptis\w* ramadan lent sabbath shabbat halal kosher whitsun altar sermon parish
        pastor worship
    """,
    "politics": r"""
        vot(?:e|es|ed|ing|er) election\w* politic\w* labour\sparty tor(?:y|ies)
        conservatives? democrats? republicans? liberals? socialis\w* communis\w* anarchis\w*
        left\W?wing right\W?wing
        (?:green|labour|democratic|republican|socialist|conservative)\sparty prime\sminister
        president parliament senator congress(?:man|woman)? brexit trade\sunion union\smember
        protest\w* demonstration referendum greens
    """,
    "sexuality": r"""
        lgbt\w* gay lesbian bisexual\w* bi\sand queer transgender trans\s(?:man|woman) nonbinary
        non\W?binary asexual\w* straight\sman homosexual\w* heterosexual\w* sexual\w* sex
        coming\sout came\sout contracepti\w* abortion
    """,
    "money": r"""
        salar\w* wages? debts? in\sdebt loans? mortgages? overdraft\w* bankrupt\w* savings?
        invest\w* pensions? income taxes tax\sreturn money\sis\stight broke rent\sarrears
        owe\s(?:the\sbank|\W?\d) credit\scard inheritance net\sworth crypto\w* bitcoin shares
    """,
}
_KOREAN: dict[Topic, str] = {
    "health": """
        알레르기 알러지 천식 당뇨 암에 암이 항암 우울증 우울해 공황 불면 잠이\\s안 잠을\\s못
        약을 약도 진통제 병원 수술 진단 증상 아프 아파 아팠 통증 허리가 허리를 무릎 감기 독감
        몸살 코로나 임신 유산했 갱년기 디스크 혈압 콜레스테롤 다이어트 살이\\s쪄 살이\\s쪘
        살이\\s너무 체중 정신과 상담을\\s받 심리상담 장애 치료 관절 금연 담배 금주 술을\\s끊
        중독 치과 다쳤
    """,
    "religion": """
        교회 성당 절에 절도 법당 스님 목사 신부님 기도 성경 불교 기독교 천주교 이슬람 무슬림
        하나님 하느님 부처 예배 미사 세례 신앙 종교 무교
    """,
    "politics": """
        투표 선거 정당 민주당 국민의힘 정의당 대통령 국회 정치 보수 진보 좌파 우파 시위 집회
        노조 탄핵
    """,
    "sexuality": """
        동성애 게이 레즈비언 성소수자 트랜스젠더 커밍아웃 양성애 무성애 성관계 피임 낙태
    """,
    "money": """
        연봉 월급 빚 대출 주식 코인 적금 저축 파산 연금 세금 재산 상속 신용카드 투자
        월세가\\s밀
    """,
}


def topic_of(text: str) -> Topic | None:
    """The first sensitive topic that the text touches, or None."""
    for topic in _ENGLISH:
        if _pattern(topic).search(text):
            return topic
    return None


@cache
def _pattern(topic: Topic) -> re.Pattern[str]:
    english = "|".join(_ENGLISH[topic].split())
    korean = "|".join(_KOREAN[topic].split())
    return re.compile(rf"\b(?:{english})\b|(?:{korean})", re.IGNORECASE)
