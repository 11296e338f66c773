"""Finding in Vietnamese text what tells of a person, and masking it (domain.md §12).

Pure text: no database, no web. A machine's reading is a proposal: whoever publishes
looks at it, and masks what it missed. What an agency has published of its own people
is given to it as a value and stays.
"""

from documents.redaction.kinds import NOBODY, NOTHING, Kind, Published, Sender, Span
from documents.redaction.reading import Piece, Reading, read, redact, tells_of

__all__ = [
    "NOBODY",
    "NOTHING",
    "Kind",
    "Piece",
    "Published",
    "Reading",
    "Sender",
    "Span",
    "read",
    "redact",
    "tells_of",
]
