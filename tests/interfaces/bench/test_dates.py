"""The measure of dates: what it counts as right."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from alongside.interfaces.bench.dates import run

DATA = Path(os.environ.get("ALONGSIDE_DATA", Path(__file__).parents[3] / "../shared/data"))


def result(text: str, start: int, kind: str, *values: dict[str, str]) -> dict[str, Any]:
    end = start + len(text) - 1
    resolution = {"values": list(values)}
    return {"Text": text, "Start": start, "End": end, "TypeName": f"datetimeV2.{kind}",
            "Resolution": resolution}  # fmt: skip


def case(text: str, *results: dict[str, Any]) -> dict[str, Any]:
    context = {"ReferenceDateTime": "2016-11-07T00:00:00"}
    return {"Input": text, "Context": context, "Results": list(results)}


def measured(tmp_path: Path, *cases: dict[str, Any]) -> dict[str, Any]:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases))
    return run(file)


def test_a_case_is_right_when_all_its_results_are(tmp_path: Path) -> None:
    tomorrow = result("tomorrow", 0, "date", {"value": "2016-11-08"})
    wrong = result("friday", 12, "date", {"value": "2016-11-12"})
    shown = measured(
        tmp_path, case("tomorrow", tomorrow), case("tomorrow or friday", tomorrow, wrong)
    )
    assert (shown["cases"], shown["right"], shown["share"]) == (2, 1, 0.5)
    assert shown["by_type"]["date"]["right"] == 2


def test_all_values_are_asked_for_and_any_is_told(tmp_path: Path) -> None:
    half = result("friday", 0, "date", {"value": "2016-11-11"}, {"value": "2016-11-18"})
    shown = measured(tmp_path, case("friday", half))
    assert (shown["right"], shown["any_values"]) == (0, 1.0)


def test_places_and_types_must_agree(tmp_path: Path) -> None:
    elsewhere = result("tomorrow", 14, "date", {"value": "2016-11-08"})
    as_range = result("tomorrow", 0, "daterange", {"start": "2016-11-08", "end": "2016-11-09"})
    shown = measured(
        tmp_path, case("today and not tomorrow", elsewhere), case("tomorrow", as_range)
    )
    assert shown["right"] == 1


def test_other_types_and_quiet_texts_stand_apart(tmp_path: Path) -> None:
    length = result("two hours", 0, "duration", {"value": "7200"})
    open_range = result("before noon", 0, "timerange", {"end": "12:00:00"})
    unresolved = result("this summer", 0, "daterange", {"value": "not resolved"})
    shown = measured(
        tmp_path,
        case("two hours", length),
        case("before noon", open_range),
        case("this summer", unresolved),
        case("nothing here"),
        case("today though"),
    )
    assert (shown["cases"], shown["right"]) == (1, 1)
    assert shown["apart"]["duration"]["right"] == shown["apart"]["timerange"]["right"] == 1
    assert (shown["quiet"], shown["false_positives"]) == (2, 1)


def test_other_files_are_turned_away(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text("{}")
    with pytest.raises(TypeError, match=r"other\.json holds no list"):
        run(file)


@pytest.mark.parametrize(("language", "goal"), [("english", 0.9), ("korean", 0.8)])
def test_the_development_cases_reach_the_goal(language: str, goal: float) -> None:
    file = DATA / "datetime" / f"{language}.json"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    assert run(file)["share"] >= goal
