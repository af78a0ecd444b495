"""The weather of a town, by a server that speaks as Open-Meteo does (`/v1/forecast`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alongside.gate.tool import Result, ToolError, ToolSpec
from alongside.log.moment import Trust
from alongside.tools.asking import ask
from alongside.tools.outdoors.points import PLACE, Point, point
from alongside.tools.web.search import READS_OUTSIDE

DAYS = 7
SKIES = {
    0: "clear", 1: "mostly clear", 2: "partly cloudy", 3: "overcast", 45: "fog", 48: "freezing fog",
    51: "light drizzle", 53: "drizzle", 55: "heavy drizzle", 56: "freezing drizzle",
    57: "heavy freezing drizzle", 61: "light rain", 63: "rain", 65: "heavy rain",
    66: "freezing rain", 67: "heavy freezing rain", 71: "light snow", 73: "snow", 75: "heavy snow",
    77: "snow grains", 80: "light showers", 81: "showers", 82: "violent showers",
    85: "snow showers", 86: "heavy snow showers", 95: "thunderstorm", 96: "thunderstorm with hail",
    99: "thunderstorm with heavy hail",
}  # fmt: skip
"""WMO's code table 4677, as far as forecasts use it."""
_CURRENT = "temperature_2m,precipitation,weather_code,wind_speed_10m"
_DAILY = "weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum"


class Weather:
    """The weather now and in the coming days."""

    spec = ToolSpec(
        name="get_weather",
        description="The weather of a town now and in the next seven days.",
        parameters={
            "type": "object",
            "properties": {"place": PLACE},
            "required": ["place"],
            "additionalProperties": False,
        },
        hints=READS_OUTSIDE,
    )

    def __init__(self, address: str) -> None:
        self._where = address.rstrip("/") + "/v1/forecast"

    async def run(self, arguments: Mapping[str, Any], /) -> Result:
        at = await point(arguments["place"])
        query = {"latitude": f"{at.latitude:.3f}", "longitude": f"{at.longitude:.3f}",
                 "current": _CURRENT, "daily": _DAILY, "timezone": "auto",
                 "forecast_days": str(DAYS)}  # fmt: skip
        told = await ask("GET", self._where, query=query)
        try:
            lines = list(_lines(at, told))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise ToolError(f"{self._where} didn't answer as Open-Meteo does.") from error
        return Result(text="\n".join(lines), trust=Trust.OUTSIDE)


def _lines(at: Point, told: Mapping[str, Any]) -> Iterator[str]:
    """What is told, as numbers and words of ours: nothing of the answer is taken as it stands."""
    now, days = told["current"], told["daily"]
    yield (
        f"{at.name} now: {float(now['temperature_2m']):g} °C, {_sky(now['weather_code'])}, wind "
        f"{float(now['wind_speed_10m']):g} km/h, {float(now['precipitation']):g} mm"
    )
    for place, day in enumerate(days["time"][:DAYS]):
        low, high, wet = (
            float(days[name][place])
            for name in ("temperature_2m_min", "temperature_2m_max", "precipitation_sum")
        )
        sky = _sky(days["weather_code"][place])
        yield f"- {str(day)[:10]}: {low:g} to {high:g} °C, {sky}, {wet:g} mm"


def _sky(code: Any) -> str:
    return SKIES.get(int(code), "unknown sky")
