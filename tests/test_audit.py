"""An audit that couldn't look fails, and says so."""

from __future__ import annotations

from scripts.audit import BLIND, HOLES, UNKNOWN, judged

FINE = {"name": "fine", "version": "1", "vulns": []}
HOLED = {"name": "holed", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
UNSEEN = {"name": "unseen", "skip_reason": "Dependency not found"}


def test_what_is_known_fails_with_what_mends_it() -> None:
    code, lines = judged([FINE, HOLED])
    assert code == HOLES
    assert lines == ["holed 1: CVE-1, mended in 2"]


def test_what_was_not_looked_at_is_no_good_news() -> None:
    assert judged([UNSEEN]) == (UNKNOWN, [BLIND])
    code, lines = judged([FINE, UNSEEN])
    assert code == UNKNOWN
    assert lines == ["Not audited, 1 of 2: unseen"]


def test_holes_count_more_than_what_was_not_looked_at() -> None:
    assert judged([HOLED, UNSEEN])[0] == HOLES


def test_a_whole_look_that_finds_nothing_is_fine() -> None:
    assert judged([FINE]) == (0, ["No known holes in 1 packages."])
