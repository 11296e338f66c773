"""The cases that were ticked on a list: which, and how many are taken at once."""

from collections.abc import Iterable
from typing import Final

MOST: Final = 100
"""Cases of one sending."""


def codes_among(typed: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that were chosen, each once; no more than are taken at once.

    What cannot be printed is no code, and PostgreSQL takes no NUL.
    """
    told = (code.upper() for code in typed if code and code.isprintable())
    return tuple(dict.fromkeys(told))[:MOST]
