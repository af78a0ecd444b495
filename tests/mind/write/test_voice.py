"""A voice is counted from the person's own words, and from nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.log.kinds import Heard, Noted, Read, Reflected, Said, What
from alongside.log.moment import Moment, Trust
from alongside.mind.write.own import cleaned, sample
from alongside.mind.write.voice import Voice, voice

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def moment(n: int, what: What, trust: Trust = Trust.OWN, source: str = "whatsapp") -> Moment:
    at = NOW + timedelta(days=n)
    return Moment(
        id=f"m{n}", seq=n + 1, person="ada", at=at, zone="UTC", recorded=at, what=what,
        source=source, trust=trust,
    )  # fmt: skip


def said(*texts: str, to: str = "Robin Vale") -> list[Moment]:
    return [moment(n, Said(text=text, by="Ada", to=(to,))) for n, text in enumerate(texts)]


def heard_in(moments: list[Moment], language: str = "en", to: str = "") -> Voice:
    texts = [one for one in map(sample, moments) if one is not None]
    names = frozenset({to}) if to else frozenset()
    return voice(texts, "ko" if language == "ko" else "en", names)


def test_traits_are_counted_and_shown_by_texts() -> None:
    found = heard_in(
        said(
            "Hey Robin! Honestly, I can't wait. See you there 🙂",
            "Hey! It's honestly the best soup, haha. Thanks again!",
            "hey robin, we're nearly done... honestly not bad. Take care",
        )
    )
    words = {trait.name: trait.words for trait in found.traits}
    assert words["greeting"] == ("Hey",)
    assert set(words["closing"]) == {"See you there", "Thanks again", "Take care"}
    assert (words["emoji"], words["laughs"]) == (("🙂",), ("haha",))
    assert words["favourites"] == ("honestly",)
    contracts, trails = found.trait("contracts"), found.trait("trails")
    assert contracts
    assert contracts.value == 1.0
    assert trails
    assert [each.moment for each in trails.shown] == ["m2"]


def test_korean_forms_of_address_are_told_apart() -> None:
    polite = heard_in(said("내일 갈게요.", "정말 고마워요!", "회의는 세 시입니다."), "ko")
    casual = heard_in(said("내일 갈게ㅋㅋ", "진짜 고마워!", "세 시에 봐"), "ko")
    formal, friendly = polite.trait("formality"), casual.trait("formality")
    assert formal
    assert (formal.value, formal.words) == (1.0, ("haeyo", "hamnida"))
    assert friendly
    assert (friendly.value, friendly.words) == (0.0, ("banmal",))


def test_whoever_is_written_to_enough_has_a_voice_of_their_own() -> None:
    office = said(*["Dear Ms Osei, the report is ready."] * 5, to="Ms Osei")
    friends = [
        moment(10 + n, Said(text="Hiya! Pub?", by="Ada", to=("Jo",))) for n in range(7)
    ]  # fmt: skip
    to_her = heard_in([*office, *friends], to="ms osei")
    assert (to_her.to_one, to_her.texts) == (True, 5)
    greeting = to_her.trait("greeting")
    assert greeting
    assert greeting.words == ("Dear",)
    assert heard_in([*office, *friends], to="sam").texts == 12
    assert heard_in(office[:2]).traits == ()


def test_what_is_quoted_pasted_or_linked_is_left_out() -> None:
    text = "# Title\n> They said no.\nI said yes.\n```\ncode\n```\n- [x] see [this](https://x.org)"
    assert cleaned(text) == "I said yes.\nsee this"


WORDS = st.text(alphabet="abc가나 .!?🙂", min_size=1, max_size=30)
FOREIGN = st.one_of(
    st.builds(lambda t: (Said(text=t, by="Eve"), Trust.OUTSIDE, "whatsapp"), WORDS),
    st.builds(lambda t: (Noted(text=t), Trust.OUTSIDE, "tool"), WORDS),
    st.builds(lambda t: (Noted(text=t), Trust.OWN, "write"), WORDS),
    st.builds(lambda t: (Heard(text=t, start=0, end=1), Trust.OWN, "voice"), WORDS),
    st.builds(lambda t: (Read(text=t), Trust.OUTSIDE, "photos"), WORDS),
    st.builds(lambda t: (Said(text=t, by="alongside", model="m"), Trust.OWN, "talk"), WORDS),
)
OWN = st.one_of(
    st.builds(lambda t: (Said(text=t, by="Ada", to=("Bo",)), Trust.OWN, "whatsapp"), WORDS),
    st.builds(lambda t: (Noted(text=t), Trust.PERSON, "app"), WORDS),
    st.builds(lambda t: (Reflected(question="?", text=t), Trust.PERSON, "app"), WORDS),
)


@given(st.lists(st.one_of(OWN, FOREIGN), max_size=14))
def test_a_voice_reads_nothing_but_the_persons_own_words(
    lived: list[tuple[What, Trust, str]],
) -> None:
    """Whatever others, models and we say beside it, the profile is that of the own words alone."""
    moments = [moment(n, what, trust, source) for n, (what, trust, source) in enumerate(lived)]
    own = [
        m for m in moments
        if m.trust >= Trust.OWN and m.source in ("whatsapp", "app") and m.kind != "heard"
    ]  # fmt: skip
    for language in ("en", "ko"):
        whole = heard_in(moments, language)
        assert whole == heard_in(own, language)
        shown = {each.moment for trait in whole.traits for each in trait.shown}
        assert shown <= {m.id for m in own}
