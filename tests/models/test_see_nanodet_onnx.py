"""A TensorFlow.js graph becomes an ONNX network that computes the same."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alongside.models.model import ModelError
from alongside.models.runtime import Network
from alongside.models.see.nanodet_onnx import convert
from alongside.models.see.tfjs import weights

Node = dict[str, Any]
VALID = {"padding": {"s": base64.b64encode(b"VALID").decode()}}


def node(op: str, name: str, *inputs: str, **attributes: Any) -> Node:
    return {"op": op, "name": name, "input": list(inputs), "attr": attributes}


def strides(side: int) -> dict[str, Any]:
    return {"strides": {"list": {"i": ["1", str(side), str(side), "1"]}}}


def value(*shape: int) -> dict[str, Any]:
    return {"tensorShape": {"dim": [{"size": str(size)} for size in shape]}}


class Model:
    """A graph under construction, of input `x` with one output `y`."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.specs: list[dict[str, Any]] = []
        self.data = b""

    def constant(self, name: str, content: Any, dtype: str) -> str:
        array = np.asarray(content, dtype)
        stored = array.astype("<f2") if dtype == "float32" else array.astype("<i4")
        spec: dict[str, Any] = {"name": name, "shape": list(array.shape), "dtype": dtype}
        if dtype == "float32":
            spec["quantization"] = {"dtype": "float16"}
        self.specs.append(spec)
        self.data += stored.tobytes()
        self.nodes.append(node("Const", name))
        return name

    def run(self, folder: Path, x: np.ndarray[Any, Any], made: tuple[int, ...]) -> Any:
        signature = {"inputs": {"x:0": value(*x.shape)}, "outputs": {"y:0": value(*made)}}
        described = {
            "signature": signature,
            "modelTopology": {"node": [node("Placeholder", "x"), *self.nodes]},
            "weightsManifest": [{"weights": self.specs}],
        }
        raw = {"nanodet.json": folder / "j", "nanodet.bin": folder / "b"}
        raw["nanodet.json"].write_text(json.dumps(described))
        raw["nanodet.bin"].write_bytes(self.data)
        convert(raw, folder / "model.onnx", "")
        (y,) = Network(folder / "model.onnx").run({"x": x})
        return y


def test_padding_convolution_bias_and_leak(tmp_path: Path) -> None:
    model = Model()
    kernel = np.arange(18, dtype=np.float32).reshape(3, 3, 2, 1) - 9
    model.constant("pads", [[0, 0], [1, 1], [1, 1], [0, 0]], "int32")
    model.constant("kernel", kernel, "float32")
    model.constant("bias", [0.5], "float32")
    model.nodes += [
        node("Pad", "padded", "x", "pads"),
        node("Conv2D", "conv", "padded", "kernel", **VALID, **strides(2)),
        node("Add", "sum", "conv", "bias"),
        node("LeakyRelu", "y", "sum", alpha={"f": 0.1}),
    ]
    x = np.random.default_rng(0).normal(size=(1, 4, 4, 2)).astype(np.float32)

    y = model.run(tmp_path, x, (1, 2, 2, 1))

    padded = np.pad(x[0], ((1, 1), (1, 1), (0, 0)))
    plain = np.array(
        [
            [(padded[r : r + 3, c : c + 3] * kernel[..., 0]).sum() + 0.5 for c in (0, 2)]
            for r in (0, 2)
        ]
    )
    np.testing.assert_allclose(y[0, :, :, 0], np.where(plain > 0, plain, 0.1 * plain), rtol=1e-4)


def test_pooling_splitting_joining_and_shaping(tmp_path: Path) -> None:
    model = Model()
    model.constant("pads", [[0, 0], [0, 1], [0, 1], [0, 0]], "int32")
    model.constant("low", -100.0, "float32")
    model.constant("sizes", [1, 2], "int32")
    model.constant("axis", 3, "int32")
    model.constant("perm", [0, 3, 1, 2], "int32")
    model.constant("where", np.zeros((0, 1)), "int32")
    model.constant("length", [3], "int32")
    model.constant("none", [], "int32")
    model.constant("zero", 0, "int32")
    model.constant("shape", [1, -1, 3], "int32")
    size = {"ksize": {"list": {"i": ["1", "2", "2", "1"]}}}
    model.nodes += [
        node("PadV2", "padded", "x", "pads", "low"),
        node("MaxPool", "pooled", "padded", **VALID, **strides(2), **size),
        node("SplitV", "part", "pooled", "sizes", "axis"),
        node("ConcatV2", "turned", "part:1", "part", "axis"),
        node("SparseToDense", "nothing", "where", "length", "none", "zero"),
        node("AddV2", "wanted", "shape", "nothing"),
        node("Reshape", "flat", "turned", "wanted"),
        node("Sigmoid", "y", "flat"),
    ]
    x = np.arange(27, dtype=np.float32).reshape(1, 3, 3, 3) / 10

    y = model.run(tmp_path, x, (1, 4, 3))

    most = np.array([[x[0, :2, :2].max((0, 1)), x[0, :2, 2:].max((0, 1))],
                     [x[0, 2:, :2].max((0, 1)), x[0, 2:, 2:].max((0, 1))]])  # fmt: skip
    turned = most[..., [1, 2, 0]].reshape(4, 3)
    np.testing.assert_allclose(y[0], 1 / (1 + np.exp(-turned)), rtol=1e-5)


def test_resizing_keeps_what_is_even(tmp_path: Path) -> None:
    model = Model()
    model.constant("size", [4, 6], "int32")
    model.constant("perm", [0, 3, 1, 2], "int32")
    model.nodes += [
        node("ResizeBilinear", "wide", "x", "size"),
        node("Transpose", "last", "wide", "perm"),
        node("Identity", "y", "last"),
    ]

    y = model.run(tmp_path, np.full((1, 2, 3, 1), 7, np.float32), (1, 1, 4, 6))

    assert y.shape == (1, 1, 4, 6)
    assert (y == 7).all()


@pytest.mark.parametrize(
    "unknown",
    [
        node("Einsum", "y", "x"),
        node("MaxPool", "y", "x", padding={"s": base64.b64encode(b"SAME").decode()}),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, unknown: Node) -> None:
    model = Model()
    model.nodes.append(unknown)

    with pytest.raises(ModelError):
        model.run(tmp_path, np.zeros((1, 2, 2, 1), np.float32), (1, 2, 2, 1))


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ModelError, match="shorter"):
        weights([{"name": "a", "shape": [4], "dtype": "float32"}], bytes(8))
    with pytest.raises(ModelError, match="complex64"):
        weights([{"name": "a", "shape": [1], "dtype": "complex64"}], bytes(8))
