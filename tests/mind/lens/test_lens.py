"""Cards before the eyes: which may appear when, what they tell, and what is learned from them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.log.kinds import (
    Agreed,
    Aimed,
    Contact,
    Heard,
    Occurrence,
    Place,
    Planned,
    Promised,
    Read,
    Reminder,
    Saw,
    Settled,
    Slotted,
    Step,
    Ticked,
    What,
)  # fmt: skip
from alongside.log.kinds.lens import CardKind
from alongside.log.log import Wanted
from alongside.log.moment import Draft, Moment, Trust
from alongside.log.store import Store, open_store
from alongside.mind.lens.cards import AGAIN, APART, LEAST, PAUSE, Candidate, History, Now, choose
from alongside.mind.lens.lens import Lens
from alongside.mind.lens.sources import Sources
from alongside.mind.lens.translating import Translator
from alongside.models.chat.scripted import ScriptedChat
from alongside.senses.live.captured import Audio, Captured, Frame, Left
from alongside.senses.live.captured import What as Sensed
from alongside.senses.live.sense import Connected, Dismissed
from alongside.senses.live.told import Card
from alongside.senses.whereabouts import Whereabouts
from alongside.views.beliefs import Beliefs
from alongside.views.goals import Goals
from alongside.views.promises import Promises

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
kinds = st.sampled_from(("person", "promise", "reminder", "next", "sign"))
SHOUT = Audio((np.sin(np.arange(1600)) * 9000).astype("<i2").tobytes())
HUSH = Audio(bytes(3200))
LOOK = Frame(b"\xff\xd8\xff")


def card(kind: CardKind = "person", key: str = "a", relevance: float = 0.9) -> Candidate:
    return Candidate(card=kind, key=key, title=key, relevance=relevance)


@given(
    st.lists(st.builds(card, kinds, st.text(max_size=2), st.floats(0, 1)), max_size=6),
    st.lists(st.tuples(kinds, st.booleans()), max_size=8),
    st.none() | st.floats(0, 60), st.none() | st.floats(-30, 30),
    st.dictionaries(st.text(max_size=2), st.floats(0, 30000), max_size=4),
)  # fmt: skip
def test_the_rules_hold_whatever_could_be_told(
    candidates: list[Candidate], put_away: list[tuple[CardKind, bool]], heard: float | None,
    up: float | None, shown: dict[str, float],
) -> None:  # fmt: skip
    history = History()
    for kind, less in put_away:
        history.put_away(kind, less=less)
    for key, ago in shown.items():
        history.show(key, NOW - timedelta(seconds=ago))
    now = Now(
        at=NOW,
        heard=None if heard is None else NOW - timedelta(seconds=heard),
        up_until=None if up is None else NOW + timedelta(seconds=up),
    )
    chosen = choose(now, history, candidates)
    if chosen is None:
        return
    assert now.heard is None or NOW - now.heard >= PAUSE
    assert now.up_until is None or now.up_until <= NOW
    assert history.last is None or NOW - history.last >= APART
    assert NOW - history.shown.get(chosen.key, NOW - AGAIN) >= AGAIN
    assert chosen.relevance * history.welcome.get(chosen.card, 1) >= LEAST


def test_less_of_this_is_learned_sooner_than_a_swipe() -> None:
    history = History()
    assert choose(Now(at=NOW), history, [card(relevance=0.7)]) is not None
    history.put_away("person", less=False)
    assert choose(Now(at=NOW), history, [card(relevance=0.7)]) is not None
    history.put_away("person", less=True)
    assert choose(Now(at=NOW), history, [card(relevance=0.7)]) is None
    assert choose(Now(at=NOW), history, [card("reminder", relevance=0.7)]) is not None


@dataclass
class Life:
    store: Store
    said: list[str] = field(default_factory=list)

    async def keep(self, what: What, *because: str, source: str = "t", ago: float = 0) -> Moment:
        at = NOW - timedelta(seconds=ago)
        (kept,) = await self.store.log.append(
            Draft(what=what, at=at, zone="UTC", source=source, trust=Trust.OWN, because=because)
        )
        return kept

    async def hear(self, words: str, ago: float = 5) -> Moment:
        return await self.keep(Heard(text=words, start=0, end=1), source="live", ago=ago)

    @property
    def sources(self) -> Sources:
        async def translate(text: str) -> str:
            return {"USCITA": "Exit"}.get(text, "")

        return Sources(self.store.log, translate)

    async def told(self, place: Place | None = None) -> dict[str, tuple[str, str]]:
        """The candidates by kind: title and text."""
        found = await self.sources.candidates(NOW, place)
        return {each.card: (each.title, each.text) for each in found}

    async def shows(self, *whats: Sensed, put_away: bool = False, less: bool = False) -> list[Card]:
        """The cards told while these are captured, two seconds apart."""
        device = Connected(device="glasses1", stream="s", name="", trust=Trust.PERSON)
        lens = Lens(self.store.log, self.sources, Whereabouts())

        async def captured() -> AsyncIterator[Captured]:
            for seq, what in enumerate(whats, 1):
                yield Captured(seq, NOW + timedelta(seconds=2 * seq), what)

        cards = []
        async for told in lens.run(captured(), device):
            if isinstance(told, Card):
                cards.append(told)
                if put_away:
                    await asyncio.sleep(0)
                    device.signals.put(Dismissed(told.id, less))
                    for _ in range(50):
                        await asyncio.sleep(0.002)
        return cards


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    views = (Beliefs(), Promises(), Goals())
    async with await open_store(tmp_path / "life", bytes(32), "me", views) as store:
        yield Life(store)


async def test_who_was_named_is_told_with_what_was_promised_them(life: Life) -> None:
    await life.keep(Contact(name="Robin Vale", organisation="chef"))
    evidence = await life.keep(Heard(text="I'll lend Robin the gear", start=0, end=1), ago=999)
    promise = await life.keep(
        Promised(text="Lend the camping gear", quote="lend", to="Robin Vale", confidence=0.9),
        evidence.id,
    )
    assert await life.told() == {}
    await life.hear("Look, there is Robin!")
    told = await life.told()
    assert told["person"] == ("Robin Vale", "chef")
    assert told["promise"] == ("Robin Vale", "Lend the camping gear")
    await life.keep(Settled(how="done"), promise.id)
    assert set(await life.told()) == {"person"}


async def test_only_contacts_and_those_who_agreed_are_known(life: Life) -> None:
    await life.keep(Agreed(name="Kim", to=("recorded",)))
    await life.hear("Kim and Sam are here, roboin too")
    assert await life.told() == {}
    await life.keep(Agreed(name="Sam", to=("known",)))
    assert set(await life.told()) == {"person"}


async def test_who_agreed_to_be_known_is_told_when_seen(life: Life) -> None:
    agreed = await life.keep(Agreed(name="Robin Vale", to=("known",)))
    media = await life.store.blobs.put(b"x", type="", name="")
    await life.keep(Saw(media=media, people=("Robin Vale",)), source="photos", ago=5)
    assert await life.told() == {}, "an imported photo shows nobody who is there now"
    await life.keep(Saw(media=media, people=("Robin Vale",)), agreed.id, source="camera", ago=5)
    assert await life.told() == {"person": ("Robin Vale", "")}


async def test_a_reminder_belongs_to_its_place(life: Life) -> None:
    reminder = await life.keep(Reminder(text="Buy stamps", location="Arezzo"))
    assert await life.told(Place(name="Siena", country="Italy")) == {}
    told = await life.told(Place(name="Arezzo", country="Italy"))
    assert told["reminder"] == ("Arezzo", "Buy stamps")
    await life.keep(Settled(how="done"), reminder.id)
    assert await life.told(Place(name="Arezzo", country="Italy")) == {}


async def test_what_begins_soon_is_told(life: Life) -> None:
    start = NOW + timedelta(minutes=10)
    later = NOW + timedelta(hours=2)
    times = (Occurrence(start, later), Occurrence(later, later))
    await life.keep(Planned(title="Dentist", occurrences=times, place=Place(name="Via Roma")))
    assert await life.told() == {"next": ("Dentist", "10 min · Via Roma")}


async def test_the_next_step_of_what_has_its_time_now_is_told(life: Life) -> None:
    aim = await life.keep(Aimed(outcome="Bake sourdough"))
    begun, over = NOW - timedelta(minutes=5), NOW + timedelta(minutes=55)
    steps = []
    for text in ("Feed the starter", "Fold the dough", "Buy a scale"):
        step = await life.keep(Step(text=text), aim.id)
        start = begun if text != "Buy a scale" else over
        slot = Slotted(start=start, end=start + timedelta(hours=1), why="new")
        await life.keep(slot, step.id)
        steps.append(step)
    assert await life.told() == {"next": ("Feed the starter", "Bake sourdough")}
    await life.keep(Ticked(how="done"), steps[0].id)
    assert await life.told() == {"next": ("Fold the dough", "Bake sourdough")}
    await life.keep(Ticked(how="dropped"), steps[1].id)
    assert await life.told() == {}


async def test_a_sign_is_told_where_it_can_be_translated(life: Life) -> None:
    media = await life.store.blobs.put(b"x", type="", name="")
    for source, text in (("photos", "USCITA"), ("camera", "Tirare"), ("camera", "USCITA")):
        saw = await life.keep(Saw(media=media), source=source)
        await life.keep(Read(text=text), saw.id)
    assert await life.told() == {"sign": ("Exit", "USCITA")}


async def test_cards_come_one_at_a_time_and_are_kept_with_their_causes(life: Life) -> None:
    await life.keep(Contact(name="Robin", organisation="chef"))
    heard = await life.hear("Hi Robin", ago=0)
    cards = await life.shows(*[LOOK] * 20)
    assert [each.title for each in cards] == ["Robin"]
    (shown,) = [m async for m in life.store.log.read(Wanted(kinds=("showed",)))]
    assert (shown.id, heard.id in shown.because) == (cards[0].id, True)
    assert await life.shows(*[LOOK] * 20) == [], "it was shown a minute ago, before a restart"


async def test_never_while_someone_speaks_and_never_without_a_view(life: Life) -> None:
    await life.keep(Contact(name="Robin", organisation="chef"))
    await life.hear("Hi Robin", ago=0)
    device = Connected(device="glasses1", stream="s", name="", trust=Trust.PERSON)
    lens = Lens(life.store.log, life.sources, Whereabouts())

    async def speaking() -> AsyncIterator[Captured]:
        for step in range(20):
            at = NOW + timedelta(seconds=step)
            yield Captured(2 * step + 1, at, SHOUT)
            yield Captured(2 * step + 2, at + timedelta(milliseconds=50), LOOK)

    assert not [told async for told in lens.run(speaking(), device) if isinstance(told, Card)]
    assert await life.shows(*[Left()] * 10, *[HUSH] * 10) == []
    assert len(await life.shows(HUSH, LOOK, LOOK)) == 1


async def test_putting_a_card_away_is_learned(life: Life) -> None:
    for name in ("Robin", "Dana", "Kim"):
        await life.keep(Contact(name=name, organisation="friend"))
    await life.hear("Robin, Dana and Kim", ago=0)
    shown = await life.shows(*[LOOK] * 40, put_away=True, less=True)
    assert len(shown) == 1, "after “less of this” people are below what is shown"
    away = [m async for m in life.store.log.read(Wanted(kinds=("put_away",)))]
    assert [m.because for m in away] == [(shown[0].id,)]


async def test_only_a_model_that_can_translates(life: Life) -> None:
    chat = ScriptedChat(["Exit"])
    translate = Translator(lambda: chat, lambda: "en")
    assert await translate("USCITA") == await translate("USCITA") == "Exit"
    assert len(chat.given) == 1
    assert await Translator(lambda: ScriptedChat(["="]), lambda: "en")("EXIT") == ""
    small = ScriptedChat(["Exit"], "embedded:small")
    assert await Translator(lambda: small, lambda: "en")("USCITA") == ""
    assert await Translator(lambda: None, lambda: "")("USCITA") == ""
