"""What may be kept: the strictest rule holds, and only consent lifts what asks for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.config import Keep, Privacy, PrivatePlace, PrivateTime
from alongside.log.kinds import Place
from alongside.senses.privacy.regions import Region, region, regions
from alongside.senses.privacy.rules import STRICTNESS, Situation, allowance, during, metres, within

HOME = PrivatePlace(name="home", latitude=43.4674, longitude=11.8851)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
keeps = st.sampled_from(STRICTNESS)
times = st.integers(-(10**8), 10**8).map(lambda seconds: NOON + timedelta(seconds=seconds))
clocks = st.times().map(lambda time: time.strftime("%H:%M"))
places = (
    st.builds(Place, latitude=st.floats(43.46, 43.48), longitude=st.floats(11.87, 11.90))
    | st.none()
    | st.just(Place(name="Arezzo"))
)
private_places = st.builds(
    PrivatePlace, name=st.just("there"), latitude=st.floats(43.46, 43.48),
    longitude=st.floats(11.87, 11.90), radius=st.floats(1, 2000), keep=keeps,
)  # fmt: skip
private_times = st.builds(
    PrivateTime, start=clocks, end=clocks, days=st.lists(st.integers(0, 6)).map(tuple), keep=keeps
)
privacies = st.builds(
    Privacy, keep=keeps, places=st.lists(private_places, max_size=3).map(tuple),
    times=st.lists(private_times, max_size=3).map(tuple),
)  # fmt: skip
situations = st.builds(
    Situation, at=times, zone=st.sampled_from(("Europe/Rome", "Asia/Seoul", "UTC")),
    place=places, paused=st.booleans(), agreed=st.booleans(),
)  # fmt: skip
laws = st.none() | st.builds(Region, country=st.just("Somewhere"), keep=keeps, law=st.just("§ 1"))


def strict(keep: Keep) -> int:
    return STRICTNESS.index(keep)


@given(privacies, laws, situations)
def test_nothing_is_milder_than_any_rule_that_holds(
    privacy: Privacy, law: Region | None, here: Situation
) -> None:
    kept = allowance(privacy, law, here).keep
    holding: list[Keep] = [privacy.keep, *([law.keep] if law else [])]
    holding += [place.keep for place in privacy.places if within(place, here.place)]
    holding += [hours.keep for hours in privacy.times if during(hours, here.at, here.zone)]
    for keep in holding:
        if not (keep == "ask" and here.agreed):
            assert strict(kept) >= strict(keep)
    if here.paused:
        assert kept == "nothing"


@given(privacies, laws, situations)
def test_consent_never_makes_a_rule_stricter_and_lifts_only_what_asks(
    privacy: Privacy, law: Region | None, here: Situation
) -> None:
    without = Situation(at=here.at, zone=here.zone, place=here.place, paused=here.paused)
    before, after = allowance(privacy, law, without).keep, allowance(privacy, law, here).keep
    assert strict(after) <= strict(before)
    if before in ("nothing", "transcripts", "everything"):
        assert after == before


@given(situations)
def test_with_private_places_an_unknown_place_is_asked_about(here: Situation) -> None:
    unknown = Situation(at=here.at, zone=here.zone, place=Place(name="somewhere"))
    assert allowance(Privacy(places=(HOME,)), None, unknown).asks


@given(private_places, places)
def test_the_edge_of_a_place_is_where_its_radius_ends(
    private: PrivatePlace, place: Place | None
) -> None:
    if place is None or place.latitude is None or place.longitude is None:
        assert not within(private, place)
    else:
        away = metres(private.latitude, private.longitude, place.latitude, place.longitude)
        assert within(private, place) == (away <= private.radius)


def test_distances_are_those_of_the_earth() -> None:
    assert metres(43.4674, 11.8851, 43.7696, 11.2558) == pytest.approx(60_960, rel=0.01)
    assert metres(0, 179.9995, 0, -179.9995) == pytest.approx(111, rel=0.01)


@pytest.mark.parametrize(
    ("hours", "local", "inside"),
    [
        (PrivateTime(start="22:00", end="07:00"), "2026-11-26T23:30", True),
        (PrivateTime(start="22:00", end="07:00"), "2026-11-26T06:59", True),
        (PrivateTime(start="22:00", end="07:00"), "2026-11-26T07:00", False),
        (PrivateTime(start="22:00", end="07:00", days=(4,)), "2026-11-28T03:00", True),
        (PrivateTime(start="22:00", end="07:00", days=(4,)), "2026-11-27T03:00", False),
        (PrivateTime(start="12:00", end="13:00", days=(3,)), "2026-11-26T12:00", True),
        (PrivateTime(start="12:00", end="13:00", days=(2,)), "2026-11-26T12:00", False),
    ],
)
def test_hours_are_those_on_the_wall(hours: PrivateTime, local: str, inside: bool) -> None:
    at = datetime.fromisoformat(f"{local}+01:00").astimezone(UTC)
    assert during(hours, at, "Europe/Rome") is inside


def test_the_law_is_that_of_the_place_and_else_of_where_the_person_is() -> None:
    assert region(Place(country="Germany"), "Portugal") == regions()["Germany"]
    assert region(None, "Portugal") == regions()["Portugal"]
    assert region(Place(country="Atlantis"), "Portugal") is None
    assert region(None, "") is None
    for rule in regions().values():
        assert rule.keep in STRICTNESS
        assert rule.law


def test_a_rule_says_why() -> None:
    inside = Situation(at=NOON, zone="UTC", place=Place(latitude=43.4674, longitude=11.8851))
    allowed: Any = allowance(Privacy(places=(HOME,)), None, inside)
    assert (allowed.reason, allowed.detail, allowed.frames, allowed.words) == (
        "place", "home", False, False,
    )  # fmt: skip
    later = Situation(at=NOON + timedelta(days=1), zone="UTC", paused=True)
    assert allowance(Privacy(), None, later).reason == "paused"
