"""Whatever the network does, each number is given once and in order."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from alongside.interfaces.live.order import MOST_AHEAD, Order
from alongside.senses.live.captured import Captured, Muted

NOW = datetime(2008, 10, 22, tzinfo=UTC)


def one(seq: int) -> Captured:
    return Captured(seq, NOW, Muted(muted=False))


@given(st.integers(0, 50), st.lists(st.integers(1, 60), max_size=300))
def test_numbers_come_once_and_in_order(after: int, sent: list[int]) -> None:
    order = Order(after)
    given_ = [captured.seq for seq in sent for captured in order.put(one(seq))]
    assert given_ == list(range(after + 1, order.after + 1))
    assert order.missing == any(seq > order.after for seq in sent)


@given(st.permutations(range(1, 40)))
def test_nothing_is_lost_that_comes_at_all(sent: list[int]) -> None:
    order = Order()
    assert [c.seq for seq in sent for c in order.put(one(seq))] == list(range(1, 40))


def test_what_will_never_come_is_passed_over() -> None:
    order = Order()
    assert [c.seq for c in order.put(one(5))] == []
    assert [c.seq for c in order.skip(4)] == [5]
    assert [c.seq for c in order.skip(3)] == []
    assert [c.seq for c in order.put(one(6))] == [6]


def test_who_sends_only_what_comes_later_fills_no_memory() -> None:
    order = Order()
    for seq in range(2, 5 * MOST_AHEAD):
        assert list(order.put(one(seq))) == []
    assert [c.seq for c in order.put(one(1))] == list(range(1, MOST_AHEAD + 2))
