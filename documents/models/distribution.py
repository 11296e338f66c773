"""To whom a directive was passed on, for what, and what came of it (T30)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.directive import Directive
from documents.models.officer import Officer
from documents.models.unit import Unit
from documents.vocabulary import Purpose


class Distribution(Base):
    """A directive with a unit, for one purpose: sent, read, done."""

    __tablename__ = "distribution"
    __table_args__ = (
        UniqueConstraint("directive_id", "unit_id", "purpose"),
        CheckConstraint(
            "(read_at IS NULL) = (read_by_id IS NULL)", name="read_by_somebody"
        ),
        CheckConstraint(
            "(done_at IS NULL) = (done_by_id IS NULL)", name="done_by_somebody"
        ),
        CheckConstraint(
            "done_at IS NULL OR read_at IS NOT NULL", name="read_before_done"
        ),
        CheckConstraint(
            "purpose <> 'inform' OR done_at IS NULL", name="nothing_to_do_but_read"
        ),
        CheckConstraint("(done_at IS NULL) = (result = '')", name="done_with_a_result"),
        # What waits, of one unit or of all: to be read, to be carried out.
        Index(None, "read_at", "unit_id"),
        Index(None, "done_at", "purpose", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    purpose: Mapped[Purpose]
    note: Mapped[str] = mapped_column(default="", comment="to the unit")
    sent_at: Mapped[datetime]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    read_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    result: Mapped[str] = mapped_column(default="", comment="what was done")

    directive: Mapped[Directive] = relationship()
    unit: Mapped[Unit] = relationship(lazy="joined")
    sent_by: Mapped[Officer] = relationship(foreign_keys=[sent_by_id])
    read_by: Mapped[Officer | None] = relationship(foreign_keys=[read_by_id])
    done_by: Mapped[Officer | None] = relationship(foreign_keys=[done_by_id])
