"""Outgoing letters and the books that number them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.models.file import StoredFile
from documents.models.officer import Officer
from documents.vocabulary import LetterState


class OutgoingLetter(Base):
    """A letter of the department, from its draft to its frozen bytes.

    `content` is a letter file (design.md §4). The name of a complainant is not
    in it: an addressee written as `letters`' placeholder is filled in when the
    letter is issued.
    """

    __tablename__ = "outgoing_letter"
    __table_args__ = (
        UniqueConstraint("book", "year", "number"),
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
