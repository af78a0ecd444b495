"""A folder of days asked its own questions aloud, with the real models."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from alongside.interfaces.bench import ask
from alongside.life import Lives
from alongside.models.catalogue import Catalogue

DATA = Path(os.environ.get("ALONGSIDE_DATA", Path(__file__).parents[3] / "../shared/data"))
DAY = DATA / "day"
NEEDED = ("qwen2.5-coder-1.5b-instruct", "whisper-base", "minilm-l6-v2")
ASKED = (
    "What did Robin insist on", "What does Robin do", "Who is hiking", "What was the evening",
    "When is Robin's", "What did I promise", "Which foot", "What is Dana allergic",
    "What is the name of my dentist", "How much did I pay",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(not DAY.is_dir(), reason="the development data is not here")
async def test_ten_spoken_questions_are_answered_cited_and_refused(tmp_path: Path) -> None:
    catalogue = Catalogue()
    missing = [model for model in NEEDED if not catalogue.have(model)]
    if missing:
        pytest.skip(f"the weights of {', '.join(missing)} are not here")
    folder = tmp_path / "day"
    shutil.copytree(DAY, folder, ignore=shutil.ignore_patterns("photos"))
    lines = (DAY / ask.QUESTIONS).read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if any(f'"{start}' in line for start in ASKED)]
    (folder / ask.QUESTIONS).write_text("\n".join(chosen), encoding="utf-8")
    told = await ask.run(folder, Lives(tmp_path / "home"), aloud=True)
    assert told["asked"] == len(ASKED)
    assert told["right"] >= len(ASKED) - 1
    assert told["refused"] == told["unanswerable"] == 2
    assert told["invented_citations"] == 0
    assert all(one["cites"] for one in told["answers"] if not one["refused"])
