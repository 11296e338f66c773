"""How long each step of a case may take, as the department decided (domain.md §7)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.directive import Directive
from documents.vocabulary import CaseKind, Source, TermUnit, TimedStep, Urgency


class SlaRule(Base):
    """A term and its legal basis; ended by a day, never changed.

    What is NULL holds for every source, urgency or kind.
    """

    __tablename__ = "sla_rule"
    __table_args__ = (
        CheckConstraint("amount BETWEEN 0 AND 400", name="amount_is_a_term"),
        CheckConstraint(
            "unit <> 'hours' OR (amount BETWEEN 1 AND 24 AND urgency = 'urgent')",
            name="hours_only_when_urgent",
        ),
        CheckConstraint("basis <> ''", name="has_a_basis"),
        CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"
        ),
        CheckConstraint(
            "ended_by_id IS NULL OR valid_to IS NOT NULL", name="ended_on_a_day"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    step: Mapped[TimedStep]
    source: Mapped[Source | None]
    urgency: Mapped[Urgency | None]
    kind: Mapped[CaseKind | None]
    amount: Mapped[int]
    unit: Mapped[TermUnit]
    basis: Mapped[str]
    directive_id: Mapped[int | None] = mapped_column(
        ForeignKey("directive.id"), index=True
    )
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    directive: Mapped[Directive | None] = relationship()
