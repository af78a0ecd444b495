"""Korean words of time and what they stand for."""

from __future__ import annotations

NATIVE = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "석": 3, "셋": 3, "네": 4, "넉": 4, "넷": 4,
    "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12,
    "열세": 13, "열네": 14, "열다섯": 15, "열여섯": 16, "열일곱": 17, "열여덟": 18, "열아홉": 19,
    "스무": 20, "스물": 20, "스물한": 21, "스물두": 22, "스물세": 23, "스물네": 24, "서른": 30,
    "마흔": 40, "쉰": 50, "예순": 60, "몇": 3, "수": 3, "두세": 3, "서너": 4, "두어": 2,
}  # fmt: skip

ORDINALS = {
    "첫": 1, "첫째": 1, "첫 번째": 1, "둘째": 2, "두 번째": 2, "셋째": 3, "세 번째": 3,
    "넷째": 4, "네 번째": 4, "다섯째": 5, "다섯 번째": 5, "여섯째": 6, "여섯 번째": 6,
    "일곱 번째": 7, "여덟 번째": 8, "아홉 번째": 9, "열 번째": 10, "열한 번째": 11,
    "열두 번째": 12, "마지막": -1, "맨 마지막": -1, "최종": -1,
}  # fmt: skip

DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "유": 6, "칠": 7,
          "팔": 8, "구": 9}  # fmt: skip
PLACES = {"십": 10, "백": 100, "천": 1000}

WEEKDAYS = {
    f"{name}{day}": index for index, name in enumerate("월화수목금토일") for day in ("요일", "욜")
}
NOT_AFTER = (
    ("전", "(?!화|체|부(?!터)|문|기|달|시|략|쟁|자|통|주|원|혀|공|국|등)"),
    ("후", "(?!보|배|원|기|식|회|반|손|추)"),
    ("안", "(?!녕|내|건|전|경|정|부|고|된|되|했|해)"),
    ("내", "(?!용|일|년|가|게|과|달|주|리|려|내|부|고|는|며)"),
    ("뒤", "(?!집|늦|지|져|따)"),
    ("말", "(?!했|하|씀|이다)"),
)
"""Letters that make another word of a last letter: 전 is "before", 전화 a telephone."""

COUNTED_DAYS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8,
    "아흐레": 9, "열흘": 10, "보름": 15, "며칠": 3, "수일": 3, "몇 일": 3,
}  # fmt: skip

UNITS = {
    "일": "day", "날": "day", "밤": "night", "박": "night", "주": "week", "주일": "week",
    "주간": "week", "달": "month", "개월": "month", "월": "month", "년": "year", "해": "year",
    "연도": "year", "년도": "year", "분기": "quarter", "반기": "half", "시간": "hour",
    "분": "minute",
    "초": "second", "세기": "century", "주말": "weekend", }  # fmt: skip
COUNTABLE = {word: unit for word, unit in UNITS.items() if word not in ("월", "연도", "년도", "날")}

DAYS = {
    "오늘": 0, "금일": 0, "오늘날": 0, "내일": 1, "명일": 1, "익일": 1, "다음 날": 1,
    "이튿날": 1, "모레": 2, "낼모레": 2, "내일 모레": 2, "글피": 3, "그글피": 4, "어제": -1,
    "어저께": -1, "작일": -1, "전날": -1, "그제": -2, "그저께": -2, "엊그제": -2, "엊그저께": -2,
    "그끄제": -3, "그끄저께": -3, "당일": 0,
}  # fmt: skip

RELATIVE = {
    "다음": 1, "다음번": 1, "오는": 1, "다가오는": 1, "돌아오는": 1, "앞으로": 1, "향후": 1,
    "지난": -1, "지난번": -1, "저번": -1, "이전": -1, "최근": -1, "과거": -1, "지나간": -1,
    "이번": 0, "현재": 0, "요번": 0, "다다음": 2, "다음다음": 2, "지지난": -2, "같은": 0,
    "저저번": -2,
}  # fmt: skip
NEAREST = {"지난": -1, "저번": -1, "오는": 1, "다가오는": 1, "돌아오는": 1}

UNIT_WORDS = {
    "올 해": ("year", 0), "금년": ("year", 0), "내년": ("year", 1),
    "명년": ("year", 1), "작년": ("year", -1), "지난해": ("year", -1), "전년": ("year", -1),
    "재작년": ("year", -2), "지지난해": ("year", -2), "내후년": ("year", 2), "후년": ("year", 2),
    "이달": ("month", 0), "금월": ("month", 0), "내달": ("month", 1), "전월": ("month", -1),
    "익월": ("month", 1), "금주": ("week", 0), "차주": ("week", 1),
    "담주": ("week", 1), "담달": ("month", 1),
    "금주말": ("weekend", 0),
}  # fmt: skip

SEASONS = {"봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter"}

PARTS = {
    "새벽": "dawn", "아침": "morning", "오전": "morning", "오전중": "morning", "점심": "lunch",
    "점심시간": "lunch", "오후": "afternoon", "저녁": "evening", "밤": "night", "한밤중": "night",
    "심야": "night", "낮": "daytime", "대낮": "daytime", "업무 시간": "business",
    "근무 시간": "business", "저녁때": "evening",
}  # fmt: skip

PORTIONS = {
    "초": "early", "초순": "early", "상순": "early", "초반": "early", "초기": "early",
    "중순": "mid", "중반": "mid", "말": "late", "하순": "late", "후반": "late",
    "말경": "late", "연초": "early", "연말": "late", "말쯤": "late",
}  # fmt: skip

HOLIDAYS = {
    "새해": "new year", "새해 첫날": "new year", "신정": "new year", "설날": "seollal",
    "구정": "seollal", "음력설": "seollal", "추석": "chuseok", "한가위": "chuseok",
    "부처님 오신 날": "buddha", "석가탄신일": "buddha", "초파일": "buddha",
    "정월 대보름": "daeboreum", "단오": "dano", "칠석": "chilseok",
    "새해 전날": "new year's eve", "섣달 그믐": "new year's eve", "크리스마스": "christmas",
    "성탄절": "christmas", "크리스마스 이브": "christmas eve", "성탄 전야": "christmas eve",
    "발렌타인데이": "valentine", "밸런타인데이": "valentine", "발렌타인 데이": "valentine",
    "화이트데이": "white day", "화이트 데이": "white day", "삼일절": "three one day",
    "3.1절": "three one day", "3·1절": "three one day", "만우절": "april fools",
    "식목일": "arbor day", "지구의 날": "earth day",
    "근로자의 날": "may day", "노동절": "may day", "메이데이": "may day",
    "어린이날": "korean childrens day", "어린이 날": "korean childrens day",
    "어버이날": "parents day", "어버이 날": "parents day", "스승의 날": "korean teachers day",
    "현충일": "korean memorial day", "제헌절": "constitution day", "광복절": "liberation day",
    "개천절": "foundation day", "한글날": "hangul day", "핼러윈": "halloween",
    "할로윈": "halloween",
    "할로윈 데이": "halloween", "빼빼로데이": "pepero day", "빼빼로 데이": "pepero day",
    "독립 기념일": "independence day", "추수감사절": "thanksgiving",
    "추수 감사절": "thanksgiving",
    "블랙 프라이데이": "black friday", "사이버 먼데이": "cyber monday", "부활절": "easter",
    "어머니의 날": "mothers day", "아버지의 날": "fathers day", "여성의 날": "womens day",
    "세계 여성의 날": "womens day", "대통령의 날": "presidents day",
    "재향 군인의 날": "veterans day",
    "콜럼버스의 날": "columbus day", "전몰장병 추모일": "memorial day", "성금요일": "good friday",
    "만성절": "all saints", "마틴 루터 킹의 날": "mlk day", "싱글데이": "singles day",
}  # fmt: skip
