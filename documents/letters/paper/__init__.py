"""A .docx or PDF opened safely: what stands on the paper, and how it looks.

For strangers' files. Call it in the sandbox; nothing here fetches, writes or runs.
"""

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

__all__ = [
    "BLACK",
    "Cell",
    "Edge",
    "Look",
    "Paper",
    "Paragraph",
    "Run",
    "Section",
    "Shape",
    "docx",
]
