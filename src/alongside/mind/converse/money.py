"""Amounts of money in words: found, and summed by currency."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR"}
_NAMES = {
    "EUR": "euros? eur 유로",
    "USD": "dollars? usd bucks? 달러",
    "GBP": "pounds? quid gbp 파운드",
    "JPY": "yen jpy 엔",
    "KRW": "won krw 원",
    "CHF": "francs? chf 프랑",
    "CZK": "koruna?y? kč czk",
    "kr": "crowns? kronor kroner sek nok dkk kr",
    "PLN": "z[łl]ot(?:y|ych|ys)? pln",
    "INR": "rupees? inr 루피",
    "CNY": "yuan rmb cny 위안",
    "BRL": "reais brl",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}
_MYRIADS = {"": 1, "천": 1_000, "만": 10_000, "십만": 100_000, "백만": 1_000_000}
_DIGITS = r"(?P<{0}>\d{{1,3}}(?:[,.]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d{{1,2}})?)"
_NAMED = "|".join(f"(?:{name})" for name in _BY_NAME)
_AMOUNT = re.compile(
    rf"(?P<sign>[$€£¥₩₹])\s?{_DIGITS.format('after')}"
    rf"|{_DIGITS.format('before')}\s?(?P<unit>[십백]?만|천)?\s?"
    rf"(?:(?P<mark>[$€£¥₩₹])|(?P<name>{_NAMED})(?![a-z]))",
    re.IGNORECASE,
)


def amounts(text: str) -> list[tuple[str, Decimal]]:
    """Every amount in `text`, as (ISO 4217 code, value), in order."""
    return [_read(found) for found in _AMOUNT.finditer(text)]


def total(found: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """The sum of the amounts of each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for currency, value in found:
        sums[currency] += value
    return dict(sums)


def say_amount(currency: str, value: Decimal) -> str:
    """An amount as people write it: "62 EUR", "12,000 KRW", "4.50 USD"."""
    whole = value == value.to_integral_value()
    return f"{value:,.0f} {currency}" if whole else f"{value:,.2f} {currency}"


def _read(found: re.Match[str]) -> tuple[str, Decimal]:
    sign = found["sign"] or found["mark"]
    value = _value(found["after"] or found["before"])
    if sign:
        return _SIGNS[sign], value
    name = found["name"].casefold()
    code = next(code for word, code in _BY_NAME.items() if re.fullmatch(word, name))
    return code, value * _MYRIADS[found["unit"] or ""]


def _value(digits: str) -> Decimal:
    """A number whose last separator, where at most two digits follow it, is the decimal one."""
    decimals = re.search(r"[.,](\d{1,2})$", digits)
    whole = digits[: decimals.start()] if decimals else digits
    bare = re.sub(r"[.,]", "", whole)
    return Decimal(f"{bare}.{decimals[1]}" if decimals else bare)
