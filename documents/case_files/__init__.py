"""Files of a case: looked at, attached, closed to units, withdrawn, drawn.

`look` opens a stranger's file in a child process and touches no database. What it
found is kept by `attach`, as part of the move that brings it, or by `add`.
"""

from documents.case_files.audience import can_decide, decide
from documents.case_files.formats import ACCEPTED, FileRefused, Format, format_named
from documents.case_files.keeping import (
    MOST_IN_A_CASE,
    Enclosure,
    add,
    attach,
    can_add,
    can_open,
    can_withdraw,
    get,
    kinds_for,
    must_add,
    of_case,
    withdraw,
    withhold,
)
from documents.case_files.looking import LARGEST, Found, look
from documents.case_files.pictures import MOST_PAGES, page, small

__all__ = [
    "ACCEPTED",
    "LARGEST",
    "MOST_IN_A_CASE",
    "MOST_PAGES",
    "Enclosure",
    "FileRefused",
    "Format",
    "Found",
    "add",
    "attach",
    "can_add",
    "can_decide",
    "can_open",
    "can_withdraw",
    "decide",
    "format_named",
    "get",
    "kinds_for",
    "look",
    "must_add",
    "of_case",
    "page",
    "small",
    "withdraw",
    "withhold",
]
