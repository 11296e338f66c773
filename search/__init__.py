"""Full-text search: we own the language, an engine lends the inverted index.

This is the door; nothing else of the package is for others.
"""

from search.entry import (
    Entry,
    FoundPart,
    Hit,
    Part,
    Results,
    SearchError,
    Status,
)
from search.index import Index, open_index
from search.query import EVERYTHING
from search.reading import Reading, Recognised, read

__all__ = [
    "EVERYTHING",
    "Entry",
    "FoundPart",
    "Hit",
    "Index",
    "Part",
    "Reading",
    "Recognised",
    "Results",
    "SearchError",
    "Status",
    "open_index",
    "read",
]
