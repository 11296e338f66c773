"""Citing a document of the register (NĐ 30/2020, Phụ lục I, Mục II.6).

The first time in full: kind, number, day, who issued it and what it is about; after
that by kind and number only.
"""

import re

from documents.models import Directive
from documents.text import fold


def citation(directive: Directive, *, after: str) -> str:
    """Return how a document is cited next, `after` the text that stands already."""
    number = re.escape(fold(directive.number))
    if re.search(rf"(?<![\w/-]){number}(?![\w/-])", fold(after)):
        return f"{directive.kind} số {directive.number}"
    return directive.citation
