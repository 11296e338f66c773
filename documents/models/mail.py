"""Mail that waits to be sent to officers, and what became of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer


class DigestMail(Base):
    """The digest of an officer's morning: one a day, whatever happens.

    It has no text: that is composed when it is sent, so that nothing of a case is
    kept here. `ended_at` without `sent_at` is a digest that nobody got: given up
    because of `fault`, or with nothing to tell.
    """

    __tablename__ = "digest_mail"
    __table_args__ = (
        UniqueConstraint("officer_id", "on"),
        CheckConstraint("tries >= 0", name="tries_from_zero"),
        CheckConstraint("sent_at IS NULL OR ended_at IS NOT NULL", name="sent_is_over"),
        CheckConstraint("sent_at IS NULL OR fault = ''", name="sent_without_fault"),
        Index(None, "ended_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    on: Mapped[date]
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(comment="of the next try")
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(default="", comment="of the last try")

    officer: Mapped[Officer] = relationship(lazy="joined")
