"""What every enumeration is: a stored value and its Vietnamese label."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A member reads `NAME = "stored_value", "Nhãn tiếng Việt"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
