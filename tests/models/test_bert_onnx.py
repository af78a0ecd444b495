"""The graph that is made of BERT's weights computes what BERT does."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from alongside.models.embed.bert_onnx import Weights, bert, convert, read_safetensors
from alongside.models.model import Floats
from alongside.models.runtime import Network

WIDTH, INNER, WORDS, PLACES, HEADS = 384, 512, 50, 16, 12


@pytest.fixture
def weights() -> Weights:
    """One layer of chance weights, as wide as a small BERT."""
    chance = np.random.default_rng(7)

    def matrix(*shape: int) -> Floats:
        return chance.normal(0, 0.1, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": matrix(WORDS, WIDTH),
        "embeddings.position_embeddings.weight": matrix(PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": matrix(2, WIDTH),
    }
    layer = "encoder.layer.0"
    shapes = {"attention.output.dense": (WIDTH, WIDTH), "intermediate.dense": (INNER, WIDTH)}
    shapes |= {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
    for name, shape in {**shapes, "output.dense": (WIDTH, INNER)}.items():
        found[f"{layer}.{name}.weight"] = matrix(*shape)
        found[f"{layer}.{name}.bias"] = matrix(shape[0])
    for name in ("embeddings", f"{layer}.attention.output", f"{layer}.output"):
        found[f"{name}.LayerNorm.weight"] = 1 + matrix(WIDTH)
        found[f"{name}.LayerNorm.bias"] = matrix(WIDTH)
    return found


def expected(weights: Weights, ids: list[int]) -> Floats:
    """The layer in 32 bits, written from the paper."""
    layer, length = "encoder.layer.0", len(ids)

    def linear(name: str, rows: Floats) -> Floats:
        return rows @ weights[f"{layer}.{name}.weight"].T + weights[f"{layer}.{name}.bias"]

    def normal(name: str, rows: Floats) -> Floats:
        centred = rows - rows.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        scaled: Floats = centred / spread * weights[f"{name}.LayerNorm.weight"]
        return scaled + weights[f"{name}.LayerNorm.bias"]

    rows = weights["embeddings.word_embeddings.weight"][ids]
    rows = rows + weights["embeddings.position_embeddings.weight"][:length]
    rows = normal("embeddings", rows + weights["embeddings.token_type_embeddings.weight"][0])
    query, key, value = (
        linear(f"attention.self.{part}", rows).reshape(length, HEADS, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(WIDTH / HEADS))
    mixed = (scores / scores.sum(-1, keepdims=True)) @ value
    seen = linear("attention.output.dense", mixed.transpose(1, 0, 2).reshape(length, WIDTH))
    rows = normal(f"{layer}.attention.output", seen + rows)
    wide = linear("intermediate.dense", rows)
    bent = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
    return normal(f"{layer}.output", linear("output.dense", bent.astype(np.float32)) + rows)


def test_eight_bits_give_nearly_what_32_give(weights: Weights) -> None:
    network = Network(bert(weights))
    first, second = [3, 1, 4, 1, 5, 9], [2, 7, 1]
    ids = np.array([first, [*second, 0, 0, 0]], np.int64)
    mask = np.array([[1] * 6, [1] * 3 + [0] * 3], np.int64)
    (hidden,) = network.run({"input_ids": ids, "attention_mask": mask})
    assert hidden.shape == (2, 6, WIDTH)
    for rows, words in ((hidden[0], first), (hidden[1, :3], second)):
        right = expected(weights, words)
        alike = (rows * right).sum(1) / np.linalg.norm(rows, axis=1) / np.linalg.norm(right, axis=1)
        assert alike.min() > 0.99


def test_the_same_weights_give_the_same_file(weights: Weights, tmp_path: Path) -> None:
    source = tmp_path / "model.safetensors"
    source.write_bytes(safetensors(weights))
    read = read_safetensors(source)
    assert read.keys() == weights.keys()
    assert all(np.array_equal(read[name], weights[name]) for name in weights)
    convert({"model.safetensors": source}, tmp_path / "model.onnx", "")
    assert (tmp_path / "model.onnx").read_bytes() == bert(weights)


def safetensors(weights: Weights) -> bytes:
    at, header = 0, dict[str, object](__metadata__={"format": "pt"})
    for name, value in weights.items():
        told = {"dtype": "F32", "shape": value.shape, "data_offsets": [at, at + value.nbytes]}
        header[name] = told
        at += value.nbytes
    text = json.dumps(header).encode()
    body = b"".join(value.tobytes() for value in weights.values())
    return len(text).to_bytes(8, "little") + text + body
