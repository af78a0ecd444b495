"""The measure of the start: from the command to the link that it prints."""

import sys

import pytest

from alongside.interfaces.bench import start


def command(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


async def test_a_start_lasts_until_the_link_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import time; print('http://127.0.0.1:1/#link=x', flush=True); time.sleep(600)"
    monkeypatch.setattr(start, "COMMAND", command(code))
    told = await start.run(starts=2)
    assert told["starts"] == 2
    assert 0 <= told["again_s"]["median"] <= told["again_s"]["slowest"]


async def test_what_was_said_in_place_of_a_link_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "COMMAND", command("print('the port is taken')"))
    with pytest.raises(RuntimeError, match="the port is taken"):
        await start.run()


@pytest.mark.slow
async def test_the_product_prints_its_link() -> None:
    told = await start.run(starts=1)
    assert told["first_s"] > 0
