"""The doors of senders: the PIN of a case, tries with a wrong one, what was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer


class CasePin(Base):
    """The PIN of a case, of which only a slow hash is kept (domain.md §12)."""

    __tablename__ = "case_pin"
    __table_args__ = (CheckConstraint("hash <> ''", name="is_kept_as_a_hash"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(comment="argon2id of its HMAC")
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("officer.id"), comment="NULL: to who sent the case by himself"
    )

    given_by: Mapped[Officer | None] = relationship()


class LookupAttempt(Base):
    """A try to look a case up, kept for the throttle; `about` names no case."""

    __tablename__ = "lookup_attempt"
    __table_args__ = (
        Index(None, "about", "address", "at"),
        Index(None, "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(comment="HMAC of the code that was typed")
    address: Mapped[str]
    at: Mapped[datetime]


class SendAttempt(Base):
    """A request that was sent without an account, kept for the throttle."""

    __tablename__ = "send_attempt"
    __table_args__ = (Index(None, "address", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(comment="what was done there")
    address: Mapped[str]
    at: Mapped[datetime]


class SpentProof(Base):
    """A proof of work that was used: it is worth nothing a second time."""

    __tablename__ = "spent_proof"

    nonce: Mapped[str] = mapped_column(primary_key=True, comment="of its challenge")
    expires_at: Mapped[datetime] = mapped_column(index=True)
