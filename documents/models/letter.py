"""Outgoing letters: their text as it grew, and who is writing at it."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Versioned
from documents.models.case import Case
from documents.models.directive import Directive
from documents.models.file import StoredFile
from documents.models.officer import Officer
from documents.vocabulary import CopyVerdict, LetterLink, LetterState

COMPLAINANT: Final = "{người phản ánh}"
"""Stands for the addressee until issue, so that no draft holds a name."""


REPLY: Final = "tra-loi"
MERGED_REPLY: Final = "tra-loi-gop"
"""The paper that answers a case (domain.md §13, D1); the case moves it."""


class OutgoingLetter(Versioned, Base):
    """A letter of the department, from its draft to its frozen bytes.

    `content` is a letter file (design.md §4), unfinished while it is a draft. The
    name of a complainant is not in it: an addressee written as COMPLAINANT is
    filled in when the letter is issued, on paper only.
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
        CheckConstraint(
            "(follows_id IS NULL) = (follows_as IS NULL)", name="follows_as_something"
        ),
        CheckConstraint("follows_id <> id", name="follows_another"),
        CheckConstraint(
            "(case_id IS NULL) = (round IS NULL)", name="of_a_round_of_a_case"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int | None]
    paper: Mapped[str] = mapped_column(
        default=REPLY, comment="id of the skeleton it started from"
    )
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
    file_id: Mapped[str | None] = mapped_column(
        ForeignKey("stored_file.id"), index=True
    )
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("outgoing_letter.id"), index=True
    )
    follows_as: Mapped[LetterLink | None]
    directive_id: Mapped[int | None] = mapped_column(
        ForeignKey("directive.id"), unique=True, comment="under which it is published"
    )

    case: Mapped[Case | None] = relationship()
    drafter: Mapped[Officer] = relationship(foreign_keys=[drafter_id])
    signer: Mapped[Officer] = relationship(foreign_keys=[signer_id])
    file: Mapped[StoredFile | None] = relationship()
    follows: Mapped["OutgoingLetter | None"] = relationship(
        remote_side=[id], back_populates="followed_by"
    )
    followed_by: Mapped[list["OutgoingLetter"]] = relationship(back_populates="follows")
    directive: Mapped[Directive | None] = relationship()

    @property
    def is_reply(self) -> bool:
        """Say whether it answers its case, and so moves with it."""
        return self.case_id is not None and self.paper == REPLY

    @property
    def printed_number(self) -> str:
        """Return `12154/SGTVT-VP`, below ten with a leading zero; "" if blank."""
        return "" if self.number is None else f"{self.number:02}/{self.symbol}"


class LetterVersion(Base):
    """The text of a letter as it was saved once; never changed."""

    __tablename__ = "letter_version"
    __table_args__ = (
        UniqueConstraint("letter_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("outgoing_letter.id"))
    number: Mapped[int] = mapped_column(comment="version of the letter it made")
    content: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))

    by: Mapped[Officer] = relationship()


class LetterAutosave(Base):
    """What an officer has typed at a letter and not saved yet, one row a person."""

    __tablename__ = "letter_autosave"

    letter_id: Mapped[int] = mapped_column(
        ForeignKey("outgoing_letter.id"), primary_key=True
    )
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    base_version: Mapped[int] = mapped_column(comment="version it was typed upon")
    content: Mapped[dict[str, Any]]
    taken: Mapped[str] = mapped_column(
        default="", comment="what was taken over meanwhile, as its marks"
    )
    at: Mapped[datetime]


class SignedCopy(Base):
    """A signed file that came back for an issued letter; never changed.

    `differences` and `signatures` are what was found when it was uploaded. The words
    that differ may name a complainant: they are read from the two files again, never
    kept here.
    """

    __tablename__ = "signed_copy"
    __table_args__ = (UniqueConstraint("letter_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("outgoing_letter.id"))
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_file.id"), index=True)
    verdict: Mapped[CopyVerdict]
    differences: Mapped[int] = mapped_column(comment="places where the texts differ")
    signatures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))

    letter: Mapped[OutgoingLetter] = relationship()
    file: Mapped[StoredFile] = relationship()
    by: Mapped[Officer] = relationship()
