"""Files that came in and wait to be entered, and what directives ask for by when."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.directive import Directive
from documents.models.file import StoredFile
from documents.models.officer import Officer
from documents.vocabulary import DeadlineMode, IncomingState


class IncomingFile(Base):
    """A document as it came in, with the record that was read from it.

    The same bytes are taken once. `reason` says why it was discarded, and stays
    when it is taken up again.
    """

    __tablename__ = "incoming_file"
    __table_args__ = (
        CheckConstraint(
            "(state = 'confirmed') = (directive_id IS NOT NULL)",
            name="directive_iff_confirmed",
        ),
        CheckConstraint(
            "(state = 'waiting') = (closed_at IS NULL)", name="closed_unless_waiting"
        ),
        CheckConstraint(
            "state <> 'discarded' OR reason <> ''", name="discarded_for_a_reason"
        ),
        CheckConstraint(
            "closed_by_id IS NULL OR closed_at IS NOT NULL", name="closer_has_a_time"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    state: Mapped[IncomingState] = mapped_column(
        default=IncomingState.WAITING, index=True
    )
    proposal: Mapped[dict[str, Any]] = mapped_column(comment="as read from the file")
    taken_at: Mapped[datetime]
    taken_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("officer.id"), comment="NULL: by a command"
    )
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="", comment="why it was discarded")
    directive_id: Mapped[int | None] = mapped_column(
        ForeignKey("directive.id"), unique=True
    )

    file: Mapped[StoredFile] = relationship(lazy="joined")
    directive: Mapped[Directive | None] = relationship()
    taken_by: Mapped[Officer | None] = relationship(foreign_keys=[taken_by_id])
    closed_by: Mapped[Officer | None] = relationship(foreign_keys=[closed_by_id])


class Obligation(Base):
    """What a directive asks for, by when (domain.md T49, §0.7).

    A date has `stated_on`; a term has its number of days and the day it counts
    from. `due_on` is as computed then, `calendar` with what.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        CheckConstraint("text <> ''", name="says_what"),
        CheckConstraint(
            "(mode IN ('before', 'by')) = (stated_on IS NOT NULL)",
            name="date_iff_dated",
        ),
        CheckConstraint(
            "(mode IN ('within', 'within_days')) = (days IS NOT NULL)"
            " AND (days IS NULL) = (counted_from IS NULL)",
            name="term_has_days_and_start",
        ),
        CheckConstraint("days >= 1", name="days_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    text: Mapped[str] = mapped_column(comment="the sentence that sets the deadline")
    mode: Mapped[DeadlineMode]
    stated_on: Mapped[date | None]
    days: Mapped[int | None]
    counted_from: Mapped[date | None]
    due_on: Mapped[date] = mapped_column(index=True)
    calendar: Mapped[str] = mapped_column(comment="version the due date came from")

    directive: Mapped[Directive] = relationship()
