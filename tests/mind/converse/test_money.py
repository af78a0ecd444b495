"""Amounts of money in words."""

from decimal import Decimal

import pytest

from alongside.mind.converse.money import amounts, say_amount, total


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a pot for 38 euro", [("EUR", "38")]),
        ("$4.50 and €1,200.75", [("USD", "4.50"), ("EUR", "1200.75")]),
        ("1.200,50 € for the room", [("EUR", "1200.50")]),
        ("점심 12,000원, 택시 3만원", [("KRW", "12000"), ("KRW", "30000")]),
        ("5 pounds of flour? no, £5", [("GBP", "5"), ("GBP", "5")]),
        ("38 eurostars, room 12", []),
        ("900 crowns, ₹500, 30 quid", [("kr", "900"), ("INR", "500"), ("GBP", "30")]),
        ("about 6 km, 3 times", []),
    ],
)
def test_amounts_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert amounts(text) == [(code, Decimal(value)) for code, value in found]


def test_sums_stay_apart_by_currency() -> None:
    sums = total(amounts("24 euro, 38 €, $4.50"))
    assert [say_amount(*one) for one in sums.items()] == ["62 EUR", "4.50 USD"]
