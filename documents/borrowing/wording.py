"""How much of a paragraph's wording stands in a text."""

import re
from enum import Enum
from typing import Final

from documents.text import fold

_RUN: Final = 3
"""Words in a row that two texts hardly share by chance."""

_ENOUGH: Final = 0.25
"""Share of a paragraph's runs below which a text no longer draws on it."""


class Likeness(Enum):
    """Whether a paragraph stands in a text as it was, in other words, or not."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


def likeness(passage: str, text: str) -> Likeness:
    """Return how a paragraph stands in a text; marks and spaces do not count."""
    wanted, given = _words(passage), _words(text)
    if not wanted:
        return Likeness.GONE
    if f" {' '.join(wanted)} " in f" {' '.join(given)} ":
        return Likeness.SAME
    runs = _runs(wanted)
    shared = len(runs & _runs(given)) / len(runs) if runs else 0
    return Likeness.CHANGED if shared >= _ENOUGH else Likeness.GONE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
