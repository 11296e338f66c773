"""The books that number outgoing letters, and what each number was given for."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.letter import OutgoingLetter
from documents.models.officer import Officer
from documents.vocabulary import EntryState


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
