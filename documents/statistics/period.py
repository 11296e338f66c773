"""A period of local days, both ends included, as moments that SQL compares."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from documents.deadlines import HANOI


@dataclass(frozen=True)
class Period:
    """The days [first, last]; `first` is not after `last`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after the day it begins on")

    @property
    def begin(self) -> datetime:
        """Return the first moment of it."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """Return the first moment after it."""
        return _midnight(self.last + timedelta(1))


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=HANOI)
