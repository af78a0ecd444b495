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
from alongside.mind.converse.question import Question, either
from alongside.mind.converse.reckoned import Reckoned
from alongside.mind.converse.telling import say_birthday
from alongside.mind.recall.birthdays import Birthdays, birthday_parts, called
from alongside.mind.when import MonthDay
from alongside.mind.when.say import age
from alongside.views.words import fold, terms

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
        "old birthday born phone mobile cell telephone number email mail address live home postal "
        "turn next"
    )
    + terms("언제야 언제지 언제예요 생일 생일이 나이 전화번호 이메일 메일 주소 살아 연락처 몇살")
)
_TO_COME = either(r"\b(?:will|next|turns?|turning)\b", "다음|되")


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
        pairs = ((alias, c.birthday) for _, c in self.contacts for alias in c.names)
        return Birthdays.of(pairs).get(name)

    def named(self, words: Sequence[str]) -> tuple[Moment, ...]:
        """The contacts that any of these terms names."""
        return tuple(m for m, c in self.contacts if set(words) & _terms(c))

    def names(self) -> frozenset[str]:
        """The terms of everybody's names."""
        return frozenset(term for _, contact in self.contacts for term in _terms(contact))

    def answer(self, question: Question, now: datetime, zone: str) -> Reckoned | None:
        """A contact's own field, where the question asks for nothing else."""
        asked = next((name for name, pattern in _ASKED if pattern.search(question.text)), None)
        asked_of = (*question.topic, *question.dates)
        topic = [term for term in asked_of if term not in _WORDS]
        if asked is None or not topic:
            return None
        today = now.astimezone(ZoneInfo(zone)).date()
        for moment, contact in self.contacts:
            if set(topic) <= _terms(contact):
                said = _field(contact, asked, today, question)
                if said:
                    return Reckoned(f"{contact.name}: {said}", (moment,))
        return None


def _terms(contact: Contact) -> set[str]:
    names = (name for whole in contact.names for name in called(fold(whole)))
    return {term for name in names for term in terms(name)}


def _field(contact: Contact, asked: str, today: date, question: Question) -> str:
    fields: dict[str, Callable[[], str]] = {
        "age": lambda: _age(contact.birthday, today, question),
        "birthday": lambda: say_birthday(contact.birthday, question.language),
        "phone": lambda: ", ".join(contact.phones),
        "email": lambda: ", ".join(contact.emails),
        "address": lambda: contact.address,
    }
    return fields[asked]()


def _age(birthday: str, today: date, question: Question) -> str:
    """How old someone is, or will be on their next birthday."""
    year, month, day = birthday_parts(birthday) or (None, 0, 0)
    if year is None:
        return ""
    years = age(date(year, month, day), today) + bool(_TO_COME.search(question.text))
    return f"{years}세" if question.language == "ko" else f"{years} years old"
