"""`make bench`: measure recall, dates, answers, sketches and more, keep figures, draw plots.

    python -m bench                          all that there is data for
    python -m bench dates scale --sizes 10000,100000
    python -m bench --draw                   only draw what was measured before

Data is looked for in `$ALONGSIDE_DATA`, by default `../shared/data`; what has none is left out.
Figures go to `docs/benchmarks/*.json`, plots to `docs/images/bench-*.svg`, tables to
`docs/benchmarks.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import keystrokes
from bench.plots import draw
from bench.report import tables

from alongside.config import Config
from alongside.interfaces.bench import ask, dates, imagine, recall, scale, start, understand
from alongside.life import Lives
from alongside.models import machine
from alongside.models.catalogue import Catalogue
from alongside.models.choice import Models

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ALONGSIDE_DATA", ROOT.parent / "shared/data"))
EMBEDDED = "qwen2.5-coder-1.5b-instruct"
SIZES = (10_000, 100_000, 1_000_000)
Figures = dict[str, Any]


class NoData(Exception):
    """A benchmark has nothing to measure on."""


def measure_dates(_: argparse.Namespace) -> Figures:
    """Each file of cases, by its language."""
    files = sorted(_there(DATA / "datetime").glob("*.json"))
    return {file.stem: dates.run(file) for file in files}


def measure_recall(_: argparse.Namespace) -> Figures:
    """The product as it ships, and its ranker learned without the conversation it is tested on."""
    file = _there(DATA / "locomo" / "dev.json")
    models = Models(Config(), Catalogue())
    asked = recall.run(file, models.quick_embed(), models.embed(), models.multilingual())
    return {"shipped": asyncio.run(asked), **_unseen(file)}


def _unseen(file: Path) -> Figures:
    """What `bench/train_ranking.py` prints: a name and its figures in a line."""
    command = [sys.executable, str(ROOT / "bench" / "train_ranking.py"), str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: Figures = {}
    for line in done.stdout.splitlines():
        name, opening, rest = line.partition("{")
        if opening and name.strip() in ("not learned", "leave one out"):
            found[name.strip().replace(" ", "_")] = json.loads(opening + rest)
    return found


def measure_scale(given: argparse.Namespace) -> Figures:
    """Lives of made-up moments, each in a temporary folder."""
    return {str(size): asyncio.run(scale.run(size)) for size in given.sizes}


def measure_answers(_: argparse.Namespace) -> Figures:
    """The days' own questions; figures only, no words of theirs."""
    found = dict(asyncio.run(ask.run(_there(DATA / "day"), Lives())))
    answers = found.pop("answers")
    each = [
        {"right": a["right"], "by": a["model"] or "code", "seconds": a["seconds"]} for a in answers
    ]
    return {**found, "each": each}


def measure_understanding(_: argparse.Namespace) -> Figures:
    """The held-out days of the project, read by code alone and with the embedded model too."""
    days, model = ROOT / "bench" / "days" / "held-out", f"embedded:{EMBEDDED}"
    readers = {"code": "", EMBEDDED: model}
    return {
        name: dict(asyncio.run(understand.run(days, Lives(), choice)))
        for name, choice in readers.items()
    }


def measure_start(_: argparse.Namespace) -> Figures:
    """From `alongside up` to its link, on a new life."""
    return asyncio.run(start.run())


def measure_imagine(_: argparse.Namespace) -> Figures:
    """Sketches by code alone, and from a keystroke to the painted sketch in Chromium."""
    return {**imagine.run(), "painted_ms": keystrokes.run(imagine.prompts()[::6])}


BENCHES: Mapping[str, Callable[[argparse.Namespace], Figures]] = {
    "dates": measure_dates,
    "recall": measure_recall,
    "answers": measure_answers,
    "understanding": measure_understanding,
    "start": measure_start,
    "imagine": measure_imagine,
    "scale": measure_scale,
}


def _there(path: Path) -> Path:
    if not path.exists():
        raise NoData(f"there is no {path}; ALONGSIDE_DATA names another folder")
    return path


def here() -> Figures:
    """The machine, as far as figures depend on it."""
    found = machine.inspect(ROOT)
    return {
        "cores": found.cores,
        "memory_gb": round(found.memory / 1e9),
        "architecture": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def keep(name: str, figures: Figures, into: Path) -> None:
    kept = {"measured": datetime.now(UTC).date().isoformat(), "machine": here(), "figures": figures}
    path = into / "benchmarks" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def show(into: Path) -> None:
    """Draw what was measured, and put its figures into the page of benchmarks and the README."""
    draw(into)
    pages = (into / "benchmarks.md", into.parent / "README.md")
    for page in filter(Path.exists, pages):
        page.write_text(tables(page.read_text(encoding="utf-8"), into), encoding="utf-8")


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench")
    options.add_argument("benches", nargs="*", help=f"any of {', '.join(BENCHES)}; all by default")
    options.add_argument("--sizes", type=_sizes, default=SIZES, help="moments, for scale")
    options.add_argument("--into", type=Path, default=ROOT / "docs", help="the folder of figures")
    options.add_argument("--draw", action="store_true", help="measure nothing, draw again")
    given = options.parse_args()
    unknown = set(given.benches) - set(BENCHES)
    if unknown:
        options.error(f"there is no {', '.join(sorted(unknown))}")
    for name in [] if given.draw else given.benches or BENCHES:
        print(f"{name} …", flush=True)
        try:
            keep(name, BENCHES[name](given), given.into)
        except NoData as missing:
            print(f"{name} is left out: {missing}", flush=True)
    show(given.into)


if __name__ == "__main__":
    main()
