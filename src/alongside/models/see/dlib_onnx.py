"""Converts dlib's face recognition network (a ResNet of 29 layers, King 2017) to ONNX.

The weights come as TensorFlow.js has them, without a graph: it is told here, layer by layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from alongside.models.see.tfjs import Array, weights

OPSET = 17
SIDE = 150
"""Pixels of the square picture of a face that it takes."""
SIZE = 128
MEAN = (122.782, 117.001, 104.298)
"""The mean colour of the faces that it learned from, of 255."""
SPREAD = 256.0
BLOCKS = ("conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3",
          "conv128_down", "conv128_1", "conv128_2", "conv256_down", "conv256_1", "conv256_2",
          "conv256_down_out")  # fmt: skip
"""Residual blocks in their order; those that go down halve the sides."""
WIDER = {"conv64_down": 32, "conv128_down": 64, "conv256_down": 128}
"""Channels of zeros that what goes around a block gets, to be as wide as what comes out of it."""
SMALLER = ("conv256_down", "conv256_down_out")
"""Blocks from which a row and a column less comes than goes around them."""


def convert(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Write `target` from the raw `weights.json` and `weights.bin`; `argument` is not used.

    The model takes `face` (1, 3, 150, 150), RGB of 0 to 255, and gives `vector` (1, 128). Raises
    `ModelError` where the weights can't be read.
    """
    del argument
    described = msgspec.json.decode(raw["weights.json"].read_bytes())
    found = weights(described[0]["weights"], raw["weights.bin"].read_bytes())
    onnx.save_model(_Graph(found).model(), str(target))


class _Graph:
    """The nodes, and the constants that they need."""

    def __init__(self, found: Mapping[str, Array]) -> None:
        self._found = found
        self._constants: dict[str, NDArray[Any]] = {
            "mean": np.array(MEAN, np.float32).reshape(1, 3, 1, 1),
            "spread": np.array(SPREAD, np.float32),
            "fc": found["fc"],
        }
        self._nodes: list[onnx.NodeProto] = []

    def model(self) -> onnx.ModelProto:
        """The whole, checked."""
        self._add("Sub", ["face", "mean"], "centred")
        self._add("Div", ["centred", "spread"], "scaled")
        first = self._convolved("scaled", "conv32_down", strides=[2, 2])
        self._add("Relu", [first], "first")
        here = self._add("MaxPool", ["first"], "pooled", kernel_shape=[3, 3], strides=[2, 2])
        for block in BLOCKS:
            here = self._block(here, block)
        self._add("ReduceMean", [here], "all", axes=[2, 3], keepdims=0)
        self._add("MatMul", ["all", "fc"], "vector")
        shape = [1, 3, SIDE, SIDE]
        graph = helper.make_graph(
            self._nodes,
            "face",
            [helper.make_tensor_value_info("face", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, SIZE])],
            [numpy_helper.from_array(value, name) for name, value in self._constants.items()],
        )
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=9)
        onnx.checker.check_model(model)
        return model

    def _block(self, given: str, name: str) -> str:
        """Two convolutions, and what was given added to what comes of them."""
        down = "_down" in name
        step = {"strides": [2, 2]} if down else {"pads": [1, 1, 1, 1]}
        one = self._convolved(given, f"{name}/conv1", **step)
        self._add("Relu", [one], f"{name}/between")
        two = self._convolved(f"{name}/between", f"{name}/conv2", pads=[1, 1, 1, 1])
        around = given
        if down:
            around = self._add(
                "AveragePool", [given], f"{name}/around", kernel_shape=[2, 2], strides=[2, 2]
            )
        if name in WIDER:
            around = self._padded(around, [0, 0, 0, 0, 0, WIDER[name], 0, 0])
        if name in SMALLER:
            two = self._padded(two, [0, 0, 0, 0, 0, 0, 1, 1])
        self._add("Add", [two, around], f"{name}/sum")
        return self._add("Relu", [f"{name}/sum"], f"{name}/out")

    def _convolved(self, given: str, name: str, **attributes: Any) -> str:
        """A convolution whose channels are scaled and shifted, both folded into its weights."""
        scale = self._found[f"{name}/scale/weights"]
        filters = self._found[f"{name}/conv/filters"].transpose(3, 2, 0, 1)
        bias = self._found[f"{name}/conv/bias"] * scale + self._found[f"{name}/scale/biases"]
        self._constants[f"{name}/filters"] = filters * scale[:, None, None, None]
        self._constants[f"{name}/bias"] = bias
        return self._add("Conv", [given, f"{name}/filters", f"{name}/bias"], name, **attributes)

    def _padded(self, given: str, pads: list[int]) -> str:
        """The same with zeros beside it."""
        self._constants[f"{given}/pads"] = np.array(pads)
        return self._add("Pad", [given, f"{given}/pads"], f"{given}/padded")

    def _add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output
