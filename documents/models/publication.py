"""What visitors read of a case and its answer, and who let them (domain.md §12)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.models.officer import Officer
from documents.vocabulary import PublicationState


class Publication(Base):
    """A case rewritten for everybody: one row a case, under the case's code.

    It answers for one round; its lock is the case's version, which every move of it
    raises.
    """

    __tablename__ = "publication"
    __table_args__ = (
        CheckConstraint("round >= 1", name="round_from_one"),
        CheckConstraint(
            "title <> '' AND content <> '' AND answer <> ''", name="says_something"
        ),
        CheckConstraint(
            "(released_at IS NULL) = (released_by_id IS NULL)",
            name="released_by_somebody",
        ),
        CheckConstraint("released_by_id <> prepared_by_id", name="released_by_another"),
        CheckConstraint(
            "state <> 'public' OR (released_at IS NOT NULL AND withdrawn_at IS NULL)",
            name="public_once_released",
        ),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name="withdrawn_by_somebody",
        ),
        CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND why <> '')",
            name="withdrawn_for_a_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), unique=True)
    round: Mapped[int] = mapped_column(comment="whose reply this is")
    state: Mapped[PublicationState]
    title: Mapped[str]
    content: Mapped[str]
    answer: Mapped[str]
    kept: Mapped[dict[str, Any]] = mapped_column(
        comment="finding → its kind: looked at, and left in the text"
    )
    kept_why: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(
        default="", comment="it was sent back or taken down"
    )
    prepared_at: Mapped[datetime]
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    released_at: Mapped[datetime | None] = mapped_column(index=True)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    case: Mapped[Case] = relationship()
    prepared_by: Mapped[Officer] = relationship(foreign_keys=[prepared_by_id])
    released_by: Mapped[Officer | None] = relationship(foreign_keys=[released_by_id])
