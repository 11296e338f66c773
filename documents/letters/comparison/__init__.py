"""Comparing the letter that was issued with the signed copy that came back.

Both files are opened in the sandbox. Layout is not compared, nor what signing rightly
adds; every word, figure and punctuation mark of the text is.
"""

from itertools import islice
from typing import Any, Final

from documents import sandbox
from documents.letters.comparison.difference import (
    Change,
    Comparison,
    Difference,
    Place,
)
from documents.letters.comparison.differing import differing
from documents.letters.comparison.signing import appearance
from documents.letters.comparison.words import Text, text_of, with_edges_of
from documents.letters.paper import Paper, Scanned, docx, opened
from documents.vocabulary import CopyVerdict

__all__ = [
    "Change",
    "Comparison",
    "Difference",
    "Place",
    "compare",
    "compared",
]

AHEAD: Final = ("pypdfium2",)

MOST: Final = 200
"""Differences that are given; the rest is counted."""

_SCANTY: Final = 20
"""A scan whose stamps alone are text has fewer words than its letter by so much."""

_HERE: Final = "documents.letters.comparison:compare_here"


def compare(issued: bytes, returned: bytes) -> Comparison:
    """Return how the signed copy, a PDF or .docx, differs from the issued .docx.

    Raises:
        Unreadable: a file is neither, or not one that can be read safely.
    """
    size = str(len(issued)).encode()
    found = sandbox.run(_HERE, size + b"\n" + issued + returned)
    return Comparison.of(found)


def compare_here(content: bytes) -> dict[str, Any]:
    """Do what `compare` does, in this process; the first file's size stands first."""
    size, _, files = content.partition(b"\n")
    issued, returned = files[: int(size)], files[int(size) :]
    try:
        copy = opened(returned)
    except Scanned:
        return Comparison(CopyVerdict.NO_TEXT).data()
    return compared(docx(issued), copy).data()


def compared(issued: Paper, copy: Paper) -> Comparison:
    """Return how what stands on the one paper differs from the other."""
    letter, read = text_of(issued), text_of(copy)
    printed = appearance(read.units, letter.units)
    shown = tuple(" ".join(read.units[at].text.split()) for at in sorted(printed))
    kept = Text.of(u for at, u in enumerate(read.units) if at not in printed)
    if not copy.styled and len(kept.words) * _SCANTY < len(letter.words):
        return Comparison(CopyVerdict.NO_TEXT, passed_over=shown)
    differences = differing(letter, with_edges_of(letter, kept))
    given = tuple(islice(differences, MOST))
    return Comparison(
        verdict=CopyVerdict.DIFFERENT if given else CopyVerdict.SAME,
        differences=given,
        passed_over=shown,
        left_out=sum(1 for _ in differences),
    )
