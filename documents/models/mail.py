"""Mail that waits to be sent, to officers and to senders, and what became of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.models.officer import Officer
from documents.vocabulary import CaseState


class QueuedMail:
    """Mail as its queue knows it, whoever gets it.

    It has no text and no address: both are looked up when it is sent, so that nothing
    of a case is kept here. `ended_at` without `sent_at` is mail that nobody got: given
    up because of `fault`, or with nothing to tell.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(comment="of the next try")
    sent_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(default="", comment="of the last try")


def _rules() -> tuple[CheckConstraint | Index, ...]:
    """Return what holds of every queue of mail."""
    return (
        CheckConstraint("tries >= 0", name="tries_from_zero"),
        CheckConstraint("sent_at IS NULL OR ended_at IS NOT NULL", name="sent_is_over"),
        CheckConstraint("sent_at IS NULL OR fault = ''", name="sent_without_fault"),
        Index(None, "ended_at", "due_at"),
    )


class DigestMail(QueuedMail, Base):
    """The digest of an officer's morning: one a day, whatever happens."""

    __tablename__ = "digest_mail"
    __table_args__ = (UniqueConstraint("officer_id", "on"), *_rules())

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    on: Mapped[date]

    officer: Mapped[Officer] = relationship(lazy="joined")


class SenderMail(QueuedMail, Base):
    """What the sender of a case is told by mail: that it has come to a state."""

    __tablename__ = "sender_mail"
    __table_args__ = _rules()

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    about: Mapped[CaseState] = mapped_column(comment="where the case has come to")
    made_at: Mapped[datetime]

    case: Mapped[Case] = relationship()
