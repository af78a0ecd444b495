"""The documentation says what is so: made pages are fresh, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scripts import docs, reference

from alongside.config import Config
from alongside.log.blobs import Blobs
from alongside.log.database import Database
from alongside.log.kinds import Noted
from alongside.log.sqlite import SqliteLog
from alongside.models.entry import entries
from alongside.senses.importing import import_paths

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
BY_HAND = [page for page in PAGES if page.parent != docs.REFERENCE]
HEAVIEST = 300_000
"""Bytes of a picture."""
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _prose(path: Path) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", _text(path))


def _slug(heading: str) -> str:
    plain = re.sub(r"[^\w\s-]", "", heading.strip().lower())
    return re.sub(r"[\s-]+", "-", plain).strip("-")


def _anchors(path: Path) -> set[str]:
    return {_slug(heading) for heading in _HEADING.findall(_FENCE.sub("", _text(path)))}


def _snippets(*pages: Path) -> Iterator[tuple[str, str]]:
    """Every line that calls `alongside` in a console block, with the name of its page."""
    for page in pages:
        for kind, code in _FENCE.findall(_text(page)):
            if kind in ("console", "sh", "bash"):
                for line in code.replace("\\\n", " ").splitlines():
                    called = line.removeprefix("$ ").strip()
                    if called.startswith("alongside "):
                        yield _name(page), called


SNIPPETS = sorted(set(_snippets(*BY_HAND)))


def test_pages_made_from_the_code_are_fresh() -> None:
    assert [_name(path) for path in docs.stale()] == [], "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    for groups in _LINK.findall(_prose(page)):
        target = groups[0] or groups[1]
        if re.match(r"[a-z]+:", target):
            assert target.startswith(("https://", "mailto:")), target
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), f"{_name(page)} links to {target}"
        if anchor and there.suffix == ".md":
            assert anchor in _anchors(there), f"{_name(page)} links to {target}"


def test_pages_of_the_site_link_only_within_it() -> None:
    for page in DOCS.rglob("*.md"):
        for groups in _LINK.findall(_prose(page)):
            target = (groups[0] or groups[1]).partition("#")[0]
            if target and not re.match(r"[a-z]+:", target):
                assert (page.parent / target).resolve().is_relative_to(DOCS), (_name(page), target)


COMMANDS = reference.command_line()


def _called(words: list[str]) -> tuple[Any, list[str]]:
    """The command that is called, and what it is called with."""
    node = COMMANDS
    rest = words[1:]
    while rest:
        if rest[0].startswith("--"):
            known = {flag: o for o in reference.options(node) for flag in o.opts}
            assert rest[0] in known, f"{rest[0]} is no option of {node.name}"
            rest = rest[1 if known[rest[0]].is_flag else 2 :]
            continue
        inner = getattr(node, "commands", None)
        if inner is None:
            break
        assert rest[0] in inner, f"there is no {rest[0]}"
        node, rest = inner[rest[0]], rest[1:]
        if getattr(node, "commands", None) is None:
            break
    return node, rest


@pytest.mark.parametrize(("page", "line"), SNIPPETS)
def test_commands_shown_exist_and_take_what_they_are_given(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    if words[1:2] in (["--help"], ["--version"]):
        return
    node, given = _called(words)
    known = {"--help"} | {f for o in reference.options(node) for f in (*o.opts, *o.secondary_opts)}
    assert {word for word in given if word.startswith("-")} <= known, page


def test_every_command_is_told_of_by_hand() -> None:
    said = " ".join("\n".join(map(_text, BY_HAND)).split())
    untold = [path for path, _ in reference.commands(COMMANDS) if path not in said]
    assert untold == []


def test_every_variable_of_the_environment_is_told() -> None:
    found = re.compile(r"ALONGSIDE_[A-Z]+")
    code = (_text(path) for path in (ROOT / "src/alongside").rglob("*.py"))
    used = {name for text in code for name in found.findall(text)}
    told = {name for line in reference.ENVIRONMENT for name in found.findall(line)}
    assert used <= told


def test_every_make_target_named_exists() -> None:
    known = set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z-]+)`", _text(page))) <= known, page


def test_every_page_is_in_the_menu() -> None:
    told = set(re.findall(r"[\w./-]+\.md", _text(ROOT / "mkdocs.yml")))
    there = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    linked = {path for path in there if path.startswith("decisions/")}
    assert there - linked <= told
    index = _text(DOCS / "decisions/index.md")
    records = {Path(path).name for path in linked} - {"index.md"}
    assert {name for name in records if f"({name})" not in index} == set()


def test_pictures_are_light() -> None:
    pictures = [*DOCS.rglob("*.png"), *DOCS.rglob("*.svg")]
    assert pictures
    assert {_name(path): path.stat().st_size for path in pictures
            if path.stat().st_size > HEAVIEST} == {}  # fmt: skip


def test_the_notice_names_all_weights_with_their_licence() -> None:
    notice = _text(ROOT / "NOTICE")
    for entry in entries().values():
        packages = {parts.package.split("{")[0] for f in entry.file for parts in f.parts}
        if packages or entry.packaged:
            line = next((line for line in notice.split("\n\n") if f"[{entry.id}]" in line), "")
            assert entry.licence in line, entry.id
            assert all(package.rstrip("-") in line for package in packages), entry.id


@pytest.fixture
def example() -> Any:
    """The importer that CONTRIBUTING shows."""
    blocks = [code for kind, code in _FENCE.findall(_text(ROOT / "CONTRIBUTING.md"))
              if kind == "python" and "def claims" in code]  # fmt: skip
    assert len(blocks) == 1
    held: dict[str, Any] = {}
    exec(compile(blocks[0], "CONTRIBUTING.md", "exec"), held)
    return held["Dreams"]()


async def test_the_importer_shown_works(example: Any, tmp_path: Path) -> None:
    (tmp_path / "night.dreams").write_text("2026-10-12 I could fly.\nno date\n", encoding="utf-8")
    blobs = Blobs(tmp_path / "blobs", bytes(32))
    await blobs.open()
    async with Database(tmp_path / "life.db", bytes(32)) as database:
        log = SqliteLog(database, "me", ())
        await log.open()
        paths = [tmp_path / "night.dreams"]
        steps = import_paths(log, blobs, paths, Config(), importers=[example])
        last = [step async for step in steps][-1]
        kept = [m async for m in log.read() if isinstance(m.what, Noted)]
    assert [m.what.words for m in kept] == ["I could fly."]
    assert kept[0].at == datetime(2026, 10, 12, 12, tzinfo=UTC)
    assert [failure.position for failure in last.failures] == ["line 2"]


@pytest.mark.slow
def test_the_site_builds_and_asks_nothing_of_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--site-dir", str(tmp_path)], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    asked = re.compile(r"<(?:script|img|iframe)[^>]+src=\"?(?:https?:)?//|"
                       r"<link[^>]+rel=\"?(?:stylesheet|preconnect)\"?[^>]+href=\"?(?:https?:)?//|"
                       r"url\(\"?https?://|@import \"?https?://")  # fmt: skip
    pages = [*tmp_path.rglob("*.html"), *tmp_path.rglob("*.css")]
    assert len(pages) > 20
    assert {str(page) for page in pages if asked.search(_text(page))} == set()
