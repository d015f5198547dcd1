"""Numbers as forms print them, exact: thousands separators, 万 and 亿, never a float."""

from __future__ import annotations

from decimal import Decimal

GROUPED = r"(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)(?![0-9,])"  # a whole number, with or without thousands separators
NUMBER = rf"{GROUPED}(?:\.[0-9]++)?(?![0-9.,])"  # and with decimals


def decimal_of(printed: str) -> Decimal:
    """The exact number of a text that matches `NUMBER` (a sign before it is allowed)."""
    return Decimal(printed.replace(",", ""))


def shifted(value: Decimal, power: int) -> Decimal:
    """`value` times ten to the `power`, exact whatever its length, without exponent or zeros behind a point."""
    if power == 0:
        return value
    sign, digits, exponent = value.as_tuple()
    moved = Decimal((sign, digits, int(exponent) + power))
    plain = format(moved, "f")
    if "." in plain and power > 0:
        plain = plain.rstrip("0").rstrip(".")
    return Decimal(plain)
