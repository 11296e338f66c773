"""Number books: one series a year, without gaps, given inside a transaction."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

CASES: Final = "case"
"""The book of case codes; letters have one book a kind."""

PAST_CASES: Final = "past_case"
"""The book of cases that come in from files: new ones never wait for their numbers."""

_PAST_FROM: Final = 1_000_000
"""Above every number that a year of new cases reaches."""

# One statement that both databases understand, so that no two transactions
# can read the same number before one of them writes it.
_NEXT: Final = text(
    "INSERT INTO number_book (book, year, last) VALUES (:book, :year, :count)"
    " ON CONFLICT (book, year) DO UPDATE SET last = number_book.last + :count"
    " RETURNING last"
)


def next_number(session: Session, book: str, year: int) -> int:
    """Take the next number of a book; its row stays locked until the commit.

    Numbers run from 1 January to 31 December (NĐ 30/2020, Điều 15). What is
    rolled back gives its number back, so the series has no gap.
    """
    return _numbers(session, book, year, 1)[0]


def _numbers(session: Session, book: str, year: int, count: int) -> range:
    taken = {"book": book, "year": year, "count": count}
    last = int(session.execute(_NEXT, taken).scalar_one())
    return range(last - count + 1, last + 1)


def case_code(session: Session, year: int) -> str:
    """Return the next case code of a year, DDN-2026-000123 (domain.md §2)."""
    return f"DDN-{year}-{next_number(session, CASES, year):06}"


def past_case_codes(session: Session, year: int, count: int) -> list[str]:
    """Return codes for past cases of a year, DDN-2019-1000001 and on.

    Seven digits tell them from those of new cases, whose numbers go on as if no
    past case had come.
    """
    numbers = _numbers(session, PAST_CASES, year, count)
    return [f"DDN-{year}-{_PAST_FROM + number}" for number in numbers]
