"""How many working days something took, over many rounds: mean, median, P90."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate


@dataclass(frozen=True)
class Spread:
    """Working days → how many rounds took them."""

    counts: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Spread") -> "Spread":
        """Return both together."""
        return Spread(self.counts + other.counts)

    @property
    def n(self) -> int:
        """Return how many rounds there are."""
        return self.counts.total()

    @property
    def mean(self) -> Fraction | None:
        """Return the mean; of nothing, None."""
        days = sum(day * count for day, count in self.counts.items())
        return Fraction(days, self.n) if self.n else None

    @property
    def median(self) -> Fraction | None:
        """Return the middle one, or the mean of the two in the middle."""
        if not self.n:
            return None
        return Fraction(self._at((self.n - 1) // 2) + self._at(self.n // 2), 2)

    @property
    def p90(self) -> int | None:
        """Return the days within which nine of ten were done (nearest rank)."""
        return self._at(-(-9 * self.n // 10) - 1) if self.n else None

    def above(self, days: int) -> int:
        """Return how many took longer than so many days."""
        return sum(count for day, count in self.counts.items() if day > days)

    def _at(self, place: int) -> int:
        """Return the days of the round that stands there, the quickest at 0."""
        days = sorted(self.counts)
        upto = accumulate(self.counts[day] for day in days)
        return next(day for day, n in zip(days, upto, strict=True) if n > place)
