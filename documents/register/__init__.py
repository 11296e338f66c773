"""The register of outgoing letters: its books, what their numbers are given for.

Numbers are taken, reserved and voided here, inside the caller's transaction; how a
letter is issued is in `documents.outgoing`.
"""

from documents.register.books import CASES, case_code, next_number, past_case_codes
from documents.register.entries import Reservation, enter, reserve, take, void
from documents.register.printed import about, is_sealed, ledger, notes
from documents.register.sheet import render_sheet

__all__ = [
    "CASES",
    "Reservation",
    "about",
    "case_code",
    "enter",
    "is_sealed",
    "ledger",
    "next_number",
    "notes",
    "past_case_codes",
    "render_sheet",
    "reserve",
    "take",
    "void",
]
