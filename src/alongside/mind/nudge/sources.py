"""What is worth saying: one function for each sort, from a situation to nudges. No model is asked.

Each gives what is due, what will be and what was told already; which of it is said, and when, is
chosen elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from alongside.log.kinds import Planned
from alongside.mind.nudge.aftertalks import aftertalks
from alongside.mind.nudge.checkins import habits, reviews, steps
from alongside.mind.nudge.naming import company, meant
from alongside.mind.nudge.situation import News, Nudge, Plan, Pledge, Situation, Source, yearly
from alongside.mind.people.circle import Person
from alongside.mind.recall.birthdays import birthday_parts
from alongside.mind.remind.due import occasions
from alongside.mind.when import resolve, say
from alongside.views.agenda import Kept
from alongside.views.words import fold

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
MORNING, LATE_MORNING, NOON = time(9), time(10), time(12)
LATEST, EVENING = time(18), time(18, 30)
AHEAD = timedelta(minutes=30)
"""How long before a meeting one is prepared for it."""
MOST_MET = 6
"""People of a meeting that one prepares for; more are a crowd."""
IDEA = 7
"""Days before a birthday on which one still has time for a present."""
NEAR = {"close": 0.2, "friend": 0.1, "known": 0.0, "": -0.05}
UNDATED = timedelta(days=7)
"""How long a promise without a date may lie before it is asked about, once."""


def reminders(now: Situation) -> Iterator[Nudge]:
    """What the person asked to be reminded of."""
    for kept in now.reminders:
        if kept.settled:
            continue
        said = {"text": kept.what.text, "when": _day_said(now, now.local(kept.at).date())}
        why = now.say("You asked for this on {when}.", "{when}에 부탁한 일이에요.", **said)
        for occasion in occasions(kept, now.now, now.zone, now.keys):
            yield _reminder(occasion.key, kept, occasion.due, why)
        yield from _met(now, kept, why)


def _met(now: Situation, kept: Kept, why: str) -> Iterator[Nudge]:
    """A reminder of a person or a place: once they are there, or shortly before they will be."""
    key = f"reminder:{kept.id}"
    seen = now.met.get(kept.id)
    if seen:
        yield _reminder(key, kept, now.now, why, seen)
    person = meant(now.circle, kept.what.person) if kept.what.person else None
    for plan in now.plans if person or kept.what.location else ():
        there = person in company(now.circle, plan.what) if person else _at(kept, plan.what)
        if there and plan.end > now.now and plan.start > kept.at:
            yield _reminder(key, kept, plan.start - timedelta(minutes=10), why, plan.id)
            return


def _at(kept: Kept, plan: Planned) -> bool:
    place = kept.what.location.casefold()
    return place in f"{plan.title} {plan.place or ''}".casefold()


def _reminder(key: str, kept: Kept, due: datetime, why: str, *more: str) -> Nudge:
    because = (kept.id, *more)
    person = kept.what.person
    return Nudge(
        key=key, about="reminder", text=kept.what.text, why=why, due=due, because=because,
        person=person, worth=1, asked=True,
    )  # fmt: skip


def promises(now: Situation) -> Iterator[Nudge]:
    """What the person promised, on the day it is due and once more after; what they were promised
    once it should have been kept. What was told of twice is one promise."""
    told = {(p.mine, p.other, fold(p.text), p.due): p for p in reversed(now.pledges) if not p.how}
    for each in reversed(told.values()):
        if each.due is None:
            if each.mine:
                yield _undated(now, each)
        elif each.mine:
            yield _mine(now, each, each.due)
            yield _late(now, each, each.due)
        else:
            yield _theirs(now, each, each.due)


def _mine(now: Situation, each: Pledge, due: datetime) -> Nudge:
    day = _last_day(now, due)
    at = now.at(day, MORNING) if each.whole else due - 2 * HOUR
    if each.at >= at:
        at = min(each.at + (due - each.at) / 2, now.at(day, LATEST) if each.whole else due)
    values = {"text": each.text, "to": each.to, "day": _day_said(now, day)}
    text = now.say("Due today: {text}", "오늘까지: {text}", **values)
    why = (
        now.say("You promised {to} this by {day}.", "{to}에게 {day}까지 하기로 했어요.", **values)
        if each.to
        else now.say("You said you would by {day}.", "{day}까지 하기로 했어요.", **values)
    )
    return Nudge(
        key=f"promise:{each.id}", about="promise", text=text, why=why, due=at, until=due + DAY,
        because=(each.id,), person=each.other, worth=0.9, must=True,
    )  # fmt: skip


def _late(now: Situation, each: Pledge, due: datetime) -> Nudge:
    day = _last_day(now, due)
    values = {"text": each.text, "to": each.to, "day": _day_said(now, day)}
    return Nudge(
        key=f"promise:{each.id}:late", about="promise",
        text=now.say("Still open? {text}", "아직 남았나요? {text}", **values),
        why=now.say("It was due on {day}.", "{day}까지였어요.", **values),
        due=now.at(day + DAY, LATE_MORNING), until=now.at(day + 4 * DAY, LATE_MORNING),
        because=(each.id,), person=each.other, worth=0.7, must=True,
    )  # fmt: skip


def _theirs(now: Situation, each: Pledge, due: datetime) -> Nudge:
    day = _last_day(now, due)
    values = {"text": each.text, "by": each.by, "day": _day_said(now, day)}
    return Nudge(
        key=f"promise:{each.id}:theirs", about="promise",
        text=now.say("{by} said they would: {text}", "{by}의 약속: {text}", **values),
        why=now.say("It was due on {day}; ask, or let it go?",
                    "{day}까지였어요. 물어볼까요, 넘어갈까요?", **values),
        due=now.at(day + DAY, LATE_MORNING), until=now.at(day + 5 * DAY, LATE_MORNING),
        because=(each.id,), person=each.other, worth=0.6,
    )  # fmt: skip


def _undated(now: Situation, each: Pledge) -> Nudge:
    day = now.local(each.at).date()
    values = {"text": each.text, "to": each.to, "day": _day_said(now, day)}
    told = [one.at + 3 * DAY for one in now.told if each.id in one.because]
    return Nudge(
        key=f"promise:{each.id}", about="promise",
        text=now.say("You said you would: {text}", "하기로 한 일: {text}", **values),
        why=now.say(
            "You said so on {day}, without a date.", "{day}에 날짜 없이 말했어요.", **values
        ),
        due=max([now.at(day + UNDATED, LATEST), *told]), until=now.at(day + 4 * UNDATED, LATEST),
        because=(each.id,), person=each.other, worth=0.55,
    )  # fmt: skip


def birthdays(now: Situation) -> Iterator[Nudge]:
    """A week before with an idea from their own words, and on the day."""
    for person in now.circle.people:
        parts = birthday_parts(person.birthday)
        if parts is None or person.hidden or not _matters(now, person):
            continue
        for year in (now.today.year, now.today.year + 1):
            day = yearly(year, *parts[1:])
            yield from _birthday(now, person, day)


def _birthday(now: Situation, person: Person, day: date) -> Iterator[Nudge]:
    known = (person.birthday_from, *person.cards, person.chosen)
    because = tuple(dict.fromkeys(filter(None, known)))
    values: dict[str, object] = {"name": person.called, "day": _day_said(now, day)}
    base = f"birthday:{min(person.names)}:{day.year}"
    worth = 0.7 + NEAR[person.closeness]
    wishes = now.of(now.wishes, person)[-1:]
    if wishes or person.closeness in ("close", "friend"):
        values["quote"] = _short(wishes[0].quote) if wishes else ""
        idea = now.say(" They once said: “{quote}”", " 예전에 이렇게 말했어요: “{quote}”", **values)
        yield Nudge(
            key=f"{base}:idea", about="birthday",
            text=now.say("{name}’s birthday is in a week, on {day}.",
                         "일주일 뒤 {day}, {name}의 생일이에요.", **values)
            + (idea if wishes else ""),
            why=now.say("So that there is time for a present.", "선물을 준비할 시간이 있도록요."),
            due=now.at(day - IDEA * DAY, LATE_MORNING), until=now.at(day - 2 * DAY, LATE_MORNING),
            because=(*because, *(each.id for each in wishes)), person=person.called, worth=worth,
        )  # fmt: skip
    yield Nudge(
        key=base, about="birthday",
        text=now.say("It is {name}’s birthday today.", "오늘은 {name}의 생일이에요.", **values),
        why=now.say(
            "From what you keep of {name}.", "{name}에 대해 적어 둔 날이에요.", **values
        ),
        due=now.at(day, MORNING), until=now.at(day, time(21)), because=because,
        person=person.called, worth=worth + 0.1,
    )  # fmt: skip


def meetings(now: Situation) -> Iterator[Nudge]:
    """Before a meeting: who, what they said last, what is open between you."""
    for plan in now.plans:
        people = () if plan.what.all_day else company(now.circle, plan.what)
        known = [each for each in people if each.touches or who(each)]
        if known and len(known) <= MOST_MET:
            yield _meeting(now, plan, known)


def who(person: Person) -> str:
    """Who somebody is, in a few words: as the person says, else as their contact does."""
    notes = next((each.notes.splitlines()[0] for each in person.contacts if each.notes), "")
    return person.known_as or person.organisation or _short(notes)


def _meeting(now: Situation, plan: Plan, people: list[Person]) -> Nudge:
    names = {name for each in people for name in each.names}
    open_ = [p for p in now.pledges if not p.how and p.other.casefold() in names]
    last = [n for n in now.news if n.name in names and n.at < plan.start][-1:]
    start = now.local(plan.start)
    parts = [now.say("{time}: {title}", "{time} {title}", time=f"{start:%H:%M}",
                     title=plan.what.title)]  # fmt: skip
    parts += [f"{each.called}: {who(each)}" for each in people[:2] if who(each)]
    if people[0].spoken and not last:
        day = _day_said(now, people[0].spoken.date())
        parts.append(now.say("Last in touch on {day}", "마지막 연락 {day}", day=day))
    parts += [
        now.say("Last time {name} said: “{quote}”", "지난번 {name}의 말: “{quote}”",
                name=people[0].called, quote=_short(each.quote)) for each in last
    ]  # fmt: skip
    parts += [now.say("Open: {text}", "남은 약속: {text}", text=each.text) for each in open_[:2]]
    names_said = ", ".join(each.called for each in people)
    because = (plan.id, *(each.id for each in last), *(each.id for each in open_[:2]))
    return Nudge(
        key=f"meeting:{plan.id}:{plan.start:%Y-%m-%dT%H:%M}", about="meeting",
        text=" · ".join(parts),
        why=now.say("You meet {who} soon.", "곧 만나요: {who}", who=names_said),
        due=plan.start - AHEAD, until=plan.start, because=because, person=people[0].called,
        worth=0.65 + 0.1 * bool(last or open_) + NEAR[people[0].closeness],
    )  # fmt: skip


def followups(now: Situation) -> Iterator[Nudge]:
    """What somebody told of that has since happened, where it wasn't spoken of yet.

    Of what they told of for one day, perhaps more than once, they are asked once.
    """
    for each in now.news:
        person = now.circle.find(each.name)
        if person is None or person.hidden or not (person.closeness or person.touches >= 5):
            continue
        day = _day_of(each, now)
        dated = day is not None
        once = f"{min(person.names)}:{day}" if dated else each.id
        day = day or now.local(each.at).date() + 3 * DAY
        if person.spoken is not None and person.spoken >= datetime.combine(day, NOON):
            continue
        values = {"name": person.called, "quote": _short(each.quote), "day": _day_said(now, day)}
        yield Nudge(
            key=f"news:{once}", about="followup",
            text=now.say("Ask {name} how it went: “{quote}”",
                         "{name}에게 어떻게 됐는지 물어보세요: “{quote}”", **values),
            why=now.say("They spoke of {day}, and you haven’t talked since.",
                        "{day}의 일이고, 그 뒤로 이야기하지 않았어요.", **values),
            due=now.at(day, EVENING), until=now.at(day + 4 * DAY, EVENING), because=(each.id,),
            person=person.called, worth=(0.6 if dated else 0.35) + NEAR[person.closeness],
        )  # fmt: skip


def _day_of(each: News, now: Situation) -> date | None:
    """The day by which news are over, where a time after they were told is named."""
    since = _named(each.quote, each.at, each.zone)
    return now.local(since).date() if since else None


@lru_cache(4096)
def _named(quote: str, at: datetime, zone: str) -> datetime | None:
    """The time to come that words name, or the end of a stretch: worked out once for each."""
    for found in resolve(quote, now=at, zone=zone):
        since, until = found.span("future") or (None, None)
        if found.kind in ("date", "datetime") and since is not None and since > at:
            return since
        if found.kind in ("daterange", "datetimerange") and until is not None and until > at:
            return until - SECOND
    return None


def reaching(now: Situation) -> Iterator[Nudge]:
    """Whom the person wanted to be in touch with more often than they were."""
    for person in now.circle.people:
        due = person.due
        if due is None or person.direct is None or person.hidden:
            continue
        late = max(0, (now.today - person.direct).days // person.every - 1)
        again = late.bit_length()
        due = person.direct + timedelta(
            days=person.every * (1 if not again else 1 + 2 ** (again - 1))
        )
        values = {"name": person.called, "day": _day_said(now, person.direct),
                  "every": person.every}  # fmt: skip
        yield Nudge(
            key=f"reach:{min(person.names)}:{person.direct.isoformat()}:{again}", about="reach",
            text=now.say("Say hello to {name}?", "{name}에게 안부를 전해 볼까요?", **values),
            why=now.say("You were last in touch on {day}, and wanted to every {every} days.",
                        "{day}에 마지막으로 연락했고, {every}일마다 하고 싶다고 했어요.", **values),
            due=now.at(due, time(17, 30)), until=now.at(due + 3 * DAY, time(21)),
            because=(person.chosen,), person=person.called, worth=0.55 + NEAR[person.closeness],
        )  # fmt: skip


SOURCES: tuple[Source, ...] = (
    reminders, promises, birthdays, meetings, aftertalks, followups, reaching, steps, habits,
    reviews,
)  # fmt: skip


def _matters(now: Situation, person: Person) -> bool:
    """Chosen by the person, or in touch within a year."""
    recent = person.last is not None and (now.today - person.last).days <= 366
    return bool(person.closeness or person.relation) or recent


def _last_day(now: Situation, due: datetime) -> date:
    return now.local(due - SECOND).date()


def _day_said(now: Situation, day: date) -> str:
    return say(day, language=now.language)


def _short(quote: str) -> str:
    return quote if len(quote) <= 140 else f"{quote[:139].rstrip()}…"
