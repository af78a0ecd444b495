"""Multilingual E5 (Wang et al., 2024) out of the 4 bit file it comes in.

The file, little endian: `E5S1`, a version; width, layers, heads, inner width, vocabulary, places,
kinds of segment (int32), epsilon (float32), block size; the pieces of the tokenizer (count, ids of
begin, end, padding and unknown, length of all text, offsets, scores, text); characters to replace
(count, length, entries); a directory of tensors (name, type, count, place, length). Matrices are
blocks of 32 weights of 4 bits with one float16 scale (llama.cpp's Q4_0).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.models.embed.bert_onnx import Weights, bert
from alongside.models.model import Floats

BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", (16,))])
NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
ENDS = {"w": "weight", "b": "bias"}


@dataclass(slots=True)
class Cursor:
    """Reads values one after the other."""

    data: bytes
    at: int = 0

    def take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's pieces with their log probabilities, and the ids of the special ones."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    unknown: int


def model(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Write the network as ONNX. A converter of the catalogue."""
    target.write_bytes(bert(_weights(raw[argument].read_bytes())))


def tokenizer(raw: Mapping[str, Path], target: Path, argument: str) -> None:
    """Write the tokenizer as the `tokenizers` library reads it. A converter of the catalogue."""
    pieces = _pieces(_after_head(raw[argument].read_bytes()))
    target.write_text(json.dumps(_described(pieces), ensure_ascii=False), encoding="utf-8")


def _after_head(data: bytes) -> Cursor:
    if not data.startswith(b"E5S1"):
        raise ValueError("not an E5 file")
    cursor = Cursor(data, 4)
    cursor.take("I7ifi")
    return cursor


def _pieces(cursor: Cursor) -> Pieces:
    count, begin, end, _, unknown, length = cursor.take("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    text = bytes(cursor.array("u1", length))
    texts = (text[start:stop].decode() for start, stop in pairwise(offsets))
    return Pieces(tuple(texts), tuple(map(float, scores)), begin, end, unknown)


def _weights(data: bytes) -> Weights:
    """The tensors under the names that BERT gives them."""
    cursor = _after_head(data)
    _pieces(cursor)
    _, length = cursor.take("iI")
    cursor.at += length
    (count,) = cursor.take("i")
    found: dict[str, Floats] = {}
    for _ in range(count):
        (letters,) = cursor.take("H")
        name = bytes(cursor.array("u1", letters)).decode()
        _, values, place, length = cursor.take("BIQQ")
        found[_named(name)] = _tensor(data[place : place + length], values)
    width = found["embeddings.LayerNorm.bias"].size
    return {name: _shaped(name, tensor, width) for name, tensor in found.items()}


def _named(name: str) -> str:
    if name in NAMES:
        return NAMES[name]
    layer, part, end = name.split(".")
    return f"encoder.layer.{layer[1:]}.{PARTS[part]}.{ENDS[end]}"


def _tensor(data: bytes, values: int) -> Floats:
    if len(data) == 4 * values:
        return np.frombuffer(data, "<f4")
    blocks = np.frombuffer(data, BLOCK)
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    whole = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    scaled: Floats = whole * blocks["scale"].astype(np.float32)[:, None]
    return scaled.reshape(-1)


def _shaped(name: str, tensor: Floats, width: int) -> Floats:
    if name.endswith(("LayerNorm.weight", "bias")):
        return tensor
    inner = name.endswith(".output.dense.weight") and "attention" not in name
    return tensor.reshape(width, -1) if inner else tensor.reshape(-1, width)


def _described(pieces: Pieces) -> dict[str, Any]:
    """A Unigram tokenizer (Kudo, 2018) as XLM-R uses it: NFKC, spaces made visible."""
    special = {pieces.texts[i]: i for i in (pieces.begin, pieces.end)}
    around = [{"SpecialToken": {"id": token, "type_id": 0}} for token in special]
    single = [around[0], {"Sequence": {"id": "A", "type_id": 0}}, around[1]]
    spaces = {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}
    strip = {"type": "Strip", "strip_left": True, "strip_right": True}
    added = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    visible = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    return {
        "version": "1.0",
        "added_tokens": [
            {"id": i, "content": token, "special": True, **added} for token, i in special.items()
        ],
        "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, spaces, strip]},
        "pre_tokenizer": visible,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": single,
            "pair": [*single, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {
                token: {"id": token, "ids": [i], "tokens": [token]} for token, i in special.items()
            },
        },
        "decoder": visible,
        "model": {
            "type": "Unigram",
            "unk_id": pieces.unknown,
            "vocab": [list(pair) for pair in zip(pieces.texts, pieces.scores, strict=True)],
            "byte_fallback": False,
        },
    }
