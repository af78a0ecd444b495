"""Sign codes: one bit a dimension, scanned in memory to find the nearest embeddings.

The Hamming distance of the signs of two unit vectors estimates the angle between them (Charikar,
STOC 2002): 48 bytes stand for 384 floats, and a million are scanned in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Bits = NDArray[np.uint8]
Passes = Callable[[Ids], NDArray[np.bool_]]
"""A mask over ids."""

_BLOCK = 1 << 16

_numkong = import_module("numkong") if find_spec("numkong") else None
"""Counts bits with the machine's widest instructions; numpy does where there is no build."""


def sign_codes(vectors: NDArray[np.floating]) -> Bits:
    """The signs of rows, shape (n, d), packed into shape (n, d / 8)."""
    return np.packbits(vectors > 0, axis=1)


class Codes:
    """Growing arrays of ids and codes; `forget` leaves nothing of what it drops.

    Written by one task and read by threads: what is held changes in a single assignment.
    """

    def __init__(self, width: int) -> None:
        """`width` is bytes a code."""
        self._room_ids: Ids = np.empty(0, np.int64)
        self._room_codes: Bits = np.empty((0, width), np.uint8)
        self._held: tuple[Ids, Bits] = (self._room_ids, self._room_codes)
        self._last = -1

    def __len__(self) -> int:
        return len(self._held[0])

    @property
    def ids(self) -> Ids:
        return self._held[0]

    def add(self, ids: Ids, codes: Bits) -> None:
        """Hold these too, in place of any with the same ids."""
        if not len(ids):
            return
        if ids.min() <= self._last:
            self.drop(ids)
        held = len(self)
        size = held + len(ids)
        if size > len(self._room_ids):
            self._grow(max(size, held + held // 4))
        self._room_ids[held:size] = ids
        self._room_codes[held:size] = codes
        self._held = (self._room_ids[:size], self._room_codes[:size])
        self._last = max(self._last, int(ids.max()))

    def drop(self, ids: Ids) -> None:
        """Drop these ids where held."""
        self._keep(~np.isin(self.ids, ids))

    def forget(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Drop every id in the half-open ranges."""
        ids = self.ids
        keep = np.ones(len(ids), bool)
        for first, end in ranges:
            keep &= (ids < first) | (ids >= end)
        self._keep(keep)

    def nearest(self, code: Bits, count: int, passes: Passes | None = None) -> Ids:
        """At most `count` ids nearest to `code`, in no order, of those that pass."""
        ids, codes = self._held
        if passes is not None:
            chosen = passes(ids)
            ids, codes = ids[chosen], codes[chosen]
        if count >= len(ids):
            return ids.copy()
        return ids[_nearest(code, codes, count)]

    def _grow(self, room: int) -> None:
        held, codes = self._held
        self._room_ids = np.zeros(room, np.int64)
        self._room_codes = np.zeros((room, codes.shape[1]), np.uint8)
        self._room_ids[: len(held)], self._room_codes[: len(held)] = held, codes

    def _keep(self, keep: NDArray[np.bool_]) -> None:
        if not keep.all():
            ids, codes = self._held
            self._room_ids, self._room_codes = ids[keep], codes[keep]
            self._held = (self._room_ids, self._room_codes)


def _nearest(code: Bits, codes: Bits, count: int) -> Ids:
    """The places of the `count` nearest codes, block by block: what is nearer than the best yet."""
    places, near = np.empty(0, np.int64), np.empty(0, np.uint16)
    furthest = np.iinfo(np.uint16).max
    for start in range(0, len(codes), _BLOCK):
        distances = _hamming(code, codes[start : start + _BLOCK])
        some = np.flatnonzero(distances < furthest)
        places = np.concatenate([places, some + start])
        near = np.concatenate([near, distances[some].astype(np.uint16)])
        if len(near) > count:
            best = np.argpartition(near, count)[:count]
            places, near = places[best], near[best]
            furthest = int(near.max())
    return places


def _hamming(code: Bits, block: Bits) -> NDArray[np.float64] | NDArray[np.uint16]:
    found: NDArray[np.float64] | NDArray[np.uint16]
    if _numkong is not None:
        found = np.asarray(_numkong.cdist(code[None], block, "hamming", dtype="uint1"))[0]
    else:
        found = np.bitwise_count(block ^ code).sum(axis=1, dtype=np.uint16)
    return found
