"""Outgoing letters and the books that number them."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.models.file import StoredFile
from documents.models.officer import Officer
from documents.vocabulary import EntryState, LetterState

COMPLAINANT: Final = "{người phản ánh}"
"""Stands for the addressee until issue, so that no draft holds a name."""


class OutgoingLetter(Base):
    """A letter of the department, from its draft to its frozen bytes.

    `content` is a letter file (design.md §4). The name of a complainant is not
    in it: an addressee written as COMPLAINANT is filled in when the letter is
    issued, on paper only.
    """

    __tablename__ = "outgoing_letter"
    __table_args__ = (
        UniqueConstraint("book", "year", "number"),
        # An entry of the register names the letter together with its number.
        Index(None, "id", "book", "year", "number", unique=True),
        CheckConstraint(
            "(state = 'issued') = (number IS NOT NULL)", name="number_iff_issued"
        ),
        CheckConstraint(
            "(number IS NULL) = (issued_on IS NULL)"
            " AND (number IS NULL) = (year IS NULL)"
            " AND (number IS NULL) = (file_id IS NULL)",
            name="issued_letter_is_dated_and_kept",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int | None]
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    content: Mapped[dict[str, Any]]
    subject: Mapped[str]
    symbol: Mapped[str] = mapped_column(comment="SGTVT-VP: what follows the number")
    book: Mapped[str] = mapped_column(comment="number book: one series a year")
    year: Mapped[int | None]
    number: Mapped[int | None]
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    drafter_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    drafted_at: Mapped[datetime]
    signer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    file_id: Mapped[str | None] = mapped_column(ForeignKey("stored_file.id"))

    case: Mapped[Case | None] = relationship()
    drafter: Mapped[Officer] = relationship(foreign_keys=[drafter_id])
    signer: Mapped[Officer] = relationship(foreign_keys=[signer_id])
    file: Mapped[StoredFile | None] = relationship()

    @property
    def printed_number(self) -> str:
        """Return `12154/SGTVT-VP`, below ten with a leading zero; "" if blank."""
        return "" if self.number is None else f"{self.number:02}/{self.symbol}"


class NumberBook(Base):
    """The last number given in a book and year (NĐ 30/2020, Điều 15)."""

    __tablename__ = "number_book"
    __table_args__ = (CheckConstraint("last >= 1", name="from_one"),)

    book: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class BookEntry(Base):
    """One number of a letter book: what it was given for, never given again.

    A number is taken by a letter when it is issued, or reserved by a clerk for a
    paper that is signed elsewhere; what was reserved is used for a letter or voided.
    `dated_on` never falls while the numbers of a book rise.
    """

    __tablename__ = "book_entry"
    __table_args__ = (
        UniqueConstraint("book", "year", "number"),
        ForeignKeyConstraint(
            ["book", "year"], ["number_book.book", "number_book.year"]
        ),
        ForeignKeyConstraint(
            ["letter_id", "book", "year", "number"],
            [
                "outgoing_letter.id",
                "outgoing_letter.book",
                "outgoing_letter.year",
                "outgoing_letter.number",
            ],
        ),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint(
            "(state = 'issued') = (letter_id IS NOT NULL)", name="letter_iff_issued"
        ),
        CheckConstraint(
            "state = 'issued' OR reserved_at IS NOT NULL",
            name="number_without_letter_was_reserved",
        ),
        CheckConstraint(
            "(reserved_at IS NULL) = (reserved_by_id IS NULL)"
            " AND (reserved_at IS NULL) = (reason = '')",
            name="reserved_by_whom_and_why",
        ),
        CheckConstraint(
            "(state = 'voided') = (voided_at IS NOT NULL)"
            " AND (voided_at IS NULL) = (voided_by_id IS NULL)"
            " AND (voided_at IS NULL) = (void_reason = '')",
            name="voided_by_whom_and_why",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    symbol: Mapped[str] = mapped_column(comment="SGTVT-VP: what follows the number")
    state: Mapped[EntryState]
    dated_on: Mapped[date] = mapped_column(comment="of the letter, or reserved on")
    letter_id: Mapped[int | None] = mapped_column(unique=True)
    reason: Mapped[str] = mapped_column(default="", comment="why it was reserved")
    reserved_at: Mapped[datetime | None]
    reserved_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reserve_key: Mapped[str | None] = mapped_column(
        unique=True, comment="of the form it came from: a form reserves one number"
    )
    void_reason: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    letter: Mapped[OutgoingLetter | None] = relationship()
    reserved_by: Mapped[Officer | None] = relationship(foreign_keys=[reserved_by_id])
    voided_by: Mapped[Officer | None] = relationship(foreign_keys=[voided_by_id])

    @property
    def printed_number(self) -> str:
        """Return `05/SGTVT-VP`, below ten with a leading zero."""
        return f"{self.number:02}/{self.symbol}"
