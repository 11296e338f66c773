"""A .docx or PDF opened safely: what stands on the paper, and how it looks.

For strangers' files. Call it in the sandbox; nothing here fetches, writes or runs.
"""

from typing import Final

from documents.letters.paper.docx import docx
from documents.letters.paper.model import (
    BLACK,
    Cell,
    Edge,
    Look,
    Paper,
    Paragraph,
    Run,
    Section,
    Shape,
)
from documents.letters.paper.pdf import Scanned, pdf

__all__ = [
    "BLACK",
    "Cell",
    "Edge",
    "Look",
    "Paper",
    "Paragraph",
    "Run",
    "Scanned",
    "Section",
    "Shape",
    "docx",
    "opened",
    "pdf",
]

_PDF_MARK: Final = b"%PDF-"
_PDF_HEAD: Final = 1024
"""How far into a PDF its mark may stand, as its readers agree."""


def opened(content: bytes) -> Paper:
    """Return what stands on the paper of a .docx or a text PDF.

    Raises:
        Unreadable: it is neither, or not a safe one.
    """
    return pdf(content) if _PDF_MARK in content[:_PDF_HEAD] else docx(content)
