"""Number books: one series a year, without gaps, given inside a transaction."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

CASES: Final = "case"
"""The book of case codes; letters have one book a kind."""

# One statement that both databases understand, so that no two transactions
# can read the same number before one of them writes it.
_NEXT: Final = text(
    "INSERT INTO number_book (book, year, last) VALUES (:book, :year, 1)"
    " ON CONFLICT (book, year) DO UPDATE SET last = number_book.last + 1"
    " RETURNING last"
)


def next_number(session: Session, book: str, year: int) -> int:
    """Take the next number of a book; its row stays locked until the commit.

    Numbers run from 1 January to 31 December (NĐ 30/2020, Điều 15). What is
    rolled back gives its number back, so the series has no gap.
    """
    return int(session.execute(_NEXT, {"book": book, "year": year}).scalar_one())


def case_code(session: Session, year: int) -> str:
    """Return the next case code of a year, DDN-2026-000123 (domain.md §2)."""
    return f"DDN-{year}-{next_number(session, CASES, year):06}"
