"""What the department decided about days: worked or off, and years looked through."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer

_STANDS: Final = text("removed_at IS NULL")


class CalendarDay(Base):
    """A decision that a day is worked or is not; taken back, never changed."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("basis <> ''", name="for_a_reason"),
        CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name="somebody_removed"
        ),
        Index(
            "uq_calendar_day_stands",
            "on",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date]
    works: Mapped[bool]
    name: Mapped[str]
    basis: Mapped[str] = mapped_column(comment="the paper it follows from")
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    decided_by: Mapped[Officer] = relationship(foreign_keys=[decided_by_id])


class CalendarYear(Base):
    """A year whose days an administrator has looked through."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))

    confirmed_by: Mapped[Officer] = relationship()
