"""Health records: samples summed by day, workouts, tracks; and what breaks in them."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.log.kinds import Exercised, Measured
from alongside.log.moment import Trust
from alongside.senses.archives.apple_health import AppleHealth
from alongside.senses.archives.google_fit import GoogleFit
from alongside.senses.archives.tracks import Tracks
from alongside.senses.files import DiskFile

DOCTYPE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST Record type CDATA #REQUIRED startDate CDATA REQUIRED-as-one-ios-wrote-it>
]>
"""


def export(*records: str, made: str = "2026-03-05 08:00:00 +0100") -> str:
    head = f'{DOCTYPE}<HealthData locale="en_IT">\n <ExportDate value="{made}"/>\n <Me/>\n'
    return head + "\n".join(records) + "\n</HealthData>"


def record(
    kind: str, start: str, value: object, unit: str = "count", by: str = "iPhone", end: str = ""
) -> str:
    prefix = "HKQuantityTypeIdentifier" if not kind.startswith("HK") else ""
    return (
        f'<Record type="{prefix}{kind}" sourceName="{by}" unit="{unit}" creationDate="{start}"'
        f' startDate="{start}" endDate="{end or start}" value="{value}"><MetadataEntry key="k"'
        ' value="v"/></Record>'
    )


SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP = "HKCategoryValueSleepAnalysisAsleepCore"
MORNING = "2026-03-04 07:12:33 +0100"
RUN = """<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="31.5"
 durationUnit="min" sourceName="Watch" startDate="2026-03-04 18:00:00 +0100"
 endDate="2026-03-04 18:31:30 +0100">
 <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="3.2" unit="mi"/>
 <WorkoutStatistics type="HKQuantityTypeIdentifierActiveEnergyBurned" sum="310" unit="kcal"/>
 <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="151.4" unit="count/min"/>
 <WorkoutRoute><FileReference path="/workout-routes/route_1.gpx"/></WorkoutRoute>
</Workout>"""
RIDE = """<Workout workoutActivityType="HKWorkoutActivityTypeCycling" duration="60"
 durationUnit="min" totalDistance="20.5" totalDistanceUnit="km" totalEnergyBurned="418.4"
 totalEnergyBurnedUnit="kJ" startDate="2019-03-04 18:00:00 +0100"
 endDate="2019-03-04 19:00:00 +0100"/>"""


async def test_days_are_summed_once_and_only_when_they_were_over(read: Any) -> None:
    results = await read(
        AppleHealth(),
        "export.xml",
        export(
            record("StepCount", MORNING, 100),
            record("StepCount", MORNING, 80, by="Watch"),
            record("StepCount", "2026-03-04 09:00:00 +0100", 40, by="Watch"),
            record("StepCount", "2026-03-05 07:00:00 +0100", 999),
            record("DistanceWalkingRunning", MORNING, 2, "mi"),
            record("BodyMass", MORNING, 140, "lb"),
            record("HeartRate", MORNING, 60, "count/min"),
            record("HeartRate", MORNING, 80, "count/min"),
            record("VO2Max", MORNING, 40),
            record(SLEEP, "2026-03-03 23:00:00 +0100", ASLEEP, end="2026-03-04 03:00:00 +0100"),
            record(SLEEP, "2026-03-04 02:00:00 +0100", ASLEEP, end="2026-03-04 06:30:00 +0100"),
            record(SLEEP, "2026-03-03 22:00:00 +0100", "HKCategoryValueSleepAnalysisInBed"),
        ),
    )
    assert results.failures == []
    (day,) = results.drafts
    assert (day.what.day, day.trust, day.source) == ("2026-03-04", Trust.OWN, "health")
    assert {one.measure: one.value for one in day.what.quantities} == {
        "steps": 140, "distance": 3.22, "sleep": 7.5, "weight": 63.5, "heart_rate": 70,
    }  # fmt: skip
    assert day.at.isoformat() == "2026-03-04T11:00:00+00:00"
    assert day.what.words.startswith("140 steps; 3.2 km on foot; 7.5 hours of sleep; weight 63.5")


async def test_workouts_of_new_and_old_exports(read: Any) -> None:
    routes = read.folder / "workout-routes"
    routes.mkdir(parents=True)
    (routes / "route_1.gpx").write_text('<gpx><trk><trkseg><trkpt lon="12.48" lat="41.89"/>')
    results = await read(AppleHealth(), "export.xml", export(RUN, RIDE))
    assert results.failures == []
    run, ride = results.drafts
    assert (run.what.sport, run.what.duration, run.what.distance) == ("run", 1890, 5.15)
    assert (run.what.energy, run.what.heart_rate, run.what.place.name) == (310, 151, "Rome")
    assert run.what.words == "Run, 5.2 km in 32 min\nRome, Italy"
    assert ride.what == Exercised(sport="ride", duration=3600, distance=20.5, energy=100)
    assert ride.at == datetime(2019, 3, 4, 17, tzinfo=UTC)


async def test_broken_records_are_told_and_cost_only_themselves(read: Any) -> None:
    text = export(
        record("StepCount", MORNING, "many"),
        record("StepCount", "yesterday", 1),
        record("HeartRate", MORNING, -4),
        '<Record type="HKQuantityTypeIdentifierStepCount" value="1"/>',
        record("StepCount", MORNING, 7),
    )
    results = await read(AppleHealth(), "export.xml", text)
    assert [one.position for one in results.failures] == [f"record {n}" for n in (3, 4, 5, 6)]
    assert "startDate" in results.failures[3].reason
    assert results.drafts[0].what.quantities[0].value == 7
    cut = await read(AppleHealth(), "export.xml", text[: text.rindex("<Record") + 20])
    assert cut.failures[-1].doing == "reading health records"


async def test_entities_are_never_expanded(read: Any) -> None:
    bomb = '<!DOCTYPE HealthData [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><HealthData>&b;</HealthData>'
    results = await read(AppleHealth(), "export.xml", bomb)
    assert results.drafts == []
    assert len(results.failures) == 1


async def test_a_zip_comes_in_once_and_its_routes_with_it(life: Any, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "apple_health_export/export.xml", export(RUN, record("StepCount", MORNING, 7))
        )
        archive.writestr(
            "apple_health_export/workout-routes/route_1.gpx",
            '<gpx creator="Apple Health Export"><trk><trkseg><trkpt lat="41.89" lon="12.48"/>',
        )
    first, again = await life.bring(path), await life.bring(path)
    assert (first.added, first.failed, again.added, again.known) == (2, 0, 0, 2)
    assert "export.xml tells more" in first.skipped[0].reason
    (run,) = await life.moments("exercised")
    assert run.what.place.name == "Rome"


def gpx(points: str, kind: str = "running", name: str = "Morning") -> str:
    return (
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk>'
        f"<name>{name}</name><type>{kind}</type><trkseg>{points}</trkseg></trk></gpx>"
    )


def point(north: float, minute: int, extra: str = "") -> str:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(minutes=minute)
    when = at.isoformat().replace("+00:00", "Z")
    return f'<trkpt lat="{north}" lon="12.48"><ele>1</ele><time>{when}</time>{extra}</trkpt>'


HEART = "<extensions><a:Point xmlns:a='a'><a:hr>150</a:hr></a:Point></extensions>"


async def test_a_gpx_track_is_measured(read: Any) -> None:
    points = point(41.89, 0, HEART) + point(41.90, 6) + point(41.91, 12)
    results = await read(Tracks(), "run.gpx", gpx(points))
    (draft,) = results.drafts
    assert draft.what.distance == pytest.approx(2.224, abs=0.01)
    assert (draft.what.sport, draft.what.duration, draft.what.title) == ("run", 720, "Morning")
    assert draft.what.heart_rate == 150
    assert (draft.zone, draft.what.place.name) == ("Europe/Rome", "Rome")
    assert Tracks().claims(DiskFile(read.folder / "run.gpx", "run.gpx"))


async def test_a_route_to_come_is_no_workout(read: Any) -> None:
    results = await read(Tracks(), "plan.gpx", gpx('<trkpt lat="1" lon="2"/>'))
    assert "plan of a route" in results.skipped[0].reason


async def test_tcx_laps_add_up(read: Any) -> None:
    lap = (
        '<Lap StartTime="2026-03-01T09:{}:00Z"><TotalTimeSeconds>600</TotalTimeSeconds>'
        "<DistanceMeters>2000</DistanceMeters><Calories>100</Calories><Track><Trackpoint>"
        "<Time>2026-03-01T09:{}:30Z</Time><Position><LatitudeDegrees>41.89</LatitudeDegrees>"
        "<LongitudeDegrees>12.48</LongitudeDegrees></Position><DistanceMeters>9</DistanceMeters>"
        "<HeartRateBpm><Value>140</Value></HeartRateBpm></Trackpoint></Track></Lap>"
    )
    text = (
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f'<Activities><Activity Sport="Biking"><Id>x</Id>{lap.format("00", "00")}'
        f"{lap.format('10', '10')}</Activity></Activities></TrainingCenterDatabase>"
    )
    (draft,) = (await read(Tracks(), "a.tcx", text)).drafts
    assert (draft.what.sport, draft.what.duration, draft.what.distance) == ("ride", 1200, 4.0)
    assert (draft.what.energy, draft.what.heart_rate) == (200, 140)


async def test_google_fits_days_without_the_last(read: Any) -> None:
    text = (
        "Date,Move Minutes count,Distance (m),Step count,Average weight (kg),Unknown\n"
        "2026-03-01,10,1500.4,2000,61.2,x\nsometime,,,,,\n2026-03-02,,,,,\n2026-03-03,,,5,,\n"
    )
    results = await read(GoogleFit(), "Daily activity metrics.csv", text)
    (draft,) = results.drafts
    assert draft.what.words == "2,000 steps; 1.5 km on foot; weight 61.2 kg"
    assert [one.position for one in results.failures] == ["line 3"]
    assert GoogleFit().claims(DiskFile(read.folder / "Daily activity metrics.csv", "d.csv"))


NOISE = st.lists(
    st.sampled_from(
        ["<Record ", "/>", 'type="', "HKQuantityTypeIdentifierStepCount", '"', ' value="1"', "<",
         "&x;",
         ' startDate="2026-03-04 07:12:33 +0100"', "</Workout>", "<Workout ", "\x00", "é", "nan"]
    )
).map("".join)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(NOISE)
async def test_noise_costs_nothing_that_came_before(read: Any, noise: str) -> None:
    text = export(record("StepCount", MORNING, 7), noise)
    drafts = (await read(AppleHealth(), "export.xml", text)).drafts
    days = [draft.what for draft in drafts if isinstance(draft.what, Measured)]
    assert days[0].quantities[0].value >= 7
    broken = gpx(point(41.89, 0) + noise + point(41.9, 6))
    await read(Tracks(), "noise.gpx", broken)
