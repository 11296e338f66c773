"""What helps to write a reply: canned words, sources of paragraphs, unsaved drafts."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Versioned
from documents.models.importing import PastReply
from documents.models.letter import OutgoingLetter
from documents.models.officer import Officer
from documents.models.unit import Unit
from documents.vocabulary import Field


class CannedReply(Versioned, Base):
    """Words that many replies share, with fields that a case fills; never deleted."""

    __tablename__ = "canned_reply"
    __table_args__ = (
        CheckConstraint("title <> ''", name="named"),
        CheckConstraint("body <> ''", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(comment="in the clerk's markup, with {fields}")
    field: Mapped[Field | None] = mapped_column(comment="NULL: for every field")
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), index=True, comment="NULL: for every unit"
    )
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    retired_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class BorrowedPassage(Base):
    """A paragraph that a letter took over, and from where; its words are not kept."""

    __tablename__ = "borrowed_passage"
    __table_args__ = (
        UniqueConstraint("letter_id", "sha256"),
        CheckConstraint(
            "CASE WHEN source_letter_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN past_reply_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN canned_id IS NULL THEN 0 ELSE 1 END = 1",
            name="from_one_source",
        ),
        CheckConstraint("source_letter_id <> letter_id", name="from_another_letter"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("outgoing_letter.id"))
    source_letter_id: Mapped[int | None] = mapped_column(
        ForeignKey("outgoing_letter.id"), index=True
    )
    past_reply_id: Mapped[int | None] = mapped_column(
        ForeignKey("past_reply.id"), index=True
    )
    canned_id: Mapped[int | None] = mapped_column(
        ForeignKey("canned_reply.id"), index=True
    )
    sha256: Mapped[str] = mapped_column(comment="of the words, spaces made single")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))

    source_letter: Mapped[OutgoingLetter | None] = relationship(
        foreign_keys=[source_letter_id]
    )
    past_reply: Mapped[PastReply | None] = relationship()
    canned: Mapped[CannedReply | None] = relationship()
    by: Mapped[Officer] = relationship()


class DraftAutosave(Base):
    """What an officer has typed at a case's draft and not saved, one row a person."""

    __tablename__ = "draft_autosave"

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    base_version: Mapped[int] = mapped_column(comment="of the case, typed upon")
    typed: Mapped[dict[str, Any]] = mapped_column(comment="field of the form → text")
    at: Mapped[datetime]
