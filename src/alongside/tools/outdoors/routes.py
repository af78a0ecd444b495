"""The way from place to place, by a server that speaks as OSRM does (`/route/v1`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.gate.tool import Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.asking import ask
from alongside.tools.outdoors.points import PLACE, point
from alongside.tools.web.search import READS_OUTSIDE

BY = {"car": "driving", "bike": "cycling", "foot": "walking"}
MOST_ROADS = 12


class Routes:
    """How far it is and how long it takes."""

    spec = ToolSpec(
        name="find_route",
        description="How far it is from place to place, how long it takes, and by which roads.",
        parameters={
            "type": "object",
            "properties": {"start": PLACE, "end": PLACE, "by": {"enum": list(BY)}},
            "required": ["start", "end"],
            "additionalProperties": False,
        },
        hints=READS_OUTSIDE,
    )

    def __init__(self, address: str) -> None:
        self._base = address.rstrip("/") + "/route/v1"

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        start, end = await point(arguments["start"]), await point(arguments["end"])
        by = arguments.get("by", "car")
        ends = ";".join(f"{one.longitude:.5f},{one.latitude:.5f}" for one in (start, end))
        given = {"overview": "false", "steps": "true"}
        told = await ask("GET", f"{self._base}/{BY[by]}/{ends}", query=given)
        try:
            text = _told(told["routes"][0])
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise ToolError(f"{self._base} knows no way between these places.") from error
        return Result(text=f"From {start.name} to {end.name} by {by}: {text}", trust=Trust.OUTSIDE)


def _told(route: Mapping[str, Any]) -> str:
    """Its length, its time, and the roads that make most of it, in their order."""
    minutes = round(float(route["duration"]) / 60)
    hours = f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
    lengths: dict[str, float] = {}
    for leg in route["legs"]:
        for step in leg["steps"]:
            name = " ".join(str(step.get("name") or step.get("ref") or "").split())[:80]
            if name:
                lengths[name] = lengths.get(name, 0.0) + float(step["distance"])
    long = sorted(lengths, key=lambda name: -lengths[name])[:MOST_ROADS]
    roads = ", ".join(name for name in lengths if name in long)
    return f"{float(route['distance']) / 1000:.1f} km, {hours}" + (f", by {roads}" if roads else "")
