"""The backlog: what officers mark on cases, and the sittings that clear it (§8)."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Versioned
from documents.models.case import Case
from documents.models.case_work import Instruction
from documents.models.officer import Officer
from documents.vocabulary import BacklogKind, BacklogMark, ReviewDecision

_STANDS: Final = text("removed_at IS NULL")


class BacklogMarking(Base):
    """What an officer says of a round of a case, until somebody takes it back."""

    __tablename__ = "backlog_mark"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="for_a_reason"),
        CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name="somebody_removed"
        ),
        Index(
            "uq_backlog_mark_stands",
            "case_id",
            "round",
            "mark",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int]
    mark: Mapped[BacklogMark]
    reason: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    by: Mapped[Officer] = relationship(foreign_keys=[by_id])


class BacklogReview(Versioned, Base):
    """A sitting on the backlog; nothing of it changes once it has ended.

    `opening` and `closing` are the figures when it began and when it ended: a list of
    {kind, unit, band, count}.
    """

    __tablename__ = "backlog_review"
    __table_args__ = (
        CheckConstraint(
            "(ended_at IS NULL) = (closing IS NULL)", name="counted_when_ended"
        ),
        CheckConstraint(
            "ended_at IS NULL OR conclusions <> ''", name="ends_with_conclusions"
        ),
        CheckConstraint("chair_id <> secretary_id", name="another_writes"),
        CheckConstraint("place <> '' AND present <> ''", name="somewhere_by_some"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(comment="it sits, and the figures are of")
    place: Mapped[str]
    chair_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    secretary_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    present: Mapped[str] = mapped_column(comment="who sat, one a line")
    conclusions: Mapped[str] = mapped_column(default="")
    opening: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    closing: Mapped[list[dict[str, Any]] | None] = mapped_column(
        JSON(none_as_null=True)
    )
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    chair: Mapped[Officer] = relationship(foreign_keys=[chair_id])
    secretary: Mapped[Officer] = relationship(foreign_keys=[secretary_id])
    looked_at: Mapped[list["ReviewedCase"]] = relationship(
        back_populates="review", order_by="ReviewedCase.id"
    )


class ReviewedCase(Base):
    """A case that a sitting looked at: what it was then, and what was decided."""

    __tablename__ = "reviewed_case"
    __table_args__ = (
        UniqueConstraint("review_id", "case_id"),
        CheckConstraint(
            "(decision = 'urge') = (due_on IS NOT NULL)", name="urged_until_a_day"
        ),
        CheckConstraint("said <> ''", name="says_why"),
        CheckConstraint(
            "instruction_id IS NULL OR decision = 'urge'", name="instructed_when_urged"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("backlog_review.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    kind: Mapped[BacklogKind]
    decision: Mapped[ReviewDecision]
    said: Mapped[str]
    due_on: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    instruction_id: Mapped[int | None] = mapped_column(
        ForeignKey("instruction.id"), unique=True, comment="that urges"
    )

    instruction: Mapped[Instruction | None] = relationship(lazy="joined")
    review: Mapped[BacklogReview] = relationship(back_populates="looked_at")
    case: Mapped[Case] = relationship(lazy="joined")
