"""Whether what was typed says something: long enough, and not padded."""

import re
from typing import Final

from documents.errors import Invalid

SHORT: Final = 10
"""Characters of a reason, a question, an answer (domain.md §5.2 X10)."""

LONG: Final = 20
"""Characters of a text that ends a case or tells its sender (domain.md §5.2 X15)."""

_BETWEEN: Final = re.compile(r"\W+")
_RUN: Final = re.compile(r"(.)\1{2,}")
"""Signs between words, and the same character over and over: they say nothing."""


def said(field: str, text: str, wanted: str, *, shortest: int = SHORT) -> str:
    """Return a text as it is kept.

    Raises:
        Invalid: it says too little; the field is told what is `wanted`.
    """
    if not _says_something(text, shortest):
        raise Invalid({field: f"{wanted}, ít nhất {shortest} ký tự."})
    return text.strip()


def faults(**typed: str) -> dict[str, str]:
    """Return which of the texts say too little: field → Vietnamese sentence."""
    return {
        field: f"Cần viết rõ, ít nhất {LONG} ký tự."
        for field, text in typed.items()
        if not _says_something(text, LONG)
    }


def _says_something(text: str, shortest: int) -> bool:
    bare = _RUN.sub(r"\1", _BETWEEN.sub(" ", text).strip())
    return len(bare) >= shortest
