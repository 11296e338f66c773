"""Full-text search: we own the language, an engine lends the inverted index.

This is the door; nothing else of the package is for others.
"""

from search.entry import (
    BusyError,
    DamagedError,
    Entry,
    ForeignError,
    FoundPart,
    Hit,
    Part,
    Results,
    SearchError,
    Status,
    UnsafeError,
)
from search.index import Index, open_index
from search.query import EVERYTHING
from search.reading import Reading, Recognised, read

__all__ = [
    "EVERYTHING",
    "BusyError",
    "DamagedError",
    "Entry",
    "ForeignError",
    "FoundPart",
    "Hit",
    "Index",
    "Part",
    "Reading",
    "Recognised",
    "Results",
    "SearchError",
    "Status",
    "UnsafeError",
    "open_index",
    "read",
]
