"""How long a letter's text will be on paper, while it is typed: a guess, no layout.

Its numbers were found by printing replies of one to seven pages on A4, 14 pt.
"""

from dataclasses import dataclass
from math import ceil
from typing import ClassVar


@dataclass(frozen=True)
class Extent:
    """Characters without the marks of emphasis, and about how many pages."""

    characters: int
    pages: int

    line: ClassVar[int] = 82
    """Characters that a line holds."""
    gap: ClassVar[float] = 0.4
    """Lines that the space below a paragraph is high."""
    page: ClassVar[int] = 45
    """Lines that a page holds."""
    around: ClassVar[int] = 19
    """Lines that the letterhead and what stands below the text take."""

    @property
    def words(self) -> str:
        """Say it to who is typing."""
        characters = f"{self.characters:,}".replace(",", ".")
        return f"{characters} ký tự, khoảng {self.pages} trang khi in"


def extent(body: str) -> Extent:
    """Return how long a typed body is; portal/static/js/extent.js reckons alike."""
    lengths = [len(line.replace("**", "").strip()) for line in body.splitlines()]
    lines = sum(ceil(length / Extent.line) + Extent.gap for length in lengths if length)
    return Extent(sum(lengths), ceil((lines + Extent.around) / Extent.page))
