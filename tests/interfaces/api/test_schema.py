"""The API keeps to its own schema, whatever it is asked."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections import defaultdict
from typing import Any

import httpx
import msgspec
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings

from alongside.interfaces.api.routing import bare_app
from alongside.interfaces.live import protocol
from alongside.log.kinds import AnyWhat


def signed_in() -> dict[str, Any]:
    """The schema as it is for who has a session: that alone is added to every call here."""
    schema = copy.deepcopy(bare_app().openapi())
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation.pop("security", None)
    return schema


SCHEMA = schemathesis.openapi.from_dict(signed_in())
Case = schemathesis.Case[Any]
STAYING = SCHEMA.exclude(method="DELETE", path="/api/v1/session")
QUICK = settings(
    max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
ANY = defaultdict[str, str](lambda: "0" * 64, device="0" * 16)
TOO_LARGE = 413
"""Said before a call is read, so whether the rest of it fits the schema isn't known."""
THOROUGH = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def holds(case: Case, running: Any) -> None:
    """The answer is as the schema says, and never an error of the server's own."""
    answer = case.call(base_url=running.address, headers=running.headers)
    if answer.status_code == TOO_LARGE:
        return
    case.validate_response(
        answer,
        excluded_checks=[
            schemathesis.checks.positive_data_acceptance,
            schemathesis.checks.max_response_time,
        ],
    )


@STAYING.include(method="GET").parametrize()
@QUICK
def test_reading_keeps_to_the_schema(case: Case, running: Any) -> None:
    holds(case, running)


@pytest.mark.slow
@STAYING.parametrize()
@THOROUGH
def test_every_address_keeps_to_the_schema(case: Case, running: Any) -> None:
    holds(case, running)


def test_the_schema_is_printed_without_a_life() -> None:
    command = [sys.executable, "-m", "alongside.interfaces.api.schema"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True)
    schema = json.loads(printed.stdout)
    shapes = schema["components"]["schemas"]
    assert len(shapes["What"]["anyOf"]) > 10
    assert {"Said", "TalkEvent", "TalkRequest", "LiveEvent", "Problem"} <= set(shapes)
    assert references(schema) <= {f"#/components/schemas/{name}" for name in shapes}


def test_every_address_needs_the_session_but_the_door() -> None:
    paths = bare_app().openapi()["paths"]
    unguarded = [
        (method, path)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "security" not in operation
    ]
    assert unguarded == [("post", "/api/v1/session")]


async def test_no_address_answers_a_stranger(stranger: httpx.AsyncClient) -> None:
    for path, operations in bare_app().openapi()["paths"].items():
        for method in operations:
            answer = await stranger.request(method, path.format_map(ANY), json={})
            expected = 422 if path.endswith("/session") and method == "post" else 401
            assert answer.status_code == expected, (method, path)


def references(value: object) -> set[str]:
    """Every `$ref` in a JSON value."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(references(part) for part in value))
    return set()


def test_no_two_shapes_share_a_name() -> None:
    made = FastAPI.openapi(bare_app())["components"]["schemas"]
    told = (AnyWhat, protocol.Up, protocol.DownText)
    _, structs = msgspec.json.schema_components(told, ref_template="{name}")
    assert made.keys() & structs.keys() == set()
