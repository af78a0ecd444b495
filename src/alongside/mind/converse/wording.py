"""How questions and records word the same: words of asking, light words, words that are alike."""

from __future__ import annotations

from collections.abc import Collection

from alongside.views.words import terms

_ASKED_BY = """
    name kind sort type thing say said tell told did does take taken took make made happen
    call called mean use used have has much many time day date city town place country camera
    photo picture image message text note recording calendar contact event appointment number
    count last first latest earliest next final end living about according long old far
    start begin finish often
    이름 사진 메시지 메모 노트 일정 연락처 녹음 마지막 처음 언제까지 무엇을 찍었어 찍은 했지
    뭐라고 어떻게 장 번 개 명 통 건 회 권 마리
    언제야 언제지 언제예요 언제였지 언제였어 언제더라 뭐야 뭐지 뭐예요 뭐였지 뭐였어 누구야
    누구지 누구였지 어디야 어디지 어디였지 어디서 얼마야 얼마지 얼마였지 했더라 했었지
"""
_LIGHT = """
    work works job profession occupation live lives stay want wanted need come become bring keep
    pay paid pays cost costs price spend spent spending money per each share shared split agree
    agreed deal divide divided arrange settle supplies things stuff items goods
    total altogether own whole actually today now know think try put plan show find
    해주기로 하기로
"""
_ALIKE = """
    give gift present idea 선물
    promise owe tell told 약속
    hurt ache pain sore stiff complain
    allergic allergy intolerant
    buy bought purchase
    meet met meeting
    movie film
    doctor physician
    home flat apartment house
    run ran
    eat ate
    see saw seen
    go went gone
    swim swam
    fly flew
    drive drove
    write wrote
    sing sang
    sleep slept
    lose lost
    find found
    win won
    sell sold
    teach taught
    break broke
    ride rode
    wear wore
    build built
    send sent
    bring brought
    catch caught
    leave left
    feel felt
    lend lent borrow
    drink drank
    choose chose
    speak spoke
    steal stole
    throw threw
    grow grew
"""
_ANSWERED_BY = """
    goal aim plan decide decision want resolution 목표
    eat allergic allergy gluten vegetarian vegan diet coeliac
"""
GENERIC = frozenset(terms(_ASKED_BY))
"""Terms that a question is made of, whatever it asks about."""
LIGHT = frozenset(terms(_LIGHT))
"""Terms that an answer often says in other words."""


def _groups(table: str) -> list[frozenset[str]]:
    return [frozenset(terms(line)) for line in table.splitlines() if line.strip()]


def _alike() -> dict[str, frozenset[str]]:
    """By term, the terms that can stand for it: either way, or as an answer to what is asked."""
    alike: dict[str, frozenset[str]] = {}
    for group in _groups(_ALIKE):
        for term in group:
            alike[term] = alike.get(term, frozenset()) | group
    for line in _ANSWERED_BY.splitlines():
        for head in terms(line)[:1]:
            alike[head] = alike.get(head, frozenset()) | frozenset(terms(line))
    return alike


_STANDS_FOR = _alike()


def held(asked: Collection[str], by: Collection[str]) -> set[str]:
    """Those terms asked about that are held, or that a term with a like meaning is held for."""
    return {term for term in asked if _STANDS_FOR.get(term, frozenset((term,))) & frozenset(by)}
