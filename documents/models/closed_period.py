"""Periods whose figures were reported: closed, and what was reported of them (T46)."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer

_STANDS: Final = text("opened_at IS NULL")


class ClosedPeriod(Base):
    """A period that was closed, with its figures; opened again, it stays as it was.

    `figures` are {"rows": [[label, counts]], "total": counts}, `sha256` that of their
    canonical JSON.
    """

    __tablename__ = "closed_period"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="ends_after_it_begins"),
        CheckConstraint(
            "(opened_at IS NULL) = (opened_by_id IS NULL)"
            " AND (opened_at IS NULL) = (reason = '')",
            name="opened_by_somebody_for_a_reason",
        ),
        Index(
            "uq_closed_period_stands",
            "first_on",
            "last_on",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    figures: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    opened_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="", comment="of opening it again")

    closed_by: Mapped[Officer] = relationship(foreign_keys=[closed_by_id])
