"""What visitors read of a case: prepared beside the original, released by another.

The public doors read it through `documents.queries.answer` and `answers` only.
"""

from documents.publications.moves import (
    follow,
    keep_private,
    must_be_open,
    open_to,
    prepare,
    release,
    say_no,
    take_down,
    waits_for_editing,
)
from documents.publications.words import Comparison, Finding, Words, of, original

__all__ = [
    "Comparison",
    "Finding",
    "Words",
    "follow",
    "keep_private",
    "must_be_open",
    "of",
    "open_to",
    "original",
    "prepare",
    "release",
    "say_no",
    "take_down",
    "waits_for_editing",
]
