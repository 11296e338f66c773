"""What happens around a case: other units, pauses, extensions, proposals, orders."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer
from documents.models.unit import Unit
from documents.vocabulary import (
    CaseAction,
    CaseState,
    Decision,
)

_OPEN_PAUSE: Final = text("until IS NULL")
_PENDING: Final = text("decided_at IS NULL")
_UNANSWERED: Final = text("answered_at IS NULL")


class CaseUnit(Base):
    """A unit that works with the lead unit in a round, and what it found (X08, X09)."""

    __tablename__ = "case_unit"
    __table_args__ = (
        UniqueConstraint("case_id", "round", "unit_id"),
        CheckConstraint(
            "(settled_at IS NULL) = (result = '' AND waiver = '')",
            name="settled_by_result_or_waiver",
        ),
        CheckConstraint("result = '' OR waiver = ''", name="result_or_waiver"),
        CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL)", name="somebody_settled"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    due_on: Mapped[date]
    result: Mapped[str] = mapped_column(default="")
    waiver: Mapped[str] = mapped_column(default="", comment="why it was let off")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    unit: Mapped[Unit] = relationship(lazy="joined")
    settled_by: Mapped[Officer | None] = relationship()


class Pause(Base):
    """A question to the complainant, and the days the clock stood still (X04–X06)."""

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("question <> ''", name="asks_something"),
        CheckConstraint(
            "asked_from IN ('submitted', 'received', 'in_progress')",
            name="asked_before_the_reply",
        ),
        CheckConstraint("until IS NULL OR until >= since", name="until_after_since"),
        CheckConstraint("(until IS NULL) = (days IS NULL)", name="counted_when_over"),
        CheckConstraint("days >= 0", name="days_from_zero"),
        CheckConstraint("answer = '' OR until IS NOT NULL", name="answer_ends_it"),
        Index(
            "uq_pause_open",
            "case_id",
            unique=True,
            sqlite_where=_OPEN_PAUSE,
            postgresql_where=_OPEN_PAUSE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int]
    asked_from: Mapped[CaseState]
    question: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    answer_key: Mapped[str | None] = mapped_column(
        comment="of the form in which the sender answered himself"
    )
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    since: Mapped[date]
    expires_on: Mapped[date]
    until: Mapped[date | None]
    days: Mapped[int | None] = mapped_column(comment="working days it took")


class Extension(Base):
    """More time for a round: asked by one officer, granted by another (X18)."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("new_due_on > old_due_on", name="later_than_before"),
        CheckConstraint("reason <> ''", name="for_a_reason"),
        CheckConstraint("granted_by_id <> asked_by_id", name="granted_by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int]
    old_due_on: Mapped[date]
    new_due_on: Mapped[date]
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    granted_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime]


class Proposal(Base):
    """A move that one officer asks for and another one decides; one waits at a time."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint(
            "(decided_at IS NULL) = (decision IS NULL)"
            " AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name="decided_by_somebody",
        ),
        CheckConstraint(
            "decision <> 'approved' OR decided_by_id <> proposed_by_id",
            name="approved_by_another",
        ),
        Index(
            "uq_proposal_pending",
            "case_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    round: Mapped[int]
    action: Mapped[CaseAction]
    content: Mapped[dict[str, Any]] = mapped_column(comment="what the move brings")
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    decision: Mapped[Decision | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    comment: Mapped[str] = mapped_column(default="")

    proposed_by: Mapped[Officer] = relationship(foreign_keys=[proposed_by_id])


class Instruction(Base):
    """What a leader wants done about a case, by whom, until when (T19).

    Without a unit it is the focal officer's to carry out. Who gave it may take it back
    while it is not carried out.
    """

    __tablename__ = "instruction"
    __table_args__ = (
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint(
            "(answered_at IS NULL) = (result = '')"
            " AND (answered_at IS NULL) = (answered_by_id IS NULL)",
            name="answered_by_somebody",
        ),
        CheckConstraint("answered_by_id <> by_id", name="answered_by_another"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_why = '')",
            name="taken_back_for_a_reason",
        ),
        CheckConstraint(
            "taken_back_at IS NULL OR answered_at IS NULL",
            name="taken_back_or_answered",
        ),
        Index(
            "ix_instruction_open",
            "unit_id",
            sqlite_where=_UNANSWERED,
            postgresql_where=_UNANSWERED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="", comment="what was done")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    taken_back_at: Mapped[datetime | None]
    taken_back_why: Mapped[str] = mapped_column(default="")

    by: Mapped[Officer] = relationship(foreign_keys=[by_id])
    answered_by: Mapped[Officer | None] = relationship(foreign_keys=[answered_by_id])
    unit: Mapped[Unit | None] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        """Say whether it still is to be carried out."""
        return self.answered_at is None and self.taken_back_at is None
