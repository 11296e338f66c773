"""A request that was sent without proof of work: held apart until it is looked at."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.models.officer import Officer
from documents.vocabulary import ComplainantKind, Field


class HeldRequest(Base):
    """What somebody sent, no case yet: in no queue, figure or index (T24).

    Whoever takes cases down lets it in, which makes its case, or discards it for a
    reason. Files wait in the data directory under `files_key`.
    """

    __tablename__ = "held_request"
    __table_args__ = (
        CheckConstraint(
            "(settled_at IS NULL) = (settled_by_id IS NULL)", name="settled_by_somebody"
        ),
        CheckConstraint(
            "settled_at IS NOT NULL OR (case_id IS NULL AND reason = '')",
            name="waits_or_is_settled",
        ),
        CheckConstraint(
            "settled_at IS NULL OR (case_id IS NULL) <> (reason = '')",
            name="let_in_or_discarded_for_a_reason",
        ),
        Index(None, "settled_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True, comment="CHO-123456")
    key: Mapped[str] = mapped_column(unique=True, comment="of the form it came from")
    sent_at: Mapped[datetime]
    title: Mapped[str]
    content: Mapped[str]
    location: Mapped[str]
    field: Mapped[Field]
    kind: Mapped[ComplainantKind]
    sealed: Mapped[bytes] = mapped_column(
        LargeBinary, comment="AES-GCM of the identity"
    )
    anonymous: Mapped[bool]
    opted_out: Mapped[bool]
    consent_version: Mapped[str]
    pin_hash: Mapped[str] = mapped_column(comment="argon2id of its HMAC")
    files_key: Mapped[str] = mapped_column(default="", comment="'': no files")
    files_private: Mapped[bool] = mapped_column(default=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), unique=True)
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="", comment="why it was discarded")

    case: Mapped[Case | None] = relationship()
    settled_by: Mapped[Officer | None] = relationship()
