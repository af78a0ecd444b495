"""Words as the search index holds them: stemmed English, Hangul and CJK bigrams, accents folded.

English words are stemmed with Porter's second algorithm (Snowball). A Hangul word loses its
particles (은, 를, 한테, ...) and is cut into bigrams, as are runs of Chinese and Japanese, which
find compounds and inflected forms without a dictionary (Lee and Ahn, SIGIR 1996).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_CACHED_WORDS = 1 << 16
_RUN = re.compile(
    r"(?P<hangul>[가-힣]+)|(?P<cjk>[\u3040-\u30ff\u3400-\u9fff]+)|(?P<word>[^\W_가-힣\u3040-\u30ff\u3400-\u9fff]+)"
)
_APOSTROPHE = re.compile(r"(?<=\w)[\u2019'](?=\w)")

_ENGLISH = """
    a about after all also am an and any are aren as at be because been before being both but by
    can cannot could couldn d did didn do does doesn doing don down during each few for from
    further get gets getting go goes going got had hadn has hasn have haven having he her here
    hers herself him himself his how i if in into is isn it its itself just let ll m me more
    most my myself no nor not now of off on once only or other our ours ourselves out over own
    re s same shan she should shouldn so some such t than that the their theirs them themselves
    then there these they this those through to too under until up us ve very was wasn we were
    weren what when where which while who whom whose why will with won would wouldn you your
    yours yourself yourselves dont didnt doesnt isnt wasnt im ive youre thats whats cant wont
    shes hes theyre id
"""
_KOREAN = """
    언제 무엇 무슨 뭐 뭘 누구 누가 어디 왜 어떻게 어떤 어느 얼마 얼마나 몇 그리고 그런데 그래서
    하지만 나 내 내가 나는 나의 나를 저 제가 저는 우리 너 네가 것 거 그 이 저기 여기 거기 있어
    있어요 있었어 있었지 있나 있다 있는 했어 했지 했나 했다 했어요 하는 한 할 해 하고 좀 수 등
    및
"""
_ENDINGS = """
    에서는 에서도 에게서 한테서 으로는 이라고 이라는 까지는 부터는 에게 한테 에서 으로 까지 부터
    보다 처럼 이랑 하고 라고 라는 이나 마다 밖에 조차 께서 은 는 이 가 을 를 의 에 도 로 와 과
    랑 만 나 께
"""
STOP_WORDS = frozenset(_ENGLISH.split())
KOREAN_STOP_WORDS = frozenset(_KOREAN.split())
_PARTICLES = tuple(
    sorted(
        _ENDINGS.split(),
        key=len,
        reverse=True,
    )
)
_stemmer = snowballstemmer.stemmer("english")


def terms(text: str) -> list[str]:
    """The terms of `text` in order, function words left out."""
    found: list[str] = []
    for run in _RUN.finditer(_plain(text)):
        word = run.group()
        if run.lastgroup == "word":
            stem = _stem(word)
            if stem:
                found.append(stem)
        elif run.lastgroup == "hangul":
            found.extend(_hangul(word))
        else:
            found.extend(_bigrams(word))
    return found


def fold(text: str) -> str:
    """`text` without case and accents, for comparing names."""
    return " ".join(_plain(text).split())


@lru_cache(_CACHED_WORDS)
def _stem(word: str) -> str:
    return "" if word in STOP_WORDS else str(_stemmer.stemWord(word))


@lru_cache(_CACHED_WORDS)
def _hangul(word: str) -> tuple[str, ...]:
    bare = bare_korean(word)
    if word in KOREAN_STOP_WORDS or bare in KOREAN_STOP_WORDS:
        return ()
    return _bigrams(bare)


def bare_korean(word: str) -> str:
    """A Hangul word without its particles; two syllables are always left."""
    for _ in range(3):
        particle = next((p for p in _PARTICLES if word.endswith(p)), "")
        if not particle or len(word) - len(particle) < 2:
            return word
        word = word[: -len(particle)]
    return word


def _bigrams(run: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for i in range(max(1, len(run) - 1)))


def _plain(text: str) -> str:
    """Case folded, compatibility forms made one, accents off letters that carry them."""
    text = _APOSTROPHE.sub(" ", unicodedata.normalize("NFKC", text)).casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in apart if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare)
