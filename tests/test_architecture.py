"""The shape of the code, held by tests: where imports point, how long things are, what it names."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src/alongside").rglob("*.py"))
FLOORS = (
    ("config", "log", "sample"),
    ("models",),
    ("senses", "views"),
    ("gate",),
    ("tools",),
    ("mind",),
    ("interfaces",),
    ("wiring",),
    ("life", "__main__"),
)
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
MOST_LINES = 400
MOST_P90 = 25
MOST_FUNCTION = 60
PROGRAMS = {"interfaces/bench/errands/weather.py"}
"""Files that are only ever started as programs of their own."""


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _imports(path: Path) -> set[str]:
    """The modules of ours that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {module for module in found if module.split(".")[0] == "alongside"}


def _functions() -> list[tuple[int, str]]:
    return sorted(
        (node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}")
        for path in SOURCES
        for node in ast.walk(_parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    here = FLOOR.get(path.relative_to(ROOT / "src/alongside").parts[0].removesuffix(".py"))
    if here is None:
        return
    upward = [m for m in _imports(path) if _part(m) and FLOOR[_part(m)] > here]
    assert not upward


def test_moments_import_nothing_of_ours_but_their_kinds() -> None:
    log = ROOT / "src/alongside/log"
    for path in (log / "kinds").glob("*.py"):
        assert {m for m in _imports(path) if not m.startswith("alongside.log.kinds.")} == set()
    assert _imports(log / "moment.py") == {"alongside.log.kinds"}


def test_views_and_senses_do_not_know_each_other() -> None:
    for here, there in (("views", "senses"), ("senses", "views"), ("views", "models")):
        for path in (ROOT / "src/alongside" / here).rglob("*.py"):
            assert not [m for m in _imports(path) if _part(m) == there], path


def test_files_hold_one_idea() -> None:
    web = [p for end in ("svelte", "ts", "css") for p in (ROOT / "web/src").rglob(f"*.{end}")]
    kept = [path for path in web if "api/schema" not in str(path)]
    long = {str(p): n for p in [*SOURCES, *kept] if (n := p.read_text().count("\n")) > MOST_LINES}
    assert not long


def test_functions_are_short() -> None:
    lengths = _functions()
    assert lengths[int(len(lengths) * 0.9)][0] <= MOST_P90
    assert not [where for lines, where in lengths if lines > MOST_FUNCTION]


def test_nothing_is_left_undone_or_silenced() -> None:
    words = re.compile(r"\b(?:TODO|FIXME|XXX)\b|# type: ignore|# noqa|pragma: no cover")
    found = {str(path) for path in SOURCES if words.search(path.read_text(encoding="utf-8"))}
    assert not found


def _needed_at_once(tree: ast.Module) -> set[str]:
    """The packages that importing a file imports, besides those of its functions and for types."""
    found = set()
    for node in tree.body:
        match node:
            case ast.Import(names=names):
                found |= {name.name.split(".")[0] for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module.split(".")[0])
    return found - sys.stdlib_module_names - {"alongside"}


def test_what_a_module_imports_at_once_is_installed_with_the_product() -> None:
    """A newcomer has `run.lock` alone: what only tests or extras bring is imported where used."""
    lock = (ROOT / "requirements/run.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))
    packages = packages_distributions()
    missing = [
        f"{path.relative_to(ROOT)}: {package}"
        for path in SOURCES
        if path.relative_to(ROOT / "src/alongside").as_posix() not in PROGRAMS
        for package in sorted(_needed_at_once(_parsed(path)))
        if not {_normal(name) for name in packages.get(package, [])} & locked
    ]
    assert not missing


def _normal(name: str) -> str:
    """A distribution's name as locks spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
