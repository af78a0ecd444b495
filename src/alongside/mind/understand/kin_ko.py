"""Who somebody is to the one who writes, in Korean: "우리 형 민수", "회사 동료 지은 씨".

A title after a name ("민수 형", "김 부장님") is said to anybody older or higher, so it tells
nothing of kin; a word of kin before a name ("형 민수") does. "아는 형" and "친한 언니" are friends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.mind.understand.sentences import Sentence
from alongside.mind.understand.told import Told
from alongside.views.words import bare_korean

_FAMILY = (
    r"큰딸|작은딸|막내딸|외동딸|의붓딸|딸|큰아들|작은아들|막내아들|외동아들|아들|쌍둥이|막내|첫째|둘째|"
    r"큰언니|작은언니|친언니|언니|큰오빠|작은오빠|친오빠|오빠|큰누나|작은누나|친누나|누나|큰형|작은형|"
    r"친형|형|남동생|여동생|친동생|막냇동생|막내동생|동생|남편|아내|와이프|신랑|집사람|배우자|여자친구|"
    r"남자친구|여친|남친|애인|약혼녀|약혼자|예비신랑|예비신부|사촌\s?(?:형|누나|언니|오빠|동생)|사촌|"
    r"외사촌|조카|손녀|손자|손주|엄마|어머니|아빠|아버지|할머니|할아버지|외할머니|외할아버지|큰이모|"
    r"작은이모|이모부|이모|큰고모|고모부|고모|외삼촌|작은삼촌|삼촌|외숙모|숙모|큰아버지|작은아버지|"
    r"시어머니|시아버지|시누이|시동생|시누|장모님|장모|장인어른|장인|사위|며느리|처제|처남|처형|형부|"
    r"매형|매제|제부|형수님|형수|제수씨|올케|동서|새언니"
)
_NEAR = (
    r"절친|단짝|베프|소꿉친구|친구|룸메이트|룸메|하우스메이트|동거인|이웃|동료|상사|사수|부사수|"
    r"직속\s?상사|동기|선배|후배|팀장님?|팀원|부장님?|과장님?|대표님?|사장님?|매니저|동업자|파트너|"
    r"(?:담임|과외|피아노|영어|수학|미술|기타|수영|요가|필라테스|태권도|담당)?\s?선생님|담임|교수님?|"
    r"지도교수님?|코치님?|트레이너|멘토|멘티|제자|학생|집주인|주치의|의사|변호사|세무사|미용사|이모님|"
    r"시터|짝꿍|짝"
)
_OF = (
    r"(?:(?:직장|회사|부서|학교|대학교?|고등학교|중학교|초등학교|유치원|군대|동아리|교회|성당|동네|고향|"
    r"같은\s팀|옆\s?팀|같은\s반|옆자리|옆집|윗집|아랫집|앞집|어릴\s적|어린\s시절|오랜|오래된|제일\s친한|"
    r"가장\s친한|친한|아는|전|옛|헤어진|독서\s?모임|입사)\s?)"
)
_WHO = rf"(?P<kin>{_OF}?(?:{_FAMILY}|{_NEAR}))"
_MINE = r"(?:(?:우리|내|제|저희|나의|저의)\s)"
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구"
    "민진지엄채원천방공현함변염여추"
)
_NAME = (
    r"(?P<name>[가-힣]{2,4}?|"
    rf"[{_SURNAMES}]\s(?:부장|과장|차장|팀장|대리|이사|사장|대표|선생|교수|원장|코치))"
)
_PARTICLE = (
    r"(?:이가|이는|이랑|이를|이도|이와|이한테|이에게|이네|이의|이|가|는|은|랑|를|을|와|과|도|에게서?|"
    r"한테서?|의|네|야|아|께서|님|하고|만)"
)
_AFTER = (
    rf"(?=\s?(?:씨|님|양|군)(?:{_PARTICLE})?(?:[\s,.!?~)]|$)|{_PARTICLE}(?:[\s,.!?~)]|$)"
    rf"|(?<=\s[{_SURNAMES}][가-힣][가-힣])(?:[\s,.!?~)]|$))"
)
"""What shows that a word is a name: a particle or 씨 after it, or a surname before it."""
_IS = r"(?:이다|다|이야|야|이에요|예요|입니다|이고|고|인데|이라|라서|이었다|였다|이었어|였어|임)"

_SUPPOSED = (
    re.compile(rf"(?<![가-힣]){_MINE}?{_WHO}(?:인|,)?\s{_NAME}{_AFTER}"),
    re.compile(rf"(?<![가-힣]){_NAME}(?:이)?\s?\((?:{_MINE})?{_WHO}\)"),
    re.compile(rf"(?<![가-힣]){_NAME}(?:이)?라는\s(?:{_MINE})?{_WHO}(?![가-힣]*의\s)"),
)
_STATED = (
    re.compile(
        rf"(?<![가-힣]){_NAME}(?:이는|이가|는|은|가|이)\s(?:나의\s|나랑\s)?{_MINE}{_WHO}{_IS}(?=[\s,.!?~]|$)"
    ),
    re.compile(
        rf"(?<![가-힣]){_NAME}(?:이는|이가|는|은|가|이)\s(?P<kin>{_OF}(?:{_FAMILY}|{_NEAR}))"
        rf"{_IS}(?=[\s,.!?~]|$)"
    ),
    re.compile(
        rf"(?<![가-힣]){_MINE}?{_WHO}(?:의)?\s이름은\s{_NAME}(?=(?:이다|다|이야|야|이에요|예요|입니다)(?:[\s,.!?]|$))"
    ),
)
_COLLEAGUE = re.compile(
    rf"(?<![가-힣])(?P<kin>같은\s팀|옆자리|같은\s부서|같은\s반|옆집|윗집|아랫집|앞집)\s{_NAME}\s?(?P<title>씨|할머니|할아버지|아저씨|아주머니|아줌마|언니|이모|엄마|님)"
)
_THERE = {
    "같은 팀": "동료", "옆자리": "동료", "같은 부서": "동료", "같은 반": "같은 반 친구",
    "옆집": "이웃", "윗집": "이웃", "아랫집": "이웃", "앞집": "이웃",
}  # fmt: skip
_NO_NAMES_TEXT = """
    집에 결혼 생일 생신 모두 같은 하나 둘이 셋이 넷이 만나 만난 관계
    사이 부부 가족 전화 얘기 이야기 덕분 생각 처음 이제 오늘 내일 어제
    요즘 벌써 아직 다음 지난 이번 정말 너무 아주 진짜 자꾸 혼자 같이
    함께 모임 집들이 결혼식 돌잔치 졸업 입학 선물 사진 문자 카톡 병원
    학교 회사 아들 아기 아이 엄마 아빠 언니 오빠 누나 동생 남편 아내
    친구 친구들 사람 얼굴 목소리 마음 방에 옆에 앞에 뒤에 때문 대신 말고
    보다 처럼 만큼 이랑 하고 한테 에게 여러 우리 나도 내가 제가 그냥
    다시 먼저 많이 조금 매일 매주 주말 아침 점심 저녁 밤에 새벽 드디어
    갑자기 지금 방금 또한 역시 아마 결국 어디 축구 야구 농구 수업 숙제
    사무실 머리 허리 다리 건강 운동 공부 대학 입시 군대 입대 제대 면접
    취업 합격 승진 월급 용돈 가방 신발 컴퓨터 핸드폰 번호 주소 반지
    강아지 고양이 말투 웃음 눈물 잔소리 자리 메일 답장 소리 표정 도움
    백일 유치원 어린이집 식당 카페 미용실 왔어 왔다 고마워 사랑해 미안해
    축하해 전화해 기다려 도착 집들 안부 소개 조언 응원 방학 휴가 출산
    이혼 헤어진 결혼해 방문 대화 통화 자취 무슨 어떤 누구 언제 왜냐
    그래서 그런데 하지만 그리고 만나서 만났 갔다 온다 간다 한다 했다 된다
    됐다 있다 없다 좋다 싫다 보고 와서 가서 해서 노릇 덕에 역할 자랑
    걱정 이름 나이 성격 차례 댁에 분들 들이 들과 생각이 부모 학원 회의
    퇴근 출근 여행 이사 취직 시험 수술 회식 편지 요리 밥을 밥이 김치
    음식 반찬 취미 직업 소식 말이 말로 말씀 부탁 약속 차를 차로 옷을
    일을 일로 집이 집은 집을 책을 가게 동네 오랜만 늦게 일찍 계속 가끔
    자주 항상 늘상 잠깐 잠시 서로 거의 매번 나랑 너랑
"""
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_NO_ENDS = re.compile(
    r"(?:에서|에게|한테|으로|처럼|까지|부터|마다|보다|들이|들은|들과|다고|라고|하는|했던|하고|해서|했고|니까)$"
)
_JOKED = re.compile(r"ㅋㅋㅋ|농담|상상")


def read(sentence: Sentence) -> Iterator[Told]:
    """Who is told of as the writer's in one sentence."""
    text = sentence.text
    if _JOKED.search(text):
        return
    patterns = _SUPPOSED if sentence.asked or sentence.supposed else (*_SUPPOSED, *_STATED)
    seen: set[str] = set()
    for match in (m for pattern in patterns for m in pattern.finditer(text)):
        name = given(match["name"])
        if is_name(match["name"]) and name not in seen:
            seen.add(name)
            yield _told(sentence, match, name, " ".join(match["kin"].split()))
    for match in _COLLEAGUE.finditer(text):
        if is_name(match["name"]) and match["name"] not in seen:
            kin = _THERE[" ".join(match["kin"].split())]
            yield _told(sentence, match, given(match["name"]), kin)


def is_name(word: str) -> bool:
    """Whether a word after one of kin may be a name."""
    bare = bare_korean(word)
    known = word in _NO_NAMES or bare in _NO_NAMES
    return len(word) > 1 and not known and _NO_ENDS.search(word) is None


def given(name: str) -> str:
    """A name without the 이 that follows a closing consonant ("은수가", "도윤이가")."""
    return name[:-1] if len(name) == 3 and name.endswith("이") else name


def _told(sentence: Sentence, match: re.Match[str], name: str, kin: str) -> Told:
    return Told(
        category="relationship", about="is", value=kin, subject=name,
        start=sentence.start + match.start(), end=sentence.start + match.end(), confidence=0.85,
    )  # fmt: skip
