"""Models are loaded once, and say so where they can't be; the voice encoder computes its LSTM."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from alongside.models.hear.resemblyzer_onnx import _model
from alongside.models.model import Floats, ModelError
from alongside.models.runtime import Lazy, Network, NotLoadedError


def test_a_value_is_made_once_and_tried_again_after_a_failure() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        if len(made) == 1:
            raise RuntimeError("no room")
        return 7

    lazy = Lazy(make)

    with pytest.raises(NotLoadedError, match="no room"):
        lazy()
    assert (lazy(), lazy(), len(made)) == (7, 7, 2)


def test_weights_that_are_none_are_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no network")

    with pytest.raises(NotLoadedError):
        Network(tmp_path / "model.onnx")


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def encoder() -> dict[str, Floats]:
    """Random weights, as PyTorch names them."""
    random = np.random.default_rng(0)
    sizes = {"weight_hh": (1024, 256), "bias_ih": (1024,), "bias_hh": (1024,)}
    weights = {
        f"lstm.{name}_l{layer}": random.normal(0, 0.1, size)
        for layer in range(3)
        for name, size in {**sizes, "weight_ih": (1024, 40 if layer == 0 else 256)}.items()
    }
    weights["linear.weight"] = random.normal(0, 0.1, (256, 256))
    weights["linear.bias"] = random.normal(0, 0.1, 256)
    return {name: value.astype(np.float32) for name, value in weights.items()}


def by_hand(weights: dict[str, Floats], frames: Any) -> Any:
    """The embedding of one window, by the LSTM's equations in PyTorch's order of gates."""
    for layer in range(3):
        hidden = cell = np.zeros(256)
        made = []
        for frame in frames:
            part = {name: weights[f"lstm.{name}_l{layer}"] for name in ("weight_ih", "weight_hh")}
            bias = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
            gates = part["weight_ih"] @ frame + part["weight_hh"] @ hidden + bias
            entry, forget, new, out = np.split(gates, 4)
            cell = sigmoid(forget) * cell + sigmoid(entry) * np.tanh(new)
            hidden = sigmoid(out) * np.tanh(cell)
            made.append(hidden)
        frames = made
    positive = np.maximum(0, weights["linear.weight"] @ frames[-1] + weights["linear.bias"])
    return positive / np.linalg.norm(positive)


def test_the_voice_encoder_computes_what_pytorch_would(tmp_path: Path) -> None:
    weights = encoder()
    onnx.save_model(_model(weights), str(tmp_path / "model.onnx"))
    windows = np.random.default_rng(1).random((9, 2, 40)).astype(np.float32)
    network = Network(tmp_path / "model.onnx")

    (embeddings,) = network.run({"mel": windows})

    for i in range(2):
        np.testing.assert_allclose(embeddings[i], by_hand(weights, windows[:, i]), atol=1e-4)
    with pytest.raises(ModelError):
        network.run({"mel": windows[:, :, :3]})
