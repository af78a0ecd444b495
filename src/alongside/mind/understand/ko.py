"""What Korean sentences tell of the one who wrote them: patterns on particles and endings.

Korean leaves out the subject where it is the speaker, so what counts is whose subject is named: a
sentence whose topic is somebody else, or whose verb honours (-시-), isn't about the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.log.kinds import Category
from alongside.mind.understand import kin_ko, times
from alongside.mind.understand.patterns import rule
from alongside.mind.understand.sentences import MASK, Sentence
from alongside.mind.understand.told import Told

_SELF_TEXT = """
    나는 난 나도 내가 저는 전 저도 제가 나의 우리는 우린 우리가 나한테는 나에게는 나한테
"""
_SELF = frozenset(_SELF_TEXT.split())
_HONOURED = re.compile(r"(?:으시|하시|셨|신다|십니다|세요|시는|시고|시던|께서)")
_SOME_TOPIC = re.compile(
    r"(?<!\S)(?P<word>[가-힣A-Za-z]{1,12})(?P<particle>은|는|이가|가|이)(?=\s)"
)
_TITLE = (
    r"언니|오빠|누나|형|동생|남동생|여동생|엄마|아빠|어머니|아버지|할머니|"
    r"할아버지|이모|고모|삼촌|아내|와이프|남편|"
    r"딸|아들|친구|선배|후배|부장|팀장|과장|사장|대리|선생|손님|아이|애들|사람들|그녀|그"
)
_PERSON = re.compile(rf"(?:{_TITLE})(?:님|들|님들)?$")
_DOER = re.compile(r"(?<!\S)(?P<who>[가-힣]{2,6}가)(?=\s)")
_NO_DOER = frozenset(["요가", "휴가", "작가", "화가", "상가", "국가", "내가", "제가", "우리가"])
_TIMES = re.compile(
    r"(?:매일|매주|매달|매년|날마다|밤마다|아침마다|주말마다|월요일마다|"
    r"화요일마다|수요일마다|목요일마다|금요일마다|"
    r"토요일마다|일요일마다|늘|항상|요즘)\s"
)
_VERB_NOW = (
    r"(?:[가-힣]*(?:한다|해요|해|합니다|친다|쳐|간다|가요|가|배운다|"
    r"배워|오른다|올라|탄다|타|뛴다|뛰어|쓴다|써|읽는다|읽어|먹는다|마신다|"
    r"마셔|듣는다|들어|그린다|그려|걷는다|걸어|산다|만든다|만들어))"
)
_V = r"(?P<v>[^,.!?;:()\ufffc]+?)"
_N = r"(?P<v>[가-힣A-Za-z0-9][^\s,.!?]*?(?:\s[^\s,.!?]+?)?)"
_ONE = r"(?P<v>[가-힣A-Za-z0-9]+?)"
_SO = r"(?:\s(?:정말|너무|제일|진짜|참|아주|가장|훨씬|더|완전|무척|많이))*"
_END = r"(?=[\s.!?~ㅋㅎ,…]|$)"


RULES = (
    rule("fact", "home", rf"{_ONE}(?:으로|로)\s이사(?:했|왔|와서|해서|하고)"),
    rule("fact", "home", rf"{_ONE}에\s(?:산|살게\s된)\s지"),
    rule("fact", "home", rf"{_ONE}에\s(?:산다|살아요|살고\s있|살아{_END}|삽니다)"),
    rule("fact", "lived", rf"{_ONE}에서?\s(?:살았|살던|살\s때|살\s적)", over=True),
    rule(
        "fact",
        "formerly",
        r"(?:예전에는|예전엔|그때는|전에는|옛날에는)\s(?P<v>[가-힣\s]*?[가-힣]+)(?"
        rf":이었다|였다|이었어|였어|이었지|였지){_END}",
        0.8,
        over=True,
    ),
    rule("fact", "formerly", rf"{_ONE}에\s다녔", over=True),
    rule("fact", "formerly", rf"{_V}(?:을|를)?\s(?:끊었|그만뒀|그만두었|그만둔)", 0.8, over=True),
    rule(
        "fact",
        "work",
        rf"{_N}에\s(?:다닌다|다녀{_END}|다녀요|다니고\s있|다닙니다|출근한다|출근해)",
        0.85,
    ),
    rule("fact", "work", rf"{_N}(?:으로|로)\s(?:다시\s)?(?:출근한다|출근해|출근하)", 0.8),
    rule(
        "fact",
        "work",
        rf"{_N}에서\s(?P<job>[가-힣\s]+?)(?:으로|로)\s일(?:한다|"
        r"해|하고|합니다)",
    ),
    rule(
        "fact",
        "work",
        rf"{_N}에서\s(?:일한다|일해{_END}|일해요|근무한다|근무해|일합니다|근무합니다)",
    ),
    rule("fact", "job", r"(?P<v>[가-힣]+(?:\s[가-힣]+)?)(?:으로|로)\s일한\s지"),
    rule(
        "fact",
        "owns",
        r"(?P<v>(?:[가-힣]+에서\s)?(?:[가-힣]*(?:집|카페|"
        r"가게|식당|서점|책방|공방|학원|농장|민박|사업|술집|빵집|미용실|꽃집)))(?:을|"
        rf"를)\s(?:한다|해{_END}|하고\s있|운영한다|운영해|한\s지|"
        r"합니다)",
    ),
    rule("fact", "studies", rf"{_ONE}과(?:로|에)\s(?:전과했|입학했|다닌다|다녀|편입했)"),
    rule(
        "fact",
        "studies",
        rf"{_ONE}(?:을|를)\s(?:전공한다|전공해|전공하고|전공했|공부한다|공부하고\s있)",
    ),
    rule(
        "preference",
        "likes",
        rf"{_V}(?:이|가|을|를|은|는){_SO}\s(?:좋다|좋아{_END}|"
        rf"좋아요|좋아한다|좋아해|좋아합니다|좋더라|사랑한다|사랑해{_END})",
    ),
    rule("preference", "likes", rf"(?:나는|난|저는)\s{_ONE}\s없이는?\s못\s산"),
    rule(
        "preference",
        "dislikes",
        rf"{_V}(?:이|가|을|를|은|는){_SO}\s?(?:싫다|싫어{_END}|"
        r"싫어요|싫어한다|싫어해|싫어하|질색|싫으니|싫더라|별로)",
    ),
    rule(
        "preference",
        "dislikes",
        r"(?:나|난|나는)\s(?:요즘\s)?(?P<v>[가-힣\s]+?)(?:을|를|은|는)?\s싫어하(?:잖아|거든)",
    ),
    rule("preference", "dislikes", rf"(?:나는|난|나)\s{_V}(?:을|를|은|는)?\s못\s먹"),
    rule(
        "preference",
        "avoids",
        r"(?:나는|난|나|나도)\s(?:요즘\s|이제\s)?(?P<v>[가-힣\s]+?)(?:을|"
        r"를|은|는)?\s안\s(?:먹어|먹는다|마셔|마신다)",
    ),
    rule(
        "value",
        "values",
        r"(?:가장|제일)\s중요한\s(?:건|것은|게)\s(?P<v>[^,.!?]+?)(?:이다|"
        rf"다|이야|야|예요|이에요){_END}",
    ),
    rule(
        "value",
        "values",
        r"(?P<v>[^,.!?]+?)(?:이|가|은|는)?\s(?:나한테는?|"
        r"나에게는?|내게는?|저한테는?)\s(?:가장|제일)\s중요하",
    ),
    rule(
        "value",
        "values",
        r"(?P<v>[^,.!?]+?)(?:이|가)\s(?:나한테|나에게|내게)?\s?(?:가장|제일)\s중요(?:하다|해)",
    ),
    rule(
        "feeling",
        "feels",
        r"(?P<v>행복|기쁘|기뻐|슬프|슬퍼|설레|외롭|외로|불안|뿌듯|답답|"
        r"허전|막막|두렵|두려|속상|홀가분|떨린|떨려|신난|신나|그립|그리|서운|"
        rf"감사하|고맙|후련)(?:[가-힣]*){_END}",
        0.75,
    ),
)
_PLAN = re.compile(
    r"(?P<v>[^,.!?;:()\ufffc]+?(?:할|갈|쓸|살|칠|"
    r"올릴|될|넓힐|옮길|배울|열|볼|줄|만들|지을|시작할|[가-힣])"
    r"(?:\s?거야|\s?것이다|\s?거다|\s?거예요|\s?겁니다|\s계획이|"
    r"\s생각이|\s예정이|려고\s?(?:해|한다|합니다)|"
    r"기로\s(?:했|결심)))"
)
_NOW_LATER = re.compile(
    r"(?P<v>[^,.!?;:()\ufffc]+?(?:에|으로|로|을|를)"
    r"\s(?:가|간다|가요|떠나|떠난다|들어가|들어간다|시작해|시작한다|"
    r"이사해|이사한다|이사\s?가|결혼해|결혼한다))" + _END
)
_TRIVIAL = re.compile(r"(?:자야|잘\s?거|먹을|씻을|누울|쉴\s?거|볼게|놀\s?거)")


def read(sentence: Sentence, now: times.Now) -> Iterator[Told]:
    """All that a Korean sentence tells of its writer, in their own voice."""
    imagined = sentence.asked or sentence.supposed or sentence.reported
    if not imagined and not of_another(sentence.text):
        yield from _own(sentence, now)
    yield from kin_ko.read(sentence)


def _own(sentence: Sentence, now: times.Now) -> Iterator[Told]:
    text = sentence.text
    found = False
    for one in RULES:
        match = one.pattern.search(text)
        value = trimmed(match["v"], now) if match else ""
        if value and _worth(one.category, value, text):
            found = True
            yield _told(one.category, one.about, value, sentence, one.confidence, over=one.over)
    if found and not times.repeats(text, now):
        return
    later = _plan(sentence, now)
    if later is not None:
        yield later
    elif (
        not found
        and not _somebody_does(text)
        and (_TIMES.search(text) or times.repeats(text, now))
        and re.search(_VERB_NOW + _END, text)
    ):
        value = trimmed(text, now, keep_time=True)
        yield _told("habit", "does", value, sentence, 0.85)


def _worth(category: Category, value: str, text: str) -> bool:
    if category == "preference":
        return not _is_person(value)
    return category != "fact" or not _somebody_does(text)


def _plan(sentence: Sentence, now: times.Now) -> Told | None:
    text = sentence.text
    if times.is_soon(text, now) or _TRIVIAL.search(text) or _somebody_does(text):
        return None
    match = _PLAN.search(text)
    if match is None and times.begins(text, now):
        match = _NOW_LATER.search(text)
    if match is None:
        return None
    return _told("plan", "plans", trimmed(match["v"], now, keep_time=True), sentence, 0.8)


def _told(
    category: Category, about: str, value: str, sentence: Sentence, confidence: float,
    *, over: bool = False,
) -> Told:  # fmt: skip
    return Told(
        category=category,
        about=about,
        value=value,
        start=sentence.start,
        end=sentence.end,
        over=over,
        confidence=confidence,
    )


def of_another(text: str) -> bool:
    """Whether the topic is somebody else, or the verb honours somebody."""
    if _HONOURED.search(text):
        return True
    words = text.split()
    if any(word in _SELF for word in words[:4]):
        return False
    for topic in _SOME_TOPIC.finditer(text):
        if _is_person(topic["word"]) or (topic["particle"] == "이가"):
            return True
    return False


def _somebody_does(text: str) -> bool:
    """Whether what is done is done by somebody or something that is named."""
    named = (found["who"] for found in _DOER.finditer(text))
    return any(who not in _SELF and who not in _NO_DOER for who in named)


def _is_person(noun: str) -> bool:
    """Whether a noun is somebody, by a title or a word of kin."""
    return _PERSON.search(noun.rsplit(maxsplit=1)[-1] if noun.split() else noun) is not None


def trimmed(value: str, now: times.Now, *, keep_time: bool = False) -> str:
    """A value without the speaker, adverbs and, where not kept, words of time."""
    if not keep_time:
        for start, end in reversed(times.spans(value, now)):
            value = (
                value[:start] + " " + re.sub(r"^(?:에는|에|부터|까지|엔)(?=\s)", "", value[end:])
            )
    words = value.split()
    while words and (words[0] in _SELF or words[0] in _FILLERS):
        words.pop(0)
    return " ".join(words).strip(" \t-–—'\"“”…~.!,ㅋㅎ" + MASK)


_FILLERS_TEXT = """
    나 저 요즘 이제 다시 정말 너무 진짜 그리고 그런데 근데 그래서 또 아 음 사실 역시 아직
    벌써 지금 그냥 그때는 그땐 예전에는 예전엔 그 전에는 에는 에 가장 제일
"""
_FILLERS = frozenset(_FILLERS_TEXT.split())
