"""How cases stood before: what figures of past days are read from."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base
from documents.vocabulary import CaseKind, Field, Urgency


class CaseBefore(Base):
    """How a case was led, classified and due until something of that changed.

    The oldest row of a round that is left behind after a day tells how the round
    stood on it (domain.md §9).
    """

    __tablename__ = "case_before"
    __table_args__ = (Index(None, "case_id", "round", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    until: Mapped[datetime] = mapped_column(comment="the moment it changed")
    due_on: Mapped[date]
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    kind: Mapped[CaseKind | None]
    field: Mapped[Field | None]
    urgency: Mapped[Urgency]
