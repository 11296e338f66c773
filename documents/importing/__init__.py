"""Past cases out of files: .csv, .xlsx, .jsonl (design.md §4, domain.md T09).

Rows are streamed, read, compared with what is known and kept in batches, each with
the place up to which the file is done. Nothing here knows a page or a command.
"""

from documents.importing.columns import COLUMNS, Column, WrongFile
from documents.importing.past import PastCase
from documents.importing.raw import Fault, Raw
from documents.importing.rows import Judged, Reader
from documents.importing.source import Source, open_source
from documents.importing.terms import Units

__all__ = [
    "COLUMNS",
    "Column",
    "Fault",
    "Judged",
    "PastCase",
    "Raw",
    "Reader",
    "Source",
    "Units",
    "WrongFile",
    "open_source",
]
