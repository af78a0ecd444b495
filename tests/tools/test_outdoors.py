"""Weather and ways, by servers that answer as Open-Meteo and OSRM do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.tools.conftest import Hands

from alongside.gate.tool import ToolError
from alongside.log.kinds import Did
from alongside.log.moment import Trust
from alongside.tools.outdoors.points import point
from alongside.tools.outdoors.routes import Routes
from alongside.tools.outdoors.weather import Weather

FORECAST = {
    "latitude": 35.1, "longitude": 129.0, "timezone": "Asia/Seoul",
    "current": {"time": "2026-11-27T18:00", "temperature_2m": 9.4, "precipitation": 0.0,
                "weather_code": 2, "wind_speed_10m": 14.1},
    "daily": {"time": ["2026-11-27", "2026-11-28"], "weather_code": [2, 63],
              "temperature_2m_max": [11.0, 8.5], "temperature_2m_min": [3.2, 2.0],
              "precipitation_sum": [0.0, 12.4]},
}  # fmt: skip
ROUTE = {
    "code": "Ok",
    "routes": [{"distance": 395012.4, "duration": 15480.0, "legs": [{"steps": [
        {"name": "Hangang-daero", "distance": 4000.0}, {"name": "", "distance": 50.0},
        {"name": "Gyeongbu Expressway", "distance": 380000.0},
        {"name": "Hangang-daero", "distance": 12.4}]}]}],
}  # fmt: skip


class Served(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        parts = urlsplit(self.path)
        if parts.path == "/v1/forecast" and "latitude" in parse_qs(parts.query):
            self._send(200, FORECAST)
        elif parts.path.startswith("/route/v1/driving/"):
            self._send(200, ROUTE)
        elif parts.path.startswith("/odd/"):
            self._send(200, {"code": "NoRoute", "current": [], "daily": 1})
        else:
            self._send(400, {"error": True})

    def _send(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_the_weather_of_a_town(hands: Hands, url: str) -> None:
    done = await hands.do("How is the weather in Busan?", Weather(url), place="Busan, South Korea")
    assert isinstance(done.what, Did), done.what
    assert done.what.text == (
        "Busan, South Korea now: 9.4 °C, partly cloudy, wind 14.1 km/h, 0 mm\n"
        "- 2026-11-27: 3.2 to 11 °C, partly cloudy, 0 mm\n- 2026-11-28: 2 to 8.5 °C, rain, 12.4 mm"
    )
    assert done.trust is Trust.OUTSIDE
    assert "latitude=35.1" in Served.asked[-1]


async def test_a_way_by_its_length_time_and_roads(hands: Hands, url: str) -> None:
    told = await hands.did(
        "How far is it from Seoul to Busan?", Routes(url), start="Seoul", end="35.1, 129.04"
    )
    assert told == (
        "From Seoul to 35.1, 129.04 by car: 395.0 km, 4 h 18 min, by Hangang-daero, "
        "Gyeongbu Expressway"
    )
    assert Served.asked[-1].startswith("/route/v1/driving/126.97")


async def test_what_is_no_town_or_no_answer_is_told_of(url: str) -> None:
    assert (await point("Paris")).latitude == pytest.approx(48.85, abs=0.05)
    assert (await point("Paris, United States")).latitude == pytest.approx(33.66, abs=0.05)
    for words in ("Nowhereville", "95, 200", "Paris, South Korea"):
        with pytest.raises(ToolError, match="no town that is known"):
            await point(words)
    with pytest.raises(ToolError, match="as Open-Meteo does"):
        await Weather(f"{url}/odd").run({"place": "Seoul"})
    with pytest.raises(ToolError, match="knows no way"):
        await Routes(f"{url}/odd").run({"start": "Seoul", "end": "Busan"})
    with pytest.raises(ToolError, match="answered with 400"):
        await Routes(url).run({"start": "Seoul", "end": "Busan", "by": "foot"})
