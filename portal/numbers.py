"""Numbers as Vietnamese pages write them: 1.234, 4,5, 97,3%; "–" for none."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

NONE: Final = "–"

_TENTH: Final = Decimal("0.1")


def count_vi(number: int) -> str:
    """Return 1.234."""
    return f"{number:,}".replace(",", ".")


def counted(told: str) -> int | str:
    """Return the number that `count_vi` wrote, any other text as it stands."""
    digits = told.replace(".", "")
    return int(digits) if digits.isdecimal() else told


def decimal_vi(number: Fraction | int | None) -> str:
    """Return 4,5: one decimal, half rounded up."""
    if number is None:
        return NONE
    exact = Fraction(number)
    told = Decimal(exact.numerator) / Decimal(exact.denominator)
    return f"{told.quantize(_TENTH, ROUND_HALF_UP)}".replace(".", ",")


def percent_vi(share: Fraction | None) -> str:
    """Return 97,3% of a share of one."""
    return NONE if share is None else f"{decimal_vi(share * 100)}%"
