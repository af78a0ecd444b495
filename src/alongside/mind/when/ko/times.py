"""Korean times of day, dates with them, ranges and repetitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from alongside.mind.when import clocks, days, joining, periods, ranges
from alongside.mind.when.context import Context
from alongside.mind.when.grammar import Leaf, Make, Row, Rule, leaf, lexicon, rules
from alongside.mind.when.ko import words
from alongside.mind.when.nodes import (
    Clock,
    Day,
    Instant,
    Length,
    Noise,
    Period,
    Stretch,
)

_FROM = "부터|에서|~|-|에서부터|로부터|으로부터"
_UP_TO = "까지|사이에|사이|까지의|중에"
_NAMED = {"정오": (12,), "자정": (0,), "정오경": (12,)}
_ENDING = "끝에|끝날_때|끝날_무렵|끝나기_전|마지막에|마칠_때"
_CLOSE_OF_DAY = (
    "하루_일과를_마칠_무렵|하루가_끝날_때|하루의_끝|하루_일과_끝|하루를_마칠_때|일과_종료|하루_끝|"
    "일과가_끝날_무렵|일과가_끝날_때|일과를_마칠_때|일과_끝|하루가_끝날_무렵|업무_종료"
)
_AFTER = (
    "이후에|이후|이후의|후에|후|지나서|넘어서|보다_늦게|보다_나중에|이_지난_후|이_지나고|이_지나서|"
    "을_지나서|가_지난_후|이_지나면|가_지나면|이_지난_뒤|이_넘어서|보다_나중|보다_늦게|보다_뒤에"
)
_PART_ENDS = (
    r"(?=$|[^가-힣]|에|까지|부터|의|은|는|을|를|이|엔|쯤|경|늦|일찍|중|내내|때|시간|도|마다|"
    r"초반|후반|전|후|로|동안|과|와|[한두세네다여일열])"
)
_HOUR_ENDS = (
    r"(?=$|[^가-힣]|에|부터|까지|쯤|경|반|이|정각|정도|로|의|는|은|를|면|엔|즈음|무렵|께|와|과|나|사이|전|후|입니|"
    r"인|야|예|보다|도|만|마다|[일이삼사오육칠팔구십])"
)


def leaves() -> list[Leaf]:
    return [
        leaf(
            "part",
            r"(?:(?<![가-힣])|(?<=오늘)|(?<=내일)|(?<=어제)|(?<=그날))(?!낮(?:은|추|아|았|게|다))(?:"
            + "|".join(sorted(words.PARTS, key=len, reverse=True))
            + rf")(?!\s?(?:식사|밥|메뉴|약속)|(?:(?<=아침)|(?<=점심)|(?<=저녁))을){_PART_ENDS}",
            lambda _, m: words.PARTS[m[0]],
        ),
        leaf("oclock", f"시{_HOUR_ENDS}", lambda _, m: m[0]),
        lexicon("named", _NAMED, particles=True),
        leaf("noise", r"매일매일|\d{1,3}분의\s?\d{1,3}", lambda *_: Noise()),
        leaf(
            "noise",
            r"좋은\s(?:아침|저녁|밤)|(?:아침|점심|저녁)\s?(?:식사|밥|을\s먹|메뉴)",
            lambda *_: Noise(),
        ),
    ]


def rows() -> tuple[Rule, ...]:
    table = [*_CLOCKS, *_PARTS, *_ON, *_HALVES, *_INSTANTS, *_DATES, *_SPANS, *_SETS,
             *_open("dates", "period"), *_open("clock", "clockspan"),
             *_open("instant", "stretch")]  # fmt: skip
    return rules(table, endings=words.NOT_AFTER)


def _hms(
    _: Context, hour: int, _o: str, minute: int | None = None, second: int = 0
) -> Clock | None:
    return clocks.clock(hour, minute, second)


def _fixed(_: Context, hours: tuple[int, ...]) -> Clock:
    return Clock(tuple(time(h) for h in hours))


def _in_part(_: Context, part: str, known: Clock) -> Clock:
    return clocks.in_part(known, part)


def _by_end_of(_: Context, day: Day) -> Instant | None:
    """까지 takes the whole day in and all before it."""
    known = joining.end_of_day(_, day)
    return known and replace(known, closing=True)


def _from_now(side: int) -> Make:
    return lambda context, length: clocks.from_now(context, length, side)


def _moved(side: int) -> Make:
    def make(_: Context, base: Instant, length: Length) -> Instant | None:
        found = [clocks.moved_instant(i, length, side) for i in base.options]
        return clocks.instants(found) if length.seconds else None

    return make


def _run(context: Context, offset: int, length: Length) -> Stretch | None:
    return clocks.run_of_hours(context, length, offset) if offset in (-1, 1) else None


def _relative_part(context: Context, offset: int, part: str) -> Stretch | None:
    day = Day((context.today,))
    there = day if offset == 0 else days.from_day(day, Length(days=1), offset)
    return there and clocks.on(there, clocks.part_span(part))


def _portion_span(portion: str) -> Make:
    return lambda _, part: clocks.part_span(part, portion)


def _to_dom(context: Context, first: Day, dom: int) -> Period | None:
    if first.dom is not None:
        return None
    last = days.day_of_month(context, dom)
    if isinstance(first.rule, days.MonthDayRule) and first.rule.day < dom:
        last = days.month_day(context, first.rule.month, dom)
    return ranges.between(first, last) if last else None


def _for(_: Context, first: Day | Period, length: Length) -> Period | None:
    day = periods.starts(first) if isinstance(first, Period) else first
    return periods.from_length(day, length)


def _side(side: ranges.Side) -> Make:
    def make(_: Context, known: ranges.Anything) -> ranges.Anything | None:
        if isinstance(known, Period):
            known = replace(known, edges=())
        bare = isinstance(known, Day) and known.dom is not None and side in ("before", "after")
        bare = bare or (isinstance(known, Instant) and known.closing)
        return None if bare else ranges.bounded(side, known)

    return make


def _until(context: Context, known: ranges.Anything) -> ranges.Anything | None:
    """까지 after a day names an instant instead (see `_by_end_of`); 말까지 is up to its end."""
    if isinstance(known, Day):
        return None
    if isinstance(known, Period) and known.unit == "portion":
        return Period(tuple((None, until) for _, until in known.options))
    made: ranges.Anything | None = _side("until")(context, known)
    return made


def _open(bound: str, made: str) -> list[Row]:
    """Rows for what lies before and after something; the particles follow it."""
    return [
        (
            made,
            f"<{bound}> 이전에|이전|전에|전|이전의|보다_먼저|보다_일찍|보다_이전|보다_전에|전까지",
            _side("before"),
        ),
        (made, f"<{bound}> 까지|까지는|까지의|이내", _until),
        (made, f"<{bound}> {_AFTER}", _side("after")),
        (
            made,
            f"<{bound}> 그리고|및|과|와|또는|혹은|이나|나 그_이후|그_후|그_이후의|이후",
            _side("since"),
        ),
        (made, f"이르면|빠르면|빨라도|일러도 <{bound}> ~부터", _side("since"), 1),
        (made, f"늦어도 <{bound}> ~까지|까지는", _side("until"), 3),
        (
            made,
            f"<{bound}> 부터|부터는|이래|이래로|부터_시작|을_시작으로|부터_계속|이후로|이후로는",
            _side("since"),
            -1,
        ),
    ]


def _doms(context: Context, month: int, first: int, last: int) -> Period | None:
    begin, end = days.month_day(context, month, first), days.month_day(context, month, last)
    return ranges.between(begin, end) if begin and end and first < last else None


def _before(_: Context, hour: int, _o: str, minutes: int) -> Clock | None:
    known = clocks.clock(hour)
    return clocks.shifted_clock(known, -minutes) if known and 0 < minutes < 60 else None


_CLOCKS: list[Row] = [
    ("clock", "<many> <oclock>", _hms),
    ("clock", "<many> <oclock> 반", lambda c, h, o: _hms(c, h, o, 30)),
    ("clock", "<many> <oclock> <num> 분", _hms),
    ("clock", "<many> <oclock> <num> 분 <num> 초", _hms),
    ("clock", "<many> <oclock> <num> 초", lambda c, h, o, s: _hms(c, h, o, 0, s)),
    ("clock", "<many> <oclock> <num> 분 전", _before),
    ("clock", "<named>", _fixed),
    ("clock", "<part> ~에|의 <clock>", _in_part),
    ("clock", "<clock> 쯤에|쯤|경|경에|정각|정각에|께|무렵|즈음|정도|정도에", lambda _, c: c),
]


_PARTS: list[Row] = [
    ("clockspan", "<part>", lambda _, p: clocks.part_span(p)),
    ("clockspan", "이른 <part>", _portion_span("early")),
    ("clockspan", "늦은 <part>", _portion_span("late")),
    ("clockspan", "<part> 늦게|늦은_시간|후반", _portion_span("late")),
    ("clockspan", "<part> 일찍|이른_시간|초반", _portion_span("early")),
    ("stretch", "<relative> <part>", _relative_part),
    ("stretch", "간밤|지난밤|어젯밤|엊저녁", lambda c: _relative_part(c, -1, "night")),
    ("stretch", "<relative> <length> ~안에|내에|이내에|이내|내로|내|사이에|중에", _run),
    ("stretch", "다음 시간", lambda c: _run(c, 1, Length(seconds=3600))),
]

_ON: list[Row] = [
    ("stretch", "<date> ~에|의|, <clockspan>", joining.on_day),
    ("instant", "<date> ~에|의|, <clock>", joining.at_day),
    ("instant", "<stretch> ~에|의|, <clock>", joining.part_clock),
    ("instant", "<instant> 쯤에|쯤|경|경에|정각|정각에|께|무렵|즈음", lambda _, i: i),
]

_HALVES: list[Row] = [
    (
        "stretch",
        "<date> ~에|의 늦게|늦은_시간|늦은_시각|후반",
        lambda _, d: clocks.day_half(d, late=True),
    ),
    ("stretch", "<date> ~에|의 일찍|이른_시간|초반", lambda _, d: clocks.day_half(d, late=False)),
]

_INSTANTS: list[Row] = [
    ("instant", "지금|현재|방금|지금_당장|바로_지금", joining.now),
    ("instant", "<length> 전|이전", _from_now(-1)),
    ("instant", "<length> 후|뒤|이후|안에|안|내에|내로|내|이내에|이내|있다가|지나서", _from_now(1)),
    ("instant", "지금으로부터|지금부터|앞으로 <length> 후|뒤|이후", _from_now(1)),
    ("instant", "<instant> ~부터|로부터|에서 <length> 후|뒤", _moved(1)),
    ("instant", "<instant> ~부터|로부터|에서 <length> 전", _moved(-1)),
    ("instant", "<date> 까지|까지는", _by_end_of, 1),
    ("instant", f"<date> ~의|이|하루|하루가|하루의 {_ENDING}", joining.end_of_day),
    (
        "instant",
        _CLOSE_OF_DAY,
        lambda c: joining.end_of_day(c, Day((c.today,))),
    ),
]

_DATES: list[Row] = [
    ("dates", "<date>", lambda _, d: d),
    ("dates", "<period>", joining.bound),
    ("period", f"<dates> {_FROM} <dates>", joining.between),
    ("period", f"<dates> {_FROM} <dates> {_UP_TO}", joining.between),
    ("period", "<dates> 과|와 <dates> 사이에|사이", joining.between),
    ("period", f"<date> {_FROM} <kdom> ~{_UP_TO}", _to_dom, 2),
    ("period", "<mon> <num> -|~ <kdom>", _doms),
    ("period", f"<dates> {_FROM} 지금까지|현재까지|지금", joining.to_today),
    ("period", f"지금|현재|이제 부터|에서|과|와 <dates> {_UP_TO}", joining.from_today, 2),
    ("period", f"<period> {_FROM} <length>", _for),
    ("period", f"<date> {_FROM} <length>", _for),
    ("period", f"<date> {_FROM} <length> 이내에|이내|안에|내에|내로", _for, 2),
    ("period", "<date> 시작하여|시작해서|에_시작해서 <length>", _for),
]

_SPANS: list[Row] = [
    ("clockspan", f"<clock> {_FROM} <clock>", joining.hours),
    ("clockspan", f"<clock> {_FROM} <clock> {_UP_TO}", joining.hours),
    ("clockspan", "<clock> 과|와 <clock> 사이에|사이", joining.hours),
    ("clockspan", "<clock> 부터|에서 <length>", joining.hours_for),
    ("stretch", f"지금|현재|이제 부터|에서|과|와 <clock> {_UP_TO}", joining.from_now_to_clock, 2),
    ("stretch", f"<clock> {_FROM} <instant> {_UP_TO}", joining.from_clock),
    ("stretch", f"<instant> {_FROM} <instant>", joining.stretch),
    ("stretch", f"<instant> {_FROM} <instant> {_UP_TO}", joining.stretch),
    ("stretch", f"<stretch> {_FROM} <stretch> ~{_UP_TO}", joining.parts),
    ("stretch", f"<instant> {_FROM} <clock>", joining.same_day),
    ("stretch", f"<instant> {_FROM} <clock> {_UP_TO}", joining.same_day),
]

_SETS: list[Row] = [
    (
        "every",
        "매일|매주|매달|매월|매년|매해|매시간|격일로|격일|격주로|격주|격월|연간|월간|날마다|해마다|주마다|달마다|매분기",
        joining.every,
    ),
    ("every", "매|매번 <kunit>", joining.every),
    ("every", "매 <part>", joining.every),
    ("every", "<length> 마다|간격으로|에_한_번", joining.every),
    ("every", "<weekday> 마다", joining.every),
    ("every", "<kunit> 마다", joining.every),
    ("every", "<every> ~의|에 <mon>", joining.every),
    ("every", "<part> 마다", joining.every),
    ("every", "주말마다", joining.every),
    ("every", "<every> ~의|에 <date>", joining.every),
    ("every", "<every> ~의|에 <nth> ~주 <weekday>", joining.every),
    ("every", "<every> ~의|에 <nth> 날|일|주", joining.every),
    ("every", "<every> ~의|에 <clock> ~에", joining.every),
    ("every", "<every> ~의|에 <clockspan>", joining.every),
]
