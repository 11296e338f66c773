"""Paragraphs taken over into a reply from approved ones, each with its source.

`sources` opens the replies of solved cases paragraph by paragraph; `taking` puts one
into a draft and keeps from where; `standing` tells what became of the sources. An
identity never travels: what tells who sent the source's case stays behind (§12).
"""

from documents.borrowing.sources import Passage, Source, source_of, sources
from documents.borrowing.standing import Borrowed, borrowed
from documents.borrowing.taking import Taken, mark, record, take

__all__ = [
    "Borrowed",
    "Passage",
    "Source",
    "Taken",
    "borrowed",
    "mark",
    "record",
    "source_of",
    "sources",
    "take",
]
