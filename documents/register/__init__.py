"""The register of outgoing letters: its books, what their numbers are given for.

Numbers are taken, reserved and voided here, inside the caller's transaction; how a
letter is issued is in `documents.outgoing`.
"""

from documents.register.books import CASES, case_code, next_number
from documents.register.entries import Reservation, enter, reserve, take, void

__all__ = [
    "CASES",
    "Reservation",
    "case_code",
    "enter",
    "next_number",
    "reserve",
    "take",
    "void",
]
