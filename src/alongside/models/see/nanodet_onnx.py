"""Converts NanoDet from a TensorFlow.js graph model to ONNX, one operation at a time.

The graph is channels-last around its convolutions and came from ONNX once, so each operation has
its like; ONNX Runtime takes out the transpositions that cancel.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from alongside.models.model import ModelError
from alongside.models.see.tfjs import Array, weights

OPSET = 17
FIRST, LAST = (0, 3, 1, 2), (0, 2, 3, 1)
"""Transpositions to channels first and channels last."""

Node = Mapping[str, Any]


def convert(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Write `target` from the raw `nanodet.json` and `nanodet.bin`; `argument` is not used.

    Raises `ModelError` where the graph holds what isn't known here.
    """
    del argument
    described = msgspec.json.decode(raw["nanodet.json"].read_bytes())
    constants = weights(described["weightsManifest"][0]["weights"], raw["nanodet.bin"].read_bytes())
    graph = Graph(constants)
    for node in described["modelTopology"]["node"]:
        graph.add(node)
    signature = described["signature"]
    onnx.save_model(graph.model(signature["inputs"], signature["outputs"]), str(target))


class Graph:
    """ONNX nodes made of TensorFlow ones; what depends on constants only is worked out."""

    def __init__(self, constants: dict[str, Array]) -> None:
        self._constants = constants
        self._kept: dict[str, Array] = {}
        self._nodes: list[onnx.NodeProto] = []

    def add(self, node: Node) -> None:
        """Add one node, whose inputs must have been added. Raises `ModelError`."""
        kind = node["op"]
        inputs = [name.removesuffix(":0") for name in node.get("input", ())]
        if kind in {"Const", "Placeholder"}:
            return
        if kind in FOLDED and all(name in self._constants for name in inputs):
            self._constants[node["name"]] = FOLDED[kind](*map(self.constant, inputs))
        elif kind in MADE:
            MADE[kind](self, node, inputs)
        else:
            raise ModelError(f"The operation {kind} can't be converted.")

    def constant(self, name: str) -> Array:
        return self._constants[name]

    def name(self, given: str) -> str:
        """The name of a value in the ONNX graph; a constant becomes one of its initialisers."""
        if given in self._constants:
            return self.keep(given, self._constants[given])
        return given

    def keep(self, name: str, value: Array) -> str:
        self._kept[name] = value
        return name

    def make(self, kind: str, inputs: list[str], *outputs: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, list(outputs), **attributes))
        return outputs[0]

    def model(self, inputs: Node, outputs: Node) -> onnx.ModelProto:
        """The whole, checked; its inputs and outputs in the order of their names."""
        kept = [numpy_helper.from_array(value, name) for name, value in self._kept.items()]
        graph = helper.make_graph(self._nodes, "nanodet", _values(inputs), _values(outputs), kept)
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=9)
        onnx.checker.check_model(model)
        return model


def _values(described: Node) -> list[onnx.ValueInfoProto]:
    """Names and shapes, as a TensorFlow.js signature has them."""
    made = []
    for name in sorted(described, key=lambda name: name.removesuffix(":0")):
        shape = [int(dim["size"]) for dim in described[name]["tensorShape"]["dim"]]
        plain = name.removesuffix(":0")
        made.append(helper.make_tensor_value_info(plain, TensorProto.FLOAT, shape))
    return made


def _dense(indices: Array, shape: Array, values: Array, default: Array) -> Array:
    made = np.full(shape, default)
    made[tuple(indices.T)] = values
    return made


FOLDED: dict[str, Callable[..., Array]] = {"SparseToDense": _dense, "AddV2": np.add}


def _strides(node: Node) -> list[int]:
    """Height and width of a channels-last step."""
    return [int(i) for i in node["attr"]["strides"]["list"]["i"][1:3]]


def _unpadded(node: Node) -> None:
    if base64.b64decode(node["attr"]["padding"]["s"]) != b"VALID":
        raise ModelError("Only operations without padding of their own can be converted.")


def _plain(kind: str, **fixed: Any) -> Callable[[Graph, Node, list[str]], None]:
    def make(graph: Graph, node: Node, inputs: list[str]) -> None:
        graph.make(kind, [graph.name(name) for name in inputs], node["name"], **fixed)

    return make


def _leaky(graph: Graph, node: Node, inputs: list[str]) -> None:
    graph.make("LeakyRelu", inputs, node["name"], alpha=node["attr"]["alpha"]["f"])


def _transpose(graph: Graph, node: Node, inputs: list[str]) -> None:
    perm = graph.constant(inputs[1]).tolist()
    graph.make("Transpose", inputs[:1], node["name"], perm=perm)


def _reshape(graph: Graph, node: Node, inputs: list[str]) -> None:
    shape = graph.keep(f"{node['name']}/shape", graph.constant(inputs[1]).astype(np.int64))
    graph.make("Reshape", [inputs[0], shape], node["name"])


def _pad(graph: Graph, node: Node, inputs: list[str]) -> None:
    pads = graph.constant(inputs[1]).T.reshape(-1).astype(np.int64)
    value = graph.constant(inputs[2]) if len(inputs) > 2 else np.float32(0)
    given = [
        inputs[0],
        graph.keep(f"{node['name']}/pads", pads),
        graph.keep(f"{node['name']}/value", np.asarray(value, np.float32)),
    ]
    graph.make("Pad", given, node["name"])


def _convolution(graph: Graph, node: Node, inputs: list[str]) -> None:
    _unpadded(node)
    name = node["name"]
    kernel = graph.keep(f"{name}/kernel", graph.constant(inputs[1]).transpose(3, 2, 0, 1).copy())
    given = graph.make("Transpose", inputs[:1], f"{name}/first", perm=FIRST)
    made = graph.make("Conv", [given, kernel], f"{name}/conv", strides=_strides(node))
    graph.make("Transpose", [made], name, perm=LAST)


def _max_pool(graph: Graph, node: Node, inputs: list[str]) -> None:
    _unpadded(node)
    name = node["name"]
    size = [int(i) for i in node["attr"]["ksize"]["list"]["i"][1:3]]
    given = graph.make("Transpose", inputs, f"{name}/first", perm=FIRST)
    made = graph.make("MaxPool", [given], f"{name}/pool", kernel_shape=size, strides=_strides(node))
    graph.make("Transpose", [made], name, perm=LAST)


def _concat(graph: Graph, node: Node, inputs: list[str]) -> None:
    *given, axis = inputs
    graph.make("Concat", given, node["name"], axis=int(graph.constant(axis)))


def _split(graph: Graph, node: Node, inputs: list[str]) -> None:
    sizes = graph.constant(inputs[1]).astype(np.int64)
    name, axis = node["name"], int(graph.constant(inputs[2]))
    outputs = [name, *(f"{name}:{i}" for i in range(1, len(sizes)))]
    graph.make("Split", [inputs[0], graph.keep(f"{name}/sizes", sizes)], *outputs, axis=axis)


def _resize(graph: Graph, node: Node, inputs: list[str]) -> None:
    name = node["name"]
    height, width = (int(side) for side in graph.constant(inputs[1]))
    given = graph.make("Transpose", inputs[:1], f"{name}/first", perm=FIRST)
    channels = graph.make("Shape", [given], f"{name}/channels", start=0, end=2)
    side = graph.keep(f"{name}/side", np.array([height, width], np.int64))
    size = graph.make("Concat", [channels, side], f"{name}/size", axis=0)
    made = graph.make(
        "Resize",
        [given, "", "", size],
        f"{name}/resized",
        mode="linear",
        coordinate_transformation_mode="half_pixel",
    )
    graph.make("Transpose", [made], name, perm=LAST)


MADE: dict[str, Callable[[Graph, Node, list[str]], None]] = {
    "Add": _plain("Add"),
    "ConcatV2": _concat,
    "Conv2D": _convolution,
    "Identity": _plain("Identity"),
    "LeakyRelu": _leaky,
    "MaxPool": _max_pool,
    "Pad": _pad,
    "PadV2": _pad,
    "Reshape": _reshape,
    "ResizeBilinear": _resize,
    "Sigmoid": _plain("Sigmoid"),
    "SplitV": _split,
    "Transpose": _transpose,
}
