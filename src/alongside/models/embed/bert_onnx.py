"""BERT weights (Devlin et al., 2018) as an ONNX graph whose matrices are 8 bit.

Inputs `input_ids` and `attention_mask`, int64 of shape (batch, length); output `hidden`, float32 of
shape (batch, length, width). Weights are quantized per column, activations as they come. The
graph is made node by node, so the same weights give the same file, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

from alongside.models.model import Floats

HEADS = {384: 12, 768: 12}
"""Attention heads by width, of the models that we convert."""
MOST = np.float32(63)
"""The largest 8 bit weight: processors without VNNI add pairs of products in 16 bits."""
OPSET = 17
IR_VERSION = 8
EPSILON = 1e-12
MASKED = -1e9

Weights = Mapping[str, Floats]


class Graph:
    """Nodes and constants in the order they are made; each method gives the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name=name))
        return name

    def node(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> str:
        """The name of the first output; others are named after it with `.1`, `.2`, …"""
        name = f"n{len(self.nodes)}"
        names = [name, *(f"{name}.{i}" for i in range(1, outputs))]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return name


def convert(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Write `model.safetensors` as ONNX to `target`. A converter of the catalogue."""
    del argument
    weights = read_safetensors(raw["model.safetensors"])
    target.write_bytes(bert(weights))


def read_safetensors(path: Path) -> Weights:
    """The float32 tensors of a safetensors file: a JSON header's length, the header, the bytes."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    return {
        name: np.frombuffer(
            data[start + told["data_offsets"][0] : start + told["data_offsets"][1]], np.float32
        ).reshape(told["shape"])
        for name, told in header.items()
        if name != "__metadata__" and told["dtype"] == "F32"
    }


def bert(weights: Weights) -> bytes:
    """The encoder as a serialized ONNX model."""
    graph = Graph()
    for name, value in (("zero", 0), ("one", 1)):
        graph.constant(name, np.array([value], np.int64))
    layers = sum(name.endswith("attention.self.query.weight") for name in weights)
    rows = _embeddings(graph, weights)
    mask = _mask(graph)
    for layer in range(layers):
        rows = _layer(graph, weights, f"encoder.layer.{layer}", rows, mask)
    graph.nodes.append(helper.make_node("Identity", [rows], ["hidden"]))
    return _serialized(graph, weights["embeddings.LayerNorm.bias"].size)


def _embeddings(graph: Graph, weights: Weights) -> str:
    """Words at their places, all of one kind of segment, normalised."""
    words, scale = quantized(weights["embeddings.word_embeddings.weight"], axis=1)
    picked = graph.node("Gather", graph.constant("words", words), "input_ids")
    scales = graph.node("Gather", graph.constant("words.scale", scale[:, None]), "input_ids")
    rows = graph.node("Mul", graph.node("Cast", picked, to=TensorProto.FLOAT), scales)
    kinds = weights["embeddings.token_type_embeddings.weight"]
    places = weights["embeddings.position_embeddings.weight"] + kinds[0]
    shape = graph.node("Shape", "input_ids")
    length = graph.node("Gather", shape, "one")
    at = graph.node("Slice", graph.constant("places", places), "zero", length)
    return _normalised(graph, weights, "embeddings.LayerNorm", graph.node("Add", rows, at))


def _mask(graph: Graph) -> str:
    """0 where there is text and a very negative number where there is none: (batch, 1, 1, n)."""
    kept = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
    absent = graph.node("Sub", graph.constant("whole", np.array([1], np.float32)), kept)
    far = graph.node("Mul", absent, graph.constant("masked", np.array([MASKED], np.float32)))
    return graph.node("Unsqueeze", far, graph.constant("axes", np.array([1, 2], np.int64)))


def _layer(graph: Graph, weights: Weights, name: str, rows: str, mask: str) -> str:
    seen = _attention(graph, weights, f"{name}.attention", rows, mask)
    dense = _linear(graph, weights, f"{name}.attention.output.dense", seen)
    rows = _normalised(
        graph, weights, f"{name}.attention.output.LayerNorm", graph.node("Add", dense, rows)
    )
    wide = _gelu(graph, _linear(graph, weights, f"{name}.intermediate.dense", rows))
    dense = _linear(graph, weights, f"{name}.output.dense", wide)
    return _normalised(graph, weights, f"{name}.output.LayerNorm", graph.node("Add", dense, rows))


def _attention(graph: Graph, weights: Weights, name: str, rows: str, mask: str) -> str:
    """Scaled dot-product attention (Vaswani et al., 2017) over all heads."""
    width = weights[f"{name}.self.query.bias"].size
    heads = HEADS[width]
    apart = graph.constant(f"{name}.apart", np.array([0, 0, heads, width // heads], np.int64))
    query, key, value = (
        graph.node("Reshape", _linear(graph, weights, f"{name}.self.{part}", rows), apart)
        for part in ("query", "key", "value")
    )
    scores = graph.node(
        "MatMul",
        graph.node("Transpose", query, perm=[0, 2, 1, 3]),
        graph.node("Transpose", key, perm=[0, 2, 3, 1]),
    )
    root = graph.constant(f"{name}.root", np.array([(width // heads) ** -0.5], np.float32))
    likely = graph.node(
        "Softmax", graph.node("Add", graph.node("Mul", scores, root), mask), axis=-1
    )
    mixed = graph.node("MatMul", likely, graph.node("Transpose", value, perm=[0, 2, 1, 3]))
    together = graph.constant(f"{name}.together", np.array([0, 0, width], np.int64))
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), together)


def _linear(graph: Graph, weights: Weights, name: str, rows: str) -> str:
    matrix, scale = quantized(weights[f"{name}.weight"], axis=1)
    eight = graph.node("DynamicQuantizeLinear", rows, outputs=3)
    product = graph.node(
        "MatMulInteger", eight, graph.constant(f"{name}.weight", matrix.T), f"{eight}.2"
    )
    scales = graph.node("Mul", f"{eight}.1", graph.constant(f"{name}.scale", scale))
    real = graph.node("Mul", graph.node("Cast", product, to=TensorProto.FLOAT), scales)
    return graph.node("Add", real, graph.constant(f"{name}.bias", weights[f"{name}.bias"]))


def _normalised(graph: Graph, weights: Weights, name: str, rows: str) -> str:
    scale = graph.constant(f"{name}.weight", weights[f"{name}.weight"])
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    return graph.node("LayerNormalization", rows, scale, bias, axis=-1, epsilon=EPSILON)


def _gelu(graph: Graph, rows: str) -> str:
    """x/2 (1 + erf(x / sqrt 2)) (Hendrycks and Gimpel, 2016)."""
    name = f"gelu{len(graph.nodes)}"
    root = graph.constant(f"{name}.root", np.array([0.5**0.5], np.float32))
    one = graph.constant(f"{name}.one", np.array([1], np.float32))
    half = graph.constant(f"{name}.half", np.array([0.5], np.float32))
    error = graph.node("Erf", graph.node("Mul", rows, root))
    share = graph.node("Mul", graph.node("Add", error, one), half)
    return graph.node("Mul", rows, share)


def quantized(matrix: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """The matrix in 8 bits, symmetric about 0, and what each row's (`axis` 1) values are times."""
    scale = (np.abs(matrix).max(axis=axis) / MOST).astype(np.float32)
    safe = np.where(scale == 0, np.float32(1), scale)
    shaped = safe[:, None] if axis == 1 else safe[None, :]
    return np.rint(matrix / shaped).astype(np.int8), safe


def _serialized(graph: Graph, width: int) -> bytes:
    shape = ["batch", "length"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, [*shape, width])
    made = helper.make_graph(graph.nodes, "bert", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=IR_VERSION)
    return bytes(model.SerializeToString(deterministic=True))
