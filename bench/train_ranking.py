"""Learn the ranker of recall from a LoCoMo-format file, and say how it does on what it hasn't seen.

    python bench/train_ranking.py ../shared/data/locomo/dev.json [--write]

For each conversation a ranker is learned on the others and tested on it; `--write` then learns one
on all of them and puts it beside `mind/recall/ranking.py`. What a feature may do is constrained
where it is clear (more words matched is never worse), trees are small, and there are few of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from alongside.interfaces.bench.lives import embed_all, passing_life
from alongside.interfaces.bench.locomo import ADVERSARIAL, Conversation, Question, read
from alongside.interfaces.bench.recall import Outcome, outcome, report
from alongside.mind.recall.features import NAMES, Numbers
from alongside.mind.recall.recall import Recall
from alongside.models.catalogue import Catalogue
from alongside.models.embed import onnx, static

FREE = ("first_person", "answers")
FALLING = ("question",)
ROUNDS = 150
SETTINGS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 8,
    "min_data_in_leaf": 50,
    "lambda_l2": 10,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 40,
    "max_bin": 63,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
    "seed": 0,
    "monotone_constraints": [0 if n in FREE else -1 if n in FALLING else 1 for n in NAMES],
}


@dataclass(frozen=True)
class Asked:
    """A question's pool: features by turn, and the turns' ids."""

    conversation: Conversation
    question: Question
    features: Numbers
    turns: list[str]

    @property
    def labels(self) -> list[int]:
        return [turn in self.question.evidence for turn in self.turns]


async def weigh(conversation: Conversation, models: list[Any]) -> list[Asked]:
    """The pools that recall draws for a conversation's questions."""
    async with passing_life() as log:
        moments = await log.append(*conversation.drafts())
        recall = Recall(log, *models)
        await embed_all(log, recall)
        turn = {moment.seq: moment.origin or "" for moment in moments}
        asked = []
        for question in conversation.questions:
            scored = await recall.weigh(question.text, now=conversation.now, zone="UTC")
            turns = [turn[row.id >> 12] for row in scored.rows]
            asked.append(Asked(conversation, question, scored.features, turns))
        return asked


def learn(asked: list[Asked], **changed: Any) -> lightgbm.Booster:
    """LambdaRank on the questions that have an answer."""
    used = [one for one in asked if one.question.category != ADVERSARIAL]
    data = lightgbm.Dataset(
        np.vstack([one.features for one in used]),
        np.concatenate([one.labels for one in used]),
        group=[len(one.turns) for one in used],
    )
    return lightgbm.train({**SETTINGS, **changed}, data, changed.pop("rounds", ROUNDS))


def judged(booster: lightgbm.Booster | None, asked: list[Asked]) -> list[Outcome]:
    """How a ranker does; without one, the plain sum of words and meaning, spread to neighbours."""
    outcomes = []
    for one in asked:
        plain = one.features[:, NAMES.index("spread")]
        scores = plain if booster is None else np.asarray(booster.predict(one.features))
        found = [one.turns[i] for i in np.argsort(-scores, kind="stable")]
        outcomes.append(outcome(one.conversation, one.question, found, 0.0))
    return outcomes


def trees(booster: lightgbm.Booster) -> dict[str, Any]:
    """The trees as `mind/recall/ranking.py` reads them."""
    made = [_split(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    return {"features": NAMES, "trees": made}


def _split(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 5)
    sides = [_split(node["left_child"]), _split(node["right_child"])]
    return [node["split_feature"], node["threshold"], *sides]


def embedders() -> list[Any]:
    catalogue = Catalogue()
    return [
        static.build("embedded:wordllama", catalogue),
        onnx.build("embedded:minilm-l6-v2", catalogue),
    ]


async def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("file", type=Path)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    models = embedders()
    held = [await weigh(conversation, models) for conversation in read(given.file)]
    every = [one for asked in held for one in asked]
    unseen = []
    for i, asked in enumerate(held):
        others = [one for j, other in enumerate(held) if j != i for one in other]
        unseen += judged(learn(others), asked)
    for name, outcomes in (("not learned", judged(None, every)), ("leave one out", unseen)):
        figures = report(outcomes)
        print(name, json.dumps({key: figures[key] for key in ("turn", "session")}))
    if given.write:
        beside = Path(__file__).parents[1] / "src/alongside/mind/recall/ranking.json"
        beside.write_text(json.dumps(trees(learn(every)), separators=(",", ":")))


if __name__ == "__main__":
    asyncio.run(main())
