"""Things that a question names, by the labels under which they are recognised in pictures."""

from __future__ import annotations

from alongside.views.words import terms

_ALSO_CALLED = {
    "boat": "ship cruise ferry yacht vessel sailboat canoe kayak liner 배 보트 유람선",
    "car": "automobile cab taxi 자동차",
    "bicycle": "bike cyclist 자전거",
    "motorcycle": "motorbike scooter vespa moped 오토바이",
    "airplane": "plane aeroplane aircraft jet 비행기",
    "bus": "coach 버스",
    "train": "tram railway locomotive 기차 전철",
    "truck": "lorry van 트럭",
    "bird": "pigeon gull seagull duck swan goose heron crow 새",
    "cat": "kitten kitty 고양이",
    "dog": "puppy 개 강아지",
    "horse": "pony 말",
    "sheep": "lamb 양",
    "cow": "cattle bull 소",
    "bench": "벤치",
    "chair": "seat armchair 의자",
    "couch": "sofa 소파",
    "dining table": "table 식탁",
    "potted plant": "plant flower flowerpot 화분",
    "tv": "television screen monitor 텔레비전",
    "cell phone": "phone smartphone mobile 휴대폰",
    "laptop": "computer notebook 노트북",
    "oven": "stove cooker kitchen 오븐",
    "cup": "mug 컵",
    "bottle": "병",
    "wine glass": "glass 잔",
    "book": "책",
    "clock": "시계",
    "cake": "gateau 케이크",
    "umbrella": "parasol 우산",
    "backpack": "rucksack bag 배낭",
    "handbag": "purse bag 핸드백",
    "suitcase": "luggage 여행가방",
    "traffic light": "stoplight 신호등",
    "sports ball": "ball football 공",
}
_LABELS: dict[str, set[str]] = {}
for _label, _names in _ALSO_CALLED.items():
    for _term in terms(f"{_label} {_names}"):
        _LABELS.setdefault(_term, set()).add(_label)


def labels(term: str) -> frozenset[str]:
    """The labels of what this term may mean."""
    return frozenset(_LABELS.get(term, ()))
