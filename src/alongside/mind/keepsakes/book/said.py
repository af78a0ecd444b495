"""The words of a book that are ours, in English and Korean."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "days": ("days with something kept", "무언가 남긴 날"),
    "photos": ("photos", "사진"),
    "towns": ("places", "다녀온 곳"),
    "notes": ("notes", "글"),
    "messages": ("messages you wrote", "내가 쓴 메시지"),
    "plans": ("plans in the calendar", "달력의 일정"),
    "minutes": ("minutes recorded", "녹음한 시간(분)"),
    "where": ("Where you were", "다녀온 곳"),
    "people": ("People of these days", "함께한 사람들"),
    "goals": ("Goals reached", "이룬 목표"),
    "in numbers": ("In numbers", "숫자로 보기"),
}


def word(name: str, language: str) -> str:
    english, korean = WORDS[name]
    return korean if language == "ko" else english


def on_days(count: int, language: str) -> str:
    """ "on 3 days", "3일" """
    if language == "ko":
        return f"{count}일"
    return "on 1 day" if count == 1 else f"on {count} days"


def colophon(moments: int, photos: int, made: str, language: str) -> str:
    if language == "ko":
        return (
            f"{made}, 이 나날의 순간 {moments:,}개와 사진 {photos:,}장으로 Alongside가 당신의 "
            "기기에서 만들었습니다. 이름이 없는 글은 당신이 쓴 것이고, 숫자는 센 그대로입니다."
        )
    return (
        f"Made by Alongside on your own machine, {made}, from {moments:,} moments of "
        f"these days, with {photos:,} of their photos. Words without a name are your own; the "
        "numbers were counted."
    )


def titled(dates: str, language: str) -> str:
    """What a book is called when the person says nothing."""
    return f"{dates}의 기록" if language == "ko" else f"The days of {dates}"
