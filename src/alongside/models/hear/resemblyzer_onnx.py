"""Converts Resemblyzer's voice encoder (three LSTM layers and a projection) to ONNX."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from alongside.models.hear.torch_file import tensors
from alongside.models.model import Floats

LAYERS = 3
HIDDEN = 256
BANDS = 40
OPSET = 17


def convert(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Write `target` from the raw `pretrained.pt`; `argument` is not used.

    The model takes `mel` (frames, batch, 40) and gives unit rows `embedding` (batch, 256).
    Raises `ModelError` where the weights can't be read.
    """
    del argument
    with raw["pretrained.pt"].open("rb") as file:
        weights = tensors(file, "model_state")
    onnx.save_model(_model(weights), str(target))


def _model(weights: Mapping[str, Floats]) -> onnx.ModelProto:
    constants: dict[str, NDArray[Any]] = {"one": np.array([1]), "zero": np.array([0])}
    nodes, given = [], "mel"
    for layer in range(LAYERS):
        constants |= _lstm_weights(weights, layer)
        nodes += _lstm(layer, given)
        given = f"seq{layer}"
    constants["projection"] = weights["linear.weight"].T.copy()
    constants["bias"] = weights["linear.bias"]
    nodes += [
        helper.make_node("Squeeze", [f"last{LAYERS - 1}", "zero"], ["final"]),
        helper.make_node("Gemm", ["final", "projection", "bias"], ["projected"]),
        helper.make_node("Relu", ["projected"], ["positive"]),
        helper.make_node("LpNormalization", ["positive"], ["embedding"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "voice-encoder",
        [helper.make_tensor_value_info("mel", TensorProto.FLOAT, ["frames", "batch", BANDS])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opset = helper.make_opsetid("", OPSET)
    model = helper.make_model(graph, opset_imports=[opset], ir_version=9)
    onnx.checker.check_model(model)
    return model


def _lstm(layer: int, given: str) -> list[onnx.NodeProto]:
    inputs = [given, f"w{layer}", f"r{layer}", f"b{layer}"]
    outputs = [f"all{layer}", f"last{layer}"]
    return [
        helper.make_node("LSTM", inputs, outputs, hidden_size=HIDDEN),
        helper.make_node("Squeeze", [f"all{layer}", "one"], [f"seq{layer}"]),
    ]


def _lstm_weights(weights: Mapping[str, Floats], layer: int) -> dict[str, Floats]:
    def gates(name: str) -> Floats:
        return _reordered(weights[f"lstm.{name}_l{layer}"])

    bias = np.concatenate([gates("bias_ih"), gates("bias_hh")])
    return {
        f"w{layer}": gates("weight_ih")[None],
        f"r{layer}": gates("weight_hh")[None],
        f"b{layer}": bias[None],
    }


def _reordered(rows: Floats) -> Floats:
    """From PyTorch's order of gates (input, forget, cell, output) to ONNX's (i, o, f, c)."""
    entry, forget, cell, out = np.split(rows, 4)
    return np.concatenate([entry, out, forget, cell])
