"""The wheel is the same product: it carries the app, and runs without the source tree."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CARRIED = (
    "alongside/interfaces/web/index.html",
    "alongside/models/catalogue.toml",
    "alongside/mind/recall/ranking.json",
    "alongside/log/pages/day.html",
    "alongside/sample/life/calendar.ics",
    "alongside/py.typed",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "src" / CARRIED[0]).exists():
        pytest.skip("the web app isn't built: make setup")
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True)
    return next(folder.glob("*.whl"))


def test_it_carries_what_the_product_needs_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert set(CARRIED) <= set(names)
    assert any(re.fullmatch(r"alongside/interfaces/web/assets/.+\.js", name) for name in names)
    assert all(name.startswith(("alongside/", "alongside-")) for name in names)
    assert not [name for name in names if "/test" in name or "__pycache__" in name]


def test_it_runs_where_there_is_no_source(wheel: Path, tmp_path: Path) -> None:
    python = installed(wheel, tmp_path / "venv")
    alongside = python.with_name("alongside")
    environment = os.environ | {
        "ALONGSIDE_HOME": str(tmp_path / "home"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }

    def run(*words: str) -> str:
        return subprocess.run(
            [alongside, *words],
            env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    assert run("--version").strip() in wheel.name
    findings = json.loads(run("doctor", "--json"))["findings"]
    assert next(one for one in findings if one["what"] == "web app")["well"]
    with subprocess.Popen(
        [alongside, "up", "--no-browser", "--port", "0"],
        env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True,
    ) as up:  # fmt: skip
        assert up.stdout is not None
        links = (re.match(r"(http://[^/]+)/#link=", line) for line in up.stdout)
        address = next(filter(None, links))[1]
        with urllib.request.urlopen(address) as page:
            assert b"<script" in page.read()
        up.terminate()
    assert up.returncode == 0


def installed(wheel: Path, folder: Path) -> Path:
    """A Python that has the wheel, and of this environment's packages all but the source tree."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    target = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    # A plain path adds the packages without running their .pth files, which name the source tree.
    (Path(target) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps")
    subprocess.run([*pip, "--no-index", "--force-reinstall", str(wheel)], check=True)
    return python
