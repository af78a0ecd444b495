"""What code answers from contacts: birthdays, ages, numbers and addresses, and days that recur."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from alongside.log.kinds import Contact
from alongside.log.log import Log, Wanted
from alongside.log.moment import Moment
from alongside.mind.question import Question, either
from alongside.mind.reckon import Reckoned
from alongside.mind.telling import birthday_parts, say_birthday
from alongside.mind.when import MonthDay
from alongside.mind.when.say import age
from alongside.views.words import bare_korean, fold, terms

_ASKED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("age", either(r"\bhow old\b", "몇 ?살|나이")),
    (
        "birthday",
        either(r"\bwhen\b.*\b(?:birthday|born)\b", "생일이? ?(?:이|은)? ?언제", "언제.*생일"),
    ),
    ("phone", either(r"\b(?:phone|mobile|cell|telephone)(?: number)?\b", "전화번호|연락처")),
    ("email", either(r"\be-?mail\b(?: address)?", "이메일|메일 주소")),
    (
        "address",
        either(r"\b(?:home |postal )?address\b", r"\bwhere does .+ live\b", "주소|어디 살"),
    ),
)
_WORDS = frozenset(
    terms(
        "old birthday born phone mobile cell telephone number email mail address live home postal"
    )
    + terms("생일 생일이 나이 전화번호 이메일 메일 주소 살아 연락처 몇살")
)
_DAY = re.compile(r"^(?P<who>.+?)(?:['’]s?)?\s*(?:birthday|생일)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressBook:
    """The contacts in a life, as they are now."""

    contacts: tuple[tuple[Moment, Contact], ...]

    @classmethod
    async def of(cls, log: Log) -> AddressBook:
        moments = [m async for m in log.read(Wanted(kinds=["contact"]))]
        return cls(tuple((m, m.what) for m in moments if isinstance(m.what, Contact)))

    def known(self, name: str) -> MonthDay | date | None:
        """The day that words such as "Robin's birthday" mean."""
        found = _DAY.match(name.strip())
        if found is None:
            return None
        born = next((c.birthday for _, c in self._called(found["who"]) if c.birthday), "")
        if not born:
            return None
        _, month, day = birthday_parts(born)
        return MonthDay(month, day)

    def answer(self, question: Question, now: datetime, zone: str) -> Reckoned | None:
        """A contact's own field, where the question asks for nothing else."""
        asked = next((name for name, pattern in _ASKED if pattern.search(question.text)), None)
        asked_of = (*question.topic, *question.dates)
        topic = [term for term in asked_of if term not in _WORDS]
        if asked is None or not topic:
            return None
        today = now.astimezone(ZoneInfo(zone)).date()
        for moment, contact in self.contacts:
            if set(topic) <= set(terms(" ".join(contact.names))):
                said = _field(contact, asked, today, question.language)
                if said:
                    return Reckoned(f"{contact.name}: {said}", (moment,))
        return None

    def _called(self, who: str) -> Sequence[tuple[Moment, Contact]]:
        called = fold(who)
        bare = bare_korean(called)
        return [
            (moment, contact)
            for moment, contact in self.contacts
            if any(called == n or called in n.split() or _given(n, bare) for n in _folded(contact))
        ]


def _folded(contact: Contact) -> list[str]:
    return [fold(name) for name in contact.names]


def _given(name: str, called: str) -> bool:
    """Whether a Korean full name (박지훈) ends in the given name someone is called by (지훈)."""
    return len(called) >= 2 and name.endswith(called) and "가" <= called[0] <= "힣"


def _field(contact: Contact, asked: str, today: date, language: str) -> str:
    fields: dict[str, Callable[[], str]] = {
        "age": lambda: _age(contact.birthday, today, language),
        "birthday": lambda: say_birthday(contact.birthday, language) if contact.birthday else "",
        "phone": lambda: ", ".join(contact.phones),
        "email": lambda: ", ".join(contact.emails),
        "address": lambda: contact.address,
    }
    return fields[asked]()


def _age(birthday: str, today: date, language: str) -> str:
    year, month, day = birthday_parts(birthday) if birthday else (None, 0, 0)
    if year is None:
        return ""
    years = age(date(year, month, day), today)
    return f"{years}세" if language == "ko" else f"{years} years old"
