"""What a case is answered with: the unit's result, approvals, the reply."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.file import StoredFile
from documents.models.importing import PastReply
from documents.models.letter import OutgoingLetter
from documents.models.officer import Officer
from documents.vocabulary import Decision, SendChannel


class UnitResult(Base):
    """What the lead unit found and did, reported to the focal officer (T25)."""

    __tablename__ = "unit_result"
    __table_args__ = (UniqueConstraint("case_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]

    by: Mapped[Officer] = relationship()


class Approval(Base):
    """A leader's decision on a draft: of a reply (X10, X11), or of another letter."""

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint(
            "(case_id IS NULL) = (round IS NULL)", name="of_a_round_of_a_case"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int | None]
    letter_id: Mapped[int] = mapped_column(ForeignKey("outgoing_letter.id"), index=True)
    decision: Mapped[Decision]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]
    comment: Mapped[str] = mapped_column(default="")
    content_sha256: Mapped[str] = mapped_column(comment="of the letter file decided on")

    by: Mapped[Officer] = relationship()


class Reply(Base):
    """The answer as entered into the system, after approval (T36).

    It is a letter of this register, or one that was signed outside (domain.md §8 B2).
    """

    __tablename__ = "reply"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        CheckConstraint(
            "signed_file_id IS NOT NULL OR minutes <> ''", name="signed_file_or_minutes"
        ),
        CheckConstraint(
            "(letter_id IS NULL) <> (past_reply_id IS NULL)", name="by_one_letter"
        ),
        CheckConstraint(
            "past_reply_id IS NULL OR signed_file_id IS NOT NULL",
            name="outside_letter_with_its_file",
        ),
        CheckConstraint(
            "(sent_on IS NULL) = (send_channel IS NULL)", name="sent_by_some_channel"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_letter.id"))
    past_reply_id: Mapped[int | None] = mapped_column(
        ForeignKey("past_reply.id"), unique=True, comment="signed outside"
    )
    signed_file_id: Mapped[str | None] = mapped_column(
        ForeignKey("stored_file.id"), index=True
    )
    minutes: Mapped[str] = mapped_column(default="", comment="of a reply by telephone")
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    sent_on: Mapped[date | None]
    send_channel: Mapped[SendChannel | None]
    province_report: Mapped[str] = mapped_column(
        default="", comment="document no. (T37)"
    )
    province_report_on: Mapped[date | None]

    letter: Mapped[OutgoingLetter | None] = relationship()
    outside: Mapped[PastReply | None] = relationship()
    signed_file: Mapped[StoredFile | None] = relationship()

    @property
    def issued_on(self) -> date | None:
        """Return the day of its letter, wherever that was signed."""
        letter = self.letter or self.outside
        return letter.issued_on if letter else None
