"""The documentation: reference pages written from the code, then the site.

python -m scripts.docs           write docs/reference/, build the site into site/
python -m scripts.docs --pages   write docs/reference/ only
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench.report import tables
from scripts.reference import pages

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def written() -> dict[Path, str]:
    """Every page that is made from the code or from measured figures, as it should be."""
    made = {REFERENCE / name: text for name, text in pages().items()}
    measured = (ROOT / "docs" / "benchmarks.md", ROOT / "README.md")
    return made | {page: tables(page.read_text(encoding="utf-8")) for page in measured}


def stale() -> list[Path]:
    """Pages that are not as they should be, and reference pages that nothing makes any more."""
    made = written()
    old = [path for path in REFERENCE.glob("*.md") if path not in made]
    return old + [path for path, text in made.items() if _read(path) != text]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write() -> None:
    REFERENCE.mkdir(parents=True, exist_ok=True)
    made = written()
    for path in stale():
        if path in made:
            path.write_text(made[path], encoding="utf-8")
        else:
            path.unlink()
        print(path.relative_to(ROOT))


def build() -> int:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--clean"]
    quietly = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=ROOT, env=quietly, check=False).returncode


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--pages", action="store_true", help="write pages, build no site")
    given = options.parse_args()
    write()
    return 0 if given.pages else build()


if __name__ == "__main__":
    sys.exit(main())
